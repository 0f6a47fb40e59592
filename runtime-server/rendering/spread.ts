/**
 * Spreads: `{...e}` on an element. Names are only known at run time, so each is checked then, by the table the compiler
 * uses.
 */
import { contextRow } from "../../protocol/contexts.ts";
import type { Leaf } from "../../protocol/wire.ts";
import type { Warn } from "./leaves.ts";
import type { Slot } from "./slot.ts";
import { BLOCKED_URL, isSafeUrl } from "./url.ts";
import { type AttributeValue, attributeLeaf, type ClassValue, classLeaf, type StyleValue, styleLeaf } from "./value.ts";

/**
 * Attributes of SVG and MathML that have capitals (HTML, "adjust SVG attributes" and "adjust MathML attributes"), by
 * their lower-case names.
 */
const FOREIGN: ReadonlyMap<string, string> = new Map(
  (
    "attributeName attributeType baseFrequency baseProfile calcMode clipPathUnits definitionURL diffuseConstant edgeMode filterUnits glyphRef " +
    "gradientTransform gradientUnits kernelMatrix kernelUnitLength keyPoints keySplines keyTimes lengthAdjust limitingConeAngle markerHeight " +
    "markerUnits markerWidth maskContentUnits maskUnits numOctaves pathLength patternContentUnits patternTransform patternUnits pointsAtX " +
    "pointsAtY pointsAtZ preserveAlpha preserveAspectRatio primitiveUnits refX refY repeatCount repeatDur requiredExtensions requiredFeatures " +
    "specularConstant specularExponent spreadMethod startOffset stdDeviation stitchTiles surfaceScale systemLanguage tableValues targetX targetY " +
    "textLength viewBox viewTarget xChannelSelector yChannelSelector zoomAndPan"
  )
    .split(" ")
    .map((name) => [name.toLowerCase(), name]),
);
const NAME = /^[a-z_][\w.:-]*$/i;
const HANDLER = /^on/i;

/** The attributes a spread gives, as leaves; refused names are left out and told. */
export function spreadLeaves(record: { readonly [name: string]: unknown }, slot: Slot, warn: Warn): ReadonlyMap<string, Leaf> {
  const leaves = new Map<string, Leaf>();
  for (const [name, value] of written(record, slot.foreign)) {
    if (slot.except?.has(name.toLowerCase())) continue;
    // Its namespace is not known here: what is refused in one is refused in all.
    const row = contextRow(slot.name, undefined, name);
    const valueless = name === "value" && (slot.name === "select" || slot.name === "textarea");
    if (!NAME.test(name) || HANDLER.test(name) || row?.danger !== undefined || valueless) {
      warn(`A spread on <${slot.name}> may not set the attribute ${JSON.stringify(name.slice(0, 40))}; it was left out.`);
      continue;
    }
    const leaf = leafOf(name.toLowerCase(), value);
    const blocked = row?.context !== undefined && typeof leaf === "string" && !isSafeUrl(leaf, row.context);
    if (blocked) warn(`A spread on <${slot.name}> gave ${name} a URL that could run code; it became ${BLOCKED_URL}.`);
    if (leaf !== null) leaves.set(name, blocked ? BLOCKED_URL : leaf);
  }
  return leaves;
}

/**
 * The attributes of a record, `value` last: what a field makes of it depends on `type`, `max` and the like. Two
 * spellings are one attribute, as HTML does not tell them apart, and as in an object the later counts. Each is spelled
 * as a browser's parser does it.
 */
function written(record: { readonly [name: string]: unknown }, foreign: boolean): readonly (readonly [name: string, value: unknown])[] {
  const attributes = new Map<string, readonly [name: string, value: unknown]>();
  for (const [spelling, value] of Object.entries(record)) {
    const lower = spelling.toLowerCase();
    attributes.set(lower, [(foreign ? FOREIGN.get(lower) : undefined) ?? lower, value]);
  }
  return [...attributes.values()].sort(([one], [other]) => Number(one === "value") - Number(other === "value"));
}

function leafOf(name: string, value: unknown): Leaf {
  if (name === "class") return classLeaf(value as ClassValue);
  return name === "style" ? styleLeaf(value as StyleValue) : attributeLeaf(name, value as AttributeValue);
}
