/** The script block in the module: verbatim, but for the indentation it has in common. */

import { children, type Node, nodeOf } from "../2-analyse/ast.ts";
import type { Script } from "../tree.ts";
import { type Editor, specifierEndings } from "./editor.ts";
import type { Line, Piece } from "./segments.ts";

/** @param editor for whom the module is, where it is an editor */
export function scriptLines(script: Script | undefined, editor?: Editor): readonly Line[] {
  if (script === undefined) return [];
  const lines = sourceLines(script);
  while (lines[0]?.code.trim() === "") lines.shift();
  while (lines.at(-1)?.code.trim() === "") lines.pop();
  const verbatim = MAY_HAVE_LONG_TEXT.test(script.code) && hasLongText(nodeOf(script.ast), script);
  const indent = verbatim ? 0 : commonIndent(lines.map(({ code }) => code));
  const endings = specifierEndings(script, editor).map((span): Piece => ({ code: ".html", ...span }));
  return lines.map(({ code, start }) => {
    const kept = verbatim ? code : code.slice(indent).trimEnd();
    return kept === "" ? [] : withReplaced({ code: kept, start: start + indent, end: start + indent + kept.length }, endings);
  });
}

/** A line of the source with other code in some places, as pieces. */
function withReplaced(line: Piece, replacements: readonly Piece[]): Line {
  const pieces: Piece[] = [];
  let from = line.start;
  const copyUntil = (end: number): void => {
    pieces.push({ code: line.code.slice(from - line.start, end - line.start), start: from, end });
  };
  for (const replacement of replacements) {
    if (replacement.start < from || replacement.end > line.end) continue;
    copyUntil(replacement.start);
    pieces.push(replacement);
    from = replacement.end;
  }
  copyUntil(line.end);
  return pieces;
}

function sourceLines(script: Script): { code: string; start: number }[] {
  let start = script.start;
  return script.code.split("\n").map((code) => {
    const line = { code, start };
    start += code.length + 1;
    return line;
  });
}

function commonIndent(lines: readonly string[]): number {
  let common = Number.MAX_SAFE_INTEGER;
  for (const line of lines) if (line.trim() !== "") common = Math.min(common, /^[ \t]*/.exec(line)?.[0].length ?? 0);
  return common;
}

/** Only between backticks, or behind a backslash, may a line end within a text. */
const MAY_HAVE_LONG_TEXT = /`|\\\r?\n/;

/** True when a text in the script spans lines, whose indentation is then part of its value. */
function hasLongText(node: Node, script: Script): boolean {
  if (node.type === "TemplateElement" || node.type === "Literal") {
    return script.code.slice(node.start - script.start, node.end - script.start).includes("\n");
  }
  return children(node).some((child) => hasLongText(child, script));
}
