/**
 * A page of the documentation, and the examples in it: fenced blocks, told apart by what stands behind their language.
 */
import { readFileSync } from "node:fs";

/** A fenced block: the words after its language say what it is. */
export interface Example {
  readonly language: string;
  readonly words: readonly string[];
  readonly text: string;
}

export interface Page {
  readonly name: string;
  readonly text: string;
  readonly examples: readonly Example[];
  /** What its named blocks hold, by file name: one project per page. */
  readonly files: ReadonlyMap<string, string>;
}

/** Reads `docs/<name>.md`. A file that a later block of its name replaces is kept beside it: `server.1.ts`. */
export function readPage(name: string): Page {
  const text = readFileSync(new URL(`../docs/${name}.md`, import.meta.url), "utf8");
  const examples = [...text.matchAll(/^```(\w+)(.*)\n([\s\S]*?)\n?^```$/gm)].map(
    ([, language = "", info = "", body = ""]): Example => ({ language, words: info.split(" ").filter((word) => word !== ""), text: body }),
  );
  const files = new Map<string, string>();
  for (const example of examples) {
    const file = fileOf(example);
    if (file === undefined) continue;
    const earlier = files.get(file);
    if (earlier !== undefined) files.set(file.replace(/(?=\.\w+$)/, ".1"), earlier);
    files.set(file, `${example.text}\n`);
  }
  return { name, text, examples, files };
}

/** The file a block is, when its first word is a file name: `ts counter.ts`. */
export function fileOf({ words }: Example): string | undefined {
  const [first] = words;
  return first?.includes(".") === true ? first : undefined;
}

/** A table of the page, found by the first cell of its head: its rows, cells trimmed. */
export function tableOf({ text }: Page, head: string): readonly (readonly string[])[] {
  const lines = text.split("\n");
  const start = lines.findIndex((line) => line.startsWith(`| ${head} |`));
  if (start < 0) throw new Error(`There is no table that begins with ${head}.`);
  const rows = lines.slice(start + 2);
  const end = rows.findIndex((line) => !line.startsWith("|"));
  return rows.slice(0, end < 0 ? rows.length : end).map((line) =>
    line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}
