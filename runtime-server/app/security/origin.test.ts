import { describe, expect, it } from "vitest";
import { originAllowed, originsOf } from "./origin.ts";

describe("without a list, the Origin's host must be the Host", () => {
  it.each([
    ["http://shop.example", "shop.example"],
    ["https://shop.example", "shop.example"],
    ["HTTPS://Shop.Example", "SHOP.example"],
    ["http://shop.example:8080", "shop.example:8080"],
    ["http://shop.example", "shop.example:80"],
    ["https://shop.example:443", "shop.example"],
    ["http://127.0.0.1:4000", "127.0.0.1:4000"],
    ["http://[::1]:4000", "[::1]:4000"],
    ["https://bücher.example", "xn--bcher-kva.example"],
  ])("%s for %s is let in", (origin, host) => expect(originAllowed(origin, host, undefined)).toBe(true));

  const host = "shop.example";
  it.each([
    undefined,
    "",
    "null",
    "shop.example",
    "//shop.example",
    "file://shop.example",
    "ws://shop.example",
    "ftp://shop.example",
    "javascript://shop.example",
    "http://evil.example",
    "http://shop.example.evil.example",
    "http://evil-shop.example",
    "http://evilshop.example",
    "http://sub.shop.example",
    "http://example",
    "http://shop.example:8080",
    "https://shop.example:80",
    "http://shop.example@evil.example",
    "http://evil.example@shop.example",
    "http://user:pass@shop.example",
    "http://shop.example/",
    "http://shop.example/path",
    "http://shop.example?x",
    "http://shop.example#x",
    "http://shop.example\\",
    "http://evil.example\\@shop.example",
    "http://shop.example http://evil.example",
    "http://shop.example, http://shop.example",
    "http://shop.example,http://evil.example",
    " http://shop.example",
    "http://shop.example ",
    "http:/shop.example",
    "http:shop.example",
    "http://",
    "http://shop.example.",
    "http://shop%2eexample:x",
    "http://shop.example\u0000",
    "http://[::1]",
  ])("%j is refused", (origin) => expect(originAllowed(origin, host, undefined)).toBe(false));

  it("a Host that is missing or odd lets nobody in", () => {
    for (const odd of [undefined, "", "a@shop.example", "shop.example/", "shop.example, shop.example"])
      expect(originAllowed("http://shop.example", odd, undefined)).toBe(false);
  });
});

describe("with a list", () => {
  const list = originsOf(["https://shop.example", "http://localhost:3000"]);
  it("the Origin must be on it, scheme and port included; the Host does not matter", () => {
    expect(
      ["https://shop.example", "https://SHOP.example:443", "http://localhost:3000"].map((origin) =>
        originAllowed(origin, "internal:1", list),
      ),
    ).toEqual([true, true, true]);
    const refused = ["http://shop.example", "https://shop.example:8443", "http://localhost", "https://internal:1", "null", undefined];
    expect(refused.map((origin) => originAllowed(origin, "internal:1", list))).toEqual(refused.map(() => false));
  });

  it("an entry that is no origin is an error", () => {
    for (const odd of ["shop.example", "https://shop.example/path", "*", "https://*.shop.example/", "", "ws://x"])
      expect(() => originsOf([odd])).toThrow("is not an origin");
  });
});
