import fc from "fast-check";
import { expect, test } from "vitest";
import { Excerpt } from "./excerpt.ts";

/** The text between the first and the last backtick. */
function between(file: string): Excerpt {
  return Excerpt.between(file, { start: file.indexOf("`") + 1, end: file.lastIndexOf("`") });
}

test("a whole file is its own text", () => {
  const excerpt = Excerpt.whole("a\nbc");
  expect([excerpt.text, excerpt.offset(3), excerpt.position(3)]).toEqual(["a\nbc", 3, { line: 2, column: 2 }]);
  expect(excerpt.straight({ start: 1, end: 4 })).toEqual([{ start: 1, end: 4 }]);
});

test("places in a text are places in its file", () => {
  const excerpt = between("const page = live`<p>\n  {count}</p>`;");
  expect(excerpt.text).toBe("<p>\n  {count}</p>");
  expect(excerpt.offset(7)).toBe("const page = live`<p>\n  {".length);
  expect(excerpt.position(7)).toEqual({ line: 2, column: 4 });
});

test("behind an escape, places are further on in the file", () => {
  const excerpt = between("x`a\\`b\\u{1f600}c`");
  expect(excerpt.text).toBe("a`b😀c");
  expect(["a", "`", "b", "😀", "c"].map((part) => excerpt.offset(excerpt.text.indexOf(part)))).toEqual([2, 3, 5, 6, 15]);
  expect(excerpt.span({ start: 1, end: 2 })).toEqual({ start: 3, end: 5 });
});

test("a range is cut at its escapes", () => {
  expect(between("x`ab\\`cd`").straight({ start: 1, end: 5 })).toEqual([
    { start: 1, end: 2 },
    { start: 2, end: 3 },
    { start: 3, end: 5 },
  ]);
});

test("whatever is written between backticks, the text is what TypeScript makes of it", () => {
  const unit = fc.constantFrom(
    ..."ab{}<$ \n\u2028😀",
    "\r\n",
    "\r",
    "\\`",
    "\\\\",
    "\\${",
    "\\n",
    "\\0 ",
    "\\x41",
    "\\u0041",
    "\\u{1F600}",
    "\\\n",
    "\\\r\n",
    "\\d",
  );
  fc.assert(
    fc.property(fc.array(unit, { maxLength: 30 }), (units) => {
      const written = units.join("").replaceAll("${", "\\${").replaceAll("\\\\${", "\\${");
      const file = `x\`${written}\``;
      let cooked: string | undefined;
      try {
        cooked = new Function("x", `return ${file}`)(([text]: TemplateStringsArray) => text) as string | undefined;
      } catch {
        return;
      }
      fc.pre(cooked !== undefined);
      const excerpt = between(file);
      expect(excerpt.text).toBe(cooked);
      // What is the same in both stands at the place it is said to.
      for (const part of excerpt.straight({ start: 0, end: excerpt.text.length })) {
        const { start, end } = excerpt.span(part);
        const same = file.slice(start, start + part.end - part.start) === excerpt.text.slice(part.start, part.end);
        expect(same || file[start] === "\\" || file[start] === "\r").toBe(true);
        expect(end).toBeGreaterThan(start - 1);
      }
    }),
    { numRuns: 500 },
  );
});
