/** Writes of one value into the DOM, each only where it makes a difference. */
import { type ClientSlot, isContentSlot, isElementSlot, isNamedSlot, partsOf, SlotKind } from "../protocol/slots.ts";
import type { Change, Leaf, Value } from "../protocol/wire.ts";
import { mismatch } from "./block.ts";

/** Writes the value of a text, attribute or content slot. */
export function write(slot: ClientSlot, target: ChildNode, value: Value | Change): void {
  const [kind, ...strings] = slot;
  const parts = partsOf(slot);
  if (kind === SlotKind.text) writeText(target as Text, value, parts);
  else if (kind === SlotKind.spread)
    for (const name in value as object)
      writeAttribute(target as Element, name, (value as { [name: string]: Leaf })[name] as Leaf, (strings as string[]).includes(name));
  else if (kind === SlotKind.content) writeContent(target as Element, join(parts, value));
  else if (isContentSlot(kind)) (target as Element).innerHTML = join(parts, value);
  else {
    const name = nameOf(slot);
    const text = isSuffix(value, parts) ? grown((target as Element).getAttribute(name) ?? "", value, parts) : join(parts, value);
    writeAttribute(target as Element, name, parts.length ? text : (value as Leaf), kind === SlotKind.prop);
  }
}

const nameOf = ([kind, name]: ClientSlot): string => (name as string) || (kind === SlotKind.class ? "class" : "style");

/** What one value of a run becomes by a change: another, or what it was with more at its end. */
export const changed = (last: unknown, change: Change): Leaf => (Array.isArray(change) ? `${last}${change[0]}` : (change as Leaf));

/** True for `["more"]`, where a run has one value. */
const isSuffix = (value: unknown, parts: readonly string[]): value is readonly [string] => Array.isArray(value) && parts.length < 3;

/** A text with more at the end of its one value. */
const grown = (text: string, [more]: readonly [string], [, after = ""]: readonly string[]): string =>
  text.slice(0, text.length - after.length) + more + after;

/** Static parts with the values between them. */
function join(parts: readonly string[], value: Value | Change): string {
  const values = Array.isArray(value) ? value : [value];
  return parts.length ? parts.reduce((text, part, index) => text + (values[index - 1] ?? "") + part) : `${value ?? ""}`;
}

function writeText(node: Text, value: Value | Change, parts: readonly string[]): void {
  // A translator replaces text nodes by elements of its own.
  if (!node.parentNode) mismatch();
  const text = join(parts, value);
  // Only what is put in keeps a selection in the text that is there.
  if (isSuffix(value, parts)) node.insertData(node.length - (parts[1] ?? "").length, value[0]);
  else if (node.data !== text) node.data = text;
}

/**
 * Takes a node of the page for a slot; answers the values of a run that has several, which the lengths of all but the last tell. Throws where the page has
 * another text.
 */
export function adopt(slot: ClientSlot, target: ChildNode, lengths: Value): readonly string[] | undefined {
  const name = "indeterminate";
  // No attribute is reflected by it, so the page's HTML cannot say it.
  if (isElementSlot(slot[0]) && (slot as readonly unknown[]).includes(name))
    (target as HTMLInputElement)[name] = (target as Element).hasAttribute(name);
  if (!lengths) return undefined;
  const parts = partsOf(slot);
  const text = (isNamedSlot(slot[0]) ? (target as Element).getAttribute(nameOf(slot)) : target.textContent) ?? "";
  const known = lengths as number[];
  const last = known.reduce((rest, length) => rest - length, text.length - parts.join("").length);
  let end = 0;
  const values = [...known, last].map((length, index) => {
    const start = end + (parts[index] as string).length;
    end = start + length;
    return text.slice(start, end);
  });
  return join(parts, values) === text ? values : mismatch();
}

/** What had the focus when the frame arrived: a move takes it away for a moment. */
let active: Element | null = null;

/** Does what changes a page; what has the focus keeps it, and its value where that is the user's. */
export function keepingFocus(change: () => void): void {
  active = document.activeElement;
  change();
  if (active !== document.activeElement && active?.isConnected) (active as HTMLElement).focus({ preventScroll: true });
}

/** True for a field whose value is the user's: the one with the focus, unless it is one that only toggles. */
function isHeld(element: Element): boolean {
  const field = element.closest("select") ?? element;
  return field === active && field.matches("select,:read-write");
}

/** Writes an attribute, and for one that is a property the property that has a life of its own. */
function writeAttribute(element: Element, name: string, value: Leaf, isProperty: boolean): void {
  const text = value === true ? "" : value;
  if (name === "style" && text) {
    // A strict CSP forbids the attribute.
    (element as HTMLElement).style.cssText = text as string;
    return;
  }
  const owner = element as Element & { [name: string]: unknown };
  const property = name === "value" ? `${text ?? ""}` : value !== null;
  if (isProperty && owner[name] !== property) {
    if (isHeld(element)) return;
    // First the property: of a checkbox, the value is the attribute, which may have to go.
    owner[name] = property;
  }
  const current = element.getAttribute(name);
  if (text === null) element.removeAttribute(name);
  else if (current !== `${text}`) {
    if (current === null && name.includes(":") && !(element instanceof HTMLElement)) element.setAttributeNode(parsedAttribute(name));
    element.setAttribute(name, `${text}`);
  }
}

/** An attribute of SVG or MathML: only the parser turns a prefix (`xlink:`) into a namespace. */
function parsedAttribute(name: string): Attr {
  const template = document.createElement("template");
  template.innerHTML = `<svg ${name}>`;
  const svg = template.content.firstChild as Element;
  return svg.removeAttributeNode(svg.attributes[0] as Attr);
}

/** The text of a `<textarea>` or `<title>`. A field that the user changed does not follow its content, so its value is set too. */
function writeContent(element: Element, text: string): void {
  const field = element as HTMLTextAreaElement;
  if (!isHeld(field) && (field.textContent !== text || field.value !== text)) field.value = field.textContent = text;
}
