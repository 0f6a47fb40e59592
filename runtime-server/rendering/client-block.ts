/** A block as the client gets it: see `protocol/slots.ts`. */
import { clientSlot } from "../../protocol/client-slot.ts";
import { propertiesOf } from "../../protocol/properties.ts";
import { CHILD_MARK, type ClientBlock, ELEMENT_MARK, isContentSlot, isElementSlot, SlotKind } from "../../protocol/slots.ts";
import type { Block, Slot } from "./slot.ts";

/**
 * Statics joined, with marks between them. `numberOf` gives the number of the block at an index of the template's
 * blocks.
 */
export function clientBlock(block: Block, numberOf: (index: number) => number): ClientBlock {
  let html = "";
  block.slots.forEach((slot, index) => {
    html += block.statics[index];
    if (!isElementSlot(slot.kind)) {
      html += `<!--${CHILD_MARK}-->`;
      return;
    }
    if (!continuesTag(block, index)) html += ` ${ELEMENT_MARK}=${tagLength(block, index)}`;
    if (isContentSlot(slot.kind)) html += ">";
  });
  html += block.statics[block.slots.length];
  const slots = block.slots.map((slot) => clientSlot(shapeOf(slot, numberOf)));
  return block.namespace === 0 ? [html, slots] : [html, slots, block.namespace];
}

function continuesTag(block: Block, index: number): boolean {
  const before = block.slots[index - 1];
  return before !== undefined && isElementSlot(before.kind) && !isContentSlot(before.kind) && block.statics[index] === "";
}

function tagLength(block: Block, first: number): number {
  let end = first + 1;
  while (end < block.slots.length && isElementSlot(block.slots[end]?.kind ?? SlotKind.text) && continuesTag(block, end)) end++;
  return end - first;
}

function shapeOf(
  { kind, name, parts, context, row, fallback }: Slot,
  numberOf: (index: number) => number,
): Parameters<typeof clientSlot>[0] {
  const inner = row?.block ?? fallback;
  if (inner !== undefined) return { kind, block: numberOf(inner) };
  if (kind === SlotKind.spread) return { kind, properties: propertiesOf(name) };
  return { kind, name: kind === SlotKind.attr || kind === SlotKind.prop ? name : undefined, parts, context };
}
