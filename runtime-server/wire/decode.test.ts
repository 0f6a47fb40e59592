import { describe, expect, test } from "vitest";
import { readFrame } from "./decode.ts";

const limits = { frameBytes: 65_536, frameDepth: 8, frameNames: 100 };
const payload = (json: string): unknown => {
  const frame = readFrame(`[1,2,"save",${json}]`, limits);
  return frame.kind === "event" ? { ...frame.payload } : frame;
};

describe("what an event is for", () => {
  const target = (json: string): unknown => {
    const frame = readFrame(`[1,2,"save",0,${json}]`, limits);
    return frame.kind === "event" ? [frame.component, frame.containers] : frame;
  };

  test.each([
    ["0", [0, []]],
    ["3", [3, []]],
    ['[0,"results"]', [0, ["results"]]],
    ['[3,"a","b"]', [3, ["a", "b"]]],
  ])("%s is %j", (json, expected) => expect(target(json)).toEqual(expected));

  test.each([
    "[0]",
    "[]",
    '["a"]',
    "[0,1]",
    '[0,""]',
    '[0,["a"]]',
    '[-1,"a"]',
    '"a"',
    `[0,"${"a".repeat(201)}"]`,
    `[0${',"a"'.repeat(17)}]`,
  ])("%s is refused", (json) => expect(() => target(json)).toThrow(/containers that are no ids|a component that is no positive integer/));
});

describe("the fields of a form", () => {
  test.each([
    ['[{"name":"Ada"},{"_target":["name"]}]', { name: "Ada", _target: ["name"] }],
    ['[{"price:float":"1","id:int":"2"},{"id:int":"3"}]', { "price:float": "1", "id:int": "2", id: 3 }],
    ['[{"_target":"mine","_csrf_token":"t"},{"_target":["a"]}]', { _target: ["a"] }],
  ])("%s are %j", (json, expected) => expect(payload(json)).toEqual(expected));

  test.each(["[]", "[{}]", "[{},{},{}]", "[{},1]", "[1,{}]"])("%s is refused", (json) =>
    expect(() => payload(json)).toThrow(/a payload that is/),
  );
});

describe("a typed name gives its value that type", () => {
  test.each([
    ['{"id:int":"7"}', { id: 7 }],
    ['{"id:int":"7.5"}', {}],
    ['{"id:int":"seven"}', {}],
    ['{"id:int":"9007199254740993"}', {}],
    [`{"id:int":"${"9".repeat(400)}"}`, {}],
    ['{"rate:float":"0.5"}', { rate: 0.5 }],
    ['{"rate:float":""}', {}],
    ['{"on:bool":"true"}', { on: true }],
    ['{"on:bool":"yes"}', {}],
    ['{"tags:json":"[1,2]"}', { tags: [1, 2] }],
    ['{"tags:json":"[1,"}', {}],
    ['{"time:date":"x"}', { "time:date": "x" }],
    ['{"id:int":7}', {}],
  ])("%s is %j", (json, expected) => expect(payload(json)).toEqual(expected));

  test("what a typed JSON holds is refused as anything else is", () => {
    expect(() => payload('{"a:json":"{\\"__proto__\\":1}"}')).toThrow("the name __proto__ in a payload");
    expect(() => payload('{"__proto__:json":"{}"}')).toThrow("the name __proto__ in a payload");
    expect(() => payload(JSON.stringify({ "a:json": "[".repeat(20_000) + "]".repeat(20_000) }))).toThrow(
      "values nested deeper than frameDepth",
    );
  });
});
