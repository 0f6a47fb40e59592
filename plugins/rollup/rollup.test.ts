import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type RollupError, type RollupLog, rollup } from "rollup";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { originOf } from "../core/map.testing.ts";
import livec from "./index.ts";

const repository = fileURLToPath(new URL("../..", import.meta.url));
let project: string;

/** The project of fixtures/rollup, in a directory of its own. */
beforeEach(() => {
  project = realpathSync(mkdtempSync(join(tmpdir(), "livec-rollup-")));
  cpSync(join(repository, "fixtures/rollup"), project, { recursive: true });
  mkdirSync(join(project, "node_modules"));
  symlinkSync(repository, join(project, "node_modules/livec"), "junction");
});

afterEach(() => rmSync(project, { recursive: true }));

const write = (file: string, text: string): void => writeFileSync(join(project, file), text);

interface Bundled {
  readonly code: string;
  readonly map: string;
  readonly warnings: readonly RollupLog[];
  readonly watched: readonly string[];
}

async function bundle(input = "hello.js"): Promise<Bundled> {
  const warnings: RollupLog[] = [];
  const built = await rollup({
    input: join(project, input),
    external: [/^livec\//],
    plugins: [livec()],
    onwarn: (warning) => void warnings.push(warning),
  });
  const { output } = await built.generate({ sourcemap: true, file: join(project, "dist/bundle.js") });
  await built.close();
  return { code: output[0].code, map: JSON.stringify(output[0].map), warnings, watched: built.watchFiles };
}

const failure = (input?: string): Promise<RollupError> =>
  bundle(input).then(
    () => Promise.reject(new Error("It was bundled.")),
    (error: RollupError) => error,
  );

test("the project's own configuration builds a bundle that runs", () => {
  const node = (...args: string[]): string => execFileSync(process.execPath, args, { cwd: project, encoding: "utf8" });
  node(join(repository, "node_modules/rollup/dist/bin/rollup"), "-c", "--silent");
  expect(node("dist/hello.js", "Ada")).toContain("<h1>Hello, ADA!</h1>");
});

test("types are gone, and the source map leads into the template", async () => {
  const { code, map } = await bundle();
  expect(code).toContain('const greeting = "Hello"');
  expect(code).not.toContain("as string");
  expect(code).not.toContain("interface");
  expect(originOf(code, map, "name.toUpperCase()")).toEqual(["../hello.live.html", "name.toUpperCase()}!</h1>"]);
  expect(originOf(code, map, 'greeting = "Hello"')).toEqual(["../hello.live.html", 'greeting = "Hello" as string;']);
});

test("a template is watched, the module made from it is not looked for", async () => {
  const { watched } = await bundle();
  expect(watched).toContain(join(project, "hello.live.html"));
});

describe("an import means a template", () => {
  test.each(["./hello.live.js", "./hello.live.ts", "./hello.live.html"])("%s", async (specifier) => {
    write("script.js", `import template from ${JSON.stringify(specifier)};\nconsole.log(template.name);\n`);
    expect((await bundle("script.js")).code).toContain('name: "hello.live.html"');
  });

  test("once, whatever it is called", async () => {
    write("script.js", 'import a from "./hello.live.js";\nimport b from "./hello.live.html";\nconsole.log(a === b);\n');
    expect((await bundle("script.js")).code.match(/name: "hello\.live\.html"/g)).toHaveLength(1);
  });

  test("from another template, whose other imports are found as TypeScript finds them", async () => {
    write("shout.ts", "export const shout = (text) => text.toUpperCase();\n");
    write(
      "page.live.html",
      '<script lang="ts">\n  import Hello from "./hello.live.js";\n  import { shout } from "./shout.js";\n</script>\n<Hello name={shout("x")}/>\n',
    );
    write("script.js", 'import page from "./page.live.js";\nconsole.log(page.name);\n');
    const { code } = await bundle("script.js");
    expect(code).toContain('name: "hello.live.html"');
    expect(code).toContain("text.toUpperCase()");
  });

  test("only where there is one", async () => {
    write("other.live.js", "export default 1;\n");
    write("script.js", 'import other from "./other.live.js";\nconsole.log(other);\n');
    expect((await bundle("script.js")).code).toContain("var other = 1;");
  });
});

describe("findings of the compiler", () => {
  test("errors are Rollup's: file, place, code frame and fix", async () => {
    write("hello.live.html", "<h1>Hi</b></h1>\n<i>{a b}</i>\n");
    const { plugin, pluginCode, id, loc, frame, message } = await failure();
    expect({ plugin, pluginCode, id, loc }).toEqual({
      plugin: "livec",
      pluginCode: "LC1032",
      id: join(project, "hello.live.html"),
      loc: { file: join(project, "hello.live.html"), line: 1, column: 7 },
    });
    expect(message).toMatch(/LC1032: <\/b> closes nothing/);
    expect(message).toMatch(/^2:7 LC1013: The expression has ended/m);
    expect(frame).toMatch(/^1 \| <h1>Hi<\/b><\/h1>\n {2}\| {7}\^{4}\n {2}= fix: /m);
  });

  test("warnings are Rollup's too, and the bundle is made", async () => {
    write("hello.live.html", "<p>{Date.now()}</p>\n");
    const { code, warnings } = await bundle();
    expect(code).toContain("Date.now()");
    expect(warnings.map(({ plugin, pluginCode, loc }) => ({ plugin, pluginCode, loc }))).toEqual([
      { plugin: "livec", pluginCode: "LC4003", loc: { file: join(project, "hello.live.html"), line: 1, column: 5 } },
    ]);
  });
});

test("the bindings' prefix is that of livec.config", async () => {
  write("livec.config.js", 'export default { bindingPrefix: "my-" };\n');
  const before = process.cwd();
  process.chdir(project);
  try {
    const { watched } = await bundle();
    expect(watched).toContain(join(project, "livec.config.js"));
  } finally {
    process.chdir(before);
  }
});

test("templates that do not fit into each other are refused, and what a template uses is watched with it", async () => {
  write("row.live.html", "<tr><td>Ada</td></tr>\n");
  write("list.live.html", '<script lang="ts">import Row from "./row.live.js";</script>\n<div><Row/></div>\n');
  write("list.js", 'export { default } from "./list.live.js";\n');
  const { message, id, loc, frame } = await failure("list.js");
  expect(message).toContain("LC3012: <Row> does not fit here: a browser drops <tr> inside <div>.");
  expect({ id, line: loc?.line, column: loc?.column }).toEqual({ id: join(project, "list.live.html"), line: 2, column: 6 });
  expect(frame).toContain("row.live.html:1:1: its <tr>");
  write("list.live.html", '<script lang="ts">import Row from "./row.live.js";</script>\n<table><tbody><Row/></tbody></table>\n');
  expect((await bundle("list.js")).watched).toContain(join(project, "row.live.html"));
});
