/** One pass of compilers over the corpus. */
import { parseCache } from "@vue/compiler-sfc";
import type { Compiler } from "./compilers.ts";
import type { Sources } from "./corpus.ts";

/** Compilers take turns after this many components, so that what else the machine does meets all of them alike. */
const TURN = 50;

/** Milliseconds per component, by name of the compiler. */
export function pass(compilers: readonly Compiler[], corpus: readonly Sources[]): ReadonlyMap<string, number> {
  const spent = new Map(compilers.map(({ name }) => [name, 0]));
  for (let start = 0; start < corpus.length; start += TURN) {
    const turn = corpus.slice(start, start + TURN);
    // Within a turn Vue parses once for both of its passes, as in its bundler plugins.
    parseCache.clear();
    for (const { name, run } of compilers) {
      const begun = performance.now();
      for (const sources of turn) run(sources);
      spent.set(name, (spent.get(name) ?? 0) + performance.now() - begun);
    }
  }
  return new Map([...spent].map(([name, time]) => [name, time / corpus.length]));
}
