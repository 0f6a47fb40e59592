/**
 * Whatever comes in, diagnostics come out: no crash, no hang, time linear in the length. `LIVEC_RUNS=100` runs a
 * hundred times as many.
 */
import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { catalogue } from "./catalogue.ts";
import { type CompileResult, compile } from "./compile.ts";
import { formatDiagnostic } from "./frame.ts";
import { Lines } from "./positions.ts";

const RUNS = Number(process.env["LIVEC_RUNS"] ?? 1);
const TIMEOUT = 60_000 + 60_000 * RUNS;

const fixtures = new URL("../fixtures/", import.meta.url);
const templates: readonly string[] = readdirSync(fixtures, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".live.html"))
  .sort()
  .map((file) => new TextDecoder().decode(readFileSync(new URL(file.replaceAll("\\", "/"), fixtures))));

/** What a template is made of, whole and in pieces. */
const PIECES: readonly string[] = [
  ...["<p>", "</p>", "<div", "<b ", ">", "/>", "</", "<", "<!--", "-->", "<!", "<?", "<!doctype html>", "<html>", "<head>", "<body>"],
  ...["{", "}", "{a}", "{...b}", "{{", "}}", "{/*", "*/}", "{#if a}", "{/if}", "`", "${", "(", ")", "=>", "/", "\\", "'", '"', "=", ";"],
  ...[" :if={a}", " :else-if={b}", " :else", " :for={x of y}", " :for={x in y}", " :key={x}", " :html={a}", " :let={z}", " :", " id='i'"],
  ...[
    ' live-click="a"',
    " live-",
    " on:click",
    ' onclick="a"',
    ' href="javascript:"',
    ' href="{a}"',
    " style='{a}'",
    " {a}",
    " {...a}",
    " a={",
  ],
  ...["<table>", "<tr>", "<td>", "</table>", "<svg>", "<math>", "<title>", "</title>", "<textarea>", "<select>", "<option>", "<pre>\n"],
  ...["<Badge>", "</Badge>", "<Badge/>", "<slot/>", "<LiveScripts/>", "<template>", "</template>", "<template :if={a}>", "<plaintext>"],
  ...["<script>", '<script lang="ts">', "</script>", "export interface Assigns { a: string }", "import Badge from './b.js';"],
  ...["<!-- livec-ignore LC5101 -->", "{/* livec-ignore LC1 */}", "<label>", "<input>", "<img>", "<a target=_blank>", "<h1></h1>"],
  ...["&amp;", "&#xE000;", "&#0;", "&", "\0", "\ufffd", "\ue000", "\ud800", "\u202e", "é", "𝒳", "\r\n", "\n", "\t", " ", "a"],
];

