import { expect, test } from "vitest";
import { catalogue, type Entry } from "./catalogue.ts";

const entries: [string, Entry][] = Object.entries(catalogue);

test.each(entries)("%s speaks plainly", (code, { title, message, fix }) => {
  expect(code).toMatch(/^LC[1-4]\d{3}$/);
  expect(title).toMatch(/^[^%]+$/);
  expect(message.length).toBeLessThanOrEqual(160);
  expect(message).toMatch(/[.%]$/);
  expect(fix ?? "Nothing.").not.toBe("");
});

test("codes are in order", () => {
  const codes = entries.map(([code]) => code);
  expect(codes).toEqual(codes.toSorted());
});
