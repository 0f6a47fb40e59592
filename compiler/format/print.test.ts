import { expect, test } from "vitest";
import { blankline, concat, type Doc, fill, flexible, group, hardline, indent, line, literal, softline } from "./doc.ts";
import { print } from "./print.ts";

const element = (content: Doc): Doc => group(concat("<p>", indent(concat(softline, content)), softline, "</p>"));

test("a group that fits is on one line", () => {
  expect(print(element("Hello"), 12)).toBe("<p>Hello</p>");
});

test("a group that does not fit breaks all its own lines, but not those of groups inside", () => {
  expect(print(element(element("Hello")), 14)).toBe("<p>\n  <p>Hello</p>\n</p>");
});

test("what follows without a break has to fit too", () => {
  expect(print(concat(element("Hello"), ", world"), 14)).toBe("<p>\n  Hello\n</p>, world");
});

test("a break that is always there breaks the groups around it", () => {
  expect(print(element(concat("a", hardline, "b")), 80)).toBe("<p>\n  a\n  b\n</p>");
});

test("blank lines have no white space in them", () => {
  expect(print(element(concat("a", blankline, "b")), 80)).toBe("<p>\n  a\n\n  b\n</p>");
});

test("a fill puts as much on each line as fits", () => {
  expect(print(fill(["one", line, "two", line, "three", line, "four"]), 8)).toBe("one two\nthree\nfour");
});

test("in a fill, what has several lines stands alone", () => {
  expect(print(fill(["a", line, element(concat("b", hardline, "c")), line, "d"]), 80)).toBe("a\n<p>\n  b\n  c\n</p>\nd");
});

test("literal text is not indented", () => {
  expect(print(element(literal("a\n b")), 80)).toBe("<p>\n  a\n b\n</p>");
});

test("flexible text has its other form where it does not fit", () => {
  const text = flexible("[one, two]", (width, offset) => [`[ // ${width} ${offset}`, "  one, two", "]"]);
  expect(print(concat("x=", text), 12)).toBe("x=[one, two]");
  expect(print(indent(concat("x=", text)), 11)).toBe("x=[ // 9 0\n    one, two\n  ]");
});
