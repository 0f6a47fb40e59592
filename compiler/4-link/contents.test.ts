import { expect, test } from "vitest";
import { compile } from "../compile.ts";
import { checkLinks } from "./link.ts";
import type { Outline } from "./outline.ts";

/** What is said of a template that uses others: `2:1 message`. */
function problems(markup: string, others: Readonly<Record<string, string>>): readonly string[] {
  const imports = Object.keys(others).map((name) => `import ${name} from "./${name.toLowerCase()}.live.js";`);
  const source = `<script lang="ts">${imports.join(" ")} export interface Assigns { a: string }</script>\n${markup}`;
  const files = [["a.live.html", source], ...Object.entries(others).map(([name, text]) => [`${name.toLowerCase()}.live.html`, text])];
  const outlines = files.flatMap(([file = "", text = ""]): readonly (readonly [string, Outline])[] => {
    const { outline, diagnostics } = compile(text, { file });
    if (outline === undefined) throw new Error(JSON.stringify(diagnostics));
    return [[file, outline]];
  });
  return checkLinks(new Map(outlines)).map(({ line, column, message, fix }) => `${line}:${column} ${message} ${fix}`);
}

test.each([
  ["<Part/>", "<b>a</b>"],
  ["<Part> <!-- nothing --> </Part>", "<b>a</b>"],
  ["<Part>{a}</Part>", "<b><slot/></b>"],
  ["<Part>{a}</Part>", "<b :if={1}><slot>b</slot></b>"],
  ['<Part><template slot="x">{a}</template></Part>', '<i :for={i of [1]} :key={i}><slot name="x"/></i>'],
])("%j has a place in %j", (markup, part) => {
  expect(problems(markup, { Part: part })).toEqual([]);
});

test.each([
  [
    "<Part>{a}</Part>",
    "<b>a</b>",
    "2:1 <Part> has no <slot/>: this content would not be shown. Put a <slot/> into its template, or move the content out of the tag.",
  ],
  [
    "<p><Part>{a}</Part></p>",
    '<slot name="x"/>',
    '2:4 <Part> has no <slot/>: this content would not be shown. Put a <slot/> into its template, or name one it has: <template slot="x">.',
  ],
  [
    '<Part><template slot="y">{a}</template></Part>',
    '<slot/><slot name="x"/>',
    '2:1 <Part> has no <slot name="y"/>: this content would not be shown. Put a <slot name="y"/> into its template, or move the content out of the tag.',
  ],
])("%j is lost in %j", (markup, part, message) => {
  expect(problems(markup, { Part: part })).toEqual([message]);
});

test("a slot may be handed on to another component", () => {
  const outer = '<script lang="ts">import Inner from "./inner.live.js";</script><Inner><slot/></Inner>';
  expect(problems("<Outer>{a}</Outer>", { Outer: outer, Inner: "<b><slot/></b>" })).toEqual([]);
});
