import { describe, expect, test } from "vitest";
import { ExpressionParser } from "../1-parse/expression.ts";
import { Reporter } from "../diagnostics.ts";
import type { Expression } from "../tree.ts";
import { minimal, readLabel, type Source } from "./reads.ts";
import { type Context, Loop, Scope } from "./scope.ts";
import { scriptNames } from "./script.ts";

const SCRIPT = `import { ago } from "./time.js"; import * as Ui from "./ui.js"; import type { T } from "./t.js";
  const LIMIT = 3; function twice(n: number) { return n * 2; } export interface Assigns { a: 1 }`;

/** A scope over the script above, with a loop for each of the headers. */
function scopeOf(source: string, loops: readonly string[]): { scope: Scope; reporter: Reporter; expression: Expression } {
  const text = `${SCRIPT}\n${loops.map((header) => `{${header}}\n`).join("")}{${source}}`;
  const reporter = new Reporter("test.live.html", text);
  const parser = new ExpressionParser(text, reporter);
  const script = scriptNames(parser.script({ start: 0, end: SCRIPT.length }));
  const assigns: Source = { label: "" };
  const context: Context = {
    script,
    reporter,
    assigns,
    assignNames: new Map(),
    localNames: new Set(),
    usesAssigns: false,
    firstAssign: undefined,
  };
  let scope = new Scope(context);
  let at = SCRIPT.length + 1;
  for (const header of loops) {
    const parsed = parser.forHeader({ start: at, end: at + header.length + 2 });
    if (parsed === undefined) throw new Error(JSON.stringify(reporter.sorted()));
    scope = scope.inside(new Loop(parsed.item, parsed.index), "body");
    at += header.length + 3;
  }
  const expression = parser.expression(at + 1, text.length - 1);
  if (expression === undefined) throw new Error(JSON.stringify(reporter.sorted()));
  return { scope, reporter, expression };
}

function readsIn(source: string, ...loops: readonly string[]): readonly string[] {
  const { scope, expression } = scopeOf(source, loops);
  return scope.reads(expression).map(readLabel);
}

