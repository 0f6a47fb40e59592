/** What `livec inspect` says of a template: the document of `--json`, from which the text is made. */
import type { CompileResult } from "../../compiler/compile.ts";
import type { Diagnostic } from "../../compiler/diagnostics.ts";
import type { BlockInfo, SlotInfo } from "../../compiler/info.ts";

export interface Inspection {
  /** As it was given. */
  readonly file: string;
  readonly blocks: readonly InspectedBlock[];
  /** For each path of the assigns: what is evaluated again when it changes. */
  readonly assigns: { readonly [path: string]: readonly SlotName[] };
  /** For each event the template sends: what comes with it, as TypeScript types by name. */
  readonly events: { readonly [name: string]: { readonly [name: string]: string } };
  /** In bytes of UTF-8. */
  readonly sizes: Sizes;
  /** Warnings. */
  readonly diagnostics: readonly Diagnostic[];
}

/** A block and its markup: {@link SLOT_MARK} with a slot's number stands for each value. */
export interface InspectedBlock extends BlockInfo {
  readonly html: string;
}

export interface SlotName {
  /** Its block's name. */
  readonly block: string;
  readonly slot: number;
}

export interface Sizes {
  /** The template. */
  readonly source: number;
  /** The strings of its blocks that never change: what a client is sent once. */
  readonly statics: number;
  /** The generated module. */
  readonly module: number;
}

/** Around the number of a slot in a block's markup; characters that no template is likely to have. */
export const SLOT_MARK = ["‹", "›"] as const;

/** Describes a template that compiled. */
export function inspectionOf(file: string, source: string, { code = "", blocks, payloads, diagnostics }: CompileResult): Inspection {
  const assigns: Record<string, SlotName[]> = {};
  for (const { name, slots } of blocks) {
    for (const [slot, { assigns: paths }] of slots.entries()) {
      for (const path of paths) {
        assigns[path] ??= [];
        assigns[path].push({ block: name, slot });
      }
    }
  }
  return {
    file,
    blocks: blocks.map((block) => ({ ...block, html: markupOf(block) })),
    assigns: Object.fromEntries(Object.entries(assigns).sort(([a], [b]) => (a < b ? -1 : 1))),
    events: Object.fromEntries([...payloads].map(([event, payload]) => [event, Object.fromEntries(payload)])),
    sizes: {
      source: Buffer.byteLength(source),
      statics: blocks.flatMap(({ statics }) => statics).reduce((bytes, text) => bytes + Buffer.byteLength(text), 0),
      module: Buffer.byteLength(code),
    },
    diagnostics,
  };
}

function markupOf({ statics, slots }: BlockInfo): string {
  return slots.map((slot, number) => (statics[number] ?? "") + slotMarkup(slot, number)).join("") + (statics.at(-1) ?? "");
}

/** A slot where it stands: in the text, or as the attribute it is. */
function slotMarkup({ kind, name, parts = ["", ""] }: SlotInfo, number: number): string {
  const value = parts.join(`${SLOT_MARK[0]}${number}${SLOT_MARK[1]}`);
  switch (kind) {
    case "text":
    case "block":
    case "list":
    case "component":
    case "outlet":
    case "view":
      return value;
    case "content":
    case "html":
      return `>${value}`;
    case "spread":
      return ` {...${value}}`;
    default:
      return ` ${name ?? kind}="${value}"`;
  }
}
