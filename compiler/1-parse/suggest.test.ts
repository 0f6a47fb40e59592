import { expect, test } from "vitest";
import { suggestDirective } from "./suggest.ts";

test.each([
  ["iff", "Did you mean :if?"],
  ["elseif", "Did you mean :else-if?"],
  ["each", "Did you mean :for?"],
  ["kye", "Did you mean :key?"],
  ["constructor", "Known are :if, :else-if, :else, :for, :key, :html, :update, :let."],
])(":%s: %s", (name, fix) => {
  expect(suggestDirective(name)).toBe(fix);
});
