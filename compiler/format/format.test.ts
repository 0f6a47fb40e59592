/**
 * The samples: a folder each, `input.live.html` and what becomes of it. `UPDATE_SAMPLES=1` writes the latter, to be
 * read before it is kept.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import * as prettier from "prettier";
import { describe, expect, test } from "vitest";
import { format } from "./format.ts";
import { prettierFormatter } from "./prettier.ts";

const samples = fileURLToPath(new URL("samples/", import.meta.url));
const file = "test.live.html";
const formatter = prettierFormatter(prettier);

describe("samples", () => {
  test.each(readdirSync(samples))("%s", async (name) => {
    const { source } = await format(readFileSync(`${samples}${name}/input.live.html`, "utf8"), { file, formatter });
    const output = `${samples}${name}/output.live.html`;
    if (process.env["UPDATE_SAMPLES"]) writeFileSync(output, source ?? "");
    expect(source).toBe(readFileSync(output, "utf8"));
    expect((await format(source ?? "", { file, formatter })).source).toBe(source);
  });
});

test("a template with errors is left alone, and they are told", async () => {
  const { source, diagnostics } = await format("<p>Hi</b></p>", { file });
  expect(source).toBe(undefined);
  expect(diagnostics.map(({ code }) => code)).toEqual(["LC1032"]);
});

test("warnings are no reason not to format", async () => {
  expect((await format("<p :for={a of b}>{a}</p>", { file })).source).toBe("<p :for={a of b}>{a}</p>\n");
});

describe("without a formatter of code", () => {
  const formatted = async (source: string): Promise<string | undefined> => (await format(source, { file })).source;

  test("expressions are trimmed", async () => {
    expect(await formatted("<p title={ a+b }>{  'x'  }{ ...\n{} }</p>".replace("{ ...\n{} }", ""))).toBe("<p title={a+b}>{'x'}</p>\n");
  });

  test("a line comment at the end of one keeps its line break", async () => {
    expect(await formatted("<p>{ a // why\n }</p>")).toBe("<p>\n  { a // why\n }\n</p>\n");
  });

  test("the script is indented as a whole", async () => {
    expect(await formatted("<script lang='ts'>\n\n      const a = {\n        b: 1 }   \n\n      /* as\n         it is */\n</script>")).toBe(
      '<script lang="ts">\n  const a = {\n    b: 1 }\n\n  /* as\n     it is */\n</script>\n',
    );
  });

  test("lines of template literals in it stay where they are", async () => {
    const source = '<script lang="ts">\n  const a = `x\ny\n    z`;\n</script>\n';
    expect(await formatted(source)).toBe(source);
    expect(await formatted(source.replace("  const", "const"))).toBe(source);
  });
});

test("what a formatter changes in meaning is not taken over", async () => {
  const wrong = { expression: () => Promise.resolve("b + a"), script: (code: string) => Promise.resolve(code) };
  expect((await format("<p>{a  + b}</p>", { file, formatter: wrong })).source).toBe("<p>{a  + b}</p>\n");
});

test("what a formatter does not understand stays as it is", async () => {
  const failing = { expression: () => Promise.reject(new Error("no")), script: () => Promise.reject(new Error("no")) };
  const source = '<script lang="ts">\n  const a  = 1;\n</script>\n\n<p :for={ {  b }  of  c } :key={b}>{a  + b}</p>\n';
  expect((await format(source, { file, formatter: failing })).source).toBe(source.replace("{ {  b }  of  c }", "{{  b } of c}"));
});

test("lines keep to the width", async () => {
  const { source } = await format('<p class="note">one two three four five</p>', { file, width: 30 });
  expect(source).toBe('<p class="note">\n  one two three four five\n</p>\n');
});

test("a file that indentation would make too long to compile stays as it is", async () => {
  const source = `${"<div>".repeat(250)}${"<p>x</p> ".repeat(4000)}${"</div>".repeat(250)}`;
  expect((await format(source, { file })).source).toBe(source);
});

describe("the time it takes grows with the template, and no faster", () => {
  const shapes: readonly (readonly [name: string, make: (n: number) => string])[] = [
    ["text", (n) => `<p>${"word ".repeat(n)}</p>`],
    ["inline elements", (n) => `<p>${"<b>x</b> ".repeat(n)}</p>`],
    ["elements without space between them", (n) => `<p>${"<b>x</b>".repeat(n)}</p>`],
    ["blocks", (n) => "<div>x</div>\n".repeat(n)],
    ["deep blocks", (n) => `${"<b>".repeat(200)}x${"</b>".repeat(200)}`.repeat(n / 200)],
    ["comments", (n) => "<!-- c -->".repeat(n)],
    ["expressions", (n) => "{a}".repeat(n)],
    ["attributes", (n) => `<p ${Array.from({ length: n }, (_, index) => `a${index}=1`).join(" ")}></p>`],
  ];

  test.each(shapes)("%s", async (_, make) => {
    const seconds = async (n: number): Promise<number> => {
      const source = make(n);
      const started = performance.now();
      await format(source, { file });
      return performance.now() - started;
    };
    await seconds(1000);
    // Eight times as much may take twenty times as long: the machine has other work too.
    const [some, more] = [await seconds(2000), await seconds(16_000)];
    expect(more).toBeLessThan(20 * some + 1000);
  });
});

test.each([
  ["calls in calls", (code: string) => `f(a, (b) => { return ${code}; }, { c })`],
  ["conditions in conditions", (code: string) => `(a ? ${code} : { b: [1, 2] })`],
  ["members of calls", (code: string) => `${code}.b((c) => c)`],
])("%s, forty deep, are no trouble", async (_, wrap) => {
  let code = "x";
  for (let depth = 0; depth < 40; depth++) code = wrap(code);
  const { source } = await format(`<p title={${code}}>x</p>`, { file, formatter });
  expect((await format(source ?? "", { file, formatter })).source).toBe(source);
});
