/**
 * Slots and blocks as the server knows them, and the constructors that generated modules call.
 *
 * A block is statics with slots between them. A slot knows its kind, how its value becomes HTML, and as a bit mask what
 * it reads.
 */
import { isCheckedWhole, type UrlContext } from "../../protocol/contexts.ts";
import { escapeAttribute, escapeText } from "../../protocol/escape.ts";
import { isAddedTo, type Namespace, SlotKind } from "../../protocol/slots.ts";
import { type BitMask, maskOf, union, without } from "./reads.ts";

/** Bits a slot reads; see "Reads" in ARCHITECTURE.md. */
export type Reads = readonly number[];
/** The same, or of a run with several values the bits of each. */
export type ValueReads = Reads | readonly Reads[];
/** Static texts around the values of a run or a mixed attribute, unescaped: one more than values. */
export type Parts = readonly string[];

/**
 * The rows of a list slot: their block, as an index into the template's blocks, the first bit of the item's paths, and
 * the paths.
 */
export interface RowReads {
  readonly block: number;
  readonly from: number;
  readonly reads: readonly string[];
}

/** What contents for a component read of what its slots hand back: the first bit and the paths. */
export interface Handed {
  readonly [slot: string]: PathReads;
}
export type PathReads = Pick<RowReads, "from" | "reads">;

/** One place of a block that may change. */
export interface Slot {
  readonly kind: SlotKind;
  readonly mask: BitMask;
  /** What each value of a run with several reads; `undefined` for one value. */
  readonly masks: readonly BitMask[] | undefined;
  /** Attribute name; for a spread the element's name. */
  readonly name: string;
  /** Static texts around the values; `undefined` for a whole value. */
  readonly parts: Parts | undefined;
  /** The same, escaped for where they stand. */
  readonly html: Parts | undefined;
  readonly context: UrlContext | undefined;
  /** A mixed URL of which only the whole can be checked: it is joined on the server. */
  readonly isJoined: boolean;
  /** An attribute that is always there, with static text around its values. */
  readonly isMixed: boolean;
  /** Spread: attributes written on the tag itself, which win. */
  readonly except: ReadonlySet<string> | undefined;
  /** Spread: its element is one of SVG or MathML. */
  readonly foreign: boolean;
  readonly row: RowReads | undefined;
  /** Component: what the contents written in its tag are handed. */
  readonly handed: Handed | undefined;
  /** Component: what its props read, where its contents read more. */
  readonly own: BitMask | undefined;
  /** Outlet: its default content, as an index into the template's blocks. */
  readonly fallback: number | undefined;
}

/** A compiled block: static HTML with numbered slots. */
export interface Block {
  readonly fingerprint: string;
  /** `statics[i]` stands before slot `i`; one more than slots. */
  readonly statics: readonly string[];
  readonly slots: readonly Slot[];
  /** As statics, but with all that is always around the values: of a run, and of a mixed attribute. */
  readonly markup: readonly string[];
  readonly namespace: Namespace;
  /** What any of its slots reads. */
  readonly mask: BitMask;
  readonly containers: Containers;
}

/**
 * The elements that a `live-target` may name, by their ids: the slots inside, from the first up to, and without, the
 * second.
 */
export interface Containers {
  readonly [id: string]: readonly [from: number, to: number];
}

const base = {
  masks: undefined,
  name: "",
  parts: undefined,
  html: undefined,
  context: undefined,
  isJoined: false,
  isMixed: false,
  except: undefined,
  foreign: false,
  row: undefined,
  handed: undefined,
  own: undefined,
  fallback: undefined,
} as const;

/** Parts that are all empty around one value are no parts at all. */
function textParts(parts: Parts | undefined): Parts | undefined {
  return parts === undefined || (parts.every((part) => part === "") && parts.length === 2) ? undefined : parts;
}

/** A run of text with one value or several. */
export function text(reads: ValueReads, parts?: Parts): Slot {
  const kept = textParts(parts);
  return { ...base, kind: SlotKind.text, ...masksOf(reads), parts: kept, html: kept?.map(escapeText) };
}

/** What is read by each of several values, and by all of them. */
function masksOf(reads: ValueReads): Pick<Slot, "mask" | "masks"> {
  if (!isByValue(reads)) return { mask: maskOf(reads), masks: undefined };
  const masks = reads.map(maskOf);
  return { mask: masks.reduce(union), masks };
}

function isByValue(reads: ValueReads): reads is readonly Reads[] {
  return typeof reads[0] === "object";
}

/** An attribute: whole without `parts`, mixed with them. `context` has URLs checked at run time. */
export function attr(reads: ValueReads, name: string, parts?: Parts | null, context?: UrlContext): Slot {
  return attribute(SlotKind.attr, reads, name, parts ?? undefined, context);
}

/** An attribute whose DOM property follows it. */
export function prop(reads: ValueReads, name: string, parts?: Parts): Slot {
  return attribute(SlotKind.prop, reads, name, parts);
}

/** The `class` attribute. */
export function classes(reads: ValueReads, parts?: Parts): Slot {
  return attribute(SlotKind.class, reads, "class", parts);
}

/** The `style` attribute, always whole. */
export function style(reads: Reads): Slot {
  return attribute(SlotKind.style, reads, "style");
}

