/** Writes of one value into the DOM, each only where it makes a difference. */
import { type ClientSlot, SlotKind } from "../protocol/slots.ts";
import type { Change, Leaf, Value } from "../protocol/wire.ts";
import { mismatch } from "./block.ts";

/** Writes the value of a text, attribute or content slot. */
export function write(slot: ClientSlot, target: ChildNode, value: Value | Change): void {
  const kind = slot[0];
  // Attributes have a name before their parts; text and content, the multiples of `content`, have not.
  const parts = slot.slice(kind % SlotKind.content ? 2 : 1) as string[];
  if (kind === SlotKind.text) writeText(target as Text, value, parts);
  else if (kind === SlotKind.spread)
    for (const name in value as object) writeAttribute(target as Element, name, (value as { [name: string]: Leaf })[name] as Leaf, false);
  else if (kind === SlotKind.content) writeContent(target as Element, join(parts, value));
  else if (kind === SlotKind.html) (target as Element).innerHTML = join(parts, value);
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

/** True for a field the user may be typing in: its value is theirs. */
const isHeld = (element: Element): boolean => element === document.activeElement && element.matches(":read-write");

/** Writes an attribute, and for a `prop` slot the property that has a life of its own. */
function writeAttribute(element: Element, name: string, value: Leaf, isProperty: boolean): void {
  const text = value === true ? "" : value;
  if (name === "style" && text) {
    // A strict CSP forbids the attribute.
    (element as HTMLElement).style.cssText = text as string;
    return;
  }
  // The value of an option or a button is its attribute; a field's lives on its own.
  const follows = isProperty && (name !== "value" || "defaultValue" in element);
  const property = name === "value" ? (text ?? "") : value !== null;
  const owner = element as Element & { [name: string]: unknown };
  // Loosely equal, as the value of a progress bar is a number.
  // biome-ignore lint/suspicious/noDoubleEquals: see above
  const differs = follows && owner[name] != property;
  if (differs && isHeld(element)) return;
  if (text === null) element.removeAttribute(name);
  else if (element.getAttribute(name) !== `${text}`) element.setAttribute(name, `${text}`);
  if (differs) owner[name] = property;
}

/** The text of a `<textarea>` or `<title>`. A field that the user changed does not follow its content, so its value is set too. */
function writeContent(element: Element, text: string): void {
  const field = element as HTMLTextAreaElement;
  if (field.textContent === text || isHeld(field)) return;
  field.value = field.textContent = text;
}
