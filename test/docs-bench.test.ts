/** What docs/bench.md says that `livec bench` prints, printed. */
import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { workspace } from "../cli/harness.testing.ts";
import { readPage } from "./docs-page.ts";

const ROOT = join(import.meta.dirname, "..");
const page = readPage("bench");
const shown = (kind: string): string => page.examples.find(({ words }) => words[0] === kind)?.text ?? "";

/** Without compressed sizes, in which versions of Node differ. */
const uncompressed = (text: string): string =>
  text.replaceAll(/ \(br \d+\)/g, "").replaceAll(/^(✓ .+? +\d+) +\d+(?=( +[\d,]+){5}$)/gm, "$1");

test("docs/bench.md: the table, the exit codes, and which slot is to blame", async () => {
  const files = Object.fromEntries(page.files);
  const { dir, livec, read, write } = workspace({ "package.json": '{ "type": "module" }', ...files });
  mkdirSync(join(dir, "node_modules"));
  symlinkSync(ROOT, join(dir, "node_modules/livec"), "junction");
  const first = await livec("bench", "--baseline", "bench.json", "--update-baseline");
  expect(first.err).toBe("");
  // Time is of the machine.
  const withoutTime = first.out.replaceAll(/^((?:✓| {2}step).*?) +(CPU µs|[\d,]+)$/gm, "$1").trim();
  expect(uncompressed(withoutTime)).toBe(uncompressed(shown("bench")));
  expect(first.code).toBe(0);
  const text = read("todos.live.html");
  write("todos.live.html", text.replace("<p>", "<p>{todos.map((todo) => todo.done).join()} "));
  const second = await livec("bench", "--baseline", "bench.json", "--format", "github");
  expect(second.out).toContain(shown("bench-grown"));
  expect(second.out).toContain("::error file=todos.live.html,line=17,title=livec bench::todo list › tick one: 337 bytes down");
  expect(second.code).toBe(1);
}, 60_000);
