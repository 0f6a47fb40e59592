import { expect, test } from "vitest";
import { Lines } from "./positions.ts";

test("offsets become lines and columns", () => {
  const lines = new Lines("ab\r\nc\n\nd");
  expect([0, 2, 3, 4, 6, 7, 8].map((offset) => Object.values(lines.position(offset)).join(":"))).toEqual([
    "1:1",
    "1:3",
    "1:4",
    "2:1",
    "3:1",
    "4:1",
    "4:2",
  ]);
  expect([-1, 99].map((offset) => Object.values(lines.position(offset)).join(":"))).toEqual(["1:1", "4:2"]);
  expect([1, 2, 3, 4, 5].map((line) => lines.text(line))).toEqual(["ab", "c", "", "d", ""]);
});
