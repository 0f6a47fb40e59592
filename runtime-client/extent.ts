/** Extents: what of the page an instance is, and which instances are where. */
import type { Leaf } from "../protocol/wire.ts";
import { mismatch, type Plan } from "./block.ts";
import { nextOf, parentOf } from "./dom.ts";

/** The values of a run that has several, or the attributes of a spread: a change names those that differ. */
export type Kept = Leaf[] | { [name: string]: Leaf };

/** A block with the nodes of its slots. */
export interface Instance {
  /** Absent when the page did not match: then only the extent is known, and the instance is to be replaced. */
  readonly plan_?: Plan;
  /** The number of the stateful component it is the root of; 0 for none. */
  component_?: number;
  /** The element, text node or extent of each slot. */
  readonly slots_: (ChildNode | Extent)[];
  /** What changes only in part is kept, by slot. */
  readonly values_?: Kept[] | undefined;
  /** Where it begins; it ends where the next one begins. */
  first_: ChildNode | Extent;
  /** Its nodes, as long as they are not in the page. */
  fragment_?: DocumentFragment | undefined;
  /** Where it is, or was last. */
  extent_?: Extent;
}

/** The place of a block slot (nothing or one block) or a list slot. */
export interface Extent {
  rows_: readonly Instance[];
  /** An empty text node after the last row, which marks the place where there is none. */
  readonly end_: Text;
  /** Of a view: its container. */
  in_?: Node;
}

/** The first node of what begins there. */
export const firstNode = (at: ChildNode | Extent): Node => ("nodeType" in at ? at : at.rows_[0] ? firstNode(at.rows_[0].first_) : at.end_);

/** True for a text, or the end of an extent, that others took from the page. */
export const isLost = (at: ChildNode | Extent | undefined): unknown => at && !parentOf("nodeType" in at ? at : at.end_);

/**
 * The nodes of an instance that ends before `end`, or where there are no more nodes. Throws where others have taken
 * the end away.
 */
export function nodesOf(row: Instance, end: Node | null): ChildNode[] {
  const nodes: ChildNode[] = [];
  for (let node: Node | null = firstNode(row.first_); node !== end; node = nextOf(node as ChildNode)) {
    nodes.push((node as ChildNode) ?? mismatch());
  }
  return nodes;
}

/** An instance left the page, and what lives in it too. */
export function forget(instance: Instance): void {
  const { plan_: plan, component_: component, first_: first, slots_: slots } = instance;
  // Of another deploy's block there is a new one.
  if (plan?.table_.components_.get(component as number) === instance) plan.table_.components_.delete(component as number);
  plan?.table_.views_.delete(first as Element);
  for (const target of slots) if (!("nodeType" in target)) target.rows_.forEach(forget);
}
