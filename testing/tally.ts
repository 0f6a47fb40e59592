/** What renders evaluate, and send, counted between generated code and the renderer. */
import { isDeepStrictEqual } from "node:util";
import { SlotKind } from "../protocol/slots.ts";
import type { Component, Content, ContentsFor, SlotWriter, Template } from "../runtime-server/rendering/contract.ts";
import { Rows } from "../runtime-server/rendering/instance.ts";
import type { Items, KeyOf } from "../runtime-server/rendering/items.ts";
import type { NestedOptions } from "../runtime-server/rendering/nested-view.ts";
import type { ProbedWriter } from "../runtime-server/rendering/probe.ts";
import type { SafeHtml } from "../runtime-server/rendering/safe-html.ts";
import type { Block } from "../runtime-server/rendering/slot.ts";
import { placeOf } from "../runtime-server/rendering/template.ts";
import type { AttributeValue, ClassValue, StyleValue, TextValue } from "../runtime-server/rendering/value.ts";

/** What was evaluated. */
export interface Evaluated {
  /** Slots of which something was evaluated, once for each row they stand in. */
  readonly slots: number;
  /** Expressions: a run of text with several values has as many. */
  readonly expressions: number;
  /** Rows of lists that were compared with the rows before. */
  readonly rows: number;
}

/** What a slot sent of late. */
export interface SentSlot {
  /** The slot's template and line: `todos.live.html:14`. */
  readonly at: string;
  /** What it is: `text`, `attr`, `list` … */
  readonly kind: string;
  /** Bytes of its values, as JSON; of a list without the rows' own. */
  readonly bytes: number;
  /** The largest of its values, shortened. */
  readonly value: string;
  /** How often it was evaluated. */
  readonly evaluated: number;
  /** Rows that were rendered, where it is a list. */
  readonly rows?: number;
  /** It is a list without `:key`. */
  readonly keyless?: true;
}

/** The counts of one view, which only grow. */
export class Tally {
  /** What slots send is noted, too. */
  readonly isDetailed: boolean;
  slots = 0;
  expressions = 0;
  rows = 0;
  /** By slot, how many of its expressions were evaluated. */
  #places = new Map<Block, Noted[]>();

  constructor(isDetailed: boolean) {
    this.isDetailed = isDetailed;
  }

  /** The counts as they are now. */
  get now(): Evaluated {
    const { slots, expressions, rows } = this;
    return { slots, expressions, rows };
  }

  /** What each slot evaluated and sent since the last time, the largest first. */
  take(): readonly SentSlot[] {
    const all = [...this.#places].flatMap(([block, slots]) =>
      [...slots.entries()].flatMap(([slot, noted]) => (noted === undefined ? [] : sentBy(block, slot, noted))),
    );
    this.#places = new Map();
    return all.sort((a, b) => b.bytes - a.bytes || (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  }

  evaluated(block: Block, slot: number): void {
    this.expressions++;
    if (this.isDetailed) this.#noted(block, slot).evaluated++;
  }

  /** A value that is new to the page. */
  sends(block: Block, slot: number, value: unknown): void {
    const noted = this.#noted(block, slot);
    const json = JSON.stringify(value) ?? "";
    const bytes = Buffer.byteLength(json);
    noted.bytes += bytes;
    if (bytes < noted.largest) return;
    noted.largest = bytes;
    noted.value = json.length > SHOWN ? `${json.slice(0, SHOWN - 1)}…` : json;
  }

  /** A list was gone through: `length` rows are there, and so many of them were rendered. */
  walked(block: Block, slot: number, length: number, rendered: number, isKeyed: boolean): void {
    this.rows += length;
    if (!this.isDetailed || rendered === 0) return;
    const noted = this.#noted(block, slot);
    noted.rows += rendered;
    noted.isKeyed &&= isKeyed;
  }

  #noted(block: Block, slot: number): Noted {
    const slots = this.#places.get(block) ?? [];
    this.#places.set(block, slots);
    const noted = slots[slot] ?? { evaluated: 0, bytes: 0, largest: 0, value: "", rows: 0, isKeyed: true };
    slots[slot] = noted;
    return noted;
  }
}

/** Letters of a value that are kept. */
const SHOWN = 80;

interface Noted {
  evaluated: number;
  bytes: number;
  largest: number;
  value: string;
  rows: number;
  isKeyed: boolean;
}

const kinds = new Map<number, string>(Object.entries(SlotKind).map(([name, kind]) => [kind, name]));

function sentBy(block: Block, slot: number, { evaluated, bytes, value, rows, isKeyed }: Noted): SentSlot {
  const kind = kinds.get(block.slots[slot]?.kind ?? -1) ?? "";
  const list = rows === 0 ? {} : { rows, ...(isKeyed ? {} : { keyless: true as const }) };
  return { at: placeOf(block, slot), kind, bytes, value, evaluated, ...list };
}

/** What `after` has more than `before`. */
export function since(before: Evaluated, after: Evaluated): Evaluated {
  return {
    slots: after.slots - before.slots,
    expressions: after.expressions - before.expressions,
    rows: after.rows - before.rows,
  };
}

/** Hands everything on to a renderer, and counts what it has evaluated. */
export class CountingWriter implements SlotWriter {
  readonly #to: ProbedWriter;
  readonly #tally: Tally;
  /** Where a value of a run was evaluated last: its slot is counted once. */
  #run: readonly [block: Block, slot: number, index: number] | undefined;

