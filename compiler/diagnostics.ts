/** Diagnostics: what the compiler has to say about a template. One catalogue; codes never change their meaning. */
import { type Code, catalogue, type Entry, type MessageParameters } from "./catalogue.ts";
import { Lines } from "./positions.ts";
import type { Span } from "./tree.ts";

export type Severity = "error" | "warning";

/** Another place that belongs to a diagnostic: the tag that was opened, the first of two scripts. */
export interface Related {
  readonly span: Span;
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 units. */
  readonly column: number;
  readonly message: string;
  /** The file it is in, where that is not the diagnostic's own. */
  readonly file?: string;
}

/** One diagnostic, at a place in a source file. */
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

/** Where a check says what it finds. */
export interface DiagnosticSink {
  /** Adds a diagnostic; the catalogue says what its parameters are. */
  report<C extends Code>(code: C, span: Span, parameters: MessageParameters<C>, related?: readonly Mention[]): void;
}

/** A place that a check mentions besides its diagnostic's own. */
export interface Mention {
  readonly span: Span;
  readonly message: string;
}

/** Errors kept of one file, and warnings shown; one more diagnostic says that there were others. */
export const MAX_DIAGNOSTICS = 100;

/** Warnings kept of one file until it is known which of them are silenced; what comes after them is lost. */
export const MAX_WARNINGS = 10_000;

/**
 * Collects the diagnostics of one file.
 *
 * @example
 * const reporter = new Reporter(file, source);
 * reporter.report("LC1032", { start: 7, end: 11 }, { tag: "b" });
 * reporter.sorted(); // [{ code: "LC1032", message: "</b> closes nothing: no <b> is open here.", … }]
 */
export class Reporter implements DiagnosticSink {
  readonly #file: string;
  readonly #source: string;
  readonly #errors: Diagnostic[] = [];
  readonly #warnings: Diagnostic[] = [];
  #lines: Lines | undefined;

  constructor(file: string, source: string) {
    this.#file = file;
    this.#source = source;
  }

  /** True as soon as one diagnostic is an error. */
  get failed(): boolean {
    return this.#errors.length > 0;
  }

  report<C extends Code>(code: C, span: Span, parameters: MessageParameters<C>, related: readonly Mention[] = []): void {
    if (catalogue[code].severity === "warning") {
      if (this.#warnings.length < MAX_WARNINGS) this.#warnings.push(this.#diagnostic(code, span, parameters, related));
    } else if (this.#errors.length < MAX_DIAGNOSTICS) this.#errors.push(this.#diagnostic(code, span, parameters, related));
    else if (this.#errors.length === MAX_DIAGNOSTICS) {
      this.#errors.push(this.#diagnostic("LC1005", span, { limit: String(MAX_DIAGNOSTICS) }, []));
    }
  }

  /** The diagnostics in the order of their places. */
  sorted(): Diagnostic[] {
    return [...this.#errors, ...this.#warnings].sort((a, b) => a.span.start - b.span.start);
  }

  #diagnostic(code: Code, span: Span, parameters: Readonly<Record<string, string>>, related: readonly Mention[]): Diagnostic {
    this.#lines ??= new Lines(this.#source);
    const lines = this.#lines;
    return {
      ...wordsOf(code, parameters),
      file: this.#file,
      span: { start: span.start, end: span.end },
      ...lines.position(span.start),
      ...(related.length === 0 ? {} : { related: related.map((place) => ({ ...place, ...lines.position(place.span.start) })) }),
    };
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

/** A text of the catalogue with its parameters in it. */
export function fill(text: string, parameters: Readonly<Record<string, string>>): string {
  return text.replace(/%(\w+)%/g, (_, name: string) => parameters[name] ?? "");
}
