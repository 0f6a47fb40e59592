/**
 * How elements stand in a formatted template: on lines of their own, or in the running text. Says nothing about
 * meaning.
 */
import { Namespace } from "../../protocol/slots.ts";
import type { RawElement } from "../1-parse/raw.ts";

const BLOCK: ReadonlySet<string> = new Set(
  (
    "address article aside base blockquote body caption center col colgroup dd details dialog dir div dl dt fieldset figcaption figure footer " +
    "form h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li link main menu meta nav ol optgroup option p pre script search section source " +
    "style summary table tbody td tfoot th thead title tr track ul"
  ).split(" "),
);
const OPEN: ReadonlySet<string> = new Set(
  "body colgroup datalist dl head html menu ol optgroup select table tbody tfoot thead tr ul".split(" "),
);

/** Stands on lines of its own. */
export function isBlock({ component, name, namespace }: RawElement): boolean {
  return !component && namespace === Namespace.html && BLOCK.has(name);
}

/** Has its children on lines of their own, however short they are. */
export function isOpen({ component, name, namespace }: RawElement): boolean {
  return !component && namespace === Namespace.html && OPEN.has(name);
}
