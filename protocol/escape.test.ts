import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { escapeAttribute, escapeText } from "./escape.ts";

/** Texts are treated by two ways, the short and the long. */
const long = "x".repeat(100);

describe.each([
  ["a short text", ""],
  ["a long text", long],
])("%s", (_, rest) => {
  test.each([
    ["plain", "plain", "plain"],
    ["a < b && c > d", "a &lt; b &amp;&amp; c > d", "a &lt; b &amp;&amp; c > d"],
    ['say "hi"', 'say "hi"', "say &quot;hi&quot;"],
    ["&lt;", "&amp;lt;", "&amp;lt;"],
    ["one\r\ntwo", "one&#13;\ntwo", "one&#13;\ntwo"],
    ["a\0b", "a\uFFFDb", "a\uFFFDb"],
    ["<", "&lt;", "&lt;"],
    ["", "", ""],
    ["😀 <é>", "😀 &lt;é>", "😀 &lt;é>"],
  ])("%j", (text, content, attribute) => {
    expect(escapeText(text + rest)).toBe(content + rest);
    expect(escapeAttribute(text + rest)).toBe(attribute + rest);
  });
});

test("both ways escape alike", () => {
  const texts = fc.string({ unit: fc.constantFrom("&", "<", '"', "\r", "\0", "a", ">", "é"), maxLength: 64 });
  fc.assert(
    fc.property(texts, (text) => {
      expect(escapeText(text) + long).toBe(escapeText(text + long));
      expect(escapeAttribute(text) + long).toBe(escapeAttribute(text + long));
    }),
  );
});
