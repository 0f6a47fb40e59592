/** The glossary of CONTRIBUTING.md: one row for each word, and words that are not used are not. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..");
const read = (file: string): string => readFileSync(join(ROOT, file), "utf8");
const [, glossary = "", unused = ""] = read("CONTRIBUTING.md").split(/^## Glossary$|^\| not \| but \|$/m);

/** The cells of a table's rows. */
function rowsOf(table: string): readonly (readonly string[])[] {
  const rows = table.split("\n").filter((line) => line.startsWith("| ") && !line.startsWith("| word |"));
  return rows.map((row) =>
    row
      .slice(1, -1)
      .split(/(?<!\\)\|/)
      .map((cell) => cell.trim()),
  );
}

/** The words and, in camel case, parts of names in a text: `slotOf` has `slot` and `of`. */
function wordsIn(text: string): readonly string[] {
  return [...text.matchAll(/[A-Z]?[a-z]+|[A-Z]+(?![a-z])/g)].map(([word]) => word.toLowerCase());
}

test("each word has one row, with a meaning", () => {
  const rows = rowsOf(glossary);
  const words = rows.map(([word = ""]) => word);
  expect(rows.length).toBeGreaterThan(50);
  expect(words.filter((word) => !/^\*\*[^*]+\*\*$/.test(word))).toEqual([]);
  expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([]);
  expect(rows.filter(([, meaning = ""]) => meaning === "")).toEqual([]);
});

test("no word is avoided for itself", () => {
  const wrong = rowsOf(glossary).filter(([word = "", , avoided = ""]) => avoided.split(", ").includes(word.replaceAll("*", "")));
  expect(wrong).toEqual([]);
});

test("names are read word by word", () => {
  expect(wordsIn("const holeOf = (HTMLHole, a_hole): Hole[] => whole;").filter((word) => word === "hole")).toHaveLength(4);
});

test("words that are not used are in no name, comment, message or page", () => {
  const forbidden = new Set(rowsOf(unused).flatMap(([words = ""]) => words.split(", ")));
  expect(forbidden).toContain("hole");
  const files = execFileSync("git", ["ls-files", "*.ts", "*.mjs", "*.md", ":!fixtures", ":!test/glossary.test.ts"], {
    cwd: ROOT,
    encoding: "utf8",
    timeout: 10_000,
  });
  const found = files
    .split("\n")
    .filter((file) => file !== "" && file !== "CONTRIBUTING.md" && file !== "CHANGELOG.md")
    .flatMap((file) => {
      const used = new Set(wordsIn(read(file)).filter((word) => forbidden.has(word.replace(/s$/, "")) || forbidden.has(word)));
      return [...used].map((word) => `${file}: ${word}`);
    });
  expect(found).toEqual([]);
});
