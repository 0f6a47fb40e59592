/** Diagnostics as a person reads them: message, code frame, related places, fix. */
import type { Diagnostic } from "./diagnostics.ts";
import { Lines } from "./positions.ts";
import type { Span } from "./tree.ts";

/** Columns of source shown; longer lines are cut around the place. */
const MAX_COLUMNS = 120;
/** Source columns kept to the left of the place in a line that is cut. */
const LEAD = 40;

/** What a terminal is told before and behind a text: codes of its graphics. */
const STYLES = { bold: [1, 22], dim: [2, 22], red: [31, 39], green: [32, 39], yellow: [33, 39], blue: [34, 39] } as const;

type Style = keyof typeof STYLES;
type Paint = (style: Style | readonly Style[], text: string) => string;

/** A range to underline, and what to say about it. */
interface Mark {
  readonly span: Span;
  readonly line: number;
  readonly column: number;
  readonly sign: "^" | "-";
  readonly label: string;
}

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
 *    = help: livec explain LC1032 (docs/diagnostics/LC1032.md)
 */
export function formatDiagnostic(diagnostic: Diagnostic, source: string, options: { readonly color: boolean }): string {
  const paint: Paint = options.color ? painted : (_, text) => text;
  const { code, severity, fix, file, line, column, related = [] } = diagnostic;
  const marks: readonly Mark[] = [
    { ...diagnostic, sign: "^", label: "" },
    ...related.filter((place) => place.file === undefined).map((place): Mark => ({ ...place, sign: "-", label: place.message })),
  ];
  const elsewhere = related.filter((place) => place.file !== undefined);
  const width = String(Math.max(...marks.map((mark) => mark.line))).length;
  const margin = " ".repeat(width);
  const tone = severity === "error" ? "red" : "yellow";
  const note = paint("blue", `${margin} =`);
  return [
    `${paint(["bold", tone], `${severity}[${code}]`)}${paint("bold", `: ${printable(diagnostic.message)}`)}`,
    `${margin}${paint("blue", "-->")} ${printable(file)}:${line}:${column}`,
    paint("blue", `${margin} |`),
    ...frames(marks, new Lines(source), width, paint, tone),
    ...elsewhere.map((place) => `${note} ${printable(`${place.file}:${place.line}:${place.column}: ${place.message}`)}`),
    ...(fix === undefined ? [] : [`${note} ${paint("green", "fix:")} ${printable(fix)}`]),
    ...(code.startsWith("LC") ? [`${note} ${paint("dim", `help: livec explain ${code} (${docsPath(code)})`)}`] : []),
  ].join("\n");
}

/** The first style is the outermost. */
function painted(style: Style | readonly Style[], text: string): string {
  return [style].flat().reduceRight((inner, name) => `\x1b[${STYLES[name][0]}m${inner}\x1b[${STYLES[name][1]}m`, text);
}

/** Where the page of a code is, in the repository and in the package. */
function docsPath(code: string): string {
  return `docs/diagnostics/${code}.md`;
}

/** The lines with marks, in the order of the file; each line once, unless it must be cut for each mark. */
function frames(marks: readonly Mark[], lines: Lines, width: number, paint: Paint, tone: Style): string[] {
  const shown: string[] = [];
  let last = 0;
  for (const { span, line, column, sign, label } of marks.toSorted((a, b) => a.line - b.line)) {
    const whole = lines.text(line);
    const { text, start } = cut(whole, column);
    if (line !== last || text !== printable(whole)) {
      if (last > 0 && line > last + 1) shown.push(paint("blue", `${" ".repeat(width)} ⋮`));
      shown.push(`${paint("blue", `${String(line).padStart(width)} |`)} ${text}`);
    }
    last = line;
    const room = Math.max(text.length - start, 1);
    const underline = sign.repeat(Math.min(Math.max(span.end - span.start, 1), room));
    const indent = text.slice(0, start).replace(/[^\t]/g, " ");
    shown.push(
      `${paint("blue", `${" ".repeat(width)} |`)} ${indent}${paint(sign === "^" ? tone : "blue", label === "" ? underline : `${underline} ${label}`)}`,
    );
  }
  return shown;
}

/**
 * Text that a terminal shows and does not obey: characters that control it, or the direction of writing, are replaced
 * one by one.
 */
function printable(text: string): string {
  return text.replace(/[\0-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, "\ufffd");
}

/** A line cut to `MAX_COLUMNS` around a column, and where that column is afterwards. */
function cut(line: string, column: number): { text: string; start: number } {
  const start = column - 1;
  if (line.length <= MAX_COLUMNS) return { text: printable(line), start };
  const from = Math.max(0, start - LEAD);
  const to = from + MAX_COLUMNS;
  const head = from > 0 ? "…" : "";
  return { text: head + printable(line.slice(from, to)) + (to < line.length ? "…" : ""), start: start - from + head.length };
}
