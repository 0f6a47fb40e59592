import { describe, expect, test } from "vitest";
import { compile } from "../compile.ts";
import type { Levels } from "../levels.ts";

/** Warnings of lint: `LC5101 1:2`. What a snippet reads need not be declared. */
function warnings(source: string, diagnostics: Levels = {}): string[] {
  return compile(source, { file: "test.live.html", diagnostics })
    .diagnostics.filter(({ code }) => code.startsWith("LC5"))
    .map(({ code, line, column }) => `${code} ${line}:${column}`);
}

function messages(source: string): string[] {
  return compile(source, { file: "test.live.html" })
    .diagnostics.filter(({ code }) => code.startsWith("LC5"))
    .map(({ message, fix = "" }) => `${message} ${fix}`);
}

describe("is a slip", () => {
  test.each([
    ["<sectoin>a</sectoin>", "HTML has no element <sectoin>. Did you mean <section>?"],
    ["<btn>a</btn>", "HTML has no element <btn>. Did you mean <button>?"],
    ["<path d='M0 0'/>a<rect/>", undefined],
    ["<p><rect/></p>", "HTML has no element <rect>. It is one of SVG's: put it into an <svg>."],
    [
      "<frobnicate>a</frobnicate>",
      "HTML has no element <frobnicate>. A component begins with a capital, an element of your own has a dash in its name.",
    ],
    ['<script lang="ts">import Badge from "./b.js";</script><badge>a</badge>', "HTML has no element <badge>. Did you mean <Badge>?"],
    ["<p clas='a'>a</p>", "<p> has no attribute `clas`. Did you mean `class`? An attribute of your own begins with data-."],
    ["<p onclik='a'>a</p>", undefined],
    [
      "<button click='a'>a</button>",
      "<button> has no attribute `click`. Did you mean `live-click`? An attribute of your own begins with data-.",
    ],
    [
      "<form submit='a'></form>",
      "<form> has no attribute `submit`. Did you mean `live-submit`? An attribute of your own begins with data-.",
    ],
    ["<p value-id={a}>a</p>", "<p> has no attribute `value-id`. Did you mean `live-value-id`? An attribute of your own begins with data-."],
    ["<p key='a'>a</p>", "<p> has no attribute `key`. Did you mean `:key`? An attribute of your own begins with data-."],
    ["<p target={a}>a</p>", "<p> has no attribute `target`. Did you mean `live-target`? An attribute of your own begins with data-."],
    [
      "<form live-submit='a' target={myself}></form>",
      "<form> has no attribute `target={myself}`. Did you mean `live-target`? An attribute of your own begins with data-.",
    ],
    ["<form action='/' target='_top' prefix='og: a'></form>", undefined],
    ["<x-a click='a' target='b' key='c' disabled='false'></x-a><p is='x-b' submit='a'>a</p>", undefined],
    ["<svg><a target='_top'><g values='1' click='a'/></a></svg>", undefined],
    [
      "<button disabled='false'>a</button>",
      '`disabled="false"` switches `disabled` on: an attribute such as this one is on as soon as it is there. Write disabled={false}, or leave it out.',
    ],
    ["<button disabled='disabled' draggable='false' spellcheck='false' aria-pressed='false'>a</button>", undefined],
    ["<p aria-lable='a'>a</p>", "ARIA has no attribute `aria-lable`. Did you mean `aria-label`?"],
    ["<p role='nagivation'>a</p>", 'ARIA has no role `nagivation`. Did you mean "navigation"?'],
    ["<p role='doc-note none'>a</p>", undefined],
    ["<my-element clas='a'></my-element>", undefined],
    ["<p data-clas='a' hx-get='/' x-data='b' frobnicate>a</p>", undefined],
    ["<p>{a}}</p>", 'This } is shown as text: the expression before it has already ended. Remove it. To show a brace, write {"}"}.'],
    ['<p>{a}{"}"} }</p>', undefined],
  ])("%s", (source, message) => {
    expect(messages(source)).toEqual(message === undefined ? [] : [message]);
  });
});

