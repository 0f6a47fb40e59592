/**
 * White space, as in Svelte: runs collapse to one space; those at the start and end of an element's or block's children
 * go; between table parts, options, and in `<head>` and `<html>` all go. `<pre>`, `<textarea>` and elements with
 * `live-space` keep theirs, and so does raw text.
 */
import { Namespace } from "../../protocol/slots.ts";
import { dropsNewline, holdsNoText, isRawText } from "../html/content.ts";
import type { Attribute, Child, Element, Spread } from "../tree.ts";

/** What the white space around a child means. */
export interface Context {
  /** Kept as written. */
  readonly kept: boolean;
  /** Nothing but elements here. */
  readonly withoutText: boolean;
}

/** Around the roots of a template. */
export const ROOT: Context = { kept: false, withoutText: false };

/** Settles the white space of a template; the `live-space` attribute is consumed. `prefix` is that of bindings. */
export function settleWhitespace(children: readonly Child[], prefix: string): Child[] {
  return settle(children, ROOT, prefix);
}

function settle(children: readonly Child[], context: Context, prefix: string): Child[] {
  if (context.kept) return children.map((child) => within(child, context, prefix));
  const settled: Child[] = [];
  const last = children.length - 1;
  for (const [index, child] of children.entries()) {
    if (child.kind !== "text") {
      settled.push(within(child, context, prefix));
      continue;
    }
    let value = child.value.replace(/[ \t\n\f\r]+/g, " ");
    if (index === 0 && value.startsWith(" ")) value = value.slice(1);
    if (index === last && value.endsWith(" ")) value = value.slice(0, -1);
    if (value === "" || (value === " " && context.withoutText)) continue;
    settled.push(value === child.value ? child : { ...child, value });
  }
  return settled;
}

/** The child with its own children settled. */
function within(child: Child, context: Context, prefix: string): Child {
  switch (child.kind) {
    case "element":
      return element(child, context, prefix);
    case "if":
      return { ...child, branches: child.branches.map((branch) => ({ ...branch, children: settle(branch.children, context, prefix) })) };
    case "for":
    case "outlet":
      return { ...child, children: settle(child.children, context, prefix) };
    case "component": {
      const inside = { kept: context.kept, withoutText: false };
      const fills = child.fills.map((fill) => ({ ...fill, children: settle(fill.children, inside, prefix) }));
      // White space alone fills nothing.
      return { ...child, fills: fills.filter(({ name, children }) => name !== "default" || children.length > 0) };
    }
    default:
      return child;
  }
}

function element(node: Element, context: Context, prefix: string): Element {
  if (node.namespace === Namespace.html && isRawText(node.name)) return node;
  const attributes = node.attributes.filter((attribute) => !isKeepAttribute(attribute, prefix));
  return { ...node, attributes, children: settle(node.children, contextInside(node, context, prefix), prefix) };
}

/** What the white space inside an element means, that itself stands in some context. */
export function contextInside(
  { name, namespace, attributes }: Pick<Element, "name" | "namespace" | "attributes">,
  around: Context,
  prefix: string,
): Context {
  const html = namespace === Namespace.html;
  const kept = around.kept || attributes.some((attribute) => isKeepAttribute(attribute, prefix)) || (html && dropsNewline(name));
  const drawing = namespace === Namespace.svg && !["a", "text", "tspan", "textPath", "title", "desc", "foreignObject"].includes(name);
  return { kept, withoutText: html ? holdsNoText(name) : drawing };
}

function isKeepAttribute(attribute: Attribute | Spread, prefix: string): boolean {
  return attribute.kind === "attribute" && attribute.name === `${prefix}space`;
}
