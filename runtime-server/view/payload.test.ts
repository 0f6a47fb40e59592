import { describe, expect, test } from "vitest";
import { readPayload } from "./payload.ts";

const limits = { frameDepth: 8, frameNames: 100 };
const plain = (value: unknown): unknown => (typeof value === "string" ? value : JSON.parse(JSON.stringify(value)));

describe("an own value with a type", () => {
  test.each([
    [{ "id:int": "7" }, { id: 7 }],
    [{ "id:int": "7.5" }, {}],
    [{ "id:int": "seven" }, {}],
    [{ "id:int": "9007199254740993" }, {}],
    [{ "id:int": "9".repeat(400) }, {}],
    [{ "rate:float": "0.5" }, { rate: 0.5 }],
    [{ "rate:float": "" }, {}],
    [{ "on:bool": "true" }, { on: true }],
    [{ "on:bool": "yes" }, {}],
    [{ "tags:json": "[1,2]" }, { tags: [1, 2] }],
    [{ "tags:json": "[1," }, {}],
    [{ "time:date": "x" }, { "time:date": "x" }],
    [{ "id:int": 7 }, {}],
    [
      { point: { "x:int": "1" }, "list:json": '[{"y:int":"2"}]' },
      { point: { "x:int": "1" }, list: [{ "y:int": "2" }] },
    ],
  ])("%j is %j", (own, expected) => expect(plain(readPayload({ own }, limits))).toEqual(expected));

  test.each([
    [{ "a:json": '{"__proto__":1}' }, "the name __proto__ in a payload"],
    [{ "__proto__:json": "{}" }, "the name __proto__ in a payload"],
    [{ "a:json": "[".repeat(20_000) + "]".repeat(20_000) }, "values nested deeper than frameDepth"],
    [{ "a:json": JSON.stringify(Array(101).fill(0)) }, "more names and items than frameNames"],
  ])("%j is refused", (own, why) => expect(readPayload({ own }, limits)).toBe(why));
});

describe("a form", () => {
  test("is decoded, and what looks like a type is part of a field's name", () => {
    const fields = { "price:float": "1.5", "user[name]": "Ada", "user[age:int]": "7", "tags[]": ["a", "b"], kind: "x" };
    expect(plain(readPayload({ fields, own: {} }, limits))).toEqual({
      "price:float": "1.5",
      user: { name: "Ada", "age:int": "7" },
      tags: ["a", "b"],
      kind: "x",
    });
  });

  test("has the values of its element beside its fields", () => {
    expect(plain(readPayload({ fields: { id: "1", name: "Ada" }, own: { "id:int": "7", _target: ["user", "name"] } }, limits))).toEqual({
      name: "Ada",
      id: 7,
      _target: ["user", "name"],
    });
  });

  test("is without the token it would be posted with", () => {
    expect(plain(readPayload({ fields: { a: "1", _csrf_token: "t" }, own: {} }, limits))).toEqual({ a: "1" });
    expect(plain(readPayload({ own: { a: "1", _csrf_token: "t" } }, limits))).toEqual({ a: "1" });
  });
});
