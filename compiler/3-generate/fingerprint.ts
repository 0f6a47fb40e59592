/** Fingerprints: the name of a block's content. Same static HTML and slot layout, same fingerprint, on any machine. */
import { hash } from "node:crypto";
import { isCheckedWhole } from "../../protocol/contexts.ts";
import { type ClientSlot, SlotKind } from "../../protocol/slots.ts";
import type { Block, Slot } from "../2-analyse/blocks.ts";

/** Characters of base64url: 60 bits, enough for every block of an application. */
const LENGTH = 10;

export function fingerprint(block: Block): string {
  const content = JSON.stringify([block.statics, block.slots.map(clientSlot), block.namespace]);
  return hash("sha256", content, "base64url").slice(0, LENGTH);
}

/** Of the text of an inline template; `livec.inline` compares it with that of the text it is called with. */
export function textFingerprint(text: string): string {
  return hash("sha256", text, "base64url").slice(0, LENGTH);
}

/** A slot as far as the client sees it, but for the numbers of other blocks. */
export function clientSlot(slot: Slot): ClientSlot {
  switch (slot.kind) {
    case "text":
    case "content":
      return [SlotKind[slot.kind], ...(isWhole(slot.parts) ? [] : slot.parts)];
    case "attr":
    case "prop":
      return [SlotKind[slot.kind], slot.name, ...(isCheckedWhole(slot.context, slot.parts) ? [] : (slot.parts ?? []))];
    case "class":
      return slot.parts === undefined ? [SlotKind.class] : [SlotKind.class, "", ...slot.parts];
    case "style":
    case "html":
      return [SlotKind[slot.kind]];
    case "csrf":
      return [SlotKind.attr, "value"];
    case "spread":
      return [SlotKind.spread];
    case "list":
    case "append":
    case "prepend":
    case "ignored":
      return [SlotKind[slot.kind]];
    case "component":
    case "outlet":
    case "view":
      return [SlotKind[slot.kind]];
    case "choice":
      return [SlotKind.block];
  }
}

/** One value with nothing around it. */
export function isWhole(parts: readonly string[]): boolean {
  return parts.length === 2 && parts[0] === "" && parts[1] === "";
}
