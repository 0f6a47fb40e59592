/**
 * URLs that a browser reads otherwise than a person: what is let through, the standard's own parser must call harmless.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isOwnUrl } from "../../protocol/forms.ts";
import { isSafeUrl } from "../../runtime-server/rendering/url.ts";
import { checkPath } from "../../runtime-server/view/redirect.ts";

const HERE = "https://own.example/dir/page";

const scripts: readonly string[] = [
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  " javascript:alert(1)",
  "\tjavascript:alert(1)",
  "\u0001javascript:alert(1)",
  "\u0000javascript:alert(1)",
  "\u001fjavascript:alert(1)",
  "java\nscript:alert(1)",
  "java\rscript:alert(1)",
  "java\tscript:alert(1)",
  "j\na\nv\na\ns\nc\nr\ni\np\nt:alert(1)",
  "javascript\n:alert(1)",
  "javascript\t:alert(1)",
  "javascript://own.example/%0aalert(1)",
  "javascript:/*--></script>*/alert(1)",
  "vbscript:msgbox(1)",
  "data:text/html,<script>alert(1)</script>",
  "data:text/html;base64,PHNjcmlwdD4=",
  "data:image/svg+xml;base64,PHN2Zz4=",
  "DATA:text/html,x",
  "blob:https://own.example/x",
  "file:///etc/passwd",
  "filesystem:https://own.example/x",
  "view-source:https://own.example",
  "about:blank",
  "chrome://settings",
  "ws://evil.example",
  "x-unknown:x",
];

const harmless: readonly string[] = [
  "",
  "#",
  "?a=javascript:x",
  "/a:b",
  "./a:b",
  "a/b:c",
  "//cdn.example/x",
  "mailto:a@b",
  "tel:+1",
  "HTTPS://a",
  "\u00e9",
  "%6aavascript:x",
  "&#106;avascript:x",
  "\\x",
];

const elsewhere: readonly string[] = [
  "//evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "\\/evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "\t//evil.example",
  " //evil.example",
  "\u0000//evil.example",
  "///evil.example",
  "http:///evil.example",
  "https:evil.example",
  "http:\\\\evil.example",
  "https://own.example@evil.example",
  "ftp://evil.example",
];

/** Pieces that parsers treat in a way of their own. */
const pieces = fc.string({
  unit: fc.constantFrom(
    "javascript",
    "java",
    "script",
    "data",
    "https",
    "http",
    "blob",
    ":",
    "/",
    "//",
    "\\",
    "\t",
    "\n",
    "\r",
    " ",
    "\0",
    "\u0001",
    "\u0080",
    "\u00a0",
    "\ufeff",
    "#",
    "?",
    "@",
    ".",
    "a",
    "A",
    "%",
    "%3a",
    "-",
    "+",
    "0",
    "evil.example",
    ",",
    "1x",
    "(",
    ")",
  ),
  maxLength: 10,
});

describe("a URL that is followed", () => {
  it.each(scripts)("%j is refused", (url) => expect(isSafeUrl(url, "url")).toBe(false));
  it.each(harmless)("%j is taken", (url) => expect(isSafeUrl(url, "url")).toBe(true));

  it("has a harmless scheme to the standard's parser, whenever it is taken", () => {
    const schemes = new Set(["http:", "https:", "mailto:", "tel:", "sms:", "ftp:"]);
    fc.assert(
      fc.property(pieces, (url) => {
        if (isSafeUrl(url, "url") && URL.canParse(url, HERE)) expect(schemes).toContain(new URL(url, HERE).protocol);
      }),
      { numRuns: 20_000 },
    );
  });
});

describe("a list of URLs", () => {
  it.each(scripts.filter((url) => !/[\t\n\r]|^blob:/.test(url)))("%j is refused among others", (url) => {
    expect(isSafeUrl(`/a.png 1x, ${url} 2x`, "srcset")).toBe(false);
    expect(isSafeUrl(`/a ${url.trim()} /b`, "urls")).toBe(false);
  });
});

describe("a path of this site", () => {
  it.each(elsewhere)("%j is none", (url) => {
    expect(() => checkPath(url)).toThrow("is not a path of this site");
    expect(isOwnUrl(url)).toBe(false);
  });

  it("stays on its origin to the standard's parser, whenever it is taken", () => {
    fc.assert(
      fc.property(pieces, (rest) => {
        for (const url of [rest, `/${rest}`]) {
          if (taken(url)) expect(new URL(url, HERE).origin).toBe("https://own.example");
          // Where the token of a form goes: what cannot be parsed goes nowhere.
          if (isOwnUrl(url) && URL.canParse(url, HERE)) expect(new URL(url, HERE).origin).toBe("https://own.example");
        }
      }),
      { numRuns: 20_000 },
    );
  });
});

function taken(path: string): boolean {
  try {
    return checkPath(path) === path;
  } catch {
    return false;
  }
}
