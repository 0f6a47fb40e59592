import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isOwnUrl } from "./forms.ts";

describe("a URL", () => {
  test.each(["", "/", "/todos/1?x=//y#z", "todos", "?page=2", "#top", "./a", "../a", " /padded ", "/\ta", "a/b:c"])(
    "%j stays on the page's own site",
    (url) => {
      expect(isOwnUrl(url)).toBe(true);
    },
  );

  test.each([
    ...[
      "https://evil.example/",
      "http:relative",
      "//evil.example",
      "\\\\evil.example",
      "/\\evil.example",
      "/\t/evil.example",
      "///evil.example",
    ],
    ...["\u0001//evil.example", " h\nttps://evil.example", "javascript:alert(1)", "mailto:a@b.example", "blob:http://page.example/1"],
  ])("%j leads, or could lead, elsewhere", (url) => {
    expect(isOwnUrl(url)).toBe(false);
  });

  test("that is taken for an own one leads nowhere else by the URL standard", () => {
    const pieces = fc.constantFrom(
      "/",
      "\\",
      ":",
      "?",
      "#",
      "@",
      ".",
      " ",
      "\t",
      "\n",
      "\u0000",
      "http",
      "evil.example",
      "a",
      "é",
      "[",
      "%",
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 8 }), fc.constantFrom("http://page.example", "https://page.example"), (parts, site) => {
        const url = parts.join("");
        return !isOwnUrl(url) || !URL.canParse(url, site) || new URL(url, site).origin === site;
      }),
      { numRuns: 5000 },
    );
  });
});
