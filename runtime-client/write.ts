/** Writes of one value into the DOM, each only where it makes a difference. */
import { type ClientSlot, SlotKind } from "../protocol/slots.ts";
import type { Change, Leaf, Value } from "../protocol/wire.ts";
import { mismatch } from "./block.ts";

/** Writes the value of a text, attribute or content slot. */
export function write(slot: ClientSlot, target: ChildNode, value: Value | Change): void {
  const kind = slot[0];
  // Attributes have a name before their parts (a spread, before its properties); text and content, the multiples of `content`, have not.
  const parts = slot.slice(kind % SlotKind.content ? 2 : 1) as string[];
  if (kind === SlotKind.text) writeText(target as Text, value, parts);
  else if (kind === SlotKind.spread)
    for (const name in value as object)
      writeAttribute(target as Element, name, (value as { [name: string]: Leaf })[name] as Leaf, parts.includes(name));
  else if (kind === SlotKind.content) writeContent(target as Element, join(parts, value));
  else if (kind === SlotKind.html || kind === SlotKind.ignored) (target as Element).innerHTML = join(parts, value);
  else {
    const name = (slot[1] as string) || (kind === SlotKind.class ? "class" : "style");
    writeAttribute(target as Element, name, parts.length ? join(parts, value) : (value as Leaf), kind === SlotKind.prop);
  }
}

/** Static parts with the values between them. */
function join(parts: readonly string[], value: Value | Change): string {
  const values = Array.isArray(value) ? value : [value];
  return parts.length ? parts.reduce((text, part, index) => text + (values[index - 1] ?? "") + part) : `${value ?? ""}`;
}

function writeText(node: Text, value: Value | Change, parts: readonly string[]): void {
  // A translator replaces text nodes by elements of its own.
  if (!node.parentNode) mismatch();
  const text = join(parts, value);
  // Only appending keeps a selection in the text that is there.
  if (Array.isArray(value) && parts.length < 3) node.appendData(value[0] as string);
  else if (node.data !== text) node.data = text;
}

/** What the page's HTML cannot say: no attribute is reflected by `indeterminate`. */
export function adopt(slot: ClientSlot, target: ChildNode): void {
  const name = "indeterminate";
  if (slot[0] % 3 === SlotKind.prop && (slot as readonly unknown[]).includes(name))
    (target as HTMLInputElement)[name] = (target as Element).hasAttribute(name);
}

/** True for a field whose value is the user's: the one with the focus, unless it is one that only toggles. */
function isHeld(element: Element): boolean {
  const field = element.closest("select") ?? element;
  return field === document.activeElement && field.matches("select,:read-write");
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