describe("an expression reads", () => {
  test.each<[source: string, reads: readonly string[]]>([
    // member chains
    ["a", ["a"]],
    ["a.b.c", ["a.b.c"]],
    ["a?.b?.c", ["a.b.c"]],
    ["a!.b!.c", ["a.b.c"]],
    ["(a as T).b", ["a.b"]],
    ["(a satisfies T).b", ["a.b"]],
    ["(<T>a).b", ["a.b"]],
    ["(a as typeof b.c).d", ["b", "a.d"]],
    ["(a as { x: typeof b }).x()", ["a", "b"]],
    ['a["b"].c', ["a.b.c"]],
    ["a[`b`].c", ["a.b.c"]],
    ["a[0].c", ["a.0.c"]],
    ["(a).b", ["a.b"]],
    ["((a?.b)!).c", ["a.b.c"]],
    ["a.length === 0", ["a.length"]],
    // keys that are not known
    ["a[b].c", ["a", "b"]],
    ["a.b[c.d].e", ["a.b", "c.d"]],
    ["a[f(b)]", ["a", "f", "b"]],
    ['a["b.c"]', ["a"]],
    ['a[""]', ["a"]],
    ['a["@index"]', ["a"]],
    ["a[`${b}`]", ["a", "b"]],
    // calls
    ["a.b.c()", ["a.b"]],
    ["a.filter((x) => x.done)", ["a"]],
    ["a?.b?.()", ["a"]],
    ["(a.b as T)()", ["a"]],
    ["a[b](c)", ["a", "b", "c"]],
    ["f(a.b, ...c.d)", ["f", "a.b", "c.d"]],
    ["f(a).b", ["f", "a"]],
    ["new a.B(c)", ["a.B", "c"]],
    ["a.tag`x ${b.c} y`", ["a", "b.c"]],
    // prefixes
    ["a.b + a", ["a"]],
    ["a + a.b", ["a"]],
    ["a.b + c + a.b.d + a.b", ["a.b", "c"]],
    ["a.b + a.bc", ["a.b", "a.bc"]],
    // functions and their scopes
    ["(() => a.b)()", ["a.b"]],
    ["xs.map((a) => a.b + c)", ["xs", "c"]],
    ["xs.map(({ a, b: [d] = e, ...rest }) => a + d + rest + f)", ["xs", "e", "f"]],
    ["xs.map(({ [k]: v }) => v)", ["xs", "k"]],
    ["xs.map((x, i = a) => x + i)", ["xs", "a"]],
    ["xs.map(function f(x) { return f(x) + arguments.length; })", ["xs"]],
    ["xs.map((x) => { const y = x + a; return y; })", ["xs", "a"]],
    ["xs.map((x) => { { const a = 1; } return a; })", ["xs", "a"]],
    ["xs.map((x) => { { var a = 1; } return a; })", ["xs"]],
    ["xs.map((x) => { for (const y of x.ys) return y + b; try { f(); } catch (e) { return e; } })", ["xs", "b", "f"]],
    ["xs.map((x) => { switch (x) { case a: let b = 1; return b; } })", ["xs", "a"]],
    ["class A extends b { static c = A; d() { return e; } }", ["b", "e"]],
    ["xs.some((x): x is T => x === (a as typeof c))", ["xs", "a", "c"]],
    // objects and the rest of the language
    ["{ done: a.b, [c]: d, e, ...f }", ["a.b", "c", "d", "e", "f"]],
    ["{ f() { return a; } }", ["a"]],
    ["[a, , ...b]", ["a", "b"]],
    ["a ? b.c : `${d}`", ["a", "b.c", "d"]],
    ["typeof a === 'string' && !b", ["a", "b"]],
    // what is no assign
    ["ago(a.b)", ["a.b"]],
    ["Ui.format(a) + LIMIT + twice(2)", ["a"]],
    ["Math.max(a, 1) + JSON.stringify(b) + undefined", ["a", "b"]],
    ["1 + 2", []],
    // the whole object
    ["assigns", ["assigns"]],
    ["assigns.a.b", ["a.b"]],
    ["f(assigns) + a", ["assigns"]],
    ['assigns["@slots"]', ["assigns"]],
  ])("%s: %j", (source, reads) => {
    expect(readsIn(source)).toEqual(reads);
  });
});

describe("in a :for", () => {
  test.each<[source: string, loops: readonly string[], reads: readonly string[]]>([
    ["todo", ["todo of todos"], ["todo"]],
    ["todo.title", ["todo of todos"], ["todo.title"]],
    ["todo.title.trim()", ["todo of todos"], ["todo.title"]],
    ["todo.id === selected", ["todo of todos"], ["todo.id", "selected"]],
    ["todo.title + todo", ["todo of todos"], ["todo"]],
    ["i + todo.id", ["(todo, i) of todos"], ["todo.@index", "todo.id"]],
    ["id + title", ["{ id, title } of todos"], ["{ id, title }.id", "{ id, title }.title"]],
    ["t.x", ["{ title: t } of todos"], ["{ title: t }.title.x"]],
    ["name", ["{ user: { name } } of todos"], ["{ user: { name } }.user.name"]],
    ["rest.x", ["{ id, ...rest } of todos"], ["{ id, ...rest }"]],
    ["key + value.x", ["[key, value] of map"], ["[key, value].0", "[key, value].1.x"]],
    ["b", ["[, ...b] of rows"], ["[, ...b]"]],
    ["t", ["{ t = fallback } of todos"], ["{ t = fallback }.t", "fallback"]],
    ["b", ["{ a, b = a } of todos"], ["{ a, b = a }.b", "{ a, b = a }.a"]],
    ["x", ["{ a: { x } = none } of todos"], ["{ a: { x } = none }.a", "none"]],
    ["v.x", ["{ [k]: v } of todos"], ["{ [k]: v }", "k"]],
    ["rest.x", ["{ [k]: v, ...rest } of todos"], ["{ [k]: v, ...rest }", "k"]],
    ["t.x", ["{ t = fallback } of todos"], ["{ t = fallback }.t", "fallback"]],
    ["cell.x + row.y + z", ["row of rows", "cell of row.cells"], ["cell.x", "row.y", "z"]],
    ["item.x", ["item of items", "item of item.children"], ["item.x"]],
    ["ago + Math", ["ago of times", "Math of subjects"], ["ago", "Math"]],
    ["todos.map((todo) => todo.id)", ["todo of todos"], ["todos"]],
  ])("%s in %j: %j", (source, loops, reads) => {
    expect(readsIn(source, ...loops)).toEqual(reads);
  });

  test("an inner item shadows an outer one of the same name", () => {
    const { scope, expression } = scopeOf("item.x", ["item of items", "item of others"]);
    const { scope: outer, expression: same } = scopeOf("item.x", ["item of items"]);
    expect(scope.reads(expression)).toHaveLength(1);
    expect(outer.reads(same)).toHaveLength(1);
  });
});

