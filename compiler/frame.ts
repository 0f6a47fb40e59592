/** Diagnostics as a person reads them: message, code frame, related places, fix. */
import { styleText } from "node:util";
import type { Diagnostic } from "./diagnostics.ts";
import { Lines } from "./positions.ts";
import type { Span } from "./tree.ts";

/** Columns of source shown; longer lines are cut around the place. */
const MAX_COLUMNS = 120;
/** Source columns kept to the left of the place in a line that is cut. */
const LEAD = 40;

type Style = Parameters<typeof styleText>[0];
type Paint = (style: Style, text: string) => string;

/**
 * One diagnostic with its code frame.
 *
 * @example
 * error[LC1032]: </b> closes nothing: no <b> is open here.
 *   --> todo.live.html:3:7
 *    |
 *  3 | <p>Hi</b></p>
 *    |      ^^^^
 *    = fix: Remove it, or add the missing <b>.
 */
export function formatDiagnostic(diagnostic: Diagnostic, source: string, options: { readonly color: boolean }): string {
  const paint: Paint = (style, text) => (options.color ? styleText(style, text, { validateStream: false }) : text);
  const lines = new Lines(source);
  const related = diagnostic.related ?? [];
  const width = String(Math.max(diagnostic.line, ...related.map((place) => place.line))).length;
  const tone = diagnostic.severity === "error" ? "red" : "yellow";
  const bar = paint("blue", `${" ".repeat(width)} |`);

  const frame = (line: number, column: number, span: Span, mark: string, style: Style, label: string): string[] => {
    const { text, start } = cut(lines.text(line), column);
    const room = Math.max(text.length - start, 1);
    const underline = mark.repeat(Math.min(Math.max(span.end - span.start, 1), room));
    const indent = text.slice(0, start).replace(/[^\t]/g, " ");
    return [
      `${paint("blue", `${String(line).padStart(width)} |`)} ${text}`,
      `${bar} ${indent}${paint(style, label === "" ? underline : `${underline} ${label}`)}`,
    ];
  };

  return [
    `${paint(["bold", tone], `${diagnostic.severity}[${diagnostic.code}]`)}${paint("bold", `: ${diagnostic.message}`)}`,
    `${" ".repeat(width)}${paint("blue", "-->")} ${diagnostic.file}:${diagnostic.line}:${diagnostic.column}`,
    bar,
    ...frame(diagnostic.line, diagnostic.column, diagnostic.span, "^", tone, ""),
    ...related.flatMap((place) => frame(place.line, place.column, place.span, "-", "blue", place.message)),
    ...(diagnostic.fix === undefined ? [] : [`${paint("blue", `${" ".repeat(width)} =`)} ${paint("green", "fix:")} ${diagnostic.fix}`]),
  ].join("\n");
}

/** A line cut to `MAX_COLUMNS` around a column, and where that column is afterwards. */
function cut(line: string, column: number): { text: string; start: number } {
  const start = column - 1;
  if (line.length <= MAX_COLUMNS) return { text: line, start };
  const from = Math.max(0, start - LEAD);
  const to = from + MAX_COLUMNS;
  const head = from > 0 ? "…" : "";
  return { text: head + line.slice(from, to) + (to < line.length ? "…" : ""), start: start - from + head.length };
}
