import { tsPlugin } from "@sveltejs/acorn-typescript";
import { Parser } from "acorn";
import fc from "fast-check";
import { expect, test } from "vitest";
import { plainExpression } from "./plain.ts";

const RUNS = Number(process.env["LIVEC_RUNS"] ?? 1);
const TIMEOUT = 10_000 + 10_000 * RUNS;
const BEFORE = "{ ";

const JavaScript = Parser;
const TypeScript = Parser.extend(tsPlugin());

/**
 * The tree as acorn makes it, which TypeScript's plugin does not change; `undefined` for what is no expression to its
 * end.
 */
function acorn(code: string, parser: typeof Parser): unknown {
  try {
    const node = parser.parseExpressionAt(BEFORE + code, BEFORE.length, { ecmaVersion: "latest", sourceType: "module", locations: true });
    const rest = (BEFORE + code).slice(node.end).replace(/[\s)]/g, "");
    return rest === "" ? normal(node) : undefined;
  } catch {
    return undefined;
  }
}

/** Without lines; with the order of fields, but for `kind`, for which the parsers have two. */
function normal(node: unknown): string {
  return JSON.stringify(node, (_key, value) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
    const { loc: _loc, kind, ...fields } = value;
    return { ...fields, kind };
  });
}

/** The plain tree; `undefined` where the expression is not plain to its end. */
function plain(code: string): { code: string; tree: string } | undefined {
  const source = `${BEFORE + code}}`;
  const found = plainExpression(source, BEFORE.length, source.length - 1);
  if (found === undefined || source.slice(found.end, -1).trim() !== "") return undefined;
  return { code: found.code, tree: normal(found.ast) };
}

const space = fc.constantFrom("", "", "", " ", "\n ", "\t");
const name = fc.constantFrom("a", "user", "$x", "_", "async", "of", "as", "type", "undefined");
const leaf = fc.oneof(
  { weight: 3, arbitrary: name },
  fc.constantFrom("true", "false", "null", "0", "1", "42", "0.5", "10.25", '""', '"it\'s"', "'<b> {x} \"'", '"é"'),
);

const { expression } = fc.letrec<{ expression: string; operand: string }>((tie) => ({
  operand: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    leaf,
    fc.tuple(tie("operand"), space, name).map(([object, gap, member]) => `${object}${gap}.${member}`),
    fc
      .tuple(tie("operand"), space, fc.array(tie("expression"), { maxLength: 3 }))
      .map(([callee, gap, values]) => `${callee}${gap}(${values.join(`,${gap}`)})`),
    fc.tuple(space, tie("operand")).map(([gap, value]) => `!${gap}${value}`),
    fc.tuple(space, tie("expression"), space).map((inside) => `(${inside.join("")})`),
    fc.tuple(fc.array(tie("expression"), { maxLength: 3 }), space).map(([values, gap]) => `[${gap}${values.join(`${gap},`)}]`),
    fc
      .tuple(fc.array(fc.tuple(fc.constantFrom("a", "class", "async", '"b c"', "$"), tie("expression")), { maxLength: 3 }), space, name)
      .map(([members, gap, short]) => `{${[...members.map(([key, value]) => `${gap}${key}${gap}:${value}`), short].join(",")}${gap}}`),
  ),
  expression: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    tie("operand"),
    fc
      .tuple(
        tie("expression"),
        space,
        fc.constantFrom("===", "!==", "==", "!=", "<", ">", "<=", ">=", "+", "-", "*", "/", "%", "&&", "||", "??"),
        space,
        tie("expression"),
      )
      .map((parts) => parts.join("")),
    fc
      .tuple(tie("expression"), space, tie("expression"), tie("expression"))
      .map(([test, gap, yes, no]) => `${test}${gap}?${gap}${yes}${gap}:${gap}${no}`),
  ),
}));

test(
  "a plain expression has the tree that acorn makes of it, with TypeScript or without",
  () => {
    let read = 0;
    fc.assert(
      fc.property(expression, (code) => {
        const found = plain(code);
        if (found === undefined) return;
        read++;
        expect(found.tree).toBe(acorn(code, JavaScript));
        expect(found.tree).toBe(acorn(code, TypeScript));
      }),
      { numRuns: 2000 * RUNS },
    );
    expect(read).toBeGreaterThan(1000);
  },
  TIMEOUT,
);

test(
  "what is no expression for acorn is not plain, whatever its signs are",
  () => {
    const pieces = fc.constantFrom(
      ...[
        "a",
        "b",
        ".",
        "?.",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        ",",
        ":",
        "?",
        "!",
        "=",
        "==",
        "===",
        "=>",
        "<",
        ">",
        "<=",
        "+",
        "-",
        "*",
        "/",
      ],
      ...["%", "&&", "||", "??", "&", "|", "^", "~", '"s"', "'s", "`t`", "0", "1", "1.", ".5", "0x1", "1e3", "1n", "01", "\\u0061", "é"],
      ...[
        "new",
        "typeof",
        "in",
        "of",
        "as",
        "let",
        "await",
        "async",
        "get ",
        "this",
        "null",
        "...",
        "#a",
        "@",
        "//",
        "/*",
        "*/",
        " ",
        "\n",
      ],
      ...["\u00a0", "\u2028", "__proto__", "satisfies ", "<!--", "-->", "eval", "yield", "super", "function", "class", "import"],
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 9 }), (tokens) => {
        const code = tokens.join("");
        const found = plain(code);
        if (found === undefined) return;
        expect([found.tree, found.tree]).toEqual([acorn(code, JavaScript), acorn(code, TypeScript)]);
      }),
      { numRuns: 5000 * RUNS },
    );
  },
  TIMEOUT,
);

test.each([
  "name",
  "user.name",
  'state === "open" ? "on" : "off"',
  "{ field: true, invalid: errors.tax !== undefined }",
  '["figure", change(region) < 0 && "down"]',
  "((a) + b).c",
  "{ live }",
  "!valid || saving",
])("%j is plain", (code) => {
  expect(plain(code)?.code).toBe(code);
});

test.each([
  "a?.b",
  "a[0]",
  "`a`",
  "x => x",
  "a, b",
  "a!",
  "a as b",
  "f<a>(b)",
  "f(a < b, c > (d))",
  "a ?? b || c",
  "a = b",
  "{ __proto__: a }",
  "{ default }",
  "[a, , b]",
  "-1",
  "typeof a",
  "a /* b */",
  "a.",
  `${"(".repeat(51)}a${")".repeat(51)}`,
  `a${".b".repeat(201)}`,
])("%j is left to acorn", (code) => {
  expect(plain(code)).toBeUndefined();
});
