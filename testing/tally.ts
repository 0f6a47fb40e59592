/** What renders evaluate, counted between generated code and the renderer. */
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

/** The counts of one view, which only grow. */
export class Tally {
  slots = 0;
  expressions = 0;
  rows = 0;
  /** By slot, how many of its expressions were evaluated. */
  readonly #places = new Map<Block, number[]>();

  /** The counts as they are now. */
  get now(): Evaluated {
    const { slots, expressions, rows } = this;
    return { slots, expressions, rows };
  }

  /** By the place of a slot (`todos.live.html:14`), how many expressions were evaluated. */
  get places(): ReadonlyMap<string, number> {
    const places = new Map<string, number>();
    for (const [block, counts] of this.#places) {
      for (const [slot, count] of counts.entries()) {
        if (count === undefined) continue;
        const place = placeOf(block, slot);
        places.set(place, (places.get(place) ?? 0) + count);
      }
    }
    return places;
  }

  add(block: Block, slot: number): void {
    this.expressions++;
    const counts = this.#places.get(block) ?? [];
    this.#places.set(block, counts);
    counts[slot] = (counts[slot] ?? 0) + 1;
  }
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
      this.#tally.add(this.#to.block, slot);
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
      this.#tally.add(block, slot);
    }
    return isStale;
  }

  text(slot: number, value: TextValue): void {
    this.#to.text(slot, value);
  }
  value(slot: number, index: number, value: TextValue): void {
    this.#to.value(slot, index, value);
  }
  url(slot: number): void {
    this.#to.url(slot);
  }
  attr(slot: number, value: AttributeValue): void {
    this.#to.attr(slot, value);
  }
  classes(slot: number, value: ClassValue): void {
    this.#to.classes(slot, value);
  }
  style(slot: number, value: StyleValue): void {
    this.#to.style(slot, value);
  }
  html(slot: number, value: SafeHtml | null | undefined): void {
    this.#to.html(slot, value);
  }
  csrf(slot: number, posts: boolean, tag?: readonly number[]): void {
    this.#to.csrf(slot, posts, tag);
  }
  spread(slot: number, record: { readonly [name: string]: unknown } | null | undefined): void {
    this.#to.spread(slot, record);
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
    yield* this.#to.each(slot, items, block, key);
    this.#walked(slot);
  }

  *indexed<T>(
    slot: number,
    items: Items<T>,
    block: Block,
    key: KeyOf<T> | null,
  ): Generator<readonly [item: T, index: number], void, undefined> {
    yield* this.#to.indexed(slot, items, block, key);
    this.#walked(slot);
  }

  repeat<T>(slot: number, items: Items<T>, block: Block, key: KeyOf<T> | null): void {
    this.#to.repeat(slot, items, block, key);
    this.#walked(slot);
  }

  component<P extends object, C extends object = object>(
    slot: number,
    type: Template<P, never, C> | Template<P, object, C> | Component<P, object, C>,
    props: NoInfer<P>,
    contents?: ContentsFor<NoInfer<C>>,
  ): void {
    this.#to.component(slot, type, props, contents);
  }

  outlet(slot: number, name: string, fallback?: Content, values?: object): void {
    this.#to.outlet(slot, name, fallback, values);
  }

  /** The list has ended: its rows are kept, or were compared, one by one. */
  #walked(slot: number): void {
    const rows = this.#to.at(slot);
    if (rows instanceof Rows) this.#tally.rows += rows.length;
  }
}
