/** Fingerprints: the name of a block's content. Same static HTML and slot layout, same fingerprint, on any machine. */
import { clientSlot, type SlotShape } from "../../protocol/client-slot.ts";
import { SlotKind } from "../../protocol/slots.ts";
import type { Block, Slot } from "../2-analyse/blocks.ts";

/** Characters of base64url: 60 bits, enough for every block of an application. */
const LENGTH = 10;

/** SHA-256 of a text in UTF-8, as base64url. */
export type Hash = (text: string) => string;

let crypto: typeof import("node:crypto") | undefined;

/** Node's own, where there is a Node; without an import, so that the compiler runs in a browser. */
export const defaultHash: Hash = (text) => {
  crypto ??= globalThis.process?.getBuiltinModule?.("node:crypto");
  if (crypto === undefined) throw new TypeError("Outside of Node, `compile` needs the option `hash`: SHA-256 of a text, as base64url.");
  return crypto.hash("sha256", text, "base64url");
};

export function fingerprint(block: Block, hash: Hash): string {
  const content = JSON.stringify([block.statics, block.slots.map((slot) => clientSlot(shapeOf(slot))), block.namespace]);
  return hash(content).slice(0, LENGTH);
}

/** Of the text of an inline template; `livec.inline` compares it with that of the text it is called with. */
export function textFingerprint(text: string, hash: Hash): string {
  return hash(text).slice(0, LENGTH);
}

/** What a slot is called where the client sees it. */
export function kindOf({ kind }: Slot): SlotKind {
  if (kind === "csrf") return SlotKind.attr;
  return kind === "choice" ? SlotKind.block : SlotKind[kind];
}

/**
 * A slot as far as the client sees it, but for what only a program knows: the numbers of blocks, and what are
 * properties of its element.
 */
function shapeOf(slot: Slot): SlotShape {
  const kind = kindOf(slot);
  switch (slot.kind) {
    case "text":
    case "content":
    case "class":
      return { kind, parts: slot.parts };
    case "attr":
    case "prop":
      return { kind, name: slot.name, parts: slot.parts, context: slot.context };
    case "csrf":
      return { kind, name: "value" };
    default:
      return { kind };
  }
}