describe("ids", () => {
  test.each([
    ["<i id='a'></i><b id='a'></b>", ["LC5005 1:18"]],
    ["<i id='a'></i><b id='b'></b>", []],
    ["<i :if={x} id='a'></i><b :else id='a'></b>", []],
    ["<i :if={x} id='a'></i><b :if={y} id='a'></b>", ["LC5005 1:34"]],
    ["<div :if={x}><i id='a'></i></div><b id='a'></b>", ["LC5005 1:37"]],
    ["<i :for={x of y} :key={x} id='a'></i>", ["LC5005 1:27"]],
    ["<i :for={x of y} :key={x} id='a-{x}'></i>", []],
  ])("%s", (source, expected) => {
    expect(warnings(source)).toEqual(expected);
  });
});

describe("names for what has none", () => {
  test.each([
    ["<img src='/a'>", ["LC5101 1:2"]],
    ["<img src='/a' alt=''>", []],
    ["<img {...a}>", []],
    ["<img src='/a' role='presentation'>", []],
    ["<form><input type='image' src='/a'></form>", ["LC5101 1:8"]],
    ["<label>a</label>", ["LC5102 1:2"]],
    ["<label for='a'>a</label>", []],
    ["<label>a <select><option>b</option></select></label>", []],
    ["<label>a <Field/></label>", []],
    ["<label>a <slot/></label>", []],
    ["<label><i :if={a}><input></i></label>", []],
    ["<p><input></p>", ["LC5103 1:5"]],
    ["<input>", []],
    ["<p><input type='hidden'><input type='submit'><input type={a}></p>", []],
    ["<p><input type='text'></p>", ["LC5103 1:5"]],
    ["<p><label for='a'>a</label><input id='a'></p>", []],
    ["<p><label for={a}>a</label><input id='a'></p>", []],
    ["<p><input id='a'></p>", ["LC5103 1:5"]],
    ["<p><input id='a-{b}'></p>", []],
    ["<p><textarea title='a'></textarea><select aria-label='b'></select></p>", []],
    ["<Field><input></Field>", []],
    ["<h1></h1>", ["LC5108 1:2"]],
    ["<h1>{a}</h1>", []],
    ["<h1 :html={a}></h1>", []],
    ["<button><svg><path/></svg></button>", ["LC5108 1:2"]],
    ["<button><svg><title>a</title></svg></button>", []],
    ["<button><img src='/a' alt='b'></button>", []],
    ["<button><img src='/a' alt=''></button>", ["LC5108 1:2"]],
    ["<button><i :if={a}>b</i></button>", []],
    ["<a href='/'><i class='icon'></i></a>", ["LC5108 1:2"]],
    ["<a id='here'></a>", []],
    ["<iframe src='/a'></iframe>", ["LC5110 1:2"]],
    ["<!doctype html><html><head></head><body></body></html>", ["LC5109 1:17"]],
  ])("%s", (source, expected) => {
    expect(warnings(source)).toEqual(expected);
  });
});

describe("what is clicked, focused and opened", () => {
  test.each([
    ["<div live-click='a'>b</div>", ["LC5107 1:6"]],
    ["<div live-click='a' role='button' tabindex='0' live-keydown='b'>c</div>", []],
    ["<button live-click='a'>b</button>", []],
    ["<a live-click='a'>b</a>", ["LC5107 1:4"]],
    ["<a href='/' live-click='a'>b</a>", []],
    ["<my-button live-click='a'></my-button>", []],
    ["<input aria-label='a' live-key='enter' live-keyup='b'>", ["LC5203 1:23"]],
    ["<input aria-label='a' live-key='A' live-keyup='b'>", ["LC5203 1:23"]],
    ["<input aria-label='a' live-key='Enter' live-keyup='b'><input aria-label='a' live-key='a' live-keyup='b'>", []],
    ["<input aria-label='a' live-key='MediaPlay' live-keyup='b'>", []],
    ["<div live-optimistic='a:!a'>b</div>", ["LC5202 1:6"]],
    ["<div role='button'>b</div>", ["LC5107 1:2"]],
    ["<div role='tab'>b</div>", []],
    ["<i tabindex='2'>a</i><i tabindex={1}>b</i><i tabindex='0'>c</i><i tabindex='-1'>d</i>", ["LC5104 1:4", "LC5104 1:25"]],
    ["<nav role='navigation'>a</nav>", ["LC5105 1:6"]],
    ["<ul role='list'><li>a</li></ul>", []],
    ["<a href='https://a.b/' target='_blank'>a</a>", ["LC5201 1:24"]],
    ["<a href={a} target='_blank'>a</a>", ["LC5201 1:13"]],
    ["<a href='/a' target='_blank'>a</a>", []],
    ["<a href='https://a.b/' target='_blank' rel='noopener'>a</a>", []],
  ])("%s", (source, expected) => {
    expect(warnings(source)).toEqual(expected);
  });

  test("what is missing is named, and no more", () => {
    expect(messages("<div live-click='a' tabindex='0'>b</div>")).toEqual([
      'This <div> is clicked, but cannot be used with the keyboard. Use a <button>, or add role="button" and live-keydown="…".',
    ]);
  });

  test("bindings are those of the project's prefix", () => {
    const { diagnostics } = compile("<div my-click='a'>b</div>", { file: "test.live.html", bindingPrefix: "my-" });
    expect(diagnostics.map(({ code, fix }) => [code, fix])).toEqual([
      ["LC5107", 'Use a <button>, or add role="button", tabindex="0" and my-keydown="…".'],
    ]);
  });
});

