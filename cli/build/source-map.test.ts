/** Where errors at run time are said to be, in modules as `livec build` writes them. */
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import blankSpace from "ts-blank-space";
import { expect, test } from "vitest";
import { workspace } from "../harness.testing.ts";

const PAGE = `<script lang="ts">
  export interface Assigns { user: { name: string } }
</script>

<h1>Hello</h1>
<p>
  {user.name}
</p>
`;

/** Runs the module's `render` on a renderer to which every slot is stale. */
const MAIN = `import template from "./page.live.js";
const renderer = new Proxy({}, { get: (_, name) => () => name === "stale" });
try {
  template.render(renderer, { user: null });
} catch (error) {
  console.log(error.stack);
}
`;

test("the stack of node --enable-source-maps reaches the template's line", async () => {
  const runtime = "export const block = () => {}, text = () => {}, template = (definition) => definition;\n";
  const { livec, read, write, dir } = workspace({
    "page.live.html": PAGE,
    "main.js": MAIN,
    "package.json": '{ "type": "module" }',
    "runtime.js": runtime,
  });
  expect((await livec("build")).code).toBe(0);
  // As Node runs TypeScript: types are blanked, and everything else stays where it is.
  const url = pathToFileURL(join(dir, "runtime.js")).href;
  write("page.live.js", blankSpace(read("page.live.ts")).replace("livec/template", url));
  const out = execFileSync(process.execPath, ["--enable-source-maps", "main.js"], { cwd: dir, encoding: "utf8", timeout: 20_000 });
  expect(out).toMatch(/Cannot read properties of null \(reading 'name'\)\n +at .*page\.live\.html:7:9\)?\n/);
});

test("the map in a module is that beside it, without the template's text", async () => {
  const { livec, read } = workspace({ "page.live.html": PAGE, "package.json": '{ "type": "module" }' });
  await livec("build");
  const [, encoded = ""] = /\n\/\/# sourceMappingURL=data:application\/json;base64,(\S+)\n$/.exec(read("page.live.ts")) ?? [];
  const { sourcesContent, ...beside } = JSON.parse(read("page.live.ts.map"));
  expect(JSON.parse(Buffer.from(encoded, "base64").toString())).toEqual(beside);
  expect(sourcesContent).toEqual([PAGE]);
});
