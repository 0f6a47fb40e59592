import { describe, expect, test } from "vitest";
import { compile } from "../../compile.ts";
import type { BlockInfo } from "../../info.ts";

const SCRIPT = `<script lang="ts">
import Badge from "./badge.live.js";
export interface Assigns { a: string; b: string; on: boolean; xs: string[]; o: Record<string, string> }
</script>`;

function blocks(markup: string): readonly BlockInfo[] {
  const { blocks, diagnostics } = compile(SCRIPT + markup, { file: "test.live.html" });
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new Error(JSON.stringify(errors, undefined, 2));
  return blocks;
}

const statics = (markup: string): readonly (readonly string[])[] => blocks(markup).map((block) => block.statics);

describe("statics", () => {
  test.each<[what: string, markup: string, expected: readonly (readonly string[])[]]>([
    ["static markup is one string", "<p>Hi<br></p>", [["<p>Hi<br></p>"]]],
    ["text beside an expression belongs to its run", "<p>Hi {a}, {b}!</p>", [["<p>", "</p>"]]],
    ["a literal is static", '<p title={"x"} class="a{"b"}">{"{"}{1}</p>', [['<p title="x" class="ab">{1</p>']]],
    [
      "text and attributes are escaped anew",
      '<p title="&quot;&amp;<">&lt;b&gt; &amp;amp;</p>',
      [['<p title="&quot;&amp;&lt;">&lt;b> &amp;amp;</p>']],
    ],
    [
      "slots of a tag follow its static attributes",
      '<input value={a} type="text" class={b} autofocus>',
      [['<input type="text" autofocus', "", ">"]],
    ],
    ["the value of a field comes after what it depends on", "<input value={a} max={b}>", [["<input", "", ">"]]],
    ["a bare attribute of SVG gets an empty value", "<svg><g hidden></g></svg>", [['<svg><g hidden=""></g></svg>']]],
    ["text content writes the end of its tag", '<textarea name="t" rows={a}>x {b}</textarea>', [['<textarea name="t"', "", "</textarea>"]]],
    ["static text content is a static", "<textarea>a &lt; b</textarea>", [["<textarea>a &lt; b</textarea>"]]],
    ["a leading newline is doubled", "<pre>\n\nx</pre>", [["<pre>\n\nx</pre>"]]],
    ["a value could begin with a newline", "<pre>{a}</pre>", [["<pre>\n", "</pre>"]]],
    ["text before the value cannot", "<pre>x{a}</pre>", [["<pre>", "</pre>"]]],
    ["a script is copied as it is", "<div><script>if (a < b && c) {}</script></div>", [["<div><script>if (a < b && c) {}</script></div>"]]],
    [
      "the doctype of a layout stays",
      "<!doctype html><html><head></head><body><slot/></body></html>",
      [["<!doctype html><html><head></head><body>", "</body></html>"]],
    ],
    ["white space is the compiler's business", "<p live-space> x </p>", [["<p> x </p>"]]],
  ])("%s: %s", (_, markup, expected) => {
    expect(statics(markup)).toEqual(expected);
  });
});

describe("a separator stands", () => {
  test.each<[what: string, markup: string, expected: readonly (readonly string[])[]]>([
    ["between a text and a block of text", "x<template :if={on}>y</template>", [["x<!>", ""], ["y"]]],
    ["between a block of text and a text", "<template :if={on}>y</template>x", [["", "<!>x"], ["y"]]],
    ["around a block that may be nothing", "x<b :if={on}>y</b>z", [["x", "<!>z"], ["<b>y</b>"]]],
    ["not around a block that is always an element", "x<b :if={on}>y</b><i :else>y</i>z", [["x", "z"], ["<b>y</b>"], ["<i>y</i>"]]],
    ["not between elements", "<b>x</b><b :if={on}>y</b><b>z</b>", [["<b>x</b>", "<b>z</b>"], ["<b>y</b>"]]],
    [
      "between two blocks of text",
      "<p><template :if={on}>x</template><template :if={a}>y</template></p>",
      [["<p>", "<!>", "</p>"], ["x"], ["y"]],
    ],
    ["through a block that may be nothing", "{a}<b :if={on}>y</b>{b}", [["", "", "<!>", ""], ["<b>y</b>"]]],
    ["before and after a component", "x<Badge/>y", [["x<!>", "<!>y"]]],
    ["between components", "<Badge/><Badge/>", [["", "<!>", ""]]],
    ["not between a component and an element", "<b></b><Badge/><b></b>", [["<b></b>", "<b></b>"]]],
    ["before a slot's content", "x<slot/>", [["x<!>", ""]]],
    [
      "before each row of text",
      "<p><template :for={x of xs} :key={x}>{x}</template></p>",
      [
        ["<p>", "</p>"],
        ["<!>", ""],
      ],
    ],
    [
      "not before a row that begins with an element",
      "<p><template :for={x of xs} :key={x}><br>{x}</template></p>",
      [
        ["<p>", "</p>"],
        ["<br>", ""],
      ],
    ],
    [
      "after rows that end with text",
      "<p>a<template :for={x of xs} :key={x}><br>{x}</template>b</p>",
      [
        ["<p>a", "<!>b</p>"],
        ["<br>", ""],
      ],
    ],
    [
      "in rows with blocks that may be nothing",
      "<p><template :for={x of xs} :key={x}><template :if={on}>x</template><br :else></template></p>",
      [["<p>", "</p>"], ["<!>", ""], ["x"], ["<br>"]],
    ],
  ])("%s: %s", (_, markup, expected) => {
    expect(statics(markup)).toEqual(expected);
  });
});

