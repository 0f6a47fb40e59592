import { expect, test } from "vitest";
import { bare } from "./bare.ts";

test("has what was there, and no prototype", () => {
  const copy = bare(JSON.parse('{"a":1,"__proto__":2}') as object);
  expect(Object.getPrototypeOf(copy)).toBe(null);
  expect(Object.entries(copy)).toEqual([
    ["a", 1],
    ["__proto__", 2],
  ]);
  expect("toString" in copy).toBe(false);
});
