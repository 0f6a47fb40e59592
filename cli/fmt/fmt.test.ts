import { lstatSync, symlinkSync } from "node:fs";
import { expect, test } from "vitest";
import { readCall } from "../command.ts";
import { workspace } from "../harness.testing.ts";
import { createFmt } from "./command.ts";
import type { JsonReport } from "./report.ts";

const messy = '<p  class=note >{ name }</p>\n<p title={a+"b"}>x</p>';
const tidy = '<p class="note">{name}</p>\n<p title={a + "b"}>x</p>\n';

test("formats all templates below a directory, and says which", async () => {
  const { livec, read } = workspace({
    "a.live.html": messy,
    "b/c.live.html": messy,
    "d.live.html": tidy,
    "e.html": messy,
    "node_modules/f.live.html": messy,
  });
  const { code, out, err } = await livec("fmt");
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(out).toMatch(/^a\.live\.html\nb\/c\.live\.html\nformatted 2 of 3 templates in \d+ ms\n$/);
  expect([read("a.live.html"), read("b/c.live.html"), read("d.live.html")]).toEqual([tidy, tidy, tidy]);
  expect([read("e.html"), read("node_modules/f.live.html")]).toEqual([messy, messy]);
});

test("formats the files that are named, whatever the configuration leaves out", async () => {
  const { livec, read } = workspace({
    "livec.config.mjs": 'export default { exclude: ["old"] };',
    "old/a.live.html": messy,
    "b.live.html": messy,
    "c.live.html": messy,
  });
  expect((await livec("fmt", "old/a.live.html", "b.live.html")).code).toBe(0);
  expect([read("old/a.live.html"), read("b.live.html"), read("c.live.html")]).toEqual([tidy, tidy, messy]);
});

test("--check writes nothing, lists what is not formatted and fails", async () => {
  const { livec, read } = workspace({ "a.live.html": messy, "b.live.html": tidy });
  expect(await livec("fmt", "--check")).toEqual({ code: 1, out: "a.live.html\n1 template not formatted: run livec fmt\n", err: "" });
  expect(read("a.live.html")).toBe(messy);
});

test("--check is content with formatted templates", async () => {
  const { code, out } = await workspace({ "a.live.html": tidy }).livec("fmt", "--check");
  expect(code).toBe(0);
  expect(out).toMatch(/^1 template formatted \(\d+ ms\)\n$/);
});

test("a file with errors is left as it is, the errors are shown, and the others are formatted", async () => {
  const { livec, read } = workspace({ "a.live.html": "<p>Hi</b></p>", "b.live.html": messy });
  const { code, out, err } = await livec("fmt");
  expect(code).toBe(1);
  expect(err).toContain("a.live.html:1:6");
  expect(out).toMatch(/^b\.live\.html\n1 file with errors left as it is, formatted 1 of 2 templates in /);
  expect([read("a.live.html"), read("b.live.html")]).toEqual(["<p>Hi</b></p>", tidy]);
});

test("--stdin prints the formatted template", async () => {
  const { livecOn } = workspace();
  expect(await livecOn(messy, "fmt", "--stdin", "--stdin-filepath", "x.live.html")).toEqual({ code: 0, out: tidy, err: "" });
});

test("--stdin with errors prints nothing but them", async () => {
  const { code, out, err } = await workspace().livecOn("<p>", "fmt", "--stdin", "--stdin-filepath", "x.live.html");
  expect({ code, out }).toEqual({ code: 1, out: "" });
  expect(err).toContain("x.live.html:1:1");
});

test("--stdin --check names the file", async () => {
  const { livecOn } = workspace();
  expect(await livecOn(messy, "fmt", "--stdin", "--stdin-filepath", "x.live.html", "--check")).toEqual({
    code: 1,
    out: "x.live.html\n",
    err: "",
  });
  expect(await livecOn(tidy, "fmt", "--stdin", "--check")).toEqual({ code: 0, out: "", err: "" });
});

