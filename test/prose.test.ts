/** Comments and Markdown are for reading: no line of them is longer than 120 columns. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const LONGEST = 120;

/** Files of the repository by the end of their names; not those that are made from others. */
function filesOf(...patterns: readonly string[]): readonly string[] {
  const files = execFileSync("git", ["ls-files", ...patterns], { cwd: ROOT, encoding: "utf8", timeout: 10_000 });
  return files.split("\n").filter((file) => file !== "" && !/^docs\/(diagnostics|errors)\/|^fixtures\/conformance\//.test(file));
}

/** The places of long lines; `reader` makes what says, of each line of a file in turn, whether it is prose. */
function longLines(files: readonly string[], reader: () => (line: string) => boolean): readonly string[] {
  return files.flatMap((file) => {
    const counts = reader();
    const lines = readFileSync(join(ROOT, file), "utf8").split("\n");
    return lines.flatMap((line, index) => (counts(line) && line.length > LONGEST ? [`${file}:${index + 1}`] : []));
  });
}

test("in comments", () => {
  const isComment = (line: string): boolean => /^\s*(\/\/ (?!biome-ignore|@)|\/\*\*|\* )/.test(line);
  expect(longLines(filesOf("*.ts", "*.mjs"), () => isComment)).toEqual([]);
});

test("in Markdown, but for tables and code", () => {
  const reader = (): ((line: string) => boolean) => {
    let isCode = false;
    return (line) => {
      if (/^\s*```/.test(line)) isCode = !isCode;
      return !isCode && !line.startsWith("|");
    };
  };
  expect(longLines(filesOf("*.md"), reader)).toEqual([]);
});
