import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { workspace } from "../harness.testing.ts";
import { compilerOptions, lines, project, ROOT, readReport } from "./project.testing.ts";

const timeout = 20_000;

const NULLABLE = `<script lang="ts">\n  export interface Assigns { nick?: string }\n</script>\n<p>{nick.length}</p>\n`;
const config = (options: object): string => JSON.stringify({ compilerOptions: { ...compilerOptions, ...options } });

test("the nearest tsconfig.json decides how strict a check is; --project names another", { timeout }, async () => {
  const { livec } = project({
    "app/a.live.html": NULLABLE,
    "app/tsconfig.json": config({ strict: false, exactOptionalPropertyTypes: false }),
    "strict.json": config({}),
  });
  expect((await livec("check", "app")).code).toBe(0);
  const { code, out } = await livec("check", "app", "--project", "strict.json", "--format", "json");
  expect(code).toBe(1);
  expect(lines(readReport(out))).toEqual(["app/a.live.html:4:5 TS18048 'nick' is possibly 'undefined'."]);
});

test("without a tsconfig.json a project is checked strictly", { timeout }, async () => {
  const { dir, livec, path } = workspace({ "package.json": '{ "type": "module" }', "a.live.html": NULLABLE });
  mkdirSync(path("node_modules"));
  symlinkSync(ROOT, join(dir, "node_modules/livec"));
  const { code, out } = await livec("check", "--format", "json");
  expect(lines(readReport(out))).toEqual(["a.live.html:4:5 TS18048 'nick' is possibly 'undefined'."]);
  expect(code).toBe(1);
});

test("options that concern output are not in the way", { timeout }, async () => {
  const options = { noEmit: false, composite: true, isolatedDeclarations: true, declarationMap: true, rootDir: "src", outDir: "out" };
  const { livec, has } = project({
    "tsconfig.json": config({ ...options, allowImportingTsExtensions: false, rewriteRelativeImportExtensions: true }),
    "a.live.html": "<p>{1}</p>",
  });
  expect(await livec("check")).toMatchObject({ code: 0, err: "" });
  expect(has("out")).toBe(false);
});

test("a package without modules is told what to do, once", { timeout }, async () => {
  const { livec } = project({ "package.json": "{}", "a.live.html": "<p>{1}</p>", "b.live.html": "<p>{2}</p>" });
  const { code, err } = await livec("check");
  expect(code).toBe(1);
  expect(err).toBe(
    'error: package.json: the package is CommonJS, and templates are ECMAScript modules: add "type": "module" to package.json.\n\n',
  );
});

test("warnings count as livec.config.ts says", { timeout }, async () => {
  const config = (level: string): string => `export default { diagnostics: { LC2010: "${level}" } };\n`;
  const list = "<p :for={x of [1, 2]}>{x}</p>\n";
  const { livec } = project({ "livec.config.js": config("error"), "a.live.html": list });
  const { code, out } = await livec("check", "--format", "json");
  expect([code, lines(readReport(out)).map((line) => line.slice(0, 22))]).toEqual([1, ["a.live.html:1:4 LC2010"]]);
});

test("a directory without templates is no error", { timeout }, async () => {
  expect(await project({ "a.ts": "export const a: string = 1;" }).livec("check")).toEqual({
    code: 0,
    out: "no *.live.html in .\n",
    err: "",
  });
});

test.each([
  ["that is broken", { "tsconfig.json": '{ "compilerOptions": { "strict": true ' }, [], "tsconfig.json:1:39: '}' expected."],
  [
    "with an option that does not exist",
    { "tsconfig.json": '{ "compilerOptions": { "stritc": true } }' },
    [],
    "tsconfig.json: Unknown compiler option 'stritc'. Did you mean 'strict'?",
  ],
  ["that extends nothing", { "tsconfig.json": '{ "extends": "./base.json" }' }, [], /^tsconfig\.json: Cannot read file '.*base\.json'/],
  [
    "with options that contradict each other",
    { "tsconfig.json": config({ strictNullChecks: false }) },
    [],
    "tsconfig.json: Option 'exactOptionalPropertyTypes' cannot be specified without specifying option 'strictNullChecks'",
  ],
  [
    "that only refers to others",
    { "tsconfig.json": '{ "files": [], "references": [{ "path": "./server" }] }' },
    [],
    "tsconfig.json only refers to other projects. Say which one is to be checked: --project server",
  ],
  [
    "that cannot find livec",
    { "tsconfig.json": '{ "compilerOptions": { "module": "nodenext" } }' },
    [],
    'TypeScript finds no "livec/template" from here. Install livec in the project, and have "module": "nodenext" (or "moduleResolution": "bundler") in tsconfig.json.',
  ],
  ["that is not there", {}, ["--project", "nowhere"], 'There is no file "nowhere". Give --project a tsconfig.json.'],
] as const)("a tsconfig.json %s is a configuration error", { timeout }, async (_, files, options, message) => {
  const { code, out, err } = await project({ "a.live.html": "<p>{1}</p>", ...files }).livec("check", ...options);
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err.replace(/^error: /, "")).toEqual(
    typeof message === "string" ? expect.stringContaining(message) : expect.stringMatching(message),
  );
});

test.each([
  [["--format", "jsn"], 'Unknown format "jsn". Did you mean "json"? See livec check --help.'],
  [["--format", "xml"], 'Unknown format "xml". There are pretty, json, github. See livec check --help.'],
])("livec check %j is a usage error", async (args, message) => {
  expect(await workspace().livec("check", ...args)).toEqual({ code: 2, out: "", err: `error: ${message}\n` });
});
