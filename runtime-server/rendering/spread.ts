/** Spreads: `{...e}` on an element. Names are only known at run time, so each is checked then. */
import type { Leaf } from "../../protocol/wire.ts";
import type { Warn } from "./renderer.ts";
import type { Slot } from "./slot.ts";
import { BLOCKED_URL, isSafeUrl, type UrlContext } from "./url.ts";
import { type AttributeValue, attributeLeaf, type ClassValue, classLeaf, type StyleValue, styleLeaf } from "./value.ts";

const NAME = /^[a-z_][\w.:-]*$/i;
/** What could run code or load it, and has a compile-time form with its own checks. */
const REFUSED = /^(?:on|srcdoc$|http-equiv$|is$|nonce$|sandbox$|srcset$|imagesrcset$|ping$|attributename$|from$|to$|by$|values$)/i;
const URL_NAMES: ReadonlySet<string> = new Set(["href", "xlink:href", "action", "formaction", "cite", "background", "longdesc"]);
const MEDIA_NAMES: ReadonlySet<string> = new Set(["src", "poster"]);
/** Elements whose URLs load code or documents: a spread never sets them. */
const LOADERS: ReadonlySet<string> = new Set(["script", "iframe", "frame", "embed", "object", "link", "base", "meta", "use"]);

/** The attributes a spread gives, as leaves; refused names are left out and told. */
export function spreadLeaves(record: { readonly [name: string]: unknown }, slot: Slot, warn: Warn): ReadonlyMap<string, Leaf> {
  const leaves = new Map<string, Leaf>();
  for (const name of Object.keys(record)) {
    if (slot.except?.has(name.toLowerCase())) continue;
    if (!NAME.test(name) || REFUSED.test(name) || (LOADERS.has(slot.name) && urlContext(name) !== undefined)) {
      warn(`A spread on <${slot.name}> may not set the attribute ${JSON.stringify(name.slice(0, 40))}; it was left out.`);
      continue;
    }
    const leaf = leafOf(name, record[name], slot, warn);
    if (leaf !== null) leaves.set(name, leaf);
  }
  return leaves;
}

function leafOf(name: string, value: unknown, slot: Slot, warn: Warn): Leaf {
  if (name === "class") return classLeaf(value as ClassValue);
  if (name === "style") return styleLeaf(value as StyleValue);
  const leaf = attributeLeaf(value as AttributeValue);
  const context = urlContext(name);
  if (context === undefined || typeof leaf !== "string" || isSafeUrl(leaf, context)) return leaf;
  warn(`A spread on <${slot.name}> gave ${name} a URL that could run code; it became ${BLOCKED_URL}.`);
  return BLOCKED_URL;
}

function urlContext(name: string): UrlContext | undefined {
  const lower = name.toLowerCase();
  if (URL_NAMES.has(lower)) return "url";
  return MEDIA_NAMES.has(lower) || lower === "data" ? "media" : undefined;
}
