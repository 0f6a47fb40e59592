import { expect, test } from "vitest";
import { outline, problems } from "../outline.testing.ts";
import { parse } from "../parse.ts";

test.each([
  ["<p>Hi {name}!</p>", 'p["Hi " {name} "!"]'],
  [
    '<a href="/x/{id}?a=1&amp;b" title={t} hidden data-Id=1 class="{c}" {...rest}>x</a>',
    'a(href="/x/{id}?a=1&b" title={t} hidden data-id="1" class={c} {...rest})["x"]',
  ],
  ['<p a="{x}{y}" b="" c="a{/* note */}b">x</p>', 'p(a="{x}{y}" b="" c="ab")["x"]'],
  ["<p {...a}{...b} {/* note */}>x</p>", 'p({...a} {...b})["x"]'],
  ["<br><br/><div/><Badge/><Badge kind={x}/>", "br br div Badge Badge(kind={x})"],
  ["<Ui.Badge createdAt={x}>y</Ui.Badge><my-el.x></my-el.x>", 'Ui.Badge(createdAt={x})["y"] my-el.x'],
  ["<p>&lt;b&gt; &eacute;&#x1F600; a&nbsp;b</p>", 'p["<b> é😀 a\u00a0b"]'],
  ["<i>&#xE87C;</i><i a='&#xE87C;{x}'></i>", 'i["\ue87c"] i(a="\ue87c{x}")'],
  ["a<!-- {b} -->c {/* d */}e", '"ac e"'],
  [
    "<svg viewbox='0 0 1 1'><lineargradient gradientunits=x /><foreignobject><p/></foreignobject><a xlink:href={x}/></svg>",
    'svg:svg(viewBox="0 0 1 1")[svg:linearGradient(gradientUnits="x") svg:foreignObject[p] svg:a(xlink:href={x})]',
  ],
  ["<math><mi>x</mi><mrow/></math>", 'math:math[math:mi["x"] math:mrow]'],
  ["<path d={d}/><g><circle/></g>", "svg:path(d={d}) svg:g[svg:circle]"],
  ["<Icon><path/></Icon>", "Icon[svg:path]"],
  ["<script>if (a < b) { c() }</script><style>p { color: red }</style>", 'script["if (a < b) { c() }"] style["p { color: red }"]'],
  ["<title>{a} <b> &amp; c</title>", 'title[{a} " <b> & c"]'],
  ["<textarea>\n {a}\n</textarea><pre>\n\n x</pre>", 'textarea[" " {a} "\\n"] pre["\\n x"]'],
  ["<noscript><p>&#123;a}</p><style>p { color: red }</style></noscript>", 'noscript["<p>&#123;a}</p><style>p { color: red }</style>"]'],
  ["<p>a\r\nb</p>", 'p["a b"]'],
  ["\ufeff<p>a</p>", 'p["a"]'],
])("%j is %j", (source, tree) => {
  expect(outline(source)).toBe(tree);
});

test("offsets are those of the source, after line breaks of two characters too", () => {
  const source = '\r\n<p\r\n  Title="a {b}">\r\n{ c }</p>';
  const [p] = parse(source, "test.live.html").template.children;
  if (p?.kind !== "element") throw new Error("expected an element");
  const text = ({ start, end }: { start: number; end: number }): string => source.slice(start, end);
  const [title] = p.attributes;
  if (title?.kind !== "attribute" || title.valueSpan === undefined) throw new Error("expected an attribute");
  expect([text(p), text(p.nameSpan)]).toEqual([source.slice(2), "p"]);
  expect([text(title), text(title.nameSpan), title.name, text(title.valueSpan)]).toEqual(['Title="a {b}"', "Title", "title", "a {b}"]);
  const [child] = p.children;
  if (child?.kind !== "interpolation") throw new Error("expected an interpolation");
  expect([text(child), text(child.expression)]).toEqual(["{ c }", "c"]);
});

test("the script block and the doctype are kept apart from the markup", () => {
  const { template, diagnostics } = parse(
    '<!-- a -->\n<script lang="ts">\nlet a: B<C> = "{";\n</script>\n<!doctype html><html><head></head><body></body></html>',
    "a",
  );
  expect(diagnostics).toEqual([]);
  expect(template.script?.code).toBe('\nlet a: B<C> = "{";\n');
  expect(template.script?.start).toBe(29);
  expect(template.script?.ast.body[0]).toMatchObject({ type: "VariableDeclaration", start: 30 });
  expect(template.doctype).toBe(true);
  expect(template.children).toHaveLength(1);
});

