/** `livec check` of templates in TypeScript files. */
import { expect, test } from "vitest";
import { lines, project, readReport } from "./project.testing.ts";

const timeout = 20_000;

/** A view with its template. */
function view(markup: string, events = 'inc: (socket) => socket.update("count", (count) => count + 1)'): string {
  return `import { defineView } from "livec/server";
import { format } from "node:util";
import { live } from "./counter.live.js";

export interface Assigns { count: number; names: string[] }

export default defineView({
  template: live\`${markup}\`,
  mount: () => ({ count: 0, names: [format("a")] }),
  events: { ${events} },
});
`;
}

const GOOD = `
    <h1 :if={count > 1}>{\\\`\\\${count} times\\\`}</h1>
    <button live-click="inc">{names.join()}</button>`;

test("a view and its template are checked against each other, without a build", { timeout }, async () => {
  const { livec, has } = project({ "counter.ts": view(GOOD) });
  const { code, out } = await livec("check");
  expect(out).toMatch(/^checked 1 template and 1 module in /);
  expect(code).toBe(0);
  expect(has("counter.live.ts")).toBe(false);
});

test("mistakes are at their places in the file", { timeout }, async () => {
  const { livec } = project({
    "counter.ts": view("\n  <p>{\\`\\` + cuont}</p><p>{names}</p>\n<button live-click='inc'></button>", "ink: () => {}"),
  });
  const report = readReport((await livec("check", "--format", "json")).out);
  expect(lines(report)).toEqual([
    "counter.ts:9:14 TS2339 Property 'cuont' does not exist on type 'Assigns'.",
    "counter.ts:9:28 TS2345 Argument of type 'string[]' is not assignable to parameter of type 'TextValue'.",
    "counter.ts:12:3 TS2322 The view has no handler for `inc`, which its template sends.",
  ]);
  const handler = report.diagnostics.find(({ line }) => line === 12);
  expect(handler?.related).toMatchObject([{ file: "counter.ts", line: 10, column: 21 }]);
});

test("a name of the file around the template is told from a misspelt assign", { timeout }, async () => {
  const { livec } = project({ "counter.ts": view("<button live-click='inc'>{format(count)}</button>") });
  const { diagnostics } = readReport((await livec("check", "--format", "json")).out);
  expect(diagnostics.map(({ line, column, fix }) => [line, column, fix])).toEqual([
    [
      8,
      44,
      '`format` of counter.ts is not the template\'s: import it in a <script lang="ts"> at the start of the template, or hand it over as an assign.',
    ],
  ]);
});

test("errors of the compiler come alone", { timeout }, async () => {
  const { livec } = project({
    "counter.ts": view("<p>{count}</p>${format(1)}"),
    "second.ts": 'import { live } from "./second.live.js";\nexport default live`<p></b></p>`;\n',
    "third.ts": 'import { live } from "./second.live.js";\nexport default live`<p></p>`;\n',
  });
  expect(lines(readReport((await livec("check", "--format", "json")).out))).toEqual([
    "counter.ts:8:32 LC1006 `${…}` is filled in when the program runs; an inline template is compiled before that.",
    "second.ts:2:24 LC1032 </b> closes nothing: no <b> is open here.",
    "third.ts:1:22 LC1008 `./second.live.js` cannot have a template of this file: its module is named after the file.",
  ]);
});

test("two templates for one module are an error that names both files", { timeout }, async () => {
  const { livec } = project({ "counter.ts": view(GOOD), "counter.live.html": "<p>Hi</p>" });
  const { code, out, err } = await livec("check");
  expect(code).toBe(1);
  expect(out + err).toContain("counter.ts: it has an inline template for counter.live.ts, which is also made of counter.live.html.");
});

test("templates of other files use it as a tag, and what does not fit is said", { timeout }, async () => {
  const { livec } = project({
    "row.ts": 'import { live } from "./row.live.js";\nexport interface Assigns { name: string }\nexport default live`<td>{name}</td>`;\n',
    "table.live.html": `<script lang="ts">import Row from "./row.live.js";</script>\n<table><tbody><tr><Row name="a"/></tr></tbody></table>\n`,
    "props.live.html": `<script lang="ts">import Row from "./row.live.js";</script>\n<table><tbody><tr><Row nam="a"/></tr></tbody></table>\n`,
    "div.live.html": `<script lang="ts">import Row from "./row.live.js";</script>\n<div><Row name="a"/></div>\n`,
  });
  const report = readReport((await livec("check", "--format", "json")).out);
  expect(report.diagnostics.map(({ file, line, column, code }) => `${file}:${line}:${column} ${code}`)).toEqual([
    "div.live.html:2:6 LC3012",
    "props.live.html:2:24 TS2561",
  ]);
  expect(report.diagnostics[0]?.related).toMatchObject([
    { file: "row.ts", line: 3, column: 21 },
    { line: 2, column: 1 },
  ]);
});
