import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MAX_DIAGNOSTICS, Reporter } from "../diagnostics.ts";
import { mask } from "./mask.ts";
import { outline, problems } from "./outline.testing.ts";
import { MAX_TEMPLATE_BYTES, parse } from "./parse.ts";

const TODO = `<script lang="ts">
  import Badge from "./badge.live.js"; // a template's component
  export interface Assigns { todos: Todo[] }
</script>

<h1>{user.name}'s list</h1>
<ul id="todos">
  <li :for={(todo, index) of todos} :key={todo.id} class={{ done: todo.done, first: index === 0 }}>
    <input type="checkbox" checked={todo.done} live-click="toggle" live-value-id={todo.id}>
    <a href="/todos/{todo.id}" live-patch>{todo.title}</a> <Badge kind="muted">{ago(todo.createdAt)}</Badge>
  </li>
</ul>
<p :if={todos.length === 0}>Nothing to do.</p>
<p :else-if={filter !== "all"}>Showing {filter}.</p>
<template :else><hr><p>That is all.</p></template>
`;

test("a whole template", () => {
  expect(outline(TODO)).toBe(
    [
      'h1[{user.name} "\'s list"]',
      '" "',
      'ul(id="todos")[for(todo, index of todos key todo.id[li(class={{ done: todo.done, first: index === 0 }})[' +
        'input(type="checkbox" checked={todo.done} live-click="toggle" live-value-id={todo.id}) " " ' +
        'a(href="/todos/{todo.id}" live-patch)[{todo.title}] " " Badge(kind="muted")[{ago(todo.createdAt)}]]])]',
      '" "',
      'if(todos.length === 0[p["Nothing to do."]] filter !== "all"[p["Showing " {filter} "."]] else[hr p["That is all."]])',
    ].join(" "),
  );
});

test("all mistakes of a file are found in one run, in order", () => {
  expect(problems("<p>{a b}</p>\n<p :iff={c}>\n</b>\n<i a=1 a=2></i></p>").map((problem) => problem.slice(0, 10))).toEqual([
    "LC1013 1:7",
    "LC2001 2:4",
    "LC1032 3:1",
    "LC1025 4:8",
  ]);
});

describe("what is no template is refused with one diagnostic", () => {
  test.each([
    ["a\0b", "LC1002 1:2 There is a NUL byte here: this is not a UTF-8 text file."],
    ["\x7fELF\x01", "LC1002 1:1 There is a control character (U+007F) here: this is not a UTF-8 text file."],
    ["a\n\ufffd", "LC1002 2:1 There is a replacement character (U+FFFD) here: this is not a UTF-8 text file."],
    ["<p>\ud800</p>", "LC1002 1:4 There is a lone surrogate (U+D800) here: this is not a UTF-8 text file."],
    ["<p>\ue87c</p>", "LC1003 1:4 The private-use character U+E87C is reserved for the compiler."],
  ])("%j", (source, problem) => {
    expect(problems(source)).toEqual([problem]);
  });

  test("too large", () => {
    expect(problems("x".repeat(10 * 1024 * 1024))).toEqual(["LC1001 1:1 This template has 10.0 MiB; the limit is 1 MiB."]);
    expect(problems("é".repeat(MAX_TEMPLATE_BYTES / 2 + 1))).toEqual(["LC1001 1:1 This template has 1.0 MiB; the limit is 1 MiB."]);
    expect(problems("x".repeat(MAX_TEMPLATE_BYTES))).toEqual([]);
  });

  test("too deep", () => {
    expect(problems("<div>".repeat(MAX_TEMPLATE_BYTES / 8))).toEqual(["LC1004 1:1281 <div> is nested more than 256 levels deep."]);
  });
});

test("diagnostics are limited", () => {
  const found = problems("</p>".repeat(1000));
  expect(found).toHaveLength(MAX_DIAGNOSTICS + 1);
  expect(found.at(-1)).toBe("LC1005 1:401 There are more than 100 errors in this file; the others are not shown.");
});

const PIECES = [
  "<p>",
  "</p>",
  "<div",
  ">",
  "/>",
  "{",
  "}",
  "{a}",
  "{...b}",
  '"',
  "'",
  "=",
  " :if={a}",
  " :else",
  " :for={x of y}",
  "<table>",
  "<tr>",
  "</table>",
  "<svg>",
  "<title>",
  "</title>",
  "<Badge>",
  "</Badge>",
  "<script>",
  '<script lang="ts">',
  "</script>",
  "<!--",
  "-->",
  "<!",
  "&#xE000;",
  "&amp;",
  "a",
  " ",
  "\n",
  "\r\n",
  "<textarea>",
  "<select>",
  "<option>",
  "`",
  "${",
  "/",
  "(",
  ")",
  "<template>",
  "</template>",
  "<slot/>",
  "<body>",
  "<pre>\n",
  "é",
  "𝒳",
];

/** Every expression of a tree, by its place. */
function expressionsOf(node: unknown, found: { start: number; end: number }[] = []): { start: number; end: number }[] {
  if (typeof node !== "object" || node === null) return found;
  if ("code" in node && "ast" in node && "start" in node && "end" in node) found.push({ start: Number(node.start), end: Number(node.end) });
  else for (const value of Object.values(node)) expressionsOf(value, found);
  return found;
}

test("every cover that was covered is an expression of the tree", () => {
  const piece = fc.constantFrom(
    "<p>",
    "</p>",
    "<br a={a}/>",
    "<br {...b} c='{d}'>",
    "{e}",
    "<title>{f} <b</title>",
    "<textarea>{g}</textarea>",
    "<script>{</script>",
    "<style>{}</style>",
    "<!-- { -->",
    "<!--> {h} <!---->",
    "<svg><title>{i}</title><style>a</style></svg>",
    "<Title>{j}</Title>",
    "<noscript>{</noscript>",
    '<b a="<!--">{k}</b>',
    "<b a='>'>{l}</b>",
    "<Script a={m}/>",
    "<i a={n > o}/>",
    "<u a={p}b/>",
    " ",
    "a",
    "<!doctype html>",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const source = pieces.join("");
      const { template, diagnostics } = parse(source, "test.live.html");
      if (diagnostics.some(({ severity }) => severity === "error")) return;
      const { covers } = mask(source, new Reporter("test.live.html", source));
      const found = expressionsOf(template.children).sort((a, b) => a.start - b.start);
      expect(found).toHaveLength(covers.length);
      for (const [index, cover] of covers.entries()) {
        expect(found[index]?.start).toBeGreaterThan(cover.start);
        expect(found[index]?.end).toBeLessThan(cover.end);
      }
    }),
    { numRuns: 1000 },
  );
});

describe("never throws, and every place it names is in the file", () => {
  const check = (source: string): void => {
    for (const { span, line, column } of parse(source, "test.live.html").diagnostics) {
      expect(span.start).toBeGreaterThanOrEqual(0);
      expect(span.start).toBeLessThanOrEqual(source.length);
      expect(span.end).toBeGreaterThanOrEqual(span.start);
      expect(Math.min(line, column)).toBeGreaterThanOrEqual(1);
    }
  };

  test("random pieces of markup", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 30 }), (pieces) => check(pieces.join(""))),
      { numRuns: 2000 },
    );
  });

  test("random characters", () => {
    fc.assert(fc.property(fc.string({ unit: "binary", maxLength: 60 }), check));
  });

  test("a template cut off anywhere", () => {
    for (let end = 0; end <= TODO.length; end++) check(TODO.slice(0, end));
  });
});
