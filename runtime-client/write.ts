/** Writes of one value into the DOM, each only where it makes a difference. */
import { type ClientSlot, isContentSlot, isNamedSlot, partsOf, SlotKind } from "../protocol/slots.ts";
import type { Change, Leaf, Value } from "../protocol/wire.ts";
import { attributeNameOf, type Item, mismatch } from "./block.ts";
import { attributeOf, namesOf, own, setAttributeOf, textOf, trusted } from "./dom.ts";
import type { Kept } from "./extent.ts";
import { decided } from "./field.ts";
import { isOwned, postpone } from "./lock.ts";
import { changing } from "./stages.ts";

/**
 * Writes the value of a text, attribute or content slot. `isNews`: the server has just said so; else what the visitor
 * made of the same value stays.
 */
export function write(slot: ClientSlot, target: ChildNode, value: Value | Change, isNews = true): void {
  const [kind] = slot;
  const parts = slot.length > 1 ? partsOf(slot) : WHOLE;
  if (kind === SlotKind.text) writeText(target as Text, value, parts);
  else if (kind === SlotKind.spread)
    for (const name in value as object)
      writeAttribute(
        target as Element,
        name,
        (value as { [name: string]: Leaf })[name] as Leaf,
        (slot as readonly unknown[]).includes(name),
        isNews,
      );
  else if (kind === SlotKind.content) writeContent(target as Element, joined(parts, value), isNews);
  else if (isContentSlot(kind)) {
    changing(target);
    (target as Element).innerHTML = trusted(joined(parts, value));
  } else {
    const name = attributeNameOf(slot);
    const text = isSuffix(value, parts) ? grown(textOf(target as Element, name), value, parts) : joined(parts, value);
    writeAttribute(target as Element, name, parts.length ? text : (value as Leaf), kind === SlotKind.prop, isNews);
  }
}

/** Of a whole value, which most are: nothing stands around it. */
const WHOLE: readonly string[] = [];

/**
 * Takes a change into what is kept; answers what is to be written: all values of a run, the attributes of a spread
 * that differ.
 */
export function changed(kept: Kept, change: Change): Value | Change {
  if (!Array.isArray(kept)) return Object.assign(kept, change) && change;
  const patch = change as readonly Change[];
  for (let index = 0; index < patch.length; index += 2) {
    const number = patch[index] as number;
    const next = patch[index + 1] as Change;
    // Another value, or more at the end of what it was.
    kept[number] = Array.isArray(next) ? `${kept[number]}${next[0]}` : (next as Leaf);
  }
  return kept;
}

/** True for `["more"]`, where a run has one value. */
const isSuffix = (value: unknown, parts: readonly string[]): value is readonly [string] => Array.isArray(value) && parts.length < 3;

/** A text with more at the end of its one value. */
const grown = (text: string, [more]: readonly [string], [, after = ""]: readonly string[]): string =>
  text.slice(0, text.length - after.length) + more + after;

/** The spread `after` with `null` for what only `before` has. */
export const replaced = (before: Kept, after: Kept): Kept => ({
  ...Object.fromEntries(Object.keys(before).flatMap((name) => (name in after ? [] : [[name, null]]))),
  ...after,
});

/** Static parts with the values between them. */
export function joined(parts: readonly string[], value: Value | Change): string {
  const values = Array.isArray(value) ? value : [value];
  return parts.length ? parts.reduce((text, part, index) => text + (values[index - 1] ?? "") + part) : `${value ?? ""}`;
}

function writeText(node: Text, value: Value | Change, parts: readonly string[]): void {
  // A translator replaces text nodes by elements of its own.
  if (!node.parentNode) mismatch();
  const text = joined(parts, value);
  // Only what is put in keeps a selection in the text that is there.
  const isMore = isSuffix(value, parts);
  if (isMore || node.data !== text) changing(node);
  if (isMore) node.insertData(node.length - (parts[1] ?? "").length, value[0]);
  else if (node.data !== text) node.data = text;
}

/** True for a slot that is, or in a spread may be, this property. */
const isProperty = (slot: ClientSlot, name: string): boolean =>
  (slot[0] === SlotKind.prop || slot[0] === SlotKind.spread) && (slot as readonly unknown[]).includes(name);

