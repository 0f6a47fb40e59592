import { expect, test } from "vitest";
import { htmlLeaf, SafeHtml, unsafeHtml } from "./safe-html.ts";

test("trusted HTML is what it was made of", () => expect(htmlLeaf(unsafeHtml("<b>1</b>"))).toBe("<b>1</b>"));
test("nothing is nothing", () => expect([htmlLeaf(null), htmlLeaf(undefined)]).toEqual(["", ""]));
test.each([["<b>"], [{ toString: () => "<b>" }], [Object.create(SafeHtml.prototype)]])("%o is refused", (value) => {
  expect(() => htmlLeaf(value as SafeHtml)).toThrow(":html takes what unsafeHtml(html) gives");
});
test("lone surrogates and NUL are replaced, as everywhere", () => expect(htmlLeaf(unsafeHtml("a\0\uD800"))).toBe("a\uFFFD\uFFFD"));
