/** What a block begins with. */
import type { Namespace } from "../../../protocol/slots.ts";
import type { Child, Element } from "../../tree.ts";

/** Where a block is parsed: its first element tells, and where it has none, what is around it. */
export function rootNamespace(children: readonly Child[], around: Namespace): Namespace {
  const root = firstElement(children);
  return root === undefined || root.name === "svg" || root.name === "math" ? around : root.namespace;
}

/** The first element in its own place, through control flow. */
function firstElement(children: readonly Child[]): Element | undefined {
  for (const child of children) {
    if (child.kind === "element") return child;
    const inner =
      child.kind === "if"
        ? child.branches.flatMap((branch) => branch.children)
        : child.kind === "for" || child.kind === "outlet"
          ? child.children
          : [];
    const found = firstElement(inner);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What a block begins with, as a name. */
export function hintOf(children: readonly Child[]): string {
  for (const child of children) {
    switch (child.kind) {
      case "element":
      case "component":
        return child.name;
      case "outlet":
        return "slot";
      case "text":
      case "interpolation":
        if (children.every(({ kind }) => kind === "text" || kind === "interpolation")) return "text";
        break;
      case "if":
        return hintOf(child.branches[0]?.children ?? []);
      case "for":
        return hintOf(child.children);
      case "live-scripts":
        return "scripts";
    }
  }
  return "block";
}
