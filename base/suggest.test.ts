import { expect, test } from "vitest";
import { didYouMean, nearest } from "./suggest.ts";

test.each([
  ["a letter missing", "clik", ["focus", "click"], "click"],
  ["a letter too many", "clickk", ["focus", "click"], "click"],
  ["a wrong letter", "clock", ["focus", "click"], "click"],
  ["two letters swapped", "lcik", ["focus", "click"], "click"],
  ["another case", "CLICK", ["focus", "click"], "click"],
  ["the nearest of several", "wach", ["each", "watch", "match"], "each"],
  ["two slips in a long name", "tabidnxe", ["title", "tabindex"], "tabindex"],
])("finds what was meant: %s", (_what, name, names, expected) => {
  expect(nearest(name, names)).toBe(expected);
});

test.each([
  ["a name of one letter is near to nothing", "x", ["y", "xy"]],
  ["two slips in a short name", "abc", ["xbz"]],
  ["three slips", "something", ["somewhat"]],
  ["nothing to choose from", "name", []],
  ["a name that would be all slips", "ab", ["c"]],
])("suggests nothing: %s", (_what, name, names) => {
  expect(nearest(name, names)).toBeUndefined();
});

test("the number of slips can be given", () => {
  expect(nearest("clk", ["click"], 2)).toBe("click");
  expect(nearest("clik", ["click"], 0)).toBeUndefined();
});

test("stays quick for a name of any length", () => {
  expect(nearest("a".repeat(1_000_000), ["watch"])).toBeUndefined();
});

test("names what was probably meant, as it would be typed", () => {
  expect(didYouMean("wacth", ["watch", "check", "json"], "--")).toBe(' Did you mean "--watch"?');
});

test("says nothing where no name is near", () => {
  expect(didYouMean("completely-else", ["watch", "check", "json"])).toBe("");
});
