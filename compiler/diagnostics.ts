/** Diagnostics: what the compiler has to say about a template. One catalogue; codes never change their meaning. */
import type { Span } from "./tree.ts";

export type Severity = "error" | "warning";

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
  /** Other places that belong to the finding: the tag that was opened, the first of two scripts. */
  readonly related?: readonly { readonly span: Span; readonly line: number; readonly column: number; readonly message: string }[];
}
