/**
 * Owners: the component an element belongs to is the one in whose template it is written, which is not always the one
 * it is shown in.
 */
import { SlotKind } from "../protocol/slots.ts";
import { planOf } from "./block.ts";
import { type Extent, firstNode, type Instance, isLost } from "./extent.ts";

/** A template being shown: its component (0: the view), and the one whose tag shows it. */
interface Frame {
  readonly component_: number;
  readonly caller_?: Frame;
}

/** True when `node` is `from`, inside it, or after it. */
const reaches = (from: Node, node: Node): unknown => from === node || from.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING;

/**
 * The number of the component that a node inside an instance belongs to. Looked for when an event is sent, so that
 * pages keep no account of it.
 */
export function ownerOf({ plan_: plan, slots_: slots }: Instance, node: Node, frame: Frame = { component_: 0 }): number {
  for (const [index, target] of slots.entries()) {
    if (isLost(target)) plan?.table_.mend_?.();
    if ("nodeType" in target || !reaches(firstNode(target), node) || !reaches(node, target.end_)) continue;
    const row = (target as Extent).rows_.filter((row) => reaches(firstNode(row.first_), node)).pop();
    if (!row || !plan) break;
    const [kind, fallback] = plan.slots_[index] as (typeof plan.slots_)[number];
    if (kind === SlotKind.component) return ownerOf(row, node, { component_: row.component_ || frame.component_, caller_: frame });
    // Content of a slot belongs to the caller; its default content does not.
    const isHanded = kind === SlotKind.outlet && !(fallback && row.plan_ === planOf(plan.table_, fallback as number));
    return ownerOf(row, node, isHanded ? frame.caller_ : frame);
  }
  return frame.component_;
}
