/** What elements make of their content. */
import { Namespace } from "../../protocol/slots.ts";
import { isRawText, isRcdata, plainValue, surroundingsIn } from "../1-parse/names.ts";
import type { Element } from "../tree.ts";

const EATS_NEWLINE: ReadonlySet<string> = new Set(["pre", "listing", "textarea"]);

/** True for elements where a parser drops a newline right after the start tag. */
export function eatsNewline(element: Element): boolean {
  return element.namespace === Namespace.html && EATS_NEWLINE.has(element.name);
}

/** True for elements whose content is written as it is: a parser reads neither tags nor character references there. */
export function isRaw(element: Element): boolean {
  return element.namespace === Namespace.html && isRawText(element.name);
}

/** True for `<textarea>` and `<title>`, where a slot is the whole content. */
export function isTextOnly(element: Element): boolean {
  return element.namespace === Namespace.html && isRcdata(element.name);
}

/** The namespace that an element's children are parsed in. */
export function childNamespace({ name, namespace, attributes }: Element): Namespace {
  return surroundingsIn(name.toLowerCase(), namespace, plainValue(attributes, "encoding")).namespace;
}
