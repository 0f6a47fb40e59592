import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { ScenarioResult, StepResult } from "../../testing/bench/results.ts";
import { type Workspace, workspace } from "../harness.testing.ts";
import { baselineOf } from "./baseline.ts";
import { compare } from "./compare.ts";
import { printExplanation } from "./explain.ts";
import { annotationsOf, markdownOf } from "./markdown.ts";
import { blameLine, sentenceOf } from "./table.ts";

const step = (name: string, more: Partial<StepResult> = {}): StepResult => ({
  name,
  ...{ bytesDown: 30, bytesUp: 20, frames: 1, slots: 2, expressions: 2, rows: 0, deflated: 25, cpu: 100 },
  sent: [{ at: "todos.live.html:7", kind: "text", bytes: 10, value: '"Buy milk"', evaluated: 1 }],
  budget: {},
  ...more,
});
const ran = (steps: readonly StepResult[], more: Partial<ScenarioResult> = {}) => [
  {
    file: "todos.bench.ts",
    result: {
      ...{ name: "todos", view: "todos", firstHtml: 1000, firstHtmlBrotli: 300, join: 5, statics: 200, staticsBrotli: 90, budget: {} },
      steps,
      ...more,
    },
  },
];

const before = baselineOf(ran([step("tick one"), step("gone")]));
const fatter = step("tick one", {
  bytesDown: 56,
  sent: [
    { at: "todos.live.html:3", kind: "attr", bytes: 12, value: '"a"', evaluated: 1 },
    { at: "todos.live.html:7", kind: "text", bytes: 36, value: '"Buy milk, and more"', evaluated: 1 },
  ],
});

test("what grew is told with the slot that grew most, from what to what", () => {
  const { excesses, unknown, gone } = compare(ran([fatter, step("new")]), before);
  expect(excesses.map(sentenceOf)).toEqual(["todos › tick one: 56 bytes down, 30 in the baseline (+26)"]);
  expect(excesses.map(({ blame }) => blame && blameLine(blame))).toEqual([
    'todos.live.html:7 text: "Buy milk" (10 bytes) → "Buy milk, and more" (36 bytes)',
  ]);
  expect([unknown, gone]).toEqual([["todos › new"], ["todos › gone"]]);
});

test("what is lower is no fault, and counted", () => {
  expect(compare(ran([step("tick one", { bytesDown: 29, rows: 0 }), step("gone")], { statics: 199 }), before)).toEqual({
    excesses: [],
    improved: 2,
    unknown: [],
    gone: [],
  });
});

test("budgets hold without a baseline: of steps, and of the page", () => {
  const tight = step("tick one", { budget: { maxBytes: 29, maxEvaluated: 2, maxRows: 0 } });
  const { excesses } = compare(ran([tight], { budget: { maxFirstHtml: 999, maxJoin: 5 } }), undefined);
  expect(excesses.map(sentenceOf)).toEqual([
    "todos: 1,000 bytes of first HTML, 999 are allowed",
    "todos › tick one: 30 bytes down, 29 are allowed",
  ]);
});

test("annotations stand at the line to blame, in GitHub's escapes", () => {
  const { excesses } = compare(ran([fatter, step("gone")]), before);
  expect(annotationsOf(excesses, (name) => `views/${name}`)).toBe(
    '::error file=views/todos.live.html,line=7,title=livec bench::todos › tick one: 56 bytes down, 30 in the baseline (+26)%0Atodos.live.html:7 text: "Buy milk" (10 bytes) → "Buy milk, and more" (36 bytes)\n',
  );
  expect(annotationsOf(excesses, () => undefined)).toMatch(/^::error file=todos\.bench\.ts,title=/);
});

test("the summary in Markdown", () => {
  const steps = [step("a | b")];
  expect(markdownOf(ran(steps), compare(ran(steps), undefined), undefined)).toContain("| a \\| b | 30 | – | 25 | 20 | 1 | 2 | 2 | 0 |");
});

test.each([
  ["a list without keys", { kind: "list", bytes: 0, rows: 5, keyless: true as const }, "it has no :key"],
  ["HTML", { kind: "html", bytes: 100 }, "HTML through :html is sent whole"],
  ["a long text", { kind: "text", bytes: 100 }, "a long text is sent again and again"],
  ["work in vain", { kind: "attr", bytes: 0 }, "evaluated 3 times and never changed"],
  ["nothing", { kind: "text", bytes: 3 }, "Nothing here stands out"],
])("advice: %s", (_name, slot, advice) => {
  let out = "";
  const sent = [{ at: "a.live.html:1", value: "", evaluated: 1, ...slot }];
  const environment = { stdout: { write: (text: string) => (out += text) }, variables: {} };
  printExplanation(environment as never, ran([1, 2, 3].map((number) => step(String(number), { sent }))));
  expect(out).toContain(advice);
});

function project(files: { readonly [file: string]: string }): Workspace {
  const made = workspace({ "package.json": '{ "type": "module" }', ...files });
  mkdirSync(join(made.dir, "node_modules"));
  symlinkSync(join(import.meta.dirname, "../.."), join(made.dir, "node_modules/livec"), "junction");
  return made;
}

test("mistakes end with 2 and say what to do", async () => {
  const { livec } = project({ "a.bench.ts": "export const nothing = 1;", "bad.json": "{" });
  const said = async (...args: string[]): Promise<string> => {
    const { code, err } = await livec("bench", ...args);
    expect(code).toBe(2);
    return err;
  };
  expect(await said("--update-baseline")).toContain("--update-baseline needs --baseline <file>");
  expect(await said("--baseline", "none.json")).toContain("There is no baseline none.json. Write it with --update-baseline");
  expect(await said("--baseline", "bad.json")).toContain("The baseline bad.json is not JSON");
  expect(await said("--format", "githb")).toContain('Did you mean "github"?');
  expect(await said("nowhere")).toContain('There is no file or directory "nowhere"');
  expect(await said()).toContain("a.bench.ts exports no scenario");
  expect(await project({}).livec("bench")).toMatchObject({
    code: 2,
    err: expect.stringContaining("There are no scenarios in this project"),
  });
}, 30_000);
