/** What a lint rule sees: one element, what is around it, and facts of the whole template. */

import { Namespace } from "../../protocol/slots.ts";
import type { ScriptNames } from "../2-analyse/script.ts";
import { literalText } from "../2-analyse/separators.ts";
import type { Reporter } from "../diagnostics.ts";
import type { Attribute, Component, Element } from "../tree.ts";

/** Looks at one element; everything it finds is a warning. */
export type Rule = (element: Element, place: Place, reporter: Reporter) => void;

export interface Place {
  /** Innermost first; none where the parent is in another template. */
  readonly around: Around | undefined;
  readonly facts: Facts;
}

/** The elements and components around one, as a list from the inside out. */
export interface Around {
  readonly node: Element | Component;
  readonly around: Around | undefined;
}

/** What a rule may know of the whole template. */
export interface Facts {
  /** Prefix of bindings. */
  readonly prefix: string;
  readonly script: ScriptNames;
  /** Ids that a `<label for>` names; `undefined` where one is an expression, so that it could be any. */
  readonly labelled: ReadonlySet<string> | undefined;
}

/** The attribute of that name, if it is written out on the element. */
export function attributeOf(element: Element, name: string): Attribute | undefined {
  return element.attributes.find((attribute): attribute is Attribute => attribute.kind === "attribute" && attribute.name === name);
}

/** True where the element may have one of these attributes: it is written, or there is a spread. */
export function mayHave(element: Element, ...names: readonly string[]): boolean {
  return element.attributes.some((attribute) => attribute.kind === "spread" || names.includes(attribute.name));
}

/**
 * The value of an attribute when it is known: `""` for a bare one; `undefined` where there is none, or an expression.
 */
export function staticValue(element: Element, name: string): string | undefined {
  const value = attributeOf(element, name)?.value;
  if (value === undefined || typeof value === "string") return value;
  if (value === true) return "";
  return "code" in value ? literalText(value) : undefined;
}

export function isHtml(element: Element): boolean {
  return element.namespace === Namespace.html;
}

/** True for an element of somebody's own, which may do anything. */
export function isCustom(element: Element): boolean {
  return element.name.includes("-") || mayHave(element, "is");
}

/**
 * True when the element is inside one that the test accepts; components on the way could be anything, so they count
 * too.
 */
export function isInside(around: Around | undefined, accepts: (element: Element) => boolean): boolean {
  for (let here = around; here !== undefined; here = here.around) {
    if (here.node.kind === "component" || accepts(here.node)) return true;
  }
  return false;
}
