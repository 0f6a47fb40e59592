import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeFields } from "./form-fields.ts";

const limits = { frameDepth: 3, frameNames: 20 };
const decoded = (query: string): unknown => JSON.parse(JSON.stringify(decodeFields(new URLSearchParams(query), limits)));

describe("names of fields", () => {
  test.each([
    ["name=Ada", { name: "Ada" }],
    ["user[name]=Ada&user[age]=36", { user: { name: "Ada", age: "36" } }],
    ["user[address][city]=Rome", { user: { address: { city: "Rome" } } }],
    ["tags[]=a", { tags: ["a"] }],
    ["tags[]=a&tags[]=b", { tags: ["a", "b"] }],
    ["user[tags][]=a&user[tags][]=b", { user: { tags: ["a", "b"] } }],
    ["items[0][name]=a&items[1][name]=b", { items: { 0: { name: "a" }, 1: { name: "b" } } }],
    ["kind=a&kind=b&kind=c", { kind: ["a", "b", "c"] }],
    ["user[kind]=a&user[kind]=b", { user: { kind: ["a", "b"] } }],
    ["a=", { a: "" }],
    ["=x", { "": "x" }],
  ])("%s is %j", (query, expected) => expect(decoded(query)).toEqual(expected));

  test.each(["[a]", "a[b", "a]b", "a[b]c", "a[][b]", "a[[b]]", "a[b]]", "[]", "a[b][c"])("%s is a name as it stands", (name) => {
    expect(decodeFields([[name, "x"]], limits)).toEqual(Object.assign(Object.create(null), { [name]: "x" }));
  });

  test("of names that contradict each other the last one holds", () => {
    expect(decoded("a=1&a[b]=2")).toEqual({ a: { b: "2" } });
    expect(decoded("a[b]=2&a=1")).toEqual({ a: "1" });
    expect(decoded("a[]=1&a[b]=2")).toEqual({ a: { b: "2" } });
  });
});

describe("limits", () => {
  test("objects have no prototype, at any depth", () => {
    const { a } = decodeFields([["a[b]", "x"]], limits);
    expect(Object.getPrototypeOf(a)).toBe(null);
  });

  test.each(["__proto__", "a[__proto__]", "a[b][constructor]", "prototype[]"])("%s is refused", (name) => {
    expect(() => decodeFields([[name, "x"]], limits)).toThrow(/^the name \w+ in a payload$/);
  });

  test("depth and number are bounded", () => {
    expect(decoded("a[b][c][d]=x")).toEqual({ a: { b: { c: { d: "x" } } } });
    expect(() => decoded("a[b][c][d][e]=x")).toThrow("fields nested deeper than frameDepth");
    expect(() => decoded(Array.from({ length: 21 }, (_, i) => `f${i}=x`).join("&"))).toThrow("more names and items than frameNames");
    expect(() => decoded(Array.from({ length: 11 }, (_, i) => `f[${i}][a]=x`).join("&"))).toThrow("more names and items than frameNames");
  });

  test("any name is decoded or refused, and leaves Object.prototype alone", () => {
    const name = fc.array(fc.constantFrom("a", "[", "]", "[]", "[b]", "__proto__", ""), { maxLength: 8 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(fc.array(fc.tuple(name, fc.string()), { maxLength: 5 }), (fields) => {
        try {
          decodeFields(fields, limits);
        } catch (error) {
          expect((error as Error).name).toBe("BadFrame");
        }
        expect(Object.keys(Object.prototype)).toEqual([]);
      }),
    );
  });
});