/** Compiles, and checks what must hold of every result. */
function check(source: string): CompileResult {
  const result = compile(source, { file: "fuzz.live.html" });
  const lines = new Lines(source);
  for (const diagnostic of result.diagnostics) {
    expect(Object.keys(catalogue)).toContain(diagnostic.code);
    for (const { span, line, column } of [diagnostic, ...(diagnostic.related ?? [])]) {
      expect(span.start).toBeGreaterThanOrEqual(0);
      expect(span.end).toBeGreaterThanOrEqual(span.start);
      expect(span.end).toBeLessThanOrEqual(source.length + 1);
      expect({ line, column }).toEqual(lines.position(span.start));
      expect(line).toBeLessThanOrEqual(lines.count);
      expect(column).toBeLessThanOrEqual(lines.text(line).length + 2);
    }
    expect(`${diagnostic.message}${diagnostic.fix ?? ""}`).not.toMatch(/%\w+%|undefined|\[object/);
    expect(formatDiagnostic(diagnostic, source, { color: false })).toContain(diagnostic.code);
  }
  const failed = result.diagnostics.some(({ severity }) => severity === "error");
  expect(result.code === undefined).toBe(failed);
  return result;
}

describe("any input gives a module or diagnostics with a place", () => {
  test("random bytes", { timeout: TIMEOUT }, () => {
    const bytes = fc.uint8Array({ maxLength: 400 }).map((array) => new TextDecoder().decode(array));
    fc.assert(
      fc.property(fc.oneof(bytes, fc.string({ unit: "binary", maxLength: 200 })), (source) => void check(source)),
      { numRuns: 300 * RUNS },
    );
  });

  test("random pieces of templates", { timeout: TIMEOUT }, () => {
    const pieces = fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((all) => all.join(""));
    fc.assert(
      fc.property(pieces, (source) => void check(source)),
      { numRuns: 1000 * RUNS },
    );
  });

  test("templates with pieces cut out, doubled, moved and put in", { timeout: TIMEOUT }, () => {
    const place = fc.double({ min: 0, max: 1, noNaN: true });
    const edit = fc.record({
      from: place,
      length: fc.nat({ max: 30 }),
      to: place,
      what: fc.constantFrom("cut", "double", "insert"),
      piece: fc.constantFrom(...PIECES),
    });
    const mutated = fc.tuple(fc.constantFrom(...templates), fc.array(edit, { minLength: 1, maxLength: 4 })).map(([template, edits]) => {
      let source = template;
      for (const { from, length, to, what, piece } of edits) {
        const start = Math.floor(from * source.length);
        const target = Math.floor(to * source.length);
        const taken = source.slice(start, start + length);
        if (what === "cut") source = source.slice(0, start) + source.slice(start + length);
        else source = source.slice(0, target) + (what === "double" ? taken : piece) + source.slice(target);
      }
      return source;
    });
    fc.assert(
      fc.property(mutated, (source) => void check(source)),
      { numRuns: 600 * RUNS },
    );
  });

  test("templates cut off anywhere", { timeout: TIMEOUT }, () => {
    const cut = fc.tuple(fc.constantFrom(...templates), fc.double({ min: 0, max: 1, noNaN: true }));
    const source = cut.map(([template, share]) => template.slice(0, Math.floor(share * template.length)));
    fc.assert(
      fc.property(source, (text) => void check(text)),
      { numRuns: 500 * RUNS },
    );
  });
});

test.each([
  ["(", ")"],
  ["[", "]"],
  ["{a:", "}"],
  ["!", ""],
  ["a.", ""],
  ["a+", "a"],
  ["a?b:", "c"],
  ["`${", "}`"],
  ["(x)=>", ""],
  ["f(", ")"],
  ["<T>", ""],
  ["a as ", ""],
])("an expression of ten thousand %j neither crashes nor hangs", { timeout: TIMEOUT }, (open, close) => {
  const code = `${open.repeat(10_000)}a${close.repeat(10_000)}`;
  check(`<p :if={${code}} title={${code}}>{${code}}</p>`);
});

describe("nested code is read in linear time", () => {
  const script = (code: string): string => `<script lang="ts">${code}</script>`;
  const nested = (count: number, open: string, inner: string, close: string): string => open.repeat(count) + inner + close.repeat(count);

  test.each<[string, string]>([
    ["600 template literals", `{${nested(600, "`${a<", "1", "}`")}}`],
    ["400 generics", script(`const x = ${nested(400, "f<A<", "1", ">>()")};`)],
    ["400 generics in an expression", `{${nested(400, "A<", "B", "")}()}`],
    ["250 assertions in parentheses", `{${nested(250, "<T>(", "1", ")")}}`],
    ["250 groups", nested(250, "<template :if={1}>", "1", "</template>")],
  ])("%s", (_, source) => {
    const started = performance.now();
    check(source);
    expect(performance.now() - started).toBeLessThan(1500);
  });
});

describe("time is linear in the length", () => {
  /** What is repeated, each something that a careless algorithm would look at again and again. */
  const repeated: readonly string[] = [
    ...[
      "{a} ",
      "{a + 1}",
      "{",
      "}",
      "{a",
      '{"',
      "{`${",
      "<b>",
      "</b>",
      "<b></i>",
      "<b></b>",
      "<b a={a}></b>",
      "<",
      "</",
      "<!--",
      "<!-- -->",
      "<p a='",
    ],
    ...[
      '<p a="',
      "<p a=b",
      "<p {",
      "<p {...a}>",
      "=",
      '"',
      "&",
      "&#xE000;",
      "<p :if={a}></p>",
      "<p :else></p>",
      "<li :for={a of b}>{a}</li>",
    ],
    ...[
      "<p :if={a}></p><p :else-if={b}></p>",
      '<i id="x"></i>',
      '<i :if={a} id="x"></i>',
      "<label></label>",
      "<input>",
      "<div live-click='a'></div>",
    ],
    ...[
      "<table><tr></tr></table>",
      "<p><div></div></p>",
      "<svg>",
      "<textarea>{a}</textarea>",
      "<title>",
      "<Badge>{a}</Badge>",
      "<slot/>",
      "\n",
      "a ",
    ],
    ...[
      "<!-- livec-ignore LC5101 -->",
      "{/* livec-ignore LC5101 */}<img>",
      "{a.b.c}{d}<!-- -->",
      "<script>",
      "<p\n<b></b>",
      "<%",
      "{#if a}{/if}",
    ],
  ];
  const script = '<script lang="ts">export interface Assigns { a: string; b: string[] }</script>';

  /** Milliseconds, the best of two runs. */
  function time(source: string): number {
    const once = (): number => {
      const started = performance.now();
      compile(source, { file: "fuzz.live.html" });
      return performance.now() - started;
    };
    return Math.min(once(), once());
  }

  /** Time of twice the input, divided by that of the input; inputs are made large enough to be measured. */
  function ratio(piece: string): number {
    let count = Math.ceil(12_000 / piece.length);
    let single = time(script + piece.repeat(count));
    for (; single < 6 && count * piece.length < 200_000; single = time(script + piece.repeat(count))) count *= 2;
    return time(script + piece.repeat(2 * count)) / Math.max(single, 3);
  }

  test.each(repeated)("%j", { timeout: TIMEOUT, retry: 3 }, (piece) => {
    expect(ratio(piece)).toBeLessThanOrEqual(3.2);
  });
});
