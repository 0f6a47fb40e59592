import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { keywordsOf, keywordTable } from "./keywords.ts";

test("docs/templates.md shows the table", () => {
  const page = readFileSync(new URL("../docs/templates.md", import.meta.url), "utf8");
  const rows = keywordTable.map(([no, yes, attributes], index) => {
    const names = (index === 0 ? `aria-* ${attributes}` : attributes).replace(/\S+/g, "`$&`");
    return `| ${names} | \`${yes}\` | \`${no}\` |`;
  });
  expect(page).toContain(["| attributes | `true` | `false` |", "|---|---|---|", ...rows, ""].join("\n"));
});

test("an attribute without keywords is there or not", () => {
  expect(keywordsOf("disabled")).toBeUndefined();
  expect(keywordsOf("aria-anything")).toEqual(["false", "true"]);
});
