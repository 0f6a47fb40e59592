import { expect, test } from "vitest";
import { Segments } from "./sourcemap.ts";

test("segments are differences to the one before, lines are separated by semicolons", () => {
  const segments = new Segments();
  segments.add(0, 0, 0, 0);
  segments.add(0, 4, 0, 16);
  segments.end(0, 9);
  segments.add(2, 1, 1, 15);
  segments.add(2, 2000, 0, 0);
  expect(segments.encoded).toBe("AAAA,IAAgB,K;;CACD,+8DADf");
});

test("lines without segments at the end leave no trace", () => {
  const segments = new Segments();
  expect(segments.encoded).toBe("");
  segments.add(1, 0, 0, 0);
  expect(segments.encoded).toBe(";AAAA");
});
