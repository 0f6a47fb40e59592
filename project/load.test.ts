import { expect, test } from "vitest";
import { workspace } from "../cli/harness.testing.ts";
import { loadProject } from "./load.ts";

test("a project without configuration has none, and its root is where package.json is", async () => {
  const { dir, path } = workspace({ "src/pages/a.live.html": "" });
  expect(await loadProject(dir, "src/pages")).toEqual({ root: dir, dir: path("src/pages"), configFile: undefined, config: {} });
});

test.each([
  ["livec.config.ts", 'const prefix: string = "my-";\nexport default { bindingPrefix: prefix, exclude: ["old"] } as const;'],
  ["livec.config.js", 'export default { bindingPrefix: "my-", exclude: ["old"] };'],
  ["livec.config.mjs", 'export default { bindingPrefix: "my-", exclude: ["old"] };'],
])("reads %s", async (name, text) => {
  const { dir, path } = workspace({ "package.json": '{ "type": "module" }', [name]: text, "src/a.live.html": "" });
  expect(await loadProject(dir, "src")).toEqual({
    root: dir,
    dir: path("src"),
    configFile: path(name),
    config: { bindingPrefix: "my-", exclude: ["old"] },
  });
});

test.each([
  ["export default { excludes: [] };", 'unknown option "excludes". Did you mean "exclude"?'],
  ['export default { exclude: "legacy" };', '"exclude" must be an array of paths, like ["legacy"].'],
  [
    'export default { exclude: ["../other"] };',
    '"exclude" has "../other": paths are relative to the project\'s root and name something in it.',
  ],
  [
    'export default { bindingPrefix: "Live" };',
    '"bindingPrefix" must be lower-case letters, digits and dashes that end with a dash, like "live-"; it is "Live".',
  ],
  ['export default { diagnostics: "off" };', '"diagnostics" must be an object of levels by code, like { LC5103: "off" }.'],
  [
    'export default { diagnostics: { LC510: "off" } };',
    '"diagnostics" has "LC510", which is no diagnostic\'s code. Did you mean "LC5101"?',
  ],
  [
    'export default { diagnostics: { LC1032: "off" } };',
    '"diagnostics" has LC1032, which is an error: only the levels of warnings can be set.',
  ],
  ['export default { diagnostics: { LC5101: "warn" } };', '"diagnostics" has LC5101: "warn"; a level is "off", "warning" or "error".'],
  ["export const config = {};", "needs a default export with the options: export default defineConfig({ … })."],
  ["export default [];", "needs a default export with the options: export default defineConfig({ … })."],
  ["throw new Error('no luck');", "could not be loaded: no luck"],
])("%s is a usage error", async (text, message) => {
  const { livec } = workspace({ "livec.config.mjs": text });
  const { code, err } = await livec("build");
  expect(code).toBe(2);
  expect(err).toContain("livec.config.mjs");
  expect(err).toContain(message);
});

test("two configurations are one too many", async () => {
  const { livec, dir } = workspace({ "livec.config.mjs": "", "livec.config.js": "" });
  expect(await livec("build")).toEqual({
    code: 2,
    out: "",
    err: `error: There are two configurations, livec.config.js and livec.config.mjs, in ${dir}. Remove one.\n`,
  });
});
