/** Spreads: `{...e}` on an element. Names are only known at run time, so each is checked then, by the table the compiler uses. */
import { contextRow } from "../../protocol/contexts.ts";
import type { Leaf } from "../../protocol/wire.ts";
import type { Warn } from "./renderer.ts";
import type { Slot } from "./slot.ts";
import { BLOCKED_URL, isSafeUrl } from "./url.ts";
import { type AttributeValue, attributeLeaf, type ClassValue, classLeaf, type StyleValue, styleLeaf } from "./value.ts";

const NAME = /^[a-z_][\w.:-]*$/i;
const HANDLER = /^on/i;

/** The attributes a spread gives, as leaves; refused names are left out and told. */
export function spreadLeaves(record: { readonly [name: string]: unknown }, slot: Slot, warn: Warn): ReadonlyMap<string, Leaf> {
  const leaves = new Map<string, Leaf>();
  for (const name of Object.keys(record).sort(valueLast)) {
    if (slot.except?.has(name.toLowerCase())) continue;
    // Its namespace is not known here: what is refused in one is refused in all.
    const row = contextRow(slot.name, undefined, name);
    const valueless = name === "value" && (slot.name === "select" || slot.name === "textarea");
    if (!NAME.test(name) || HANDLER.test(name) || row?.danger !== undefined || valueless) {
      warn(`A spread on <${slot.name}> may not set the attribute ${JSON.stringify(name.slice(0, 40))}; it was left out.`);
      continue;
    }
    const leaf = leafOf(name.toLowerCase(), record[name]);
    const blocked = row?.context !== undefined && typeof leaf === "string" && !isSafeUrl(leaf, row.context);
    if (blocked) warn(`A spread on <${slot.name}> gave ${name} a URL that could run code; it became ${BLOCKED_URL}.`);
    if (leaf !== null) leaves.set(name, blocked ? BLOCKED_URL : leaf);
  }
  return leaves;
}

/** What a field makes of its value depends on `type`, `max` and the like, which are therefore written first. */
function valueLast(one: string, other: string): number {
  return Number(one === "value") - Number(other === "value");
}

function leafOf(name: string, value: unknown): Leaf {
  if (name === "class") return classLeaf(value as ClassValue);
  return name === "style" ? styleLeaf(value as StyleValue) : attributeLeaf(value as AttributeValue);
}
