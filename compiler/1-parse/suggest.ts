/** What an unknown directive was probably meant to be. */
import { directives } from "../../protocol/bindings.ts";

/** What other systems call them. */
const ALIASES: Readonly<Record<string, string>> = {
  elseif: "else-if",
  elif: "else-if",
  elsif: "else-if",
  "else if": "else-if",
  each: "for",
  foreach: "for",
  "v-for": "for",
  show: "if",
  when: "if",
  unless: "if",
  id: "key",
  "inner-html": "html",
  innerhtml: "html",
  slot: "let",
};

/** Slips allowed between a name and the one suggested. */
const MAX_DISTANCE = 2;

/** The fix for an unknown directive: the nearest known one, or all of them. */
export function suggestDirective(name: string): string {
  const alias = Object.hasOwn(ALIASES, name) ? ALIASES[name] : undefined;
  const near = alias ?? directives.find((known) => distance(name, known) <= Math.min(MAX_DISTANCE, known.length - 1));
  if (near !== undefined) return `Did you mean :${near}?`;
  return `Known are ${directives.map((known) => `:${known}`).join(", ")}.`;
}

/** Levenshtein distance; names too long to be a slip are far from everything. */
export function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > MAX_DISTANCE) return MAX_DISTANCE + 1;
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, from] of [...a].entries()) {
    const next = [i + 1];
    for (const [j, to] of [...b].entries()) {
      next.push(Math.min((row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1, (row[j] ?? 0) + (from === to ? 0 : 1)));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
