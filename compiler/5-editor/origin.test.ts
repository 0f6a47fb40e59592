import { expect, test } from "vitest";
import type { Mapping } from "../3-generate/segments.ts";
import { origin } from "./origin.ts";

const MAPPINGS: readonly Mapping[] = [
  [10, 5, 100, 5, 0],
  [20, 1, 200, 7, 1],
  [22, 8, 300, 8, 0],
];

test.each([
  ["the beginning of a copy", 10, 5, { start: 100, end: 105 }],
  ["the middle of a copy", 12, 2, { start: 102, end: 104 }],
  ["more than a copy is cut at its end", 12, 50, { start: 102, end: 105 }],
  ["an atom is the whole of what it stands for", 20, 30, { start: 200, end: 207 }],
  ["our own code around a copy is led to it", 15, 6, { start: 200, end: 207 }],
  ["our own code that ends in a copy is cut there", 21, 3, { start: 300, end: 302 }],
  ["our own code alone is nowhere", 16, 2, undefined],
  ["what follows all is nowhere", 40, 2, undefined],
  ["what precedes all is nowhere", 0, 2, undefined],
])("%s", (_, start, length, expected) => expect(origin(MAPPINGS, start, length)).toEqual(expected));

test("without mappings nothing has an origin", () => expect(origin([], 3, 1)).toBeUndefined());