describe("slots", () => {
  const slots = (markup: string) => blocks(markup)[0]?.slots;

  test.each<[markup: string, kind: string, reads: readonly string[]]>([
    ["{a}", "text", ["a"]],
    ["<p title={a}></p>", "attr", ["a"]],
    ['<p title="x {a} {b}"></p>', "attr", ["a", "b"]],
    ["<input value={a}>", "prop", ["a"]],
    ["<input type='checkbox' checked={on}>", "prop", ["on"]],
    ["<details open={on}></details>", "prop", ["on"]],
    ["<option value={a}>x</option>", "attr", ["a"]],
    ["<progress value={a}></progress>", "attr", ["a"]],
    ["<x-field value={a}></x-field>", "attr", ["a"]],
    ["<svg><text open={a}></text></svg>", "attr", ["a"]],
    ["<p class={{ a }}></p>", "class", ["a"]],
    ['<p class="x {a}"></p>', "class", ["a"]],
    ["<p style={{ color: a }}></p>", "style", ["a"]],
    ["<p {...o}></p>", "spread", ["o"]],
    ["<textarea>{a}</textarea>", "content", ["a"]],
    ["<title>{a}</title>", "content", ["a"]],
    ["<svg><title>{a}</title></svg>", "text", ["a"]],
    ["<b :if={on}>{a}</b>", "block", ["on", "a"]],
    ["<b :for={x of xs} :key={x}>{x} {a}</b>", "list", ["xs", "a"]],
    ["<b :for={x of xs} :if={x !== a} :key={x + b}></b>", "list", ["xs", "b", "a"]],
    ["<Badge kind={a} {...o}>{b}</Badge>", "component", ["a", "o", "b"]],
    ["<Badge {...assigns}/>", "component", ["assigns"]],
    ["<slot>{a}</slot>", "outlet", ["@slots", "a"]],
  ])("%s is one %s slot that reads %j", (markup, kind, reads) => {
    expect(slots(markup)).toEqual([expect.objectContaining({ kind, reads })]);
  });

  test("a block reads what its inside reads, less its own item", () => {
    const [root, ul, li] = blocks("<ul :for={x of xs} :key={x}><li :for={y of x} :key={y}>{y} {x} {a}</li></ul>");
    expect([root, ul, li].map((block) => block?.slots[0]?.reads)).toEqual([
      ["xs", "a"],
      ["x", "a"],
      ["y", "x", "a"],
    ]);
  });

  test("shapes of SVG are parsed in their own context", () => {
    expect(blocks("<svg><g :if={on}><foreignObject><p :if={on}></p></foreignObject></g></svg>").map(({ namespace }) => namespace)).toEqual([
      0, 1, 0,
    ]);
    expect(blocks("<circle r={a}/>").map(({ namespace }) => namespace)).toEqual([1]);
    expect(blocks("<Badge :if={on}/><circle :else r={a}/>").map(({ namespace }) => namespace)).toEqual([1, 1, 1]);
    expect(blocks("<slot><circle r={a}/></slot>").map(({ namespace }) => namespace)).toEqual([1, 1]);
    expect(blocks("<template :if={on}><circle r={a}/></template>").map(({ namespace }) => namespace)).toEqual([1, 1]);
    expect(blocks('<Badge><template slot="a"><circle r={a}/></template></Badge>').map(({ namespace }) => namespace)).toEqual([0, 1]);
  });
});
