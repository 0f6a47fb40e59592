import { expect, test } from "vitest";
import { ExpressionParser } from "../1-parse/expression.ts";
import { Reporter } from "../diagnostics.ts";
import { type ScriptNames, scriptNames } from "./script.ts";

function namesIn(code: string): ScriptNames {
  const reporter = new Reporter("test.live.html", code);
  const script = new ExpressionParser(code, reporter).script({ start: 0, end: code.length });
  expect(reporter.sorted()).toEqual([]);
  return scriptNames(script);
}

test.each([
  ['import a, { b, c as d } from "x"; import * as e from "y";', ["a", "b", "d", "e"]],
  ['import type A from "x"; import { type B, c } from "y";', ["c"]],
  ["const a = 1, { b, c: [d], ...e } = f; let g; var h;", ["a", "b", "d", "e", "g", "h"]],
  ["function a() {} class B {} enum C { D }", ["a", "B", "C"]],
  ["export const a = 1; export function b() {} export class C {}", ["a", "b", "C"]],
  ["declare function a(): void; interface B {} type C = 1; export type D = 2;", ["a"]],
  ["{ const a = 1; }", []],
])("%s brings %j", (code, names) => {
  expect([...namesIn(code).names]).toEqual(names);
});

test.each([
  "interface Assigns {}",
  "export type Assigns = {};",
  'import type { Assigns } from "x";',
  'import { Assigns } from "x";',
  "export class Assigns {}",
])("the type of the assigns is declared by: %s", (code) => {
  expect(namesIn(code).hasAssigns).toBe(true);
});

test("a value or another type of a like name does not declare it", () => {
  expect(namesIn("const Assigns = 1; interface Assign {}").hasAssigns).toBe(false);
});

test("members are no identifiers", () => {
  expect([...namesIn("const a = { b: c.d, e, [f]: 1 }; g.h(); interface I { j: K }").identifiers]).toEqual([
    "a",
    "c",
    "e",
    "f",
    "g",
    "I",
    "K",
  ]);
});
