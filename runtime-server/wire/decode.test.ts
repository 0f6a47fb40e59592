import { describe, expect, test } from "vitest";
import { readFrame } from "./decode.ts";

const limits = { frameBytes: 65_536, frameDepth: 8, frameNames: 100 };
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

describe("what an event brings", () => {
  const payload = (json: string): unknown => {
    const frame = readFrame(`[1,2,"save",${json}]`, limits);
    return frame.kind === "event" ? JSON.parse(JSON.stringify(frame.payload)) : frame;
  };

  test.each([
    ["0", { own: {} }],
    ['{"id:int":"7","a":{"b:int":"1"}}', { own: { "id:int": "7", a: { "b:int": "1" } } }],
    ['[{"user[name]":"Ada","tags[]":["a","b"]},0]', { fields: { "user[name]": "Ada", "tags[]": ["a", "b"] }, own: {} }],
    ['[{},{"_target":["user","name"]}]', { fields: {}, own: { _target: ["user", "name"] } }],
  ])("%s is %j", (json, expected) => expect(payload(json)).toEqual(expected));

  test.each([
    ['[{"a":1},0]', "a field that is not text"],
    ['[{"a":["b",1]},0]', "a field that is not text"],
    ['[{"a":{}},0]', "a field that is not text"],
    ["[{}]", "a payload that is not a pair of fields and values"],
    ["[{},0,0]", "a payload that is not a pair of fields and values"],
    ["[0,0]", "a payload that is no object"],
    ["[{},1]", "a payload that is no object"],
    ['{"__proto__":1}', "the name __proto__ in a payload"],
    ['[{"constructor":"x"},0]', "the name constructor in a payload"],
    [
      JSON.stringify([Object.fromEntries(Array.from({ length: 60 }, (_, i) => [`f${i}`, ["x"]])), 0]),
      "more names and items than frameNames",
    ],
  ])("%s is refused", (json, why) => expect(() => payload(json)).toThrow(why));

  test("in a join no name has a type", () => {
    const join = { token: "t", csrf: "c", url: "/", statics: "s", params: { "width:int": "7" } };
    const frame = readFrame(JSON.stringify([1, 1, 0, join]), limits);
    expect(frame.kind === "join" && { ...frame.join.params }).toEqual({ "width:int": "7" });
  });
});
