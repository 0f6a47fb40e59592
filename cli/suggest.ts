/** The end of a message about a name that does not exist. */
import { nearest } from "../base/suggest.ts";

/** ` Did you mean “x”?`, or nothing. */
export function didYouMean(name: string, candidates: Iterable<string>, prefix = ""): string {
  const near = nearest(name, candidates);
  return near === undefined ? "" : ` Did you mean “${prefix}${near}”?`;
}
