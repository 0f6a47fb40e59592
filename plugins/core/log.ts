/** Diagnostics as bundlers report them. */
import type { Diagnostic } from "../../compiler/diagnostics.ts";
import { formatDiagnostic } from "../../compiler/frame.ts";

/** What `this.warn` and `this.error` of Rollup and of Vite take. */
export interface Log {
  readonly message: string;
  /** Absolute path of the template. */
  readonly id: string;
  /** `LC1032` */
  readonly pluginCode: string;
  /** Line and column are 1-based, as everywhere in livec. */
  readonly loc: { readonly file: string; readonly line: number; readonly column: number };
  /** The place in the source, related places and the fix. */
  readonly frame: string;
}

/**
 * One report of one or more diagnostics in a file: the place is that of the first, the others are named below its
 * message.
 */
export function logOf(found: readonly Diagnostic[], file: string, source: string): Log {
  const [first, ...others] = found;
  if (first === undefined) throw new RangeError("There is nothing to report.");
  const more = others.map(({ code, message, line, column }) => `${line}:${column} ${code}: ${message}`);
  const { code, line, column } = first;
  return {
    message: [`${code}: ${first.message}`, ...more].join("\n"),
    id: file,
    pluginCode: code,
    loc: { file, line, column },
    frame: frameOf(first, source),
  };
}

/** The code frame without the lines that say message and place, which bundlers print themselves. */
function frameOf(diagnostic: Diagnostic, source: string): string {
  const lines = formatDiagnostic(diagnostic, source, { color: false }).split("\n");
  return lines.slice(lines.findIndex((line) => line.trimStart().startsWith("-->")) + 1).join("\n");
}
