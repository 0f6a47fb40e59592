/** What somebody probably meant by a name that does not exist. For the compiler, the command and the server alike. */

/** Slips in a name that still tell what was meant: none in one letter, one in up to three, two in more. */
function tolerance(name: string): number {
  return name.length < 2 ? 0 : name.length < 4 ? 1 : 2;
}

/**
 * The nearest of some names, without regard to case; nothing where none is near enough to be meant.
 *
 * @param slips how many letters may be missing, added, wrong or swapped with their neighbour
 * @example nearest("clik", ["focus", "click"]) // "click"
 */
export function nearest(name: string, candidates: Iterable<string>, slips: number = tolerance(name)): string | undefined {
  const typed = name.toLowerCase();
  let best: string | undefined;
  let bound = slips + 1;
  for (const candidate of candidates) {
    if (bound === 0) break;
    const found = distance(typed, candidate.toLowerCase(), bound);
    if (found < bound && found < candidate.length) [best, bound] = [candidate, found];
  }
  return best;
}

/** Slips between two names; `bound` once it is certain that there are as many. */
function distance(a: string, b: string, bound: number): number {
  if (Math.abs(a.length - b.length) >= bound) return bound;
  let older: readonly number[] = [];
  let row: readonly number[] = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let slips = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) slips = Math.min(slips, (older[j - 2] ?? 0) + 1);
      next.push(slips);
    }
    [older, row] = [row, next];
  }
  return Math.min(row[b.length] ?? bound, bound);
}

/** ` Did you mean "x"?`, or nothing. */
export function didYouMean(name: string, candidates: Iterable<string>, prefix = ""): string {
  const near = nearest(name, candidates);
  return near === undefined ? "" : ` Did you mean "${prefix}${near}"?`;
}
