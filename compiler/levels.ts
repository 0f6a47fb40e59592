/** How much a warning counts: in the element after a `livec-ignore`, and in a whole project by its configuration. */
import type { WarningCode } from "./catalogue.ts";
import { type Diagnostic, MAX_DIAGNOSTICS, wordsOf } from "./diagnostics.ts";
import type { Ignore } from "./tree.ts";

/** What becomes of a warning. */
export type Level = "off" | "warning" | "error";

/** Levels by code; warnings that are not named stay warnings. */
export type Levels = { readonly [C in WarningCode]?: Level };

/**
 * Drops warnings that are silenced, in place or everywhere, and raises those that count as errors. Of the warnings that
 * are left, so many are shown,
 * and one more says that there are others.
 *
 * @param diagnostics in the order of their places
 */
export function applyLevels(diagnostics: readonly Diagnostic[], ignores: readonly Ignore[], levels: Levels): readonly Diagnostic[] {
  const byCode: Readonly<Record<string, Level | undefined>> = levels;
  const silenced = new Silenced(ignores);
  let warnings = 0;
  return diagnostics.flatMap((diagnostic): readonly Diagnostic[] => {
    if (diagnostic.severity === "error") return [diagnostic];
    const level = byCode[diagnostic.code] ?? "warning";
    if (level === "off" || silenced.has(diagnostic)) return [];
    warnings++;
    if (warnings <= MAX_DIAGNOSTICS) return [{ ...diagnostic, severity: level }];
    return warnings === MAX_DIAGNOSTICS + 1 ? [tooMany(diagnostic)] : [];
  });
}

function tooMany({ file, span, line, column }: Diagnostic): Diagnostic {
  return { ...wordsOf("LC5902", { limit: String(MAX_DIAGNOSTICS) }), file, span, line, column };
}

/**
 * What the ignores of a file silence, asked in the order of the file: elements with an ignore are inside each other, or
 * apart.
 */
class Silenced {
  readonly #ignores: readonly Ignore[];
  #next = 0;
  /** By code, where the last of the elements that were entered and ignore it ends. */
  readonly #ends = new Map<string, number>();

  constructor(ignores: readonly Ignore[]) {
    this.#ignores = ignores.toSorted((a, b) => a.start - b.start);
  }

  has({ code, span }: Diagnostic): boolean {
    for (let ignore = this.#ignores[this.#next]; ignore !== undefined && ignore.start <= span.start; ignore = this.#ignores[this.#next]) {
      for (const ignored of ignore.codes) this.#ends.set(ignored, Math.max(this.#ends.get(ignored) ?? 0, ignore.end));
      this.#next++;
    }
    return span.start < (this.#ends.get(code) ?? 0);
  }
}
