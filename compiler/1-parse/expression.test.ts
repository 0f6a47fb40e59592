import { expect, test } from "vitest";
import { Reporter } from "../diagnostics.ts";
import { ExpressionParser, spanOf } from "./expression.ts";

const BEFORE = "<p>\n";

/** Parses `{…}` at an offset, so that wrong offsets show. */
function run<Result>(
  cover: string,
  use: (parser: ExpressionParser, span: { start: number; end: number }) => Result,
): { result: Result; problems: string[] } {
  const source = BEFORE + cover;
  const reporter = new Reporter("test.live.html", source);
  const result = use(new ExpressionParser(source, reporter), { start: BEFORE.length, end: source.length });
  return { result, problems: reporter.sorted().map(({ code, column, message }) => `${code} ${column} ${message}`) };
}

const content = (cover: string) => run(cover, (parser, span) => parser.content(span));
const header = (cover: string) => run(cover, (parser, span) => parser.forHeader(span));

test.each([
  ["{ a.b }", "a.b"],
  ["{/* x */ a /* y */}", "a"],
  ["{a // x\n}", "a"],
  ["{ (a, b) }", "(a, b)"],
  ["{((a))}", "((a))"],
  ["{(a).b}", "(a).b"],
  ["{a as { b: string }}", "a as { b: string }"],
  ["{items.map((x): string => x!)}", "items.map((x): string => x!)"],
  ["{{ a, b: 1 }}", "{ a, b: 1 }"],
  ["{x => { const y = x; return y }}", "x => { const y = x; return y }"],
])("%j is the expression %j", (cover, code) => {
  const { result, problems } = content(cover);
  expect(problems).toEqual([]);
  expect(result).toMatchObject({ kind: "expression", expression: { code } });
});

test("offsets are those of the source, in the tree too", () => {
  const { result } = content("{ ({ name }) }");
  if (result?.kind !== "expression" || result.expression.ast.type !== "ObjectExpression") throw new Error("expected an object");
  const { start, end, ast } = result.expression;
  expect({ start, end }).toEqual({ start: 6, end: 16 });
  expect(spanOf(ast)).toEqual({ start: 7, end: 15 });
  const [property] = ast.properties;
  if (property?.type !== "Property") throw new Error("expected a property");
  expect([spanOf(property.key), spanOf(property.value)]).toEqual([
    { start: 9, end: 13 },
    { start: 9, end: 13 },
  ]);
  expect(ast.loc).toBeUndefined();
});

test("spreads and comments are told apart", () => {
  expect(content("{...a.b}").result).toMatchObject({ kind: "spread", expression: { code: "a.b" } });
  expect(content("{ /* a */ // b\n }").result).toEqual({ kind: "comment" });
});

test.each([
  ["{}", "LC1011 1 There is no expression between these braces."],
  ["{ \n }", "LC1011 1 There is no expression between these braces."],
  ["{a b}", "LC1013 4 The expression has ended, but `b` follows."],
  ["{a)}", "LC1013 3 The expression has ended, but `)` follows."],
  ["{(a}", "LC1012 4 This expression does not parse: it ends too early."],
  ["{a +}", "LC1012 5 This expression does not parse: it ends too early."],
  ["{a + * b}", "LC1012 6 This expression does not parse: `*` is unexpected."],
  ["{it's}", "LC1012 4 This expression does not parse: unterminated string constant."],
  ["{a, b}", "LC1014 2 You wrote several expressions with commas between them; braces hold one."],
  ["{a = 1}", "LC1015 2 `=` has no place in a template: its expressions only read."],
  ["{() => { b += 1 }}", "LC1015 10 `+=` has no place in a template: its expressions only read."],
  ["{a++}", "LC1015 2 `++` has no place in a template: its expressions only read."],
  ["{f(--a)}", "LC1015 4 `--` has no place in a template: its expressions only read."],
  ["{await a}", "LC1015 2 `await` has no place in a template: its expressions only read."],
  ["{async () => await a}", "LC1015 14 `await` has no place in a template: its expressions only read."],
  ["{function* () { yield 1 }}", "LC1015 17 `yield` has no place in a template: its expressions only read."],
  ["{delete a.b}", "LC1015 2 `delete` has no place in a template: its expressions only read."],
  ["{this.a}", "LC1015 2 `this` has no place in a template: its expressions only read."],
  ['{import("a")}', "LC1015 2 `import()` has no place in a template: its expressions only read."],
  ["{#if a}", "LC1017 1 `{#if` is not livec's syntax."],
  ["{:else}", "LC1017 1 `{:else` is not livec's syntax."],
  ["{@html a}", "LC1017 1 `{@html` is not livec's syntax."],
])("%j is refused", (cover, problem) => {
  const { result, problems } = content(cover);
  expect(problems).toEqual([problem]);
  expect(result).toBeUndefined();
});

