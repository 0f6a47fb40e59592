import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type ContextRow, contextRow, contextTable, isCheckedWhole } from "./contexts.ts";

const NAMESPACES = ["HTML", "SVG", "MathML"];
const MEANING = {
  url: "a URL, checked",
  urls: "URLs, each checked",
  media: "a media URL, checked",
  srcset: "media URLs, each checked",
  script: "decides which script runs",
  document: "decides which document loads",
  markup: "is a document",
  permission: "decides what a document may do",
  plugin: "decides which plugin loads",
  resource: "decides which resource loads",
  base: "changes every URL",
  header: "acts as an HTTP header",
  parser: "decides how the inside is parsed",
  animation: "could turn a link into a script",
  sprite: "could load another document",
  trust: "decides what code is trusted",
  container: "is livec's own",
} as const;

function described(row: ContextRow): string {
  const code = (list: string): string => list.replace(/\S+/g, "`$&`");
  const where = row.namespaces === undefined ? "" : ` in ${row.namespaces.map((namespace) => NAMESPACES[namespace]).join(" and ")}`;
  const elements = row.elements === "*" ? `any${where}` : code(row.elements) + where;
  const rel = row.rel === undefined ? "" : `, where all of a static \`rel\` are among ${code(row.rel)}`;
  const meaning = row.danger === undefined ? MEANING[row.context ?? "url"] + rel : `refused: ${MEANING[row.danger]}`;
  return `| ${elements} | ${code(row.attributes)} | ${meaning}${row.prefix === undefined ? "" : `, unless it begins with \`${row.prefix}\``} |`;
}

test("docs/security.md shows the table as it is", () => {
  const page = readFileSync(new URL("../docs/security.md", import.meta.url), "utf8");
  const shown = /<!-- contexts -->\n([\s\S]*?)\n<!-- \/contexts -->/.exec(page)?.[1];
  expect(shown).toBe(["| elements | attributes | a value |", "|---|---|---|", ...contextTable.map(described)].join("\n"));
});

describe("contextRow", () => {
  test("the first row that holds decides; names have no case", () => {
    expect(contextRow("IMG", 0, "SRC")?.context).toBe("media");
    expect(contextRow("script", 0, "src")?.danger).toBe("script");
    expect(contextRow("p", 0, "title")).toBeUndefined();
  });

  test("without a namespace a row of any holds", () => {
    expect(contextRow("use", 0, "href")?.danger).toBeUndefined();
    expect(contextRow("use", undefined, "href")?.danger).toBe("sprite");
  });
});

test.each([
  ["url", ["", "/x"], true],
  ["url", ["/", ""], true],
  ["url", ["\t/\n", ""], true],
  ["url", ["/x/", ""], false],
  ["media", ["https://host/", ""], false],
  ["srcset", ["/x/", " 2x"], true],
  ["urls", ["/x/", ""], true],
  [undefined, ["", ""], false],
  ["url", undefined, false],
] as const)("a value of context %s between %j is checked as a whole: %j", (context, parts, whole) => {
  expect(isCheckedWhole(context, parts)).toBe(whole);
});
