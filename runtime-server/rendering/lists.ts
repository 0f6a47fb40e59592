/**
 * Lists: the items of a `:for`, row after row, with each row entered that must be rendered.
 *
 * A list costs what changed in it. A row whose item is the same object at the same position, under the same outer
 * values, is passed over before anything is allocated; where rows only changed, and none came, went or moved, the
 * arrays of the last render stay.
 */
import type { Cursor } from "./cursor.ts";
import { editScript, type RowChange } from "./edit-script.ts";
import { rowValues } from "./encode.ts";
import { Rows, type SlotValue } from "./instance.ts";
import { Filtered, type Items, itemsOf, type Key, type KeyOf } from "./items.ts";
import { matchKeys, matchNone, matchPositions, type RowMatch, refuseAnyDuplicate } from "./match.ts";
import type { RenderContext } from "./render-context.ts";
import { type Block, outerMask, type RowReads } from "./slot.ts";
import { trackItem } from "./tracking.ts";

/**
 * The rows of one list slot, while they are rendered: iterating gives the items whose rows are stale. It must go on to
 * the end.
 */
export class ListRender<T> implements IterableIterator<T, undefined> {
  readonly #cursor: Cursor;
  readonly #context: RenderContext;
  readonly #slot: number;
  readonly #row: RowReads;
  readonly #block: Block;
  readonly #last: Rows | undefined;
  readonly #next: NextItems<T>;
  readonly #match: RowMatch;
  readonly #rows: Rows;
  readonly #outerChanged: boolean;
  readonly #readsPosition: boolean;
  readonly #changes: RowChange[] = [];
  /** One object for all steps: `for … of` takes the value out at once. */
  readonly #step: { done: false; value: T } = { done: false, value: undefined as T };
  #index = -1;
  #isInside = false;

  constructor(cursor: Cursor, context: RenderContext, slot: number, row: RowReads, items: Items<T>, block: Block, key: KeyOf<T> | null) {
    const { scope } = cursor;
    const value = cursor.before(slot);
    this.#cursor = cursor;
    this.#context = context;
    this.#slot = slot;
    this.#row = row;
    this.#block = block;
    this.#last = value instanceof Rows ? value : undefined;
    this.#next = new NextItems(items, key);
    this.#match = matchOf(this.#last, this.#next, () => cursor.placeOf(slot));
    this.#rows = this.#rowsToBe();
    this.#outerChanged = this.#last !== undefined && scope.changes.meets(outerMask(row, block));
    this.#readsPosition = row.reads.includes("@index");
    cursor.descend(slot);
  }

  [Symbol.iterator](): this {
    return this;
  }

  /** The position of the item given last, in the unfiltered list where it is filtered. */
  get position(): number {
    return this.#next.positionOf(this.#index);
  }

