/** `:for`, with its `:key` and with an `:if` that filters. */
import type { Child } from "../../tree.ts";
import type { RawDirective } from "../attributes.ts";
import type { RawElement } from "../raw.ts";
import type { Control } from "./control.ts";
import type { Resolution } from "./resolution.ts";

/** The loop of a tag around its children; these alone where its header does not parse. */
export function loopOf(
  element: RawElement,
  control: Control,
  directive: RawDirective,
  children: readonly Child[],
  { values, reporter }: Resolution,
): readonly Child[] {
  const header = values.forHeader(directive);
  const key = control.key && values.expression(control.key);
  const where = control.if && values.expression(control.if);
  if (header === undefined) return children;
  if (control.key === undefined && hasElement(children)) {
    const { item } = header;
    reporter.report("LC2010", directive, { item: item.ast.type === "Identifier" ? item.code : "item" });
  }
  return [{ kind: "for", ...header, key, where, children, start: element.start, end: element.end }];
}

/** Whether the list consists of nodes with an identity, rather than of texts. */
function hasElement(children: readonly Child[]): boolean {
  return children.some(
    (child) =>
      child.kind === "element" ||
      child.kind === "component" ||
      (child.kind === "if" && child.branches.some((branch) => hasElement(branch.children))),
  );
}
