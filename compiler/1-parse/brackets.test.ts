import { expect, test } from "vitest";
import { closingBracket, skipTrivia } from "./brackets.ts";

/** What is inside the first bracket. */
function inside(source: string): string | undefined {
  const close = closingBracket(source, 0, source.length);
  return close === -1 ? undefined : source.slice(1, close);
}

test.each([
  ["{a} b}", "a"],
  ["{{ a: { b: 1 } }} }", "{ a: { b: 1 } }"],
  ["{'}'}", "'}'"],
  ['{"\\"}"} }', '"\\"}"'],
  ["{`}`}", "`}`"],
  ["{`${`}${'}'}`}}`} }", "`${`}${'}'}`}}`"],
  ["{/}/.test(a)} }", "/}/.test(a)"],
  ["{/[/}]/.test(a)} }", "/[/}]/.test(a)"],
  ["{a / b} / c}", "a / b"],
  ["{a / b / c} /}", "a / b / c"],
  ["{(a) / b} /}", "(a) / b"],
  ["{a[0] / b} /}", "a[0] / b"],
  ["{a! / b} /}", "a! / b"],
  ["{a.of / b} /}", "a.of / b"],
  ["{typeof /}/} }", "typeof /}/"],
  ["{a++ / b} /}", "a++ / b"],
  ["{1.5 / b} /}", "1.5 / b"],
  ["{!/}/.test(a)} }", "!/}/.test(a)"],
  ["{a /* } */} }", "a /* } */"],
  ["{a // }\n} }", "a // }\n"],
  ["{it's} that's}", "it's} that's"],
  ["{it's}\n", "it's"],
  ["{a /}\n", "a /"],
  ["((a, b), c) of d", "(a, b), c"],
  ['(a = ")") of d', 'a = ")"'],
])("%j holds %j", (source, expected) => {
  expect(inside(source)).toBe(expected);
});

test.each(["{a", "{`}", "{'}'", "{a /* }", "(a", "{`${}`"])("%j is not closed", (source) => {
  expect(inside(source)).toBeUndefined();
});

test("trivia are white space and comments", () => {
  expect(skipTrivia(" /* a */ // b\n c", 0, 16)).toBe(15);
  expect(skipTrivia(" /* a ", 0, 6)).toBe(1);
  expect(skipTrivia(" // a", 0, 5)).toBe(5);
});
