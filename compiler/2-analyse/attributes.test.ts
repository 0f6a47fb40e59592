import { describe, expect, test } from "vitest";
import { compile } from "../compile.ts";

const SCRIPT = `<script lang="ts">export interface Assigns { a: string; o: Record<string, string>; xs: string[] }</script>`;

function codes(markup: string, bindingPrefix = "live-"): readonly string[] {
  const { diagnostics } = compile(SCRIPT + markup, { file: "test.live.html", bindingPrefix });
  return diagnostics.map(({ code }) => code).filter((code) => !code.startsWith("LC5"));
}

describe("is refused", () => {
  test.each([
    ["LC4201", "<p onclick={a}></p>"],
    ["LC4201", '<p onclick="x()"></p>'],
    ["LC4201", '<p onclick="x({a})"></p>'],
    ["LC4202", "<iframe srcdoc={a}></iframe>"],
    ["LC4202", "<iframe src={a}></iframe>"],
    ["LC4202", "<iframe sandbox={a}></iframe>"],
    ["LC4202", "<script src={a}></script>"],
    ["LC4202", "<param name='movie' value={a}>"],
    ["LC4202", "<link rel='canonical stylesheet' href={a}>"],
    ["LC4202", "<link rel={a} href={a}>"],
    ["LC4202", "<svg><animate attributeName='href' values='a;{a}'/></svg>"],
    ["LC4202", "<svg><use href='/icons.svg#{a}'/></svg>"],
    ["LC4202", "<svg><font color={a}>x</font></svg>"],
    ["LC4202", "<p data-live={a} data-live-statics={a}></p>"],
    ["LC4202", '<object data="/x/{a}"></object>'],
    ["LC4202", "<svg><use href={a}/></svg>"],
    ["LC4202", '<svg><set attributeName="href" to={a}/></svg>'],
    ["LC4203", '<a href="javascript:alert(1)">x</a>'],
    ["LC4203", '<a href="java&#10;script:alert(1)">x</a>'],
    ["LC4203", '<a href="javascript:{a}">x</a>'],
    ["LC4203", '<iframe src="javascript:0"></iframe>'],
    ["LC4204", '<a href="page-{a}">x</a>'],
    ["LC4204", '<a href="https://{a}/">x</a>'],
    ["LC4204", '<a live-patch="page-{a}">x</a>'],
    ["LC4205", '<p style="color: {a}"></p>'],
    ["LC4206", "<select value={a}></select>"],
    ["LC4206", "<textarea value={a}></textarea>"],
    ["LC4206", "<textarea value='a'></textarea>"],
    ["LC4206", "<select value='a'></select>"],
    ["LC4206", "<input type='file' value={a}>"],
    ["LC4207", "<iframe {...o}></iframe>"],
    ["LC4101", '<p live-clik="x"></p>'],
    ["LC4102", "<p live-click></p>"],
    ["LC4004", "<x-card><template shadowrootmode='open'><slot></slot></template></x-card>"],
    ["LC4010", "<p live-update='apend'></p>"],
    ["LC4010", "<p live-update={a}></p>"],
    ["LC4010", "<p :update></p>"],
    ["LC4011", "<img alt='' live-update='ignore'>"],
    ["LC4011", "<p :html={a} live-update='ignore'></p>"],
    ["LC4011", "<div><script live-update='ignore'></script></div>"],
    ["LC4011", "<Badge live-update='ignore'/>"],
    ["LC4011", "<textarea id='t' :update='append'></textarea>"],
    ["LC4012", "<p live-update='append'></p>"],
    ["LC4012", "<ul :update='prepend'><li :for={x of xs} :key={x} id={x}>x</li></ul>"],
    ["LC4012", "<ul id='u' live-update='append'></ul>"],
    ["LC4012", "<ul id='u' live-update='append'><li :for={x of xs} :key={x} id={x}>x</li>more</ul>"],
    ["LC4012", "<ul id='u' live-update='append'><template :for={x of xs} :key={x}><li id={x}>x</li><li>y</li></template></ul>"],
    ["LC4012", "<ul id='u' live-update='append'><li :for={x of xs} :key={x}>x</li></ul>"],
    ["LC4012", "<ul id='u' live-update='append'><li :for={x of xs} :key={x} id='x'>x</li></ul>"],
    ["LC4012", "<ul id='u' live-update='append'><li :for={x of xs} :key={x} id={'x'}>x</li></ul>"],
    ["LC4012", "<ul id='u' live-update='append'><li :for={x of xs} :key={x} {...o}>x</li></ul>"],
    ["LC4013", "<p live-target></p>"],
    ["LC4013", "<p live-target id={a}></p>"],
    ["LC4014", "<p :for={x of xs} :key={x} id='p' live-target></p>"],
    ["LC4208", "<input :html={a}>"],
    ["LC4208", "<p :html></p>"],
    ["LC4209", "<p :html={a}>x</p>"],
    ["LC4008", '<LiveView id="x"/>'],
    ["LC4002", "<Missing/>"],
  ])("%s: %s", (code, markup) => {
    expect(codes(markup)).toContain(code);
  });

  test("what a page's head could do to it", () => {
    const head = (markup: string) => codes(`<!doctype html><html><head>${markup}</head><body></body></html>`);
    expect(head("<base href={a}>")).toEqual(["LC4202"]);
    expect(head("<link rel='stylesheet' href={a}>")).toEqual(["LC4202"]);
    expect(head("<meta http-equiv={a} content='1'>")).toEqual(["LC4202"]);
    expect(head("<meta http-equiv='refresh' content={a}>")).toEqual(["LC4202"]);
    expect(head("<meta name='description' content={a}>")).toEqual([]);
  });
});