test("--json prints one document", async () => {
  const { livec, livecOn } = workspace({ "a.live.html": "<p>", "b.live.html": messy, "c.live.html": tidy });
  const { code, out } = await livec("fmt", "--check", "--json");
  const report = JSON.parse(out) as JsonReport;
  expect(code).toBe(1);
  expect({ ...report, diagnostics: report.diagnostics.map((diagnostic) => `${diagnostic.file} ${diagnostic.code}`) }).toEqual({
    ok: false,
    files: [
      { file: "a.live.html", state: "failed" },
      { file: "b.live.html", state: "unformatted" },
      { file: "c.live.html", state: "formatted" },
    ],
    diagnostics: ["a.live.html LC1030"],
    problems: [],
  });
  expect(JSON.parse((await livecOn(messy, "fmt", "--stdin", "--json")).out)).toMatchObject({ ok: true, formatted: tidy });
});

test("the width is configured", async () => {
  const { livec, read } = workspace({
    "livec.config.mjs": "export default { format: { width: 40 } };",
    "a.live.html": `<p>${"word ".repeat(10)}</p>`,
  });
  await livec("fmt");
  expect(read("a.live.html")).toBe("<p>\n  word word word word word word word\n  word word word\n</p>\n");
});

test("the project's Prettier configuration decides on quotes and semicolons", async () => {
  const { livec, read } = workspace({
    ".prettierrc": '{ "singleQuote": true, "tabWidth": 8, "printWidth": 20 }',
    "a.live.html": '<p title={a?"b":"c"}>x</p>',
  });
  await livec("fmt");
  expect(read("a.live.html")).toBe("<p title={a ? 'b' : 'c'}>x</p>\n");
});

test("without Prettier, expressions are trimmed, and it says so once", async () => {
  const { dir, read } = workspace({ "a.live.html": messy, "b.live.html": messy });
  let err = "";
  const command = createFmt(() => Promise.resolve(undefined));
  const code = await command.run(readCall(command, []), {
    cwd: dir,
    variables: {},
    stdout: { write: () => true },
    stderr: { write: (text) => (err += text) },
    input: () => Promise.resolve(""),
    untilInterrupted: () => AbortSignal.abort(),
  });
  expect({ code, err }).toEqual({
    code: 0,
    err: "livec fmt: Prettier 3.5 or newer is not installed, so expressions are only trimmed and scripts only indented.\n",
  });
  expect(read("b.live.html")).toBe('<p class="note">{name}</p>\n<p title={a+"b"}>x</p>\n');
});

test("a symbolic link stays one", async () => {
  const { livec, read, path } = workspace({ "a.live.html": messy });
  symlinkSync("a.live.html", path("link.live.html"));
  expect((await livec("fmt", "link.live.html")).code).toBe(0);
  expect([lstatSync(path("link.live.html")).isSymbolicLink(), read("a.live.html")]).toEqual([true, tidy]);
});

test.each([
  [["nowhere"], 'There is no file or directory "nowhere".'],
  [["package.json"], '"package.json" is no template: their names end in .live.html.'],
  [["--stdin", "."], "--stdin and paths exclude each other: give one."],
  [["--stdin-filepath", "a.live.html"], "--stdin-filepath says where standard input is from: give --stdin too."],
])("livec fmt %j is a usage error", async (args, message) => {
  expect(await workspace().livec("fmt", ...args)).toEqual({ code: 2, out: "", err: `error: ${message}\n` });
});

test.each([
  ["80", "must be an object, like { width: 100 }"],
  ["{ width: 10 }", "has a width of 10: it must be a whole number from 40 to 400"],
  ["{ tabs: true }", 'has "tabs"; its only option is "width"'],
])("the configuration format: %s is refused", async (value, message) => {
  const { code, err } = await workspace({ "livec.config.mjs": `export default { format: ${value} };` }).livec("fmt");
  expect({ code, err }).toEqual({ code: 2, err: `error: livec.config.mjs: "format" ${message}.\n` });
});
