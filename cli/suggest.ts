/** What somebody probably meant by a name that does not exist. */
import { distance } from "../compiler/1-parse/suggest.ts";

/** Slips in a name that still tell what was meant. */
const MAX_SLIPS = 2;

/** The nearest of some names; nothing where none is near enough to be meant. */
export function suggest(name: string, candidates: Iterable<string>): string | undefined {
  const [best] = [...candidates].map((candidate) => ({ candidate, slips: distance(name, candidate) })).sort((a, b) => a.slips - b.slips);
  return best !== undefined && best.slips <= Math.min(MAX_SLIPS, best.candidate.length - 1) ? best.candidate : undefined;
}

/** ` Did you mean “x”?`, or nothing. */
export function didYouMean(name: string, candidates: Iterable<string>, prefix = ""): string {
  const near = suggest(name, candidates);
  return near === undefined ? "" : ` Did you mean “${prefix}${near}”?`;
}
