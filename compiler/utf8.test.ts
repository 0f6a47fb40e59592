import { expect, test } from "vitest";
import { byteLength, exceedsBytes } from "./utf8.ts";

test.each(["", "a", "ä", "€", "😀", "a\ud800b", "\udc00", "aä€😀\ufffd".repeat(10)])("%j has as many bytes as Node says", (text) => {
  expect(byteLength(text)).toBe(Buffer.byteLength(text));
});

test.each<[string, number, boolean]>([
  ["abc", 3, false],
  ["abc", 2, true],
  ["€€", 6, false],
  ["€€", 5, true],
  ["ab", 6, false],
])("%j exceeds %j bytes: %j", (text, limit, expected) => expect(exceedsBytes(text, limit)).toBe(expected));
