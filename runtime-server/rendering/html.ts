/** HTML of an instance: statics, with each slot's value escaped for where it stands. */
import { escapeAttribute, escapeText } from "../../protocol/escape.ts";
import { newlineDroppers } from "../../protocol/newlines.ts";
import { SlotKind } from "../../protocol/slots.ts";
import type { Leaf } from "../../protocol/wire.ts";
import { Added, Instance, JoinedUrl, RawHtml, Rows, type SlotValue, SpreadValue, Streamed } from "./instance.ts";
import { NestedView } from "./nested-view.ts";
import type { Block, Slot } from "./slot.ts";
import { leafText } from "./value.ts";

/** The HTML of an instance and all within. */
export function htmlOf({ block, values }: Instance): string {
  return blockHtml(block, values, 0);
}

/** `offset`: where the values of the block begin. */
function blockHtml({ markup, statics, slots }: Block, values: readonly SlotValue[], offset: number): string {
  let html = "";
  // String concatenation: V8 keeps it as a rope, twice as fast here as pushing strings and joining them.
  for (let index = 0; index < slots.length; index++) {
    const slot = slots[index];
    if (slot === undefined) continue;
    html += markup[index] ?? "";
    html += slotHtml(slot, values[offset + index] ?? null, statics[index + 1] ?? "");
  }
  return html + (markup[slots.length] ?? "");
}

function rowsHtml(rows: Rows): string {
  let html = "";
  for (let index = 0; index < rows.length; index++) html += blockHtml(rows.block, rows.values, rows.offsetOf(index));
  return html;
}

/** The HTML of a slot's value, without what the block's `markup` has around it. `after` is the static that follows. */
export function slotHtml(slot: Slot, value: SlotValue, after: string): string {
  // Most values are texts and numbers of their own.
  if (slot.kind === SlotKind.text || slot.isMixed) {
    if (typeof value === "number") return String(value);
    if (typeof value === "string") return slot.isMixed ? escapeAttribute(value) : escapeText(value);
    if (slot.kind === SlotKind.text) return runHtml(slot, value as Leaf | readonly Leaf[], escapeText);
  }
  if (typeof value === "object" && value !== null) {
    if (value instanceof Instance) return htmlOf(value);
    if (value instanceof Rows) return rowsHtml(value);
    if (value instanceof Added || value instanceof Streamed) return value.instances.reduce((html, row) => html + htmlOf(row), "");
    if (value instanceof RawHtml || value instanceof NestedView) return value.html;
    if (value instanceof SpreadValue) return spreadHtml(value);
    if (value instanceof JoinedUrl) return attributeHtml(slot, value.url);
  }
  switch (slot.kind) {
    case SlotKind.content:
      return `>${guardNewline((slot.html?.[0] ?? "") + runHtml(slot, value, escapeText) + (slot.html?.at(-1) ?? ""), after)}`;
    case SlotKind.html:
    case SlotKind.ignored:
      return `>${guardNewline(leafText(value as Leaf), after)}`;
    case SlotKind.block:
    case SlotKind.list:
    case SlotKind.component:
    case SlotKind.outlet:
    case SlotKind.view:
      return "";
    default:
      return slot.isMixed ? runHtml(slot, value, escapeAttribute) : attributeHtml(slot, value as Leaf);
  }
}

function attributeHtml(slot: Slot, leaf: Leaf): string {
  if (leaf === null) return "";
  return leaf === true ? ` ${slot.name}` : ` ${slot.name}="${escapeAttribute(String(leaf))}"`;
}

/** The values of a run, with what stands between them. */
function runHtml({ html: parts }: Slot, value: Leaf | readonly Leaf[], encode: (text: string) => string): string {
  if (!isArray(value)) return encode(leafText(value));
  let html = "";
  for (let index = 0; index < value.length; index++) {
    if (index > 0) html += parts?.[index] ?? "";
    html += encode(leafText(value[index] ?? null));
  }
  return html;
}

function spreadHtml(value: SpreadValue): string {
  let html = "";
  for (const [name, leaf] of value.attributes) html += leaf === true ? ` ${name}` : ` ${name}="${escapeAttribute(leafText(leaf))}"`;
  return html;
}

/** The parser eats a line feed right after these tags, though not after `<title>`. */
const EATS_NEWLINE = new RegExp(`^</(?:${newlineDroppers.join("|")})>`);

function guardNewline(text: string, after: string): string {
  return text.startsWith("\n") && EATS_NEWLINE.test(after) ? `\n${text}` : text;
}

function isArray(value: Leaf | readonly Leaf[]): value is readonly Leaf[] {
  return Array.isArray(value);
}