describe("is fine", () => {
  test.each([
    "<a href={a}>x</a>",
    '<a href="/todos/{a}" live-patch>x</a>',
    '<a href="{a}/x">x</a>',
    '<a href="mailto:{a}">x</a>',
    '<a href="https://example.com/{a}">x</a>',
    '<img src={a} alt="">',
    '<img srcset={a} alt="">',
    '<img srcset="page-{a}.png 2x, /y.png" alt="">',
    '<a href="/{a}" ping={a}>x</a>',
    "<link rel='canonical' href={a}>",
    "<link rel='ICON apple-touch-icon' href='/icons/{a}.png'>",
    "<p data-src={a} data-live-x={a}></p>",
    '<svg><use href="#icon-{a}"/></svg>',
    "<input type={a} value={a}>",
    "<option selected={a}>x</option>",
    "<p style={a} id={a} {...o}></p>",
    '<p data-on="x" aria-label={a}></p>',
    "<p id='p' live-target>{a}</p>",
    "<p live-update='ignore'>{a}</p>",
    "<hr :update='replace'>",
    "<ul id={a} live-update={'append'}><li :for={x of xs} :key={x} id={x}>x</li></ul>",
    '<p live-value-x={a} live-values={o} live-model.lazy.debounce-500="x" live-loading.class="x" live-hook="Chart"></p>',
  ])("%s", (markup) => {
    expect(codes(markup)).toEqual([]);
  });
});

test("a misspelt binding is told its name", () => {
  const [found] = compile('<p live-clik="x"></p>', { file: "test.live.html" }).diagnostics;
  expect(found).toMatchObject({ message: "There is no binding `live-clik`.", fix: "Did you mean `live-click`?", line: 1, column: 4 });
});

test("the prefix of bindings can be another one", () => {
  expect(codes('<p x-clik="a" live-clik="b"></p>', "x-")).toEqual(["LC4101"]);
});

test("all errors are reported, in the order of their places", () => {
  expect(codes('<p onclick="x"></p><p live-clik="x"></p><a href="javascript:1">x</a><b>')).toEqual([
    "LC4201",
    "LC4101",
    "LC4203",
    "LC1030",
  ]);
});

test.each(["export default 1;", "const x = 1; export { x as default };"])("the template is the only default export: %s", (script) => {
  expect(compile(`<script lang="ts">${script}</script>`, { file: "test.live.html" }).diagnostics.map(({ code }) => code)).toEqual([
    "LC4005",
  ]);
});

test("an assign without a type is one error, with the type to write", () => {
  const { diagnostics, code } = compile("<p>{name} {age}</p>", { file: "test.live.html" });
  expect(code).toBeUndefined();
  expect(diagnostics).toEqual([
    expect.objectContaining({
      code: "LC4001",
      message: "The template reads `name`, but its script declares no `Assigns`.",
      fix: '<script lang="ts">export interface Assigns { name: …; age: … }</script>',
    }),
  ]);
});

describe("a literal is written as the server would write it", () => {
  test.each([
    ["<input disabled={true}>", "<input disabled>"],
    ["<input disabled={false}>", "<input>"],
    ["<input disabled={0}>", "<input>"],
    ["<input disabled={1}>", "<input disabled>"],
    ['<input disabled={""}>', "<input>"],
    ["<input checked={null}>", "<input>"],
    ["<p aria-hidden={true}>x</p>", '<p aria-hidden="true">x</p>'],
    ["<p aria-hidden={false}>x</p>", '<p aria-hidden="false">x</p>'],
    ["<p translate={false} spellcheck={true}>x</p>", '<p translate="no" spellcheck="true">x</p>'],
    ["<p tabindex={0} title={null}>x</p>", '<p tabindex="0">x</p>'],
    ["<p data-on={true} data-off={false}>x</p>", "<p data-on>x</p>"],
  ])("%s", (markup, html) => {
    const { blocks } = compile(markup, { file: "test.live.html" });
    expect(blocks.map(({ statics }) => statics)).toEqual([[html]]);
  });

  test("what is no literal of that kind is left to the server", () => {
    const { blocks } = compile("<p title={/x/.source} lang={1n}>x</p>", { file: "test.live.html" });
    expect(blocks[0]?.slots.map(({ kind }) => kind)).toEqual(["attr", "attr"]);
  });
});