/** A new instance has a node for a slot. */
export function note(slot: ClientSlot, target: ChildNode): void {
  if (isProperty(slot, "checked") || isProperty(slot, "selected")) decided.add(target as Element);
}

/**
 * Takes a node of the page for a slot; answers what has to be known of it: the values of a run that has several, which
 * the lengths of all but the last tell, and the
 * attributes of a spread, which are those that are not the element's `own`. Throws where the page has another text.
 */
export function adopt(slot: ClientSlot, target: ChildNode, lengths: Value, others: Item["own_"]): Kept | undefined {
  const name = "indeterminate";
  // No attribute is reflected by it, so the page's HTML cannot say it.
  if (isProperty(slot, name)) (target as HTMLInputElement)[name] = (target as Element).hasAttribute(name);
  if (slot[0] === SlotKind.spread) {
    const names = namesOf(target as Element).filter((name) => others && !others.includes(name));
    return Object.fromEntries(names.map((name) => [name, ""]));
  }
  if (!lengths) return undefined;
  const parts = partsOf(slot);
  const text = isNamedSlot(slot[0]) ? textOf(target as Element, attributeNameOf(slot)) : (target.textContent as string);
  const known = lengths as number[];
  const last = known.reduce((rest, length) => rest - length, text.length - parts.join("").length);
  let end = 0;
  const values = [...known, last].map((length, index) => {
    const start = end + (parts[index] as string).length;
    end = start + length;
    return text.slice(start, end);
  });
  return joined(parts, values) === text ? values : mismatch();
}

/** Writes an attribute, and for one that is a property the property that has a life of its own. */
function writeAttribute(element: Element, name: string, value: Leaf, hasProperty: boolean, isNews: boolean): void {
  const text = value === true ? "" : value;
  if (name === "style" && text) {
    changing(element);
    // A strict CSP forbids the attribute.
    own(element, "style").cssText = text as string;
    return;
  }
  const said = text === null ? null : `${text}`;
  const keep = hasProperty && (isNews || attributeOf(element, name) !== said) && writeProperty(element, name, text);
  const current = attributeOf(element, name);
  if (current === said) return;
  changing(element);
  if (current === null && name.includes(":") && !(element instanceof HTMLElement)) element.setAttributeNode(parsedAttribute(name));
  setAttributeOf(element, name, said && name === "srcdoc" ? trusted(said) : said);
  if (keep) keep();
}

/**
 * Writes a property that has a life of its own, before its attribute: of a checkbox, the value is the attribute, which
 * may have to go. Of a field that is the visitor's, answers how to keep what they chose when the attribute is written.
 */
function writeProperty(element: Element, name: string, text: string | number | null): (() => void) | undefined {
  const owner = element as Element & { [name: string]: unknown };
  // A form has no property, and may hide its methods.
  const field = own(element, "closest", "select") ?? element;
  if (!isOwned(field)) {
    owner[name] = name === "value" ? `${text ?? ""}` : text !== null;
    return undefined;
  }
  postpone(field);
  const shown = owner[name];
  // From now on it does not follow its attribute; an option does until it was chosen.
  if (name !== "value" || shown === textOf(element, name)) owner[name] = shown;
  const chosen = [...((field as HTMLSelectElement).selectedOptions ?? [])];
  return () => {
    for (const option of (field as HTMLSelectElement).options ?? []) option.selected = chosen.includes(option);
  };
}

/** An attribute of SVG or MathML: only the parser turns a prefix (`xlink:`) into a namespace. */
function parsedAttribute(name: string): Attr {
  const template = document.createElement("template");
  template.innerHTML = trusted(`<svg ${name}>`);
  const svg = template.content.firstChild as Element;
  return svg.removeAttributeNode(svg.attributes[0] as Attr);
}

/**
 * The text of a `<textarea>` or `<title>`. A field that the visitor changed does not follow its content, so its value
 * is set too.
 */
function writeContent(element: Element, text: string, isNews: boolean): void {
  const field = element as HTMLTextAreaElement;
  if (field.textContent === text && !(isNews && field.value !== text)) return;
  changing(element);
  if (isOwned(field)) {
    const { value } = field;
    field.value = value;
    field.textContent = text;
    postpone(field);
  } else field.value = field.textContent = text;
}