function attribute(kind: SlotKind, reads: ValueReads, name: string, parts?: Parts, context?: UrlContext): Slot {
  const isJoined = isCheckedWhole(context, parts);
  const isMixed = parts !== undefined && !isJoined;
  return { ...base, kind, ...masksOf(reads), name, parts, html: parts?.map(escapeAttribute), context, isJoined, isMixed };
}

/** `{...e}` on an element; never sets what `except` names. `foreign`: one of SVG or MathML. */
export function spread(reads: Reads, element: string, except: readonly string[], foreign: boolean = false): Slot {
  const names = new Set(except.map((name) => name.toLowerCase()));
  return { ...base, kind: SlotKind.spread, mask: maskOf(reads), name: element, except: names, foreign };
}

/** The text of a `<textarea>` or `<title>`. */
export function content(reads: ValueReads, parts?: Parts): Slot {
  const kept = textParts(parts);
  return { ...base, kind: SlotKind.content, ...masksOf(reads), parts: kept, html: kept?.map(escapeText) };
}

/** Trusted HTML as the only content of its element. */
export function html(reads: Reads): Slot {
  return { ...base, kind: SlotKind.html, mask: maskOf(reads) };
}

/** One block or nothing: an `:if` chain. */
export function branch(reads: Reads): Slot {
  return { ...base, kind: SlotKind.block, mask: maskOf(reads) };
}

/** A component, and what its contents are handed. `own` is what its props read, where its contents read more. */
export function component(reads: Reads, handed?: Handed, own?: Reads): Slot {
  return { ...base, kind: SlotKind.component, mask: maskOf(reads), handed, own: own && maskOf(own) };
}

/** `<LiveView>`. */
export function view(reads: Reads): Slot {
  return { ...base, kind: SlotKind.view, mask: maskOf(reads) };
}

/** `<slot/>`, with its default content as an index into the template's blocks. */
export function outlet(reads: Reads, fallback?: number): Slot {
  return { ...base, kind: SlotKind.outlet, mask: maskOf(reads), fallback };
}

/** `:for`. */
export function list(reads: Reads, row: RowReads): Slot {
  return { ...base, kind: SlotKind.list, mask: maskOf(reads), row };
}

/** `:for` in an element whose new items come at the end. */
export function append(reads: Reads, row: RowReads): Slot {
  return { ...base, kind: SlotKind.append, mask: maskOf(reads), row };
}

/** `:for` in an element whose new items come at the beginning. */
export function prepend(reads: Reads, row: RowReads): Slot {
  return { ...base, kind: SlotKind.prepend, mask: maskOf(reads), row };
}

/** The content of an element that is rendered once. */
export function ignored(): Slot {
  return { ...base, kind: SlotKind.ignored, mask: [] };
}

/** A block. Throws when statics and slots do not fit, which only a hand-edited module can cause. */
export function block(
  fingerprint: string,
  statics: readonly string[],
  slots: readonly Slot[],
  namespace: Namespace = 0,
  containers: Containers = {},
): Block {
  if (statics.length !== slots.length + 1) {
    throw new Error(`Block ${fingerprint} has ${statics.length} statics for ${slots.length} slots; run \`livec build\` again.`);
  }
  const mask = slots.reduce<BitMask>((all, slot) => union(all, slot.mask), []);
  return { fingerprint, statics, slots, markup: markupOf(statics, slots), namespace, mask, containers };
}

function markupOf(statics: readonly string[], slots: readonly Slot[]): readonly string[] {
  return statics.map((text, index) => closingOf(slots[index - 1]) + text + openingOf(slots[index]));
}

/** What always stands before the first value of a slot. */
function openingOf(slot: Slot | undefined): string {
  const first = slot?.html?.[0] ?? "";
  if (slot?.kind === SlotKind.text) return first;
  return slot?.isMixed === true ? ` ${slot.name}="${first}` : "";
}

/** What always stands after the last. */
function closingOf(slot: Slot | undefined): string {
  const last = slot?.html?.at(-1) ?? "";
  if (slot?.kind === SlotKind.text) return last;
  return slot?.isMixed === true ? `${last}"` : "";
}

/** A block of a template; 0 is its root. Throws where it has none, which only a hand-edited module can cause. */
export function blockAt(template: { readonly name: string; readonly blocks: readonly Block[] }, index: number): Block {
  const found = template.blocks[index];
  if (found === undefined) throw new TypeError(`${template.name} has no block ${index}; run \`livec build\` again.`);
  return found;
}

/** What a row body reads besides its own item, or content besides what it is handed. */
export function outerMask(row: PathReads, body: Block): BitMask {
  let mask = outerMasks.get(row);
  if (mask === undefined) {
    mask = without(body.mask, maskOf(row.reads.map((_, index) => row.from + index)));
    outerMasks.set(row, mask);
  }
  return mask;
}

/** Asked for at every render; the reads of a row, or of a content, go with one block. */
const outerMasks = new WeakMap<PathReads, BitMask>();

/** True where the server does not keep what is inside. */
export function isUnkept(kind: SlotKind): boolean {
  return kind === SlotKind.ignored || isAddedTo(kind);
}

/** What `live-update` said. */
export function kindName(kind: SlotKind): string {
  return kind === SlotKind.ignored ? "ignore" : kind === SlotKind.append ? "append" : "prepend";
}

/** True where the client gets several values, each of which changes alone. */
export function hasValues(slot: Slot): boolean {
  return slot.masks !== undefined && !slot.isJoined;
}
