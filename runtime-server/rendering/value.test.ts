import { describe, expect, test } from "vitest";
import { js } from "../../protocol/commands.ts";
import { attributeLeaf, classLeaf, styleLeaf, textLeaf } from "./value.ts";

describe("text", () => {
  test.each([
    ["a", "a"],
    [1.5, 1.5],
    [-0, 0],
    [Number.NaN, "NaN"],
    [Number.POSITIVE_INFINITY, "Infinity"],
    [null, ""],
    [undefined, ""],
    [true, ""],
    [false, ""],
    ["a\0b\uD800", "a\uFFFDb\uFFFD"],
  ])("%j prints %j", (value, leaf) => expect(textLeaf(value)).toBe(leaf));

  test("a bigint prints its digits", () => expect(textLeaf(10n)).toBe("10"));

  test("anything else is an error that says what to do", () => {
    expect(() => textLeaf(new Date(0) as unknown as string)).toThrow(
      "A template can print strings, numbers and bigints, not an object (Date)",
    );
    expect(() => textLeaf([1] as unknown as string)).toThrow("not an array");
  });
});

test.each([
  [null, null],
  [undefined, null],
  [false, null],
  [true, true],
  ["", ""],
  [0, 0],
])("the attribute value %j is %j", (value, leaf) => expect(attributeLeaf("title", value)).toBe(leaf));

test.each([
  ["aria-expanded", true, "true"],
  ["aria-expanded", false, "false"],
  ["aria-expanded", null, null],
  ["aria-label", "x", "x"],
  ["aria-valuenow", 0, 0],
  ["contenteditable", true, "true"],
  ["contenteditable", "plaintext-only", "plaintext-only"],
  ["draggable", false, "false"],
  ["spellcheck", false, "false"],
  ["translate", false, "no"],
  ["translate", true, "yes"],
  ["autocomplete", false, "off"],
  ["autocomplete", "email", "email"],
  ["disabled", 2, true],
  ["disabled", 0, null],
  ["disabled", Number.NaN, null],
  ["disabled", "", null],
  ["disabled", true, true],
  ["hidden", "until-found", "until-found"],
  ["tabindex", 0, 0],
  ["alt", "", ""],
])("%s={%j} is %j", (name, value, leaf) => expect(attributeLeaf(name, value)).toBe(leaf));

test.each([
  [[0, "a", Number.NaN, ""], "a"],
  [0, null],
  [1, "1"],
  ["a b", "a b"],
  [["a", null, ["b", { c: true, d: 0 }]], "a b c"],
  [{ done: false }, null],
  ["", null],
  [undefined, null],
])("the class %j is %j", (value, leaf) => expect(classLeaf(value)).toBe(leaf));

test.each([
  [{ backgroundColor: "red", "--x": 1, color: null }, "background-color:red;--x:1"],
  [{ color: "red;background:url(x)" }, null],
  [{ "a:b": "c" }, null],
  [{ fontFamily: '"a (b"', width: "calc(1px + (2em))" }, 'font-family:"a (b";width:calc(1px + (2em))'],
  [{ color: '"', display: "none" }, "display:none"],
  [{ color: "rgb(", display: "none" }, "display:none"],
  [{ color: "var(--x])", "--x": "[a", display: "none" }, "display:none"],
  [{ color: '"a\nb"', display: "none" }, "display:none"],
  ["color:red", "color:red"],
  [null, null],
])("the style %j is %j", (value, leaf) => expect(styleLeaf(value)).toBe(leaf));

test("commands are their JSON in an attribute, and nothing in a text", () => {
  expect(attributeLeaf("live-click", js.toggle("#menu").push("opened"))).toBe('[["toggle",{"to":"#menu"}],["push",{"event":"opened"}]]');
  expect(() => textLeaf(js.toggle() as unknown as string)).toThrow("A template can print strings");
});
