import { foreignContent } from "parse5";
import { describe, expect, test } from "vitest";
import { spread } from "./slot.ts";
import { spreadLeaves } from "./spread.ts";

function leaves(record: Record<string, unknown>, element = "p", except: readonly string[] = [], foreign = false): [string, unknown][] {
  return [...spreadLeaves(record, spread([], element, except, foreign), () => {})];
}

describe("a spread", () => {
  test("takes two spellings for one attribute, of which the later counts", () => {
    expect(leaves({ Title: "a", id: "i", title: "b" })).toEqual([
      ["title", "b"],
      ["id", "i"],
    ]);
    expect(leaves({ title: "a", TITLE: null })).toEqual([]);
  });

  test("reads names as HTML does: what is refused, or has a value of its own kind, is so in any spelling", () => {
    expect(leaves({ CLASS: ["a", { b: true }], OnClick: "x()", STYLE: { color: "red" }, HREF: "javascript:x()" }, "a")).toEqual([
      ["class", "a b"],
      ["style", "color:red"],
      ["href", "#blocked"],
    ]);
    expect(leaves({ VALUE: "1" }, "select")).toEqual([]);
    expect(leaves({ VALUE: "1", Max: 2 }, "input")).toEqual([
      ["max", 2],
      ["value", "1"],
    ]);
  });

  test("spells attributes of SVG and MathML as a browser does, and never sets one that is written on the tag", () => {
    expect(leaves({ viewbox: "a", PRESERVEASPECTRATIO: "none", Other: "b" }, "svg", ["viewBox"], true)).toEqual([
      ["preserveAspectRatio", "none"],
      ["other", "b"],
    ]);
    const names = "viewBox clipPathUnits zoomAndPan stdDeviation textLength refX yChannelSelector definitionURL class fill-opacity".split(
      " ",
    );
    for (const name of names) {
      const token = { attrs: [{ name: name.toLowerCase(), value: "" }] } as never;
      foreignContent.adjustTokenSVGAttrs(token);
      foreignContent.adjustTokenMathMLAttrs(token);
      expect(leaves({ [name.toUpperCase()]: "x" }, "g", [], true)).toEqual([
        [(token as { attrs: { name: string }[] }).attrs[0]?.name, "x"],
      ]);
    }
  });
});
