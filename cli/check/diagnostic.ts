/** What a check finds: the compiler's diagnostics and TypeScript's, in one form. */
import type { Diagnostic, Severity } from "../../compiler/diagnostics.ts";
import type { Span } from "../../compiler/tree.ts";

/** A place in a file. */
export interface Place {
  /** Relative to the project's root. */
  readonly file: string;
  /** Offsets in the file. */
  readonly span: Span;
  /** 1-based. */
  readonly line: number;
  /** 1-based, in UTF-16 units. */
  readonly column: number;
}

export interface CheckDiagnostic extends Place {
  /** `LC…` is the compiler's, `TS…` TypeScript's. */
  readonly code: string;
  readonly severity: Severity;
  /** One sentence. */
  readonly message: string;
  /** What TypeScript says besides, from the general to the particular. */
  readonly details: readonly string[];
  /** What to do about it, where that is known. */
  readonly fix?: string;
  readonly related: readonly (Place & { readonly message: string })[];
}

export function fromDiagnostic({ code, severity, message, fix, file, span, line, column, related = [] }: Diagnostic): CheckDiagnostic {
  const places = related.map((place) => ({ file, ...place }));
  return { file, span, line, column, code, severity, message, details: [], ...(fix === undefined ? {} : { fix }), related: places };
}

/** In the order of files and places, each once. */
export function sorted(diagnostics: readonly CheckDiagnostic[]): readonly CheckDiagnostic[] {
  const byKey = new Map(
    diagnostics.map((diagnostic) => [JSON.stringify([diagnostic.file, diagnostic.span, diagnostic.code, diagnostic.message]), diagnostic]),
  );
  return [...byKey.values()].sort((a, b) => (a.file === b.file ? a.span.start - b.span.start : a.file < b.file ? -1 : 1));
}
