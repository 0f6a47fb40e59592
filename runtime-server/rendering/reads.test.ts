import { describe, expect, test } from "vitest";
import { differsAt, parsePath, shallowEqual } from "./reads.ts";

describe("a path differs", () => {
  const shared = { c: 1 };
  test.each<[path: string, before: unknown, after: unknown, differs: boolean]>([
    ["a.b", { a: { b: 1 } }, { a: { b: 1 } }, false],
    ["a.b", { a: { b: 1 } }, { a: { b: 2 } }, true],
    ["a.c", { a: shared }, { a: shared }, false],
    ["a", { a: Number.NaN }, { a: Number.NaN }, false],
    // What is missing on the way is `undefined`, as with `?.`: `null` at the end is another value.
    ["a.b", { a: null }, { a: undefined }, false],
    ["a.b", { a: null }, { a: { b: null } }, true],
    ["a.b", { a: null }, { a: { b: undefined } }, false],
    // A position of an array is a member.
    ["a.0", { a: ["x", "y"] }, { a: ["x", "z"] }, false],
    ["a.0", { a: ["x"] }, { a: ["y"] }, true],
    ["a.0", { a: undefined }, { a: ["x"] }, true],
    // What a pattern takes of anything else, only iterating tells.
    ["a.0", { a: "\u{1F600}" }, { a: "\u{1F601}" }, true],
    ["a.0", { a: new Set(["x"]) }, { a: new Set(["y"]) }, true],
  ])("%s of %j and %j: %j", (path, before, after, differs) => {
    expect(differsAt(before, after, parsePath(path))).toBe(differs);
  });
});

test("records are equal with the same keys in the same order, and identical values", () => {
  expect(shallowEqual({ a: 1, b: 2 }, { a: 1, b: 2 })).toBe(true);
  expect(shallowEqual({ a: 1, b: 2 }, { b: 2, a: 1 })).toBe(false);
  expect(shallowEqual({ a: 1 }, { a: 2 })).toBe(false);
  expect(shallowEqual({ a: undefined }, { b: undefined })).toBe(false);
});
