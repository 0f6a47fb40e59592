/** Diagnostics: what the compiler has to say about a template. One catalogue; codes never change their meaning. */
import { type Code, catalogue, type Entry, type MessageParameters } from "./catalogue.ts";
import { Lines } from "./positions.ts";
import type { Span } from "./tree.ts";

export type Severity = "error" | "warning";

/** Another place that belongs to a finding: the tag that was opened, the first of two scripts. */
export interface Related {
  readonly span: Span;
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 units. */
  readonly column: number;
  readonly message: string;
  /** The file it is in, where that is not the finding's own. */
  readonly file?: string;
}

/** One finding, at a place in a source file. */
export interface Diagnostic {
  /** Stable: `LC1003`. */
  readonly code: string;
  readonly severity: Severity;
  /** One sentence in plain words that names the thing found. */
  readonly message: string;
  /** What to do about it, where that is known. */
  readonly fix?: string;
  readonly file: string;
  /** Offsets in the file. */
  readonly span: Span;
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 units. */
  readonly column: number;
  readonly related?: readonly Related[];
}

/** Findings kept of one file; one more says that there were others. */
export const MAX_DIAGNOSTICS = 100;

/**
 * Collects the findings of one file.
 *
 * @example
 * const reporter = new Reporter(file, source);
 * reporter.report("LC1032", { start: 7, end: 11 }, { tag: "b" });
 * reporter.sorted(); // [{ code: "LC1032", message: "</b> closes nothing: no <b> is open here.", … }]
 */
export class Reporter {
  readonly #file: string;
  readonly #source: string;
  readonly #found: Diagnostic[] = [];
  #lines: Lines | undefined;

  constructor(file: string, source: string) {
    this.#file = file;
    this.#source = source;
  }

  /** True as soon as one finding is an error. */
  get failed(): boolean {
    return this.#found.some((found) => found.severity === "error");
  }

  /** Adds a finding; the catalogue says what its parameters are. */
  report<C extends Code>(
    code: C,
    span: Span,
    parameters: MessageParameters<C>,
    related: readonly { span: Span; message: string }[] = [],
  ): void {
    if (this.#found.length > MAX_DIAGNOSTICS) return;
    if (this.#found.length === MAX_DIAGNOSTICS) this.#add("LC1005", span, { limit: String(MAX_DIAGNOSTICS) }, []);
    else this.#add(code, span, parameters, related);
  }

  /** The findings in the order of their places. */
  sorted(): Diagnostic[] {
    return [...this.#found].sort((a, b) => a.span.start - b.span.start);
  }

  #add(code: Code, span: Span, parameters: Readonly<Record<string, string>>, related: readonly { span: Span; message: string }[]): void {
    this.#lines ??= new Lines(this.#source);
    const lines = this.#lines;
    this.#found.push({
      ...wordsOf(code, parameters),
      file: this.#file,
      span: { start: span.start, end: span.end },
      ...lines.position(span.start),
      ...(related.length === 0 ? {} : { related: related.map((place) => ({ ...place, ...lines.position(place.span.start) })) }),
    });
  }
}

/** A diagnostic that calls files by other names; `fileOf` answers with them. */
export function inFiles(diagnostic: Diagnostic, fileOf: (file: string) => string): Diagnostic {
  const { file, related } = diagnostic;
  const moved = related?.map((place) => (place.file === undefined ? place : { ...place, file: fileOf(place.file) }));
  return { ...diagnostic, file: fileOf(file), ...(moved !== undefined && { related: moved }) };
}

/** What a diagnostic says, wherever it is found. */
export function wordsOf(
  code: Code,
  parameters: Readonly<Record<string, string>>,
): Pick<Diagnostic, "code" | "severity" | "message" | "fix"> {
  const entry: Entry = catalogue[code];
  const fix = entry.fix === undefined ? "" : fill(entry.fix, parameters);
  return { code, severity: entry.severity, message: fill(entry.message, parameters), ...(fix === "" ? {} : { fix }) };
}

function fill(text: string, parameters: Readonly<Record<string, string>>): string {
  return text.replace(/%(\w+)%/g, (_, name: string) => parameters[name] ?? "");
}
