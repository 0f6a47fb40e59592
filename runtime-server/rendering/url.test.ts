import fc from "fast-check";
import { expect, test } from "vitest";
import { isSafeUrl } from "./url.ts";

test.each([
  ["/todos/1", true],
  ["?a=1", true],
  ["#top", true],
  ["page:1", false],
  ["a/b:c", true],
  ["https://x.example", true],
  ["HTTPS://x.example", true],
  ["mailto:a@b.c", true],
  ["javascript:alert(1)", false],
  ["JaVaScRiPt:alert(1)", false],
  [" javascript:alert(1)", false],
  ["\u0001javascript:alert(1)", false],
  ["java\tscript:alert(1)", false],
  ["java\r\nscript:alert(1)", false],
  ["vbscript:x", false],
  ["data:text/html,<script>", false],
  ["blob:x", false],
])("the link %j is safe: %j", (url, safe) => expect(isSafeUrl(url, "url")).toBe(safe));

test.each([
  ["blob:https://x/1", true],
  ["data:image/png;base64,AAAA", true],
  ["data:image/svg+xml;base64,AAAA", false],
  ["data:text/html;base64,AAAA", false],
  ["javascript:1", false],
])("the image %j is safe: %j", (url, safe) => expect(isSafeUrl(url, "media")).toBe(safe));

test("property: whatever the WHATWG parser calls a script URL is refused", () => {
  const nasty = fc.array(
    fc.constantFrom("java", "script", ":", "\t", "\n", "\r", " ", "\u0000", "\u001f", "JAVA", "vb", "data", "x", "/", "alert(1)"),
    { maxLength: 8 },
  );
  fc.assert(
    fc.property(nasty, (pieces) => {
      const url = pieces.join("");
      const protocol = URL.canParse(url, "https://host.example/") ? new URL(url, "https://host.example/").protocol : "https:";
      if (!["https:", "http:"].includes(protocol)) expect(isSafeUrl(url, "url")).toBe(false);
    }),
    { numRuns: 5_000 },
  );
});
