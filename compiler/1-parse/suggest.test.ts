import { expect, test } from "vitest";
import { distance, suggestDirective } from "./suggest.ts";

test.each([
  ["iff", "Did you mean :if?"],
  ["elseif", "Did you mean :else-if?"],
  ["each", "Did you mean :for?"],
  ["kye", "Did you mean :key?"],
  ["constructor", "Known are :if, :else-if, :else, :for, :key, :html, :update, :let."],
])(":%s: %s", (name, fix) => {
  expect(suggestDirective(name)).toBe(fix);
});

test("distance counts slips, up to a few", () => {
  expect([distance("if", "if"), distance("iff", "if"), distance("fi", "if"), distance("something", "if")]).toEqual([0, 1, 2, 3]);
});
