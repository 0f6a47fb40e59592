import { expect, test } from "vitest";
import { globMatcher } from "./glob.ts";

test.each([
  ["legacy", "legacy", true],
  ["legacy", "legacy/old/x.live.html", true],
  ["legacy/", "legacy/x.live.html", true],
  ["./legacy", "legacy/x.live.html", true],
  ["legacy", "legacy2/x.live.html", false],
  ["legacy", "app/legacy/x.live.html", false],
  ["*.draft.live.html", "a.draft.live.html", true],
  ["*.draft.live.html", "pages/a.draft.live.html", false],
  ["**/*.draft.live.html", "a.draft.live.html", true],
  ["**/*.draft.live.html", "pages/deep/a.draft.live.html", true],
  ["pages/**", "pages/deep/a.live.html", true],
  ["pages/**/a.live.html", "pages/a.live.html", true],
  ["page?.live.html", "page1.live.html", true],
  ["page?.live.html", "page.live.html", false],
  ["a+b[1].live.html", "a+b[1].live.html", true],
  ["a.b", "axb", false],
])("%s against %s: %s", (pattern, path, expected) => {
  expect(globMatcher(pattern)(path)).toBe(expected);
});
