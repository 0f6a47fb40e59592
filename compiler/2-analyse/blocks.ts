/**
 * Blocks as analysed: static HTML, numbered slots, and what each slot reads. This is all that generation needs of the
 * markup.
 */
import type { UrlContext } from "../../protocol/contexts.ts";
import type { Namespace } from "../../protocol/slots.ts";
import type { Expression, FillCondition, Span } from "../tree.ts";
import type { Read } from "./reads.ts";
import type { Let, Loop } from "./scope.ts";

/** Its span is that of what it was made from. */
export interface Block extends Span {
  /** What the block begins with, to derive a variable's name from: `li`, `Badge`, `text`. */
  readonly hint: string;
  /** `statics[i]` stands before slot `i`; one more than slots. */
  readonly statics: readonly string[];
  readonly slots: readonly Slot[];
  readonly namespace: Namespace;
  /** Elements with a bare `live-target`. */
  readonly containers: readonly Container[];
}

/** An element by its id, and the slots inside: from one up to, and without, another. */
export interface Container {
  readonly id: string;
  readonly from: number;
  readonly to: number;
}

export type Slot =
  | TextSlot
  | AttributeSlot
  | WholeSlot
  | SpreadSlot
  | CsrfSlot
  | ChoiceSlot
  | ListSlot
  | ComponentSlot
  | ViewSlot
  | OutletSlot
  | IgnoredSlot;

interface SlotBase {
  readonly reads: readonly Read[];
}

/** One of the values of a run or of a mixed attribute, each of which is tracked alone. */
export interface Value {
  readonly expression: Expression;
  readonly reads: readonly Read[];
}

/** A run of text, or the text of a `<textarea>` or `<title>`. */
export interface TextSlot extends SlotBase {
  readonly kind: "text" | "content";
  /** One more than values. */
  readonly parts: readonly string[];
  readonly values: readonly Value[];
}

export interface AttributeSlot extends SlotBase {
  readonly kind: "attr" | "prop" | "class";
  readonly name: string;
  /** Absent for a whole value. */
  readonly parts: readonly string[] | undefined;
  readonly values: readonly Value[];
  readonly context: UrlContext | undefined;
}

/** A whole value of its own kind: `style={e}`, `:html={e}`. */
export interface WholeSlot extends SlotBase {
  readonly kind: "style" | "html";
  readonly value: Expression;
}

export interface SpreadSlot extends SlotBase {
  readonly kind: "spread";
  readonly element: string;
  /** Attributes written on the tag itself, which win. */
  readonly except: readonly string[];
  /** The element is one of SVG or MathML. */
  readonly foreign: boolean;
  readonly value: Expression;
}

/** The value of a form's field with the CSRF token. */
export interface CsrfSlot extends SlotBase {
  readonly kind: "csrf";
  /** The event of the form, where the client sends it. */
  readonly event?: string;
  /** True where it is known now that the form's method is post. */
  readonly posts: boolean;
  /** Slots of the form's tag that may say how and where it is sent. */
  readonly tag: readonly number[];
}

/** An `:if` chain. */
export interface ChoiceSlot extends SlotBase {
  readonly kind: "choice";
  readonly branches: readonly { readonly test: Expression | null; readonly block: Block }[];
}

/** A `:for`; in an element that is added to, the items that are new. */
export interface ListSlot extends SlotBase {
  readonly kind: "list" | "append" | "prepend";
  readonly loop: Loop;
  readonly list: Expression;
  readonly key: Expression | undefined;
  readonly where: Expression | undefined;
  readonly body: Block;
}

export interface ComponentSlot extends SlotBase {
  readonly kind: "component";
  readonly name: string;
  readonly nameSpan: Span;
  readonly props: readonly Prop[];
  readonly contents: readonly Content[];
  /** What the props read, where they read something and what else the slot reads may change without them. */
  readonly own: readonly Read[] | undefined;
}

/** `<LiveView>`: a view inside. */
export interface ViewSlot extends SlotBase {
  readonly kind: "view";
  readonly nameSpan: Span;
  readonly props: readonly Prop[];
}

