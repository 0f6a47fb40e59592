import { describe, expect, expectTypeOf, test } from "vitest";
import { loadTemplate } from "../../test/load-template.ts";
import { render } from "../index.ts";
import { renderHtml } from "./html-writer.ts";
import { Rendering } from "./rendering.ts";

const script = '<script lang="ts">export type Assigns = { [name: string]: any };</script>';

/** As a view's first page has it, by another way. */
function live<A extends object>(template: Parameters<typeof render<A>>[0], assigns: A): string {
  const rendering = new Rendering<A>(template as never);
  void rendering.mounting(assigns, false);
  return rendering.html();
}

describe("what is not live is rendered as a view would be", () => {
  const slots = script.replace("</script>", "export interface Slots { default: { n: number }; head: {} } </script>");
  const card = loadTemplate(`${slots}<section><h2><slot name="head">Untitled {title}</slot></h2><slot n={2}/></section>`);
  const importing = script.replace(">", '>import Card from "./card.js";');
  test.each<[markup: string, assigns: object, html: string]>([
    ["<p>{a}</p>", { a: "<&>" }, "<p>&lt;&amp;></p>"],
    ["<p>{a} of {b}!</p>", { a: 1, b: 2 }, "<p>1 of 2!</p>"],
    ['<p title="{a} of {b}" hidden={c} class={{ on: a }}>x</p>', { a: 1, b: '"', c: false }, '<p title="1 of &quot;" class="on">x</p>'],
    ["<a {...a}>x</a>", { a: { href: "javascript:alert(1)", title: "t" } }, '<a href="#blocked" title="t">x</a>'],
    ['<a href="/{a}/{b}">x</a>', { a: "", b: "evil.example" }, '<a href="#blocked">x</a>'],
    ["<textarea>{a}</textarea>", { a: "\nx" }, "<textarea>\n\nx</textarea>"],
    ["<b :if={a}>{a}</b><i :else>none</i>", { a: "" }, "<i>none</i>"],
    ["<b :if={a}>{a}</b><i :else>none</i>", { a: "x" }, "<b>x</b>"],
    [
      "<li :for={(x, i) of a} :key={x}>{i}: {x}<u :for={y of b}>{y}</u></li>",
      { a: ["p", "q"], b: [1, 2] },
      "<li>0: p<u>1</u><u>2</u></li><li>1: q<u>1</u><u>2</u></li>",
    ],
    ["<li :for={(x, i) of a} :key={x} :if={x > 1}>{i}: {x}</li>", { a: [1, 2, 3] }, "<li>1: 2</li><li>2: 3</li>"],
    [
      '<ul live-update="append" id="u"><li :for={x of a} :key={x} id="i{x}">{x}</li></ul>',
      { a: [1, 2] },
      '<ul id="u"><li id="i1">1</li><li id="i2">2</li></ul>',
    ],
    ['<div live-update="ignore" id="d">{a} <b :if={a}>{a}</b></div>', { a: 1 }, '<div id="d">1 <b>1</b></div>'],
    ["<Card title={a} :let={{ n }}>{n} {a}</Card>", { a: "x" }, "<section><h2>Untitled x</h2>2 x</section>"],
    ['<Card title={a}><template slot="head">On {a}</template></Card>', { a: "x" }, "<section><h2>On x</h2></section>"],
  ])("%s", (markup, assigns, html) => {
    const template = loadTemplate<object>(importing + markup, { "./card.js": card });
    expect(renderHtml(template, assigns)).toBe(html);
    expect(live(template, assigns)).toBe(html);
  });
});

test("a nested view has no place in it", () => {
  const template = loadTemplate<object>(`${script}<p><LiveView view={a} id="x"/></p>`);
  expect(() => renderHtml(template, { a: {} })).toThrow(
    /^test\.live\.html:1 shows a nested view, which has a life of its own: only a view can show it\./,
  );
});

test("a form gets the token it is given, and none without one", () => {
  const template = loadTemplate<object>(`${script}<form method="post" action="/x"></form>`);
  expect(renderHtml(template, {}, { csrf: () => "t" })).toContain('value="t"');
  expect(renderHtml(template, {})).not.toContain("value=");
});

test("what blocks before it wrote is not taken for the attributes of a form", () => {
  const template = loadTemplate<object>(`${script}<form method={a} action={b}></form><form method={c} action={d}></form>`);
  const html = renderHtml(template, { a: "post", b: "/x", c: "get", d: null }, { csrf: () => "t" });
  expect(html.match(/value="t"/g)).toHaveLength(1);
});

test("`render` takes a template and its assigns", () => {
  const template = loadTemplate<{ n: number }>(
    "<p>{n}</p>".replace(/^/, '<script lang="ts">export interface Assigns { n: number }</script>'),
  );
  expect(render(template, { n: 1 })).toBe("<p>1</p>");
  expectTypeOf(render(template, { n: 1 })).toBeString();
  // @ts-expect-error: n is a number
  expect(render(template, { n: "2" })).toBe("<p>2</p>");
});
