/** How much a warning counts: in the element after a `livec-ignore`, and in a whole project by its configuration. */
import type { WarningCode } from "./catalogue.ts";
import type { Diagnostic } from "./diagnostics.ts";
import type { Ignore } from "./tree.ts";

/** What becomes of a warning. */
export type Level = "off" | "warning" | "error";

/** Levels by code; warnings that are not named stay warnings. */
export type Levels = { readonly [C in WarningCode]?: Level };

/** Drops warnings that are silenced, in place or everywhere, and raises those that count as errors. */
export function applyLevels(diagnostics: readonly Diagnostic[], ignores: readonly Ignore[], levels: Levels): Diagnostic[] {
  const byCode: Readonly<Record<string, Level | undefined>> = levels;
  return diagnostics.flatMap((diagnostic) => {
    if (diagnostic.severity === "error") return [diagnostic];
    const level = byCode[diagnostic.code] ?? "warning";
    const ignored = ignores.some((ignore) => ignore.codes.has(diagnostic.code) && isWithin(diagnostic, ignore));
    return level === "off" || ignored ? [] : [{ ...diagnostic, severity: level }];
  });
}

function isWithin({ span }: Diagnostic, ignore: Ignore): boolean {
  return span.start >= ignore.start && span.start < ignore.end;
}
