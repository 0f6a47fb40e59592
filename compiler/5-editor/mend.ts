/**
 * Templates that are being written: `{user.}` is no expression yet, but an editor is to say what can follow the dot.
 */
import { type Mapping, MappingKind } from "../3-generate/segments.ts";
import type { Diagnostic } from "../diagnostics.ts";

/** What is written where a name is missing: no member has it, so nothing is said of it but that it is missing. */
const PLACEHOLDER = "$";

/** Places mended in one template; beyond them it is not being written but broken. */
const MAX_MENDED = 8;

export interface Mended {
  readonly source: string;
  /** Offsets of the placeholders, in the source as it was. */
  readonly inserted: readonly number[];
}

/** Puts a name after each dot that ends an expression; `undefined` where there is none. */
export function mend(source: string, diagnostics: readonly Diagnostic[]): Mended | undefined {
  if (!diagnostics.some(({ severity }) => severity === "error")) return undefined;
  const inserted = [...source.matchAll(/(?<=[\w$)\]]\??\.)(?=\s*[})\],"'])/g)].map(({ index }) => index);
  if (inserted.length === 0 || inserted.length > MAX_MENDED) return undefined;
  let mended = "";
  let from = 0;
  for (const at of inserted) {
    mended += source.slice(from, at) + PLACEHOLDER;
    from = at;
  }
  return { source: mended + source.slice(from), inserted };
}

/** The mappings of a mended template's module, as they lead to the template before it was mended. */
export function unmend(mappings: readonly Mapping[], inserted: readonly number[]): readonly Mapping[] {
  return mappings.flatMap((mapping): readonly Mapping[] => {
    const [start, , sourceStart, sourceLength, kind] = mapping;
    const shift = inserted.filter((at, index) => at + index < sourceStart).length;
    const inside = inserted.map((at, index) => at + index).filter((at) => at >= sourceStart && at < sourceStart + sourceLength);
    const [, length] = mapping;
    if (kind === MappingKind.atom || inside.length === 0) {
      return [[start, length, sourceStart - shift, sourceLength - inside.length, kind]];
    }
    const cuts = [...inside, sourceStart + sourceLength];
    let from = sourceStart;
    return cuts.flatMap((cut, index): readonly Mapping[] => {
      const piece: Mapping = [start + from - sourceStart, cut - from, from - shift - index, cut - from, MappingKind.verbatim];
      from = cut + PLACEHOLDER.length;
      return piece[1] > 0 ? [piece] : [];
    });
  });
}