/** Content for a slot of a component: one block, whatever number of times the slot is filled. */
export interface Content {
  readonly name: string;
  readonly nameSpan: Span;
  readonly block: Block;
  /** The conditions of each fill, of which one must be shown; `undefined` where the slot is filled in any case. */
  readonly when: readonly (readonly FillCondition[])[] | undefined;
  /** The fills, which follow each other in the block. */
  readonly parts: readonly ContentPart[];
}

export interface ContentPart {
  readonly let: Let | undefined;
  /** Its slots end before this one of the block. */
  readonly end: number;
}

/** A prop of a component, or a value that a slot hands back; without a name it is a spread. */
export interface Prop extends Span {
  readonly name: string | undefined;
  readonly nameSpan: Span;
  /** Of the value without quotes; that of the name where there is none. */
  readonly valueSpan: Span;
  readonly value: true | string | Expression | readonly (string | Expression)[];
}

export interface OutletSlot extends SlotBase, Span {
  readonly kind: "outlet";
  readonly name: string;
  readonly nameSpan: Span;
  readonly values: readonly Prop[];
  readonly fallback: Block | undefined;
}

/** The content of a `live-update="ignore"`: rendered with its element, so that the slot itself reads nothing. */
export interface IgnoredSlot extends SlotBase {
  readonly kind: "ignored";
  readonly block: Block;
}

/** The blocks directly inside a slot. */
export function innerBlocks(slot: Slot): readonly Block[] {
  switch (slot.kind) {
    case "choice":
      return slot.branches.map(({ block }) => block);
    case "list":
    case "append":
    case "prepend":
      return [slot.body];
    case "ignored":
      return [slot.block];
    case "component":
      return slot.contents.map(({ block }) => block);
    case "outlet":
      return slot.fallback === undefined ? [] : [slot.fallback];
    default:
      return [];
  }
}

/** Where a slot is: its tag, its attribute, or the first of its expressions. */
export function startOf(slot: Slot, block: Block): number {
  if ("start" in slot) return slot.start;
  return ("nameSpan" in slot ? slot.nameSpan : (expressionsOf(slot)[0] ?? block)).start;
}

/** What is evaluated for a slot itself, in the order of the source. */
export function expressionsOf(slot: Slot): readonly Expression[] {
  switch (slot.kind) {
    case "choice":
      return slot.branches.flatMap(({ test }) => test ?? []);
    case "list":
    case "append":
    case "prepend":
      return [slot.list, slot.key ?? [], slot.where ?? []].flat();
    case "component": {
      const conditions = slot.contents.flatMap(({ when = [] }) => when.flat());
      return [...slot.props.flatMap(expressionsOfProp), ...conditions.flatMap(({ test }) => test ?? [])];
    }
    case "view":
      return slot.props.flatMap(expressionsOfProp);
    case "outlet":
      return slot.values.flatMap(expressionsOfProp);
    case "style":
    case "html":
    case "spread":
      return [slot.value];
    case "text":
    case "content":
    case "attr":
    case "prop":
    case "class":
      return slot.values.map(({ expression }) => expression);
    case "csrf":
    case "ignored":
      return [];
  }
}

/** The expressions in the value of a prop. */
export function expressionsOfProp({ value }: Prop): readonly Expression[] {
  if (value === true || typeof value === "string") return [];
  return "code" in value ? [value] : value.filter((part) => typeof part !== "string");
}

/** A block and all blocks inside it, in document order. */
export function allBlocks(block: Block): readonly Block[] {
  return [block, ...block.slots.flatMap((slot) => innerBlocks(slot).flatMap(allBlocks))];
}

/** What a slot reads: of a run with several values, each value for itself. */
export function readsByValue(slot: Slot): readonly (readonly Read[])[] {
  const isRun = slot.kind === "text" || slot.kind === "content" || slot.kind === "attr" || slot.kind === "prop" || slot.kind === "class";
  return isRun && slot.values.length > 1 ? slot.values.map(({ reads }) => reads) : [slot.reads];
}

/** What the inside of some blocks reads. */
export function readsOf(blocks: readonly (Block | undefined)[]): readonly Read[] {
  return blocks.flatMap((block) => block?.slots.flatMap((slot) => slot.reads) ?? []);
}
