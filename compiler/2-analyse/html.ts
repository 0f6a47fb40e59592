/** What elements make of their content. */
import { Namespace } from "../../protocol/slots.ts";
import { plainValue } from "../1-parse/names.ts";
import { dropsNewline, isRawText, isRcdata } from "../html/content.ts";
import { surroundingsIn } from "../html/namespaces.ts";
import type { Element } from "../tree.ts";

/** True for elements where a parser drops a newline right after the start tag. */
export function eatsNewline(element: Element): boolean {
  return element.namespace === Namespace.html && dropsNewline(element.name);
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
