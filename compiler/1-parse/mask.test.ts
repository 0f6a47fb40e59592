import fc from "fast-check";
import { expect, test } from "vitest";
import { Reporter } from "../diagnostics.ts";
import { mask } from "./mask.ts";

/** The masked source with readable covers: `#` for their first character, `_` for the others. */
function masked(source: string): string {
  const { html } = mask(source, new Reporter("test.live.html", source));
  return html.replace(/[\ue000-\uf8fe]/g, "#").replace(/\uf8ff/g, "_");
}

function covers(source: string): string[] {
  return mask(source, new Reporter("test.live.html", source)).covers.map(({ start, end }) => source.slice(start, end));
}

test.each([
  ["<p>{a}</p>", "<p>#__</p>"],
  ['<p class="x {a} y">', '<p class="x #__ y">'],
  ["<p class='{\"'\"}'>", "<p class='#____'>"],
  ["<p {...a} {/* b */}>", "<p #_____ #________>"],
  ["<p a={x}>", '<p a="#">'],
  ["<p a={xy}/>", '<p a="#_"/>'],
  ["<p a={x} b = {y}>", '<p a="#" b = "#">'],
  ["<p a={x}{y}>", "<p a=#__#__>"],
  ["<p a=/{x}/>", "<p a=/#__/>"],
  ["<p a={b > c}>", '<p a="#____">'],
  ["a < {b}", "a < #__"],
  ["<!-- {a} --> {b}", "<!-- {a} --> #__"],
  ["<!--> {a} <!---> {b} <!--!> {c} --> {d}", "<!--> #__ <!---> #__ <!--!> {c} --> #__"],
  ['<a b="<!-- {c}">{d}', '<a b="<!-- #__">#__'],
  ["<script a={b}>{c}</script>{d}", '<script a="#">{c}</script>#__'],
  ["<style>a{}</STYLE>{d}", "<style>a{}</STYLE>#__"],
  ["<noscript>{a}</noscript><iframe>{a}</iframe>", "<noscript>{a}</noscript><iframe>{a}</iframe>"],
  ["<script/>{a}", "<script/>#__"],
  ["<Script>{a}</Script>", "<Script>#__</Script>"],
  ["<textarea><b {a}</textarea>{b}", "<textarea><b #__</textarea>#__"],
  ["<title>{'</title>'}</title>", "<title>#___________</title>"],
  ["&#xE000; &#57344; &#xF8FF &#xD7FF;", "#_______ #_______ #______ &#xD7FF;"],
  ["{/if}{/each}", "#____#______"],
  ["\ufeff{a}", " #__"],
])("%j is covered as %j", (source, expected) => {
  expect(masked(source)).toBe(expected);
});

test("an unclosed brace costs no more than its neighbourhood", () => {
  const source = '<p>{a</p><b class="{b">{c}</b> {d';
  const reporter = new Reporter("test.live.html", source);
  const found = mask(source, reporter).covers.map(({ kind, start, end }) => `${kind} ${source.slice(start, end)}`);
  expect(found).toEqual(["broken {a", "broken {b", "expression {c}", "broken {d"]);
  expect(reporter.sorted().map(({ code, column }) => `${code} ${column}`)).toEqual(["LC1010 4", "LC1010 20", "LC1010 32"]);
});

const TRICKY = [
  "{a}",
  "{/* } */}",
  "{a // }\n}",
  '{"}"}',
  "{'{'}",
  "{`}`}",
  "{`${`${'}'}`}`}",
  "{/}/}",
  "{/[/}]/g.test(x)}",
  "{a / b}",
  "{{ a: {} }}",
  "{a! / 2}",
  "{x => { return { x } }}",
  "{a < b && c > d}",
  "{f(`${'`'}`)}",
  "{a as { b: string }}",
  "{'\\'}'}",
  "{(a) / (b)}",
];
const PLACES: readonly ((cover: string) => string)[] = [
  (cover) => cover,
  (cover) => `<p>${cover}</p>`,
  (cover) => `<p a=${cover} b>`,
  (cover) => `<p a=${cover}/>`,
  (cover) => `<b c=/${cover}/d>`,
];
const FILLERS = ["", " ", "a < b ", "<!-- { -->", "<script>{</script>", "<style>}{</style>", "&amp;", "é𝒳", "</i>", "<br>", '<a b="}">'];

test("every expression is found exactly, and nothing changes its place", () => {
  const piece = fc.tuple(fc.constantFrom(...PLACES), fc.constantFrom(...TRICKY), fc.constantFrom(...FILLERS));
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const source = pieces.map(([place, cover, filler]) => place(cover) + filler).join("");
      const { html } = mask(source, new Reporter("test.live.html", source));
      expect(covers(source)).toEqual(pieces.map(([, cover]) => cover));
      expect(html.length).toBe(source.length);
    }),
  );
});