test.each([
  ["<div><p>a</div>", ["LC1030 1:6 <p> is never closed."]],
  ["<div><p>a", ["LC1030 1:1 <div> is never closed.", "LC1030 1:6 <p> is never closed."]],
  ["<b><i>x</b></i>", ["LC1031 1:8 </b> stands inside <i>, which is closed only after it."]],
  [
    "<b><i><u>x</b></u></i>",
    [
      "LC1031 1:11 </b> stands inside <u>, which is closed only after it.",
      "LC1031 1:11 </b> stands inside <i>, which is closed only after it.",
    ],
  ],
  ["</p>a</br>", ["LC1032 1:1 </p> closes nothing: no <p> is open here.", "LC1033 1:6 </br> closes nothing: <br> never has content."]],
  ["<Badge></badge>", ["LC1032 1:8 </badge> closes nothing: no <badge> is open here."]],
  ["<INPUT>", ["LC1035 1:2 <INPUT> is in capitals: a tag that begins with one is a component here."]],
  ["<DIV>a</div>", ["LC1035 1:2 <DIV> is in capitals: a tag that begins with one is a component here."]],
  ["<p>a</P>", ["LC1035 1:7 </P> is in capitals: a tag that begins with one is a component here."]],
  ["</DIV>", ["LC1032 1:1 </div> closes nothing: no <div> is open here."]],
  ["<strong>a</stron>", ["LC1032 1:10 </stron> closes nothing: no <stron> is open here."]],
  ["<dvi>a</div>", ["LC1032 1:7 </div> closes nothing: no <div> is open here."]],
  [
    "<p a=1 A=2 a={x}>x</p>",
    [
      "LC1025 1:8 `a` is written twice on this <p>; a browser ignores the second.",
      "LC1025 1:12 `a` is written twice on this <p>; a browser ignores the second.",
    ],
  ],
  ["<a href=/x/{y}>z</a>", ["LC1024 1:9 The value of `href` has more than one part but no quotes."]],
  ["<h{n}>x</h{n}>", ["LC1021 1:2 The name of a tag cannot contain an expression."]],
  ["<p a{b}=c>x</p>", ["LC1022 1:4 The name of an attribute cannot contain an expression."]],
  ["<p {a}>x</p>", ["LC1023 1:4 {a} stands in a tag without an attribute name."]],
  ["<p>{...a}</p>", ["LC1020 1:4 {...e} spreads attributes; it can only stand inside a tag."]],
  ["<p>a <b</p>", ["LC1030 1:1 <p> is never closed.", "LC1026 1:8 The tag <b is not finished before this <."]],
  ["<p>1 <2</p>", ["LC1026 1:6 This < does not begin a tag."]],
  ["<p", ["LC1026 1:1 The file ends inside a tag."]],
  ["<!-- a", ["LC1026 1:1 The comment is never closed."]],
  ["<?php ?>", ["LC1026 1:1 HTML has no <?…?> instructions."]],
  ["<plaintext>a", ["LC1034 1:1 <plaintext> cannot be used: everything after it is text, its end tag too."]],
  ["<p>a</p><!doctype html>", ["LC1038 1:9 The doctype comes after other content."]],
  ["<!doctype foo>", ["LC1038 1:1 This is the doctype of another time."]],
  ['<script lang="ts"></script><script lang="ts"></script>', ['LC1040 1:28 There are two <script lang="ts">; a template has one.']],
  ['<p>a</p><script lang="ts"></script>', ['LC1041 1:9 <script lang="ts"> must come first in the file, outside any element.']],
  ['<script lang="js"></script>', ['LC1042 1:9 `lang` of a script is "ts"; you wrote "js".']],
  ['<script lang="ts" async></script>', ['LC1043 1:19 `async` has no meaning on the script block, which only takes lang="ts".']],
  ['<script lang="ts">let a: = 1</script>', ["LC1018 1:26 The script does not parse: `=` is unexpected."]],
  [
    '<a phx-click="x" wire:click=y @click=z v-if=w>x</a>',
    [
      "LC2011 1:4 `phx-click` is neither an HTML attribute nor a livec binding.",
      "LC2011 1:18 `wire:click` is neither an HTML attribute nor a livec binding.",
      "LC2011 1:31 `@click` is neither an HTML attribute nor a livec binding.",
      "LC2011 1:40 `v-if` is neither an HTML attribute nor a livec binding.",
    ],
  ],
])("%j is refused", (source, expected) => {
  expect(problems(source)).toEqual(expected);
});

test("a name in capitals that the script has is a component", () => {
  expect(problems('<script lang="ts">import B from "./b.live.js";</script><B>a</B><B/>')).toEqual([]);
});

test("a diagnostic about two places names both", () => {
  const [crossed] = parse("<b><i>x</b></i>", "a").diagnostics;
  expect(crossed?.related?.map(({ column, message }) => `${column} ${message}`)).toEqual(["4 <i> begins here", "12 and ends here"]);
});