  /** Leaves the row whose item was given last, and enters the next that must be rendered. */
  next(): IteratorResult<T, undefined> {
    if (this.#isInside) this.#leaveRow();
    this.#isInside = this.#enterNext();
    if (this.#isInside) {
      this.#step.value = this.#next.items[this.#index] as T;
      return this.#step;
    }
    this.#cursor.ascend();
    this.#finish();
    return { done: true, value: undefined };
  }

  /** False after the last row. */
  #enterNext(): boolean {
    const last = this.#last;
    const { items, length } = this.#next;
    for (let index = this.#index + 1; index < length; index++) {
      const from = this.#match.from(index);
      if (last !== undefined && from >= 0 && !this.#isStale(last, items[index] as T, index, from)) continue;
      this.#index = index;
      this.#cursor.goTo(this.#block, this.#rows.values, this.#rows.offsetOf(index), last === undefined || from < 0);
      return true;
    }
    return false;
  }

  #isStale(last: Rows, item: T, index: number, from: number): boolean {
    const before = last.items[from];
    const hasMoved = this.#readsPosition && last.positionOf(from) !== this.#next.positionOf(index);
    if (Object.is(before, item) && !hasMoved && !this.#outerChanged) return false;
    // Rows that stay keep the arrays they were compared with.
    this.#rows.items[index] = item;
    return trackItem(this.#cursor.scope, this.#row, before, item, hasMoved) || this.#outerChanged;
  }

  #leaveRow(): void {
    const patch = this.#cursor.leave();
    if (this.#last === undefined) return;
    const index = this.#index;
    if (this.#match.from(index) >= 0) {
      if (patch !== undefined) this.#changes.push({ index, patch, values: undefined });
      return;
    }
    const { table, residents } = this.#context;
    const values = rowValues(this.#block, this.#rows.values, this.#rows.offsetOf(index), table, residents?.embed);
    this.#changes.push({ index, patch: undefined, values });
  }

  #finish(): void {
    const last = this.#last;
    // Not before: until now rows were compared with where they were.
    this.#rows.positions = this.#next.positions;
    if (this.#context.forgets) this.#rows.keys = this.#next.keys();
    this.#cursor.put(this.#slot, this.#rows);
    this.#context.remember(this.#rows);
    if (last === undefined) return;
    this.#releaseGone(last);
    const edit = editScript(this.#match, this.#changes);
    if (edit !== undefined) this.#cursor.record(this.#slot, edit);
  }

  /** Residents in rows that went may go with them. */
  #releaseGone(last: Rows): void {
    const places = this.#context.residents?.places;
    if (this.#match.isAligned || places === undefined) return;
    const stays = new Uint8Array(last.length);
    for (let index = 0; index < this.#next.length; index++) {
      const from = this.#match.from(index);
      if (from >= 0) stays[from] = 1;
    }
    for (let old = 0; old < last.length; old++) if (stays[old] !== 1) places.takeRow(last, old);
  }

  /** Where every row is where it was, those of the last render; else new ones, with the values of rows that stay. */
  #rowsToBe(): Rows {
    const last = this.#last;
    const next = this.#next;
    if (last !== undefined && this.#match.isAligned) return last;
    const width = this.#block.slots.length;
    const values = new Array<SlotValue>(next.length * width).fill(null);
    for (let index = 0; last !== undefined && index < next.length; index++) {
      const from = this.#match.from(index);
      for (let slot = 0; from >= 0 && slot < width; slot++) values[index * width + slot] = last.values[from * width + slot] ?? null;
    }
    return new Rows(this.#block, next.items.slice(), values);
  }
}

/** {@link ListRender} with the position of each item. */
export class IndexedRender<T> implements IterableIterator<readonly [item: T, index: number], undefined> {
  readonly #list: ListRender<T>;
  readonly #pair: [item: T, index: number] = [undefined as T, 0];
  readonly #step: { done: false; value: readonly [item: T, index: number] } = { done: false, value: this.#pair };

  constructor(list: ListRender<T>) {
    this.#list = list;
  }

  [Symbol.iterator](): this {
    return this;
  }

  next(): IteratorResult<readonly [item: T, index: number], undefined> {
    const { done, value } = this.#list.next();
    if (done === true) return { done, value: undefined };
    this.#pair[0] = value;
    this.#pair[1] = this.#list.position;
    return this.#step;
  }
}

/** The rows to be: items, and their keys when they are asked for. */
class NextItems<T> {
  readonly items: readonly T[];
  readonly positions: readonly number[] | null;
  readonly key: KeyOf<T> | null;

  constructor(items: Items<T>, key: KeyOf<T> | null) {
    this.items = itemsOf(items);
    this.positions = items instanceof Filtered ? items.positions : null;
    this.key = key;
  }

  get length(): number {
    return this.items.length;
  }

  positionOf(index: number): number {
    return this.positions?.[index] ?? index;
  }

  keyOf(index: number): Key {
    return this.key?.(this.items[index] as T, this.positionOf(index));
  }

  keys(): readonly Key[] | null {
    return this.key && Array.from(this.items, (_, index) => this.keyOf(index));
  }
}

/** The rows that were. Their keys are found again from their items, unless those are forgotten. */
class LastItems<T> {
  readonly items: readonly unknown[];
  readonly #rows: Rows;
  readonly #key: KeyOf<T>;

  constructor(rows: Rows, key: KeyOf<T>) {
    this.items = rows.items;
    this.#rows = rows;
    this.#key = key;
  }

  get length(): number {
    return this.items.length;
  }

  keyOf(index: number): Key {
    const { keys } = this.#rows;
    return keys === null ? this.#key(this.items[index] as T, this.#rows.positionOf(index)) : keys[index];
  }
}

function matchOf<T>(last: Rows | undefined, next: NextItems<T>, where: () => string): RowMatch {
  if (last !== undefined)
    return next.key === null ? matchPositions(last.length, next.length) : matchKeys(new LastItems(last, next.key), next, where);
  if (next.key !== null) refuseAnyDuplicate(next, where);
  return matchNone(next.length);
}