  constructor(to: ProbedWriter, tally: Tally) {
    this.#to = to;
    this.#tally = tally;
  }

  stale(slot: number): boolean {
    const isStale = this.#to.stale(slot);
    if (isStale) {
      this.#tally.slots++;
      this.#tally.evaluated(this.#to.block, slot);
    }
    this.#run = undefined;
    return isStale;
  }

  staleValue(slot: number, index: number): boolean {
    const isStale = this.#to.staleValue(slot, index);
    if (isStale) {
      const { block } = this.#to;
      const run = this.#run;
      if (run === undefined || run[0] !== block || run[1] !== slot || run[2] >= index) this.#tally.slots++;
      this.#run = [block, slot, index];
      this.#tally.evaluated(block, slot);
    }
    return isStale;
  }

  text(slot: number, value: TextValue): void {
    const before = this.#to.at(slot);
    this.#to.text(slot, value);
    this.#told(slot, before, this.#to.at(slot));
  }
  value(slot: number, index: number, value: TextValue): void {
    const before = leafOf(this.#to.at(slot), index);
    this.#to.value(slot, index, value);
    this.#told(slot, before, leafOf(this.#to.at(slot), index));
  }
  url(slot: number): void {
    this.#to.url(slot);
  }
  attr(slot: number, value: AttributeValue): void {
    const before = this.#to.at(slot);
    this.#to.attr(slot, value);
    this.#told(slot, before, this.#to.at(slot));
  }
  classes(slot: number, value: ClassValue): void {
    const before = this.#to.at(slot);
    this.#to.classes(slot, value);
    this.#told(slot, before, this.#to.at(slot));
  }
  style(slot: number, value: StyleValue): void {
    const before = this.#to.at(slot);
    this.#to.style(slot, value);
    this.#told(slot, before, this.#to.at(slot));
  }
  html(slot: number, value: SafeHtml | null | undefined): void {
    const before = this.#to.at(slot);
    this.#to.html(slot, value);
    this.#told(slot, before, this.#to.at(slot));
  }
  csrf(slot: number, posts: boolean, tag?: readonly number[]): void {
    this.#to.csrf(slot, posts, tag);
  }
  spread(slot: number, record: { readonly [name: string]: unknown } | null | undefined): void {
    const before = this.#to.at(slot);
    this.#to.spread(slot, record);
    this.#told(slot, before, this.#to.at(slot));
  }
  open(slot: number, block: Block): void {
    this.#to.open(slot, block);
  }
  close(): void {
    this.#to.close();
  }
  show(slot: number, block: Block): void {
    this.#to.show(slot, block);
  }
  hide(slot: number): void {
    this.#to.hide(slot);
  }
  view(slot: number, options: NestedOptions): void {
    this.#to.view(slot, options);
  }

  *each<T>(slot: number, items: Items<T>, block: Block, key: KeyOf<T> | null): Generator<T, void, undefined> {
    let rendered = 0;
    for (const item of this.#to.each(slot, items, block, key)) {
      rendered++;
      yield item;
    }
    this.#walked(slot, rendered, key);
  }

  *indexed<T>(
    slot: number,
    items: Items<T>,
    block: Block,
    key: KeyOf<T> | null,
  ): Generator<readonly [item: T, index: number], void, undefined> {
    let rendered = 0;
    for (const row of this.#to.indexed(slot, items, block, key)) {
      rendered++;
      yield row;
    }
    this.#walked(slot, rendered, key);
  }

  repeat<T>(slot: number, items: Items<T>, block: Block, key: KeyOf<T> | null): void {
    this.#to.repeat(slot, items, block, key);
    this.#walked(slot, 0, key);
  }

  component<P extends object, C extends object = object>(
    slot: number,
    type: Template<P, never, C> | Template<P, object, C> | Component<P, object, C>,
    props: NoInfer<P>,
    contents?: ContentsFor<NoInfer<C>>,
  ): void {
    this.#to.component(slot, type, props, contents);
  }

  staleProps(slot: number): boolean {
    return this.#to.staleProps(slot);
  }
  props<P extends object, C extends object = object>(
    slot: number,
    type: Template<P, never, C> | Template<P, object, C> | Component<P, object, C>,
    props: NoInfer<P>,
  ): void {
    this.#to.props(slot, type, props);
  }
  filled<P extends object, C extends object = object>(
    slot: number,
    type: Template<P, never, C> | Template<P, object, C> | Component<P, object, C>,
    props: null,
    contents: ContentsFor<NoInfer<C>>,
  ): void {
    this.#to.filled(slot, type, props, contents);
  }

  outlet(slot: number, name: string, fallback?: Content, values?: object): void {
    this.#to.outlet(slot, name, fallback, values);
  }

  /** The list has ended: its rows are kept, or were compared, one by one. */
  #walked<T>(slot: number, rendered: number, key: KeyOf<T> | null): void {
    const rows = this.#to.at(slot);
    this.#tally.walked(this.#to.block, slot, rows instanceof Rows ? rows.length : rendered, rendered, key !== null);
  }

  /** What the page lacks is sent: everything of a new instance, else what differs. */
  #told(slot: number, before: unknown, after: unknown): void {
    if (this.#tally.isDetailed && (this.#to.fresh || !isDeepStrictEqual(before, after))) this.#tally.sends(this.#to.block, slot, after);
  }
}

/** One of several values of a run. */
function leafOf(value: unknown, index: number): unknown {
  return Array.isArray(value) ? (value[index] as unknown) : undefined;
}
