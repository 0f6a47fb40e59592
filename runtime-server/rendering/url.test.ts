import { describe, expect, test } from "vitest";
import { isSafeUrl, keepsHost } from "./url.ts";

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

test.each([
  ["/a.png", true],
  ["/a.png 1x, /b.png 2x", true],
  ["data:image/png;base64,AA== 1x, /b.png 2x", true],
  ["/a.png 1x, javascript:1 2x", false],
  ["/a.png,javascript:1", true],
  ["/a.png, javascript:1", false],
  [",,\tjavascript:1", false],
  ["/a.png (1x, javascript:1), /b.png", true],
  ["/a.png (1x), data:image/svg+xml;base64,AA== 2x", false],
  ["", true],
])("the image candidates %j are safe: %j", (srcset, safe) => expect(isSafeUrl(srcset, "srcset")).toBe(safe));

test.each([
  ["/a https://b.example/c", true],
  ["/a javascript:1", false],
  ["/a\fdata:text/html,x", false],
])("each of %j is safe: %j", (urls, safe) => expect(isSafeUrl(urls, "urls")).toBe(safe));

test.each([
  ["//evil.example", "/", false],
  ["/\\evil.example", "/", false],
  ["/\t/evil.example", "/", false],
  ["/todos", "/", true],
  ["//cdn.example/x", "//cdn.example/", true],
  ["//cdn.example/x", "", true],
])("%j keeps the host that %j promises: %j", (url, beginning, keeps) => expect(keepsHost(url, beginning)).toBe(keeps));

describe("agrees with the WHATWG parser", { timeout: 600_000 }, () => {
  const RUNS = 50_000 * Number(process.env["LIVEC_RUNS"] ?? 1);
  const SAFE = new Set(["http:", "https:", "mailto:", "tel:", "sms:", "ftp:"]);
  const random = generator(20_240_601);

  // Pages stand at URLs of these kinds; what a relative URL becomes depends on it.
  test.each(["https://host.example/a/b?c#d", "http://127.0.0.1:4000/"])(`on ${RUNS} random strings, on a page at %s`, (page) => {
    const wrong: { readonly url: string; readonly protocol: string }[] = [];
    for (let run = 0; run < RUNS; run++) {
      const url = randomUrl(random);
      const parsed = parse(url, page);
      // What does not parse leads nowhere.
      if (parsed !== undefined && SAFE.has(parsed.protocol) !== isSafeUrl(url, "url")) wrong.push({ url, protocol: parsed.protocol });
    }
    expect(wrong.slice(0, 5)).toEqual([]);
  });

  test("about media: what is safe is no script, and no document that has one", () => {
    for (let run = 0; run < RUNS; run++) {
      const url = randomUrl(random);
      const parsed = isSafeUrl(url, "media") ? parse(url, "https://host.example/") : undefined;
      if (parsed === undefined || SAFE.has(parsed.protocol) || parsed.protocol === "blob:") continue;
      expect(parsed.href).toMatch(/^data:image\/(?!svg)[a-z-]+;base64,/i);
    }
  });

  test("about hosts: after a static / the host stays", () => {
    for (let run = 0; run < RUNS; run++) {
      const url = `/${randomUrl(random)}`;
      const parsed = keepsHost(url, "/") ? parse(url, "https://host.example/") : undefined;
      if (parsed !== undefined) expect(parsed.host).toBe("host.example");
    }
  });
});

function parse(url: string, page: string): URL | undefined {
  return URL.canParse(url, page) ? new URL(url, page) : undefined;
}

/** Half of pieces that parsers have stumbled over, half of any characters. */
function randomUrl(random: () => number): string {
  const length = Math.floor(random() * 8);
  let url = "";
  for (let index = 0; index < length; index++) {
    url += random() < 0.7 ? PIECES[Math.floor(random() * PIECES.length)] : String.fromCharCode(Math.floor(random() ** 3 * 0x10000));
  }
  return url;
}

const PIECES: readonly string[] = [
  ..."\t\n\r\f\v\0 \u0001\u001f\u007f\u0085\u00a0\u200b\u2028\u2029\ufeff\ufffd\uff1a\u0130\u0131\u017f\u212a:;,/\\?#@[]%&.+-_0aZ<>\"'",
  ...["java", "script", "javascript:", "JaVaScRiPt:", "vb", "data:", "text/html,", "image/png;base64,", "image/svg+xml,", "AAAA", "blob:"],
  ...["http:", "https:", "HTTPS:", "https://", "ftp:", "mailto:", "tel:", "sms:", "file:", "about:", "view-source:", "filesystem:", "ws:"],
  ...[
    "//",
    "\\\\",
    "host",
    "evil.example",
    "&colon;",
    "&#58;",
    "%3A",
    "alert(1)",
    "\ud800",
    "\udc00",
    "://",
    "java\tscript",
    "java\nscript:",
  ],
];

/** Mulberry32. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
