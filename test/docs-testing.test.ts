/** The tests in docs/testing.md and docs/testing-components.md, run by `node:test` with the package that was built. */
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import tsBlankSpace from "ts-blank-space";
import { afterAll, expect, test } from "vitest";
import { compile } from "../compiler/compile.ts";
import * as testing from "../testing/index.ts";
import { readPage, tableOf } from "./docs-page.ts";

const ROOT = join(import.meta.dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "livec-docs-tests-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Writes the files of a page as JavaScript; answers the module of all its tests. */
function write(name: string): string {
  const directory = join(folder, name);
  mkdirSync(join(directory, "node_modules"), { recursive: true });
  symlinkSync(ROOT, join(directory, "node_modules/livec"), "junction");
  writeFileSync(join(directory, "package.json"), '{ "type": "module" }');
  const { files } = readPage(name);
  for (const [file, text] of files) {
    const code = file.endsWith(".live.html") ? (compile(text, { file }).code ?? "") : text;
    writeFileSync(
      join(
        directory,
        file.replace(/\.(live\.html|ts)$/, (end) => (end === ".ts" ? ".js" : ".live.js")),
      ),
      tsBlankSpace(code),
    );
  }
  const tests = [...files.keys()].filter((file) => file.endsWith(".test.ts"));
  // In one process: jsdom takes longer to load than the tests to run.
  const all = join(directory, "all.js");
  writeFileSync(all, tests.map((file) => `import "./${file.replace(/ts$/, "js")}";\n`).join(""));
  return all;
}

test.each(["testing", "testing-components"])(
  "docs/%s: its tests pass",
  async (name) => {
    const tests = write(name);
    // As from a shell: not as a part of this run.
    const { NODE_TEST_CONTEXT: _context, NODE_OPTIONS: _options, ...env } = process.env;
    const { stdout } = await promisify(execFile)(process.execPath, ["--test", "--test-reporter=tap", tests], {
      env,
      timeout: 60_000,
    }).catch((error: { readonly stdout: string }) => error);
    expect(stdout.match(/^not ok[\s\S]*?\.\.\.$/gm) ?? []).toEqual([]);
    expect(Number(/^# pass (\d+)$/m.exec(stdout)?.[1])).toBeGreaterThanOrEqual(3);
  },
  90_000,
);

/**
 * All functions of Phoenix.LiveViewTest 0.15 with the fields of its structs, and all names of djust's chapter on
 * testing.
 */
const SEEDS = [
  ...["assert_patch", "assert_patched", "assert_push_event", "assert_redirect", "assert_redirected", "assert_reply", "element"],
  ...["find_live_child", "follow_redirect", "form", "has_element?", "live", "live_children", "live_isolated", "page_title"],
  ...["put_connect_info", "put_connect_params", "render", "render_blur", "render_change", "render_click", "render_component"],
  ...["render_focus", "render_hook", "render_keydown", "render_keyup", "render_patch", "render_submit"],
  ...["Element.selector", "Element.text_filter", "View.id", "View.module", "View.pid", "View.endpoint"],
  ...["LiveViewTestClient", "mount", "send_event", "assert_state", "SnapshotTestMixin", "assert_html_snapshot"],
  ...["performance_test", "MockUploadFile"],
];

test("every function of LiveView's and djust's test chapters has its place in the table, and what it names is there", () => {
  const code = (cell: string): readonly string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, word = ""]) => word);
  const rows = tableOf(readPage("testing"), "there").map(([there = "", exported = "", here = ""]) => ({
    there: code(there)[0],
    exported: code(exported)[0] ?? "",
    here: here.startsWith("the option") ? [] : code(here),
  }));
  expect(rows.map(({ there }) => there)).toEqual(SEEDS);
  const exports: { readonly [name: string]: unknown } = testing;
  const { TestElement, TestView } = testing;
  const members = {
    view: [...Object.getOwnPropertyNames(TestView.prototype), "page"],
    element: [...Object.getOwnPropertyNames(TestElement.prototype), "selector", "textFilter"],
  };
  const missing = rows.flatMap(({ exported, here }) => [
    ...(exported in exports ? [] : [exported]),
    ...here.filter((name) => {
      const [owner = "", member] = name.split(".");
      return member === undefined ? !(name in exports) : !members[owner as "view"].includes(member);
    }),
  ]);
  expect(missing).toEqual([]);
});
