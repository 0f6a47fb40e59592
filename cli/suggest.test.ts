import { expect, test } from "vitest";
import { didYouMean } from "./suggest.ts";

test("names what was probably meant, as it would be typed", () => {
  expect(didYouMean("wacth", ["watch", "check", "json"], "--")).toBe(" Did you mean “--watch”?");
});

test("says nothing where no name is near", () => {
  expect(didYouMean("completely-else", ["watch", "check", "json"])).toBe("");
});
