/** What an unknown directive was probably meant to be. */
import { directives } from "../../protocol/bindings.ts";
import { nearest } from "../../protocol/suggest.ts";
import { attributes } from "./vocabulary.ts";

/** What other systems call them. */
const ALIASES: Readonly<Record<string, string>> = {
  elseif: "else-if",
  elif: "else-if",
  elsif: "else-if",
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

/** The fix for an unknown directive: the nearest known one, or all of them. */
export function suggestDirective(name: string): string {
  const alias = Object.hasOwn(ALIASES, name) ? ALIASES[name] : undefined;
  const near = alias ?? (attributes.has(name) ? undefined : nearest(name, directives));
  if (near !== undefined) return `Did you mean :${near}?`;
  if (attributes.has(name)) return `For the attribute, write ${name}={…}.`;
  return `Known are ${directives.map((known) => `:${known}`).join(", ")}.`;
}