describe("minimal", () => {
  const source: Source = { label: "" };
  const of = (...paths: string[]) => minimal(paths.map((path) => ({ source, path }))).map(({ path }) => path);

  test("a path takes the place of the first one it includes", () => {
    expect(of("a.b", "c", "a.d", "a")).toEqual(["a", "c"]);
  });

  test("the whole object includes everything but positions and contents", () => {
    expect(of("a", "@index", "", "@slots")).toEqual(["", "@index", "@slots"]);
  });

  test("paths of different sources do not meet", () => {
    const other: Source = { label: "item" };
    expect(
      minimal([
        { source, path: "" },
        { source: other, path: "a" },
      ]),
    ).toHaveLength(2);
  });
});

describe("values that change by themselves", () => {
  test.each(["Date.now()", "new Date()", "Date()", "Math.random()", 'Math["random"]()'])("%s is a warning", (source) => {
    const { scope, reporter, expression } = scopeOf(source, []);
    scope.reads(expression);
    expect(reporter.sorted().map(({ code, severity }) => [code, severity])).toEqual([["LC4003", "warning"]]);
  });

  test.each(["new Date(a)", "Date.UTC(a)", "Math.max(a)", "((Date) => Date.now())(a)", "a.now()"])("%s is not", (source) => {
    const { scope, reporter, expression } = scopeOf(source, []);
    scope.reads(expression);
    expect(reporter.sorted()).toEqual([]);
  });
});

describe("a call that changes an array in place is a warning", () => {
  test.each([
    [
      "a.sort()",
      "`a.sort()` changes the view's own data while it is shown, and no change tracking can see it.",
      "Show a copy: a.toSorted(…).",
    ],
    [
      "a.b!.c.reverse()[0]",
      "`a.b.c.reverse()` changes the view's own data while it is shown, and no change tracking can see it.",
      "Show a copy: a.b.c.toReversed(…).",
    ],
    [
      "a.push(1)",
      "`a.push()` changes the view's own data while it is shown, and no change tracking can see it.",
      "Change it in the view, as a copy.",
    ],
  ])("%s", (source, message, fix) => {
    const { scope, expression, reporter } = scopeOf(source, []);
    scope.reads(expression);
    expect(reporter.sorted()).toMatchObject([{ code: "LC4009", severity: "warning", message, fix }]);
  });

  test.each([
    "[...a].sort()",
    "a.filter(Boolean).sort()",
    "a.slice().reverse()",
    "a.toSorted()",
    "a.map((b) => b.c).sort()",
    "Array.from(a).sort()",
  ])("but not of a copy: %s", (source) => {
    const { scope, expression, reporter } = scopeOf(source, []);
    scope.reads(expression);
    expect(reporter.sorted()).toEqual([]);
  });
});
