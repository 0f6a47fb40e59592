/** What a component's tag hands to its slots. */
import { Namespace, SEPARATOR } from "../../../protocol/slots.ts";
import type { Fill } from "../../tree.ts";
import type { Content, ContentPart } from "../blocks.ts";
import { Let, type Scope } from "../scope.ts";
import { Draft } from "./draft.ts";
import type { Lowering } from "./lowering.ts";
import { hintOf, rootNamespace } from "./roots.ts";

/** One content for each slot that is filled, in the order of the first fills. */
export function contentsOf(fills: readonly Fill[], scope: Scope, lowering: Lowering): readonly Content[] {
  const slots = new Map<string, Fill[]>();
  for (const fill of fills) {
    const known = slots.get(fill.name);
    if (known === undefined) slots.set(fill.name, [fill]);
    else known.push(fill);
  }
  return [...slots.values()].map((same) => contentOf(same, scope, lowering));
}

/** All that fills one slot, as one block. What different fills write does not touch. */
function contentOf(fills: readonly Fill[], scope: Scope, lowering: Lowering): Content {
  const children = fills.flatMap((fill) => fill.children);
  const draft = new Draft(rootNamespace(children, Namespace.html));
  const parts = fills.map((fill, index): ContentPart => {
    if (index > 0) draft.write(SEPARATOR);
    const names = fill.let && new Let(fill.let);
    lowering.children(fill.children, draft, names === undefined ? scope : scope.inside(names, "body"), draft.namespace);
    return { let: names, end: draft.length };
  });
  const [{ name, nameSpan } = { name: "default", nameSpan: { start: 0, end: 0 } }] = fills;
  const conditions = fills.flatMap(({ when }) => (when === undefined ? [] : [when]));
  const when = conditions.length === fills.length ? conditions : undefined;
  return { name, nameSpan, block: draft.finish(hintOf(children), children), when, parts };
}
