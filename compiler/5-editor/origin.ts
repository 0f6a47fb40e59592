/** From places in a generated module to places in its template. */
import { type Mapping, MappingKind } from "../3-generate/segments.ts";
import type { Span } from "../tree.ts";

/**
 * Where a range of a module came from. A range that only begins in our own code is led to the first piece of the
 * template in it; `undefined` where there is none.
 *
 * @example origin([[10, 4, 2, 4, 0]], 12, 2) // { start: 4, end: 6 }
 */
export function origin(mappings: readonly Mapping[], start: number, length: number): Span | undefined {
  const index = lastBefore(mappings, start);
  const around = mappings[index];
  if (around !== undefined && start < around[0] + Math.max(around[1], 1)) return within(around, start, length);
  const next = mappings[index + 1];
  return next !== undefined && next[0] < start + length ? within(next, next[0], start + length - next[0]) : undefined;
}

/** The last range that does not begin after an offset; −1 for none. */
function lastBefore(mappings: readonly Mapping[], offset: number): number {
  let low = -1;
  let high = mappings.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((mappings[middle]?.[0] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return low;
}

function within([mapped, size, source, sourceSize, kind]: Mapping, start: number, length: number): Span {
  if (kind === MappingKind.atom) return { start: source, end: source + sourceSize };
  const from = source + start - mapped;
  return { start: from, end: from + Math.min(length, mapped + size - start) };
}
