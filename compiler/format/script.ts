/** The script block: its code, two columns in. */
import type { Comment } from "acorn";
import { parseProgram } from "../1-parse/typescript.ts";
import type { Span } from "../tree.ts";

/**
 * The lines between the script's tags, indented; empty for no code.
 *
 * @param settled the code begins in the first column, and so do its comments: they move no further than all of it
 */
export function reindentScript(source: string, settled: boolean): string {
  const code = source.replace(/^(?:[ \t\r]*\n)+/, "").trimEnd();
  if (code.trim() === "") return "";
  const { fixed, loose } = multilines(code);
  const lines = code.split("\n");
  const margin = settled
    ? 0
    : Math.min(...lines.filter((text, index) => text.trim() !== "" && !fixed.has(index) && !loose.has(index)).map(spacesBefore));
  const indented = lines.map((text, index) => {
    if (fixed.has(index) || (settled && loose.has(index) && !text.trimStart().startsWith("*"))) return text;
    const rest = text.slice(Math.min(margin, spacesBefore(text)));
    return rest.trim() === "" ? "" : `  ${rest.trimEnd()}`;
  });
  return indented.join("\n");
}

function spacesBefore(text: string): number {
  return text.length - text.trimStart().length;
}

/** Whether an expression has line breaks in comments or template literals, which are not to be touched. */
export function hasFixedLines(code: string): boolean {
  if (!code.includes("\n") || !/\/[/*]|`/.test(code)) return false;
  try {
    const { comments, templates } = lookAt(`(${code}\n)`);
    return (
      comments.some(({ type, value }) => type === "Line" || value.includes("\n")) ||
      templates.some(({ start, end }) => code.slice(start - 1, end - 1).includes("\n"))
    );
  } catch {
    // Nothing is known about it.
    return true;
  }
}

/** Numbers of the lines that begin inside a template literal, and inside a comment. */
function multilines(code: string): { fixed: ReadonlySet<number>; loose: ReadonlySet<number> } {
  const { comments, templates } = lookAt(code);
  const starts = [0];
  for (let at = code.indexOf("\n"); at !== -1; at = code.indexOf("\n", at + 1)) starts.push(at + 1);
  return {
    fixed: startingIn(templates, starts),
    loose: startingIn(
      comments.filter(({ type }) => type === "Block"),
      starts,
    ),
  };
}

/** Which of some offsets, as numbers, lie inside a span. */
function startingIn(spans: readonly Span[], starts: readonly number[]): ReadonlySet<number> {
  const found = new Set<number>();
  const sorted = [...spans].sort((a, b) => a.start - b.start);
  let next = 0;
  for (const [index, start] of starts.entries()) {
    while ((sorted[next]?.end ?? start) < start) next++;
    if ((sorted[next]?.start ?? start) < start) found.add(index);
  }
  return found;
}

/** Comments, and the texts of template literals. */
function lookAt(code: string): { comments: readonly Comment[]; templates: readonly Span[] } {
  const comments: Comment[] = [];
  const templates: Span[] = [];
  const ast: unknown = parseProgram(code, comments);
  collect(ast, templates);
  return { comments, templates };
}

/** Without recursion: scripts may nest as deep as they like. */
function collect(root: unknown, into: Span[]): void {
  const open = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (typeof node !== "object" || node === null) continue;
    if ("type" in node && node.type === "TemplateElement") into.push(node as unknown as Span);
    for (const child of Object.values(node)) if (typeof child === "object" && child !== null) open.push(child);
  }
}
