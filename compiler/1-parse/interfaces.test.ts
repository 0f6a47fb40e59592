import { tsPlugin } from "@sveltejs/acorn-typescript";
import { Parser } from "acorn";
import fc from "fast-check";
import { expect, test } from "vitest";
import { Reporter } from "../diagnostics.ts";
import { ExpressionParser } from "./expression.ts";
import { interfacesOf } from "./interfaces.ts";

const RUNS = Number(process.env["LIVEC_RUNS"] ?? 1);
const TIMEOUT = 10_000 + 10_000 * RUNS;
const TypeScript = Parser.extend(tsPlugin());

/** The tree as acorn makes it; `undefined` for what does not parse. */
function acorn(code: string): string | undefined {
  try {
    return JSON.stringify(TypeScript.parse(code, { ecmaVersion: "latest", sourceType: "module", locations: true }), withoutLines);
  } catch {
    return undefined;
  }
}

/** The script as a template's. */
function script(code: string): string | undefined {
  const reporter = new Reporter("test.live.html", code);
  const { ast } = new ExpressionParser(code, reporter).script({ start: 0, end: code.length });
  return reporter.failed ? undefined : JSON.stringify(ast, withoutLines);
}

function withoutLines(key: string, value: unknown): unknown {
  return key === "loc" ? undefined : value;
}

const space = fc.constantFrom("", " ", "\n  ", " /* a; */ ", "// b\n");
const name = fc.constantFrom(
  "a",
  "Todo",
  "get",
  "type",
  "constructor",
  "string",
  "of",
  "declare",
  "readonly",
  "is",
  "class",
  "async",
  "module",
);
const { interfaces } = fc.letrec<{ type: string; members: string; interfaces: string }>((tie) => ({
  type: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.constantFrom(
      "string",
      "number",
      "boolean",
      "null",
      "undefined",
      "unknown",
      "never",
      "object",
      "symbol",
      "bigint",
      "asserts",
      "unique",
      "infer",
      "intrinsic",
      "abstract",
      "any",
      "Todo",
      '"open"',
      "'a'",
      "0",
      "1.5",
      "true",
      "void",
    ),
    name,
    fc.tuple(tie("type"), space).map(([type, gap]) => `${type}${gap}[]`),
    fc.tuple(tie("type"), space, tie("type")).map(([left, gap, right]) => `${left}${gap}|${gap}${right}`),
    fc.tuple(tie("type"), space).map(([type, gap]) => `readonly ${gap}${type}[]`),
    tie("members"),
    fc.constantFrom(
      "Map<string, a>",
      "a.b",
      "(string)",
      "a & b",
      "-1",
      "typeof a",
      "() => void",
      "keyof a",
      "[a, b]",
      "a[0]",
      "`a`",
      "unique symbol",
    ),
  ),
  members: fc
    .array(fc.tuple(space, name, space, fc.constantFrom("", "?"), space, tie("type"), space, fc.constantFrom(";", ";", ",", "\n", "")), {
      maxLength: 3,
    })
    .map(
      (members) =>
        `{${members.map(([a, key, b, optional, c, type, d, end]) => `${a}${key}${b}${optional}:${c}${type}${d}${end}`).join("")} }`,
    ),
  interfaces: fc
    .array(
      fc.oneof(
        {
          weight: 5,
          arbitrary: fc
            .tuple(fc.constantFrom("", "export "), space, name, tie("members"), space)
            .map(([before, gap, own, body, after]) => `${before}${gap}interface ${own}${gap}${body}${after}`),
        },
        {
          weight: 1,
          arbitrary: fc.constantFrom(
            'import a from "./a.live.js";\n',
            "import type { b } from './b.js';",
            "const a = 1;\n",
            "export { Todo };",
            "function f() {}\n",
            "(1);",
            "export default a;",
            "type a = string;",
            "interface b extends a {}\n",
            "`",
            "}",
          ),
        },
      ),
      { maxLength: 5 },
    )
    .map((statements) => statements.join("")),
}));

test(
  "a script has the tree that acorn makes of it, whoever reads its interfaces",
  () => {
    let read = 0;
    fc.assert(
      fc.property(interfaces, (code) => {
        read += interfacesOf(code, 0, code.length).interfaces.length;
        expect(script(code)).toBe(acorn(code));
      }),
      { numRuns: 2000 * RUNS },
    );
    expect(read).toBeGreaterThan(100);
  },
  TIMEOUT,
);

test.each([
  ["export interface Assigns { a: string; b?: readonly Todo[]; c: 'x' | null }", 1],
  ["import A from './a.js';\n/** Says what. */\ninterface B { a: { b: number } }\nexport interface C {}\nconst d = 1;", 2],
  ["interface A { a: string\n b: number }", 0],
  ["interface A { a(): void }", 0],
  ["interface A<B> { a: B }", 0],
  ["interface A { a: Map<string, B>; }", 0],
  ["const a = 1; interface B {}", 0],
])("%j begins with %d plain interfaces", (code, count) => {
  expect(interfacesOf(code, 0, code.length).interfaces.length).toBe(count);
});

test("what lies behind the end is not read", () => {
  expect(interfacesOf("interface A {} /* b */", 0, 17)).toMatchObject({ interfaces: [{ end: 14 }], isAll: false });
  expect(interfacesOf("interface A {} // b", 0, 17)).toMatchObject({ interfaces: [{ end: 14 }], isAll: true });
  expect(interfacesOf("interface A { a: b } interface C {}", 0, 20).interfaces.length).toBe(1);
});
