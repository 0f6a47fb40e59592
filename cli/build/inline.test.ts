/** `livec build` of templates in TypeScript files. */
import { expect, test } from "vitest";
import { workspace } from "../harness.testing.ts";

const counter = (markup: string, more = "") =>
  `import { live } from "./counter.live.js";\n${more}export interface Assigns { count: number }\nexport default live\`${markup}\`;\n`;

test("writes the module beside the file, and what its text does not concern stays", async () => {
  const { livec, write, read, has } = workspace({
    "views/counter.ts": counter("<p>{count}</p>"),
    "plain.ts": 'import x from "./x.live.js";',
    "x.live.html": "<p>x</p>",
  });
  expect((await livec("build")).out).toMatch(/^compiled 2 templates in \d+ ms \(2 changed\)\n$/);
  expect(read("views/counter.live.ts")).toContain('import type { Assigns } from "./counter.js";');
  expect(JSON.parse(read("views/counter.live.ts.map"))).toMatchObject({ file: "counter.live.ts", sources: ["counter.ts"] });
  expect(has("plain.live.ts")).toBe(false);
  expect((await livec("build")).out).toMatch(/ \(0 changed\)\n$/);
  expect((await livec("build", "--check")).code).toBe(0);

  write("views/counter.ts", counter("<b>{count}</b>"));
  expect(await livec("build", "--check")).toMatchObject({ code: 1, err: "views/counter.live.ts is out of date\n" });
  expect((await livec("build")).out).toMatch(/ \(1 changed\)\n$/);
  expect(read("views/counter.live.ts")).toContain("<b>");
});

test("a file may have several templates, each with its module", async () => {
  const { livec, has } = workspace({
    "page.ts": 'import { live } from "./page.live.js";\nimport { live as row } from "./page.row.live.js";\nlive`<p></p>`; row`<b></b>`;',
  });
  const { files } = JSON.parse((await livec("build", "--json")).out) as { files: unknown };
  expect(files).toEqual([
    { file: "page.ts", output: "page.live.ts", state: "missing" },
    { file: "page.ts", output: "page.row.live.ts", state: "missing" },
  ]);
  expect([has("page.live.ts"), has("page.row.live.ts")]).toEqual([true, true]);
});

test("shows what is wrong at its place in the TypeScript file", async () => {
  const { livec, has } = workspace({ "counter.ts": counter("<p>{count</p>\n<i>${1}</i>") });
  const { code, err } = await livec("build");
  expect(code).toBe(1);
  expect(err).toContain("error[LC1006]");
  expect(err).toContain("--> counter.ts:4:4");
  expect(has("counter.live.ts")).toBe(false);
});

test("warnings are shown again by builds that compile nothing", async () => {
  const { livec } = workspace({ "counter.ts": counter("<p>{count + Date.now()}</p>") });
  await livec("build");
  const { err, out } = await livec("build");
  expect(err).toContain("--> counter.ts:3:33");
  expect(out).toMatch(/0 changed, 1 warning/);
});

test("a template that is gone takes its module with it", async () => {
  const { livec, write, has } = workspace({ "counter.ts": counter("<p>{count}</p>") });
  await livec("build");
  write("counter.ts", '// import { live } from "./counter.live.js";\nexport const count = 1;\n');
  expect((await livec("build")).out).toMatch(/1 removed\)\n$/);
  expect([has("counter.live.ts"), has("counter.live.ts.map")]).toEqual([false, false]);
});

test("the module of a file with errors is not taken for left over", async () => {
  const { livec, write, has } = workspace({ "counter.ts": counter("<p>{count}</p>") });
  await livec("build");
  write("counter.ts", counter("<p>${1}</p>"));
  expect((await livec("build", "--check")).err).not.toContain("counter.live.ts");
  write("counter.ts", `const = 1;\n${counter("<p>{count}</p>")}`);
  expect((await livec("build")).code).toBe(1);
  expect(has("counter.live.ts")).toBe(true);
});

test("two templates for one module are an error that names both files", async () => {
  const { livec, remove, write } = workspace({ "counter.ts": counter("<p>{count}</p>"), "counter.live.html": "<p>Hi</p>" });
  const words = (module: string, other: string) =>
    `error: counter.ts: it has an inline template for ${module}, which is also made of ${other}. Rename one of the two, or keep only one of the templates.`;
  expect((await livec("build")).err).toContain(words("counter.live.ts", "counter.live.html"));
  remove("counter.live.html");
  const row = 'import { live } from "./counter.row.live.js";\nlive`<p></p>`;\n';
  write("counter.ts", row);
  write("counter.row.ts", row);
  expect((await livec("build")).err).toContain(
    "error: counter.ts: it has an inline template for counter.row.live.ts, which is also made of counter.row.ts",
  );
});

test("what does not fit into another template is said at its place", async () => {
  const { livec } = workspace({
    "row.ts": 'import { live } from "./row.live.js";\nlive`\n<td>x</td>`;',
    "page.ts": 'import { live } from "./page.live.js";\nlive`<script lang="ts">import Row from "./row.live.js";</script>\n<p><Row/></p>`;',
  });
  const { code, err } = await livec("build");
  expect(code).toBe(1);
  expect(err).toContain("error[LC3012]");
  expect(err).toContain("--> page.ts:3:4");
  expect(err).toContain("row.ts:3:1: its <td>");
});

test("--watch builds again when an inline template changes, and not for other TypeScript", async () => {
  const { start, write, read } = workspace({ "counter.ts": counter("<p>{count}</p>"), "other.ts": "export const a = 1;\n" });
  const { until, interrupt } = start("build", "--watch");
  await until(/watching .*\n/);
  write("other.ts", "export const a = 2;\n");
  write("counter.ts", counter("<b>{count}</b>"));
  const told = await until(/compiled 1 template in \d+ ms \(1 changed\)\n/);
  expect(told).not.toContain("other.ts");
  expect(read("counter.live.ts")).toContain("<b>");
  expect(await interrupt()).toBe(0);
});
