import { expect, test } from "vitest";
import { didYouMean, suggest } from "./suggest.ts";

test("finds the name that a slip of the fingers missed", () => {
  expect(suggest("wacth", ["watch", "check", "json"])).toBe("watch");
  expect(suggest("jsn", ["watch", "check", "json"])).toBe("json");
  expect(suggest("Exclude", ["exclude"])).toBe("exclude");
});

test("suggests nothing where no name is near", () => {
  expect(suggest("x", ["watch", "check", "json"])).toBeUndefined();
  expect(suggest("completely-else", ["watch", "check", "json"])).toBeUndefined();
});

test("stays quick for a name of any length", () => {
  expect(didYouMean("a".repeat(1_000_000), ["watch"])).toBe("");
});