describe("assigns", () => {
  const assigns = (declaration: string, markup: string): string[] => messages(`<script lang="ts">${declaration}</script>${markup}`);

  test.each([
    ["export interface Assigns { a: string; b?: number; 'c': string }", "{a}", ["b", "c"]],
    ["export type Assigns = { a: string; b: number };", "{a}", ["b"]],
    ["export interface Assigns { a: string; pageTitle: string }", "{a}", []],
    ["export interface Assigns extends Base { b: string }", "<p>a</p>", []],
    ["export type Assigns = Base & { b: string };", "<p>a</p>", []],
    ["import type { Assigns } from './a.js';", "<p>a</p>", []],
    ["export interface Assigns { a: string; b: string }", "{assigns.a}", ["b"]],
    ["import B from './b.js'; export interface Assigns { a: string }", "<B {...assigns}/>", []],
    ["export interface Assigns { a: string; b: string[] }", "<i :for={a of b} :key={a}>{a}</i>", ["a"]],
  ])("unused: %s %s", (declaration, markup, names) => {
    expect(assigns(declaration, markup)).toEqual(
      names.map((name) => `\`${name}\` is declared in Assigns, but the template never reads it. Remove it, or read it.`),
    );
  });

  test("a name that is read and not declared may be meant", () => {
    expect(assigns("export interface Assigns { title: string }", "{titel}")).toEqual([
      "`title` is declared in Assigns, but the template never reads it. Did you mean it where the template reads `titel`?",
    ]);
  });

  test.each([
    ["{f(assigns)}", 1],
    ["{assigns[key]}", 1],
    ["<B x={assigns}/>", 1],
    ["<B {...f(assigns)}/>", 1],
    ["<p {...assigns}></p>", 1],
    ["<B {...assigns}/>", 0],
    ["{assigns.a}", 0],
  ])("all of them at once: %s", (markup, count) => {
    const script = '<script lang="ts">import { B, f } from "./b.js"; export interface Assigns { a: string; key: "a" }</script>';
    const found = warnings(`${script}${markup}`).filter((code) => code.startsWith("LC5003"));
    expect(found).toHaveLength(count);
  });
});

