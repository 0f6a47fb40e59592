/**
 * Each sentence of docs/limits.md and docs/security.md is one that a test would catch if it were false. Which test that
 * is stands in a ledger: a sentence without an entry, an entry without a sentence, and one whose test is gone all fail.
 */
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { claimsOf, type Ledger, type Shown } from "./promises/claims.ts";
import { limits } from "./promises/limits.ts";
import { security } from "./promises/security.ts";

const read = (path: string): string => readFileSync(new URL(`../${path}`, import.meta.url), "utf8");

/** The titles of the tests, and of the groups of tests, in a file. */
function titlesOf(file: string): readonly string[] {
  const title = /^\s*(?:it|test|describe)\b[^"'`]*?\(\s*(["'`])((?:\\.|(?!\1).)*)\1/gm;
  const rows = /^\s*\[\s*"((?:\\.|[^"\\])*)"/gm;
  const text = read(file);
  return [
    ...[...text.matchAll(title)].map(([, , words = ""]) => words),
    ...[...text.matchAll(rows)].map(([, words = ""]) => words),
    ...[...text.matchAll(/\]\)\(\s*"((?:\\.|[^"\\])*)"/g)].map(([, words = ""]) => words),
  ];
}

describe.each<readonly [page: string, ledger: Ledger]>([
  ["limits", limits],
  ["security", security],
])("docs/%s.md", (page, ledger) => {
  const claims = claimsOf(read(`docs/${page}.md`));
  const entryOf = (claim: string) => ledger.filter(([beginning]) => claim.startsWith(beginning));

  it("says nothing that no test shows", () => {
    expect(claims.filter((claim) => entryOf(claim).length !== 1)).toEqual([]);
  });

  it("still says what the tests are named for", () => {
    expect(ledger.map(([beginning]) => beginning).filter((beginning) => !claims.some((claim) => claim.startsWith(beginning)))).toEqual([]);
  });

  it("is shown by tests that are there", () => {
    const shown = ledger.flatMap(([, ...where]) => where).filter((where): where is Shown => where !== "advice");
    const missing = shown.filter(([file, title]) => !titlesOf(file).some((words) => words.includes(title)));
    expect(missing).toEqual([]);
  });
});