test("nesting is limited", () => {
  expect(content(`{${"a+".repeat(450)}a}`).problems).toEqual(["LC1004 2 This expression is nested more than 400 levels deep."]);
  expect(content(`{${"(".repeat(5000)}a${")".repeat(5000)}}`).problems).toEqual([
    "LC1004 2 This code is nested more than a few hundred levels deep.",
  ]);
});

test.each([
  ["{todo of todos}", ["todo", undefined, "todos"]],
  ["{ (todo, index) of a.b }", ["todo", "index", "a.b"]],
  ["{(todo) of todos}", ["todo", undefined, "todos"]],
  ["{{ id, title = 'a)' } of todos}", ["{ id, title = 'a)' }", undefined, "todos"]],
  ["{([key, { value }], i) of Object.entries(a)}", ["[key, { value }]", "i", "Object.entries(a)"]],
  ["{a of (b)}", ["a", undefined, "(b)"]],
  ["{a of b.filter((x) => x) /* c */ // d\n}", ["a", undefined, "b.filter((x) => x)"]],
])("%j goes through a list", (cover, [item, index, list]) => {
  const { result, problems } = header(cover);
  expect(problems).toEqual([]);
  expect([result?.item.code, result?.index?.code, result?.list.code]).toEqual([item, index, list]);
  expect(result && spanOf(result.item.ast).start).toBe(BEFORE.length + cover.indexOf(item ?? ""));
});

test.each([
  ["{a in b}", "LC2008 2 `:for` goes through a list with `of`; you wrote `in`."],
  ["{a}", "LC2007 2 This :for does not parse: there is no `of` in it."],
  ["{}", "LC2007 1 This :for does not parse: there is nothing between the braces."],
  ["{(a, b, c) of d}", "LC2007 2 This :for does not parse: expected one or two names between the parentheses."],
  ["{() of d}", "LC2007 2 This :for does not parse: expected one or two names between the parentheses."],
  ["{a of }", "LC2007 7 This :for does not parse: it ends too early."],
  ["{a.b of c}", "LC2007 3 This :for does not parse: `.` is unexpected."],
  ["{(a of b}", "LC2007 2 This :for does not parse: this ( is never closed."],
  ["{a of b); evil(}", "LC2007 2 This :for does not parse: expected `item of list`."],
  ["{a of b = c}", "LC1015 7 `=` has no place in a template: its expressions only read."],
])("the header %j is refused", (cover, problem) => {
  const { problems } = header(cover);
  expect(problems).toEqual([problem]);
});

test(":let takes a pattern", () => {
  expect(run("{ { a, b = 1 } }", (parser, span) => parser.pattern(span)).result?.code).toBe("{ a, b = 1 }");
  expect(run("{a, b}", (parser, span) => parser.pattern(span)).problems).toEqual([
    "LC2009 2 The pattern of `:let` does not parse: expected one name or pattern.",
  ]);
});
