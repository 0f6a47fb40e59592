/** What an unknown directive was probably meant to be. */

import { nearest } from "../../base/suggest.ts";
import { activeBindings, directives } from "../../protocol/bindings.ts";
import { attributes } from "../html/vocabulary.ts";
import type { RawDirective } from "./attributes.ts";

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

/**
 * The fix for an unknown directive: the nearest known one, the attribute or binding of that name, or all that are
 * known.
 */
export function suggestDirective(name: string, prefix: string, value: RawDirective["value"] = true): string {
  if (name === "is") return "Choose between components with :if and :else.";
  const alias = Object.hasOwn(ALIASES, name) ? ALIASES[name] : undefined;
  const attribute = attributes.has(name) || /^(?:data|aria)-/.test(name);
  if (alias === undefined && attribute) return `For the attribute, write ${name}={${typeof value === "string" ? shortCode(value) : "…"}}.`;
  const near = alias ?? nearest(name, directives);
  if (near !== undefined) return `Did you mean :${near}?`;
  if (BINDINGS.has(name)) return `Did you mean ${prefix}${name}?`;
  return `Known are ${directives.map((known) => `:${known}`).join(", ")}.`;
}

const BINDINGS: ReadonlySet<string> = new Set(activeBindings);

function shortCode(value: string): string {
  return /^[\w$.!?[\]()'-]{1,60}$/.test(value) ? value : "…";
}