describe("warnings are silenced", () => {
  test.each([
    ["<!-- livec-ignore LC5101 --><img>", []],
    ["{/* livec-ignore LC5101 */}<img>", []],
    ["{// livec-ignore LC5101\n}<img>", []],
    ["<!--livec-ignore LC5101: only decoration, see LC9999--> text {a} <img>", []],
    ["<!-- livec-ignore LC5101, LC5103 --><p><img><input></p><img>", ["LC5101 1:57"]],
    ["<!-- livec-ignore LC5108 --><!-- livec-ignore LC5101 --><h1><img></h1>", []],
    ["<!-- livec-ignore LC5101 --><p></p><img>", ["LC5101 1:37"]],
    ["<p><!-- livec-ignore LC5101 --></p><img>", ["LC5901 1:4", "LC5101 1:37"]],
    ["<!-- livec-ignore LC5004 --><script lang='ts'>export interface Assigns { a: string }</script>", []],
    ["<!-- livec-ignored LC1 --><p></p>", []],
  ])("%s", (source, expected) => {
    expect(warnings(source)).toEqual(expected);
  });

  test.each([
    ["<!-- livec-ignore --><p></p>", "livec-ignore names no code. Write <!-- livec-ignore LC5101 -->."],
    ["<!-- livec-ignore LC510 --><p></p>", "livec-ignore names `LC510`, which is not a code. Did you mean LC5101?"],
    ["<!-- livec-ignore LC1032 --><p></p>", "livec-ignore names LC1032, which is an error. Fix it: only warnings can be silenced."],
    ["<p></p><!-- livec-ignore LC5101 -->", "livec-ignore stands before no element. Put it right before the element that it is meant for."],
  ])("%s is told", (source, message) => {
    expect(messages(source)).toEqual([message]);
  });

  test("warnings of other phases too, and errors never", () => {
    const codes = (source: string) => compile(source, { file: "test.live.html" }).diagnostics.map(({ code }) => code);
    expect(codes("<!-- livec-ignore LC2010 --><ul><li :for={a of ['b']}>{a}</li></ul>")).toEqual([]);
    expect(codes("<!-- livec-ignore LC4003 --><p>{Date.now()}</p>")).toEqual([]);
    expect(codes("<!-- livec-ignore LC1032 --><p></b></p>")).toEqual(["LC5901", "LC1032"]);
  });

  test("by the configuration, or made errors", () => {
    expect(warnings("<img>", { LC5101: "off" })).toEqual([]);
    const { code, diagnostics } = compile("<img>", { file: "test.live.html", diagnostics: { LC5101: "error" } });
    expect([code, diagnostics.map(({ severity }) => severity)]).toEqual([undefined, ["error"]]);
    expect(warnings("<!-- livec-ignore LC5101 --><img>", { LC5101: "error" })).toEqual([]);
  });
});

describe("many warnings", () => {
  const many = '<img src="/a.png">'.repeat(150);
  const counted = (source: string, diagnostics: Levels = {}): readonly string[] => {
    const { diagnostics: found, code } = compile(source, { file: "test.live.html", diagnostics });
    return [
      ...new Set(found.map((one) => `${one.code} ${one.severity}`)),
      String(found.length),
      code === undefined ? "broken" : "compiled",
    ];
  };

  test("never become an error", () => {
    expect(counted(many)).toEqual(["LC5101 warning", "LC5902 warning", "101", "compiled"]);
  });

  test("do not count where they are silenced", () => {
    expect(counted(`<!-- livec-ignore LC5101 --><div>${many}</div>`)).toEqual(["0", "compiled"]);
    expect(counted(many, { LC5101: "off" })).toEqual(["0", "compiled"]);
    expect(counted(`<!-- livec-ignore LC5101 --><div>${many}</div><img src="/b.png">`)).toEqual(["LC5101 warning", "1", "compiled"]);
  });

  test("hide no error behind them", () => {
    expect(counted(`${many}<p clas="a">b</b>`)).toEqual(["LC1030 error", "LC1032 error", "2", "broken"]);
  });

  test("are errors where the configuration says so", () => {
    expect(counted(many, { LC5101: "error" })).toEqual(["LC5101 error", "LC5902 warning", "101", "broken"]);
  });
});

describe("what newcomers bring along", () => {
  const script = (code: string): string => `<script lang="ts">${code}; export interface Assigns { a: string }</script>{a}`;
  test.each([
    [script("let count = 0"), ["LC5008 1:19"]],
    [script("export let name: string"), ["LC5008 1:26"]],
    [script("var { b } = { b: 1 }"), ["LC5008 1:19"]],
    [script("const b = 1"), []],
    [script("declare let b: string"), []],
    [script("const f = () => { let b = 1; return b; }"), []],
    ["<a href='/x/${b}'>c</a>", ["LC5009 1:13"]],
    ["<a href='${b}' title='$ {b}'>c</a>", ["LC5009 1:10"]],
    ["<p>${price}</p>", []],
  ])("%s", (source, expected) => {
    expect(warnings(source)).toEqual(expected);
  });
});
