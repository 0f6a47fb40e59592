import { expect, test } from "vitest";
import { suggestDirective } from "./suggest.ts";

test.each([
  ["iff", "Did you mean :if?"],
  ["elseif", "Did you mean :else-if?"],
  ["each", "Did you mean :for?"],
  ["kye", "Did you mean :key?"],
  ["class", "For the attribute, write class={…}."],
  ["aria-label", "For the attribute, write aria-label={…}."],
  ["click", "Did you mean live-click?"],
  ["is", "Choose between components with :if and :else."],
  ["constructor", "Known are :if, :else-if, :else, :for, :key, :html, :update, :let."],
])(":%s: %s", (name, fix) => {
  expect(suggestDirective(name, "live-")).toBe(fix);
});

test("an attribute keeps the code that was written in quotes", () => {
  expect(suggestDirective("value", "live-", "user.name")).toBe("For the attribute, write value={user.name}.");
});
