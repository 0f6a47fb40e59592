/** Rows: the items of a list, and which row of its last render each of them is. */
import type { Key, Rows } from "./instance.ts";

/** What `:for` runs over; nothing is an empty list. */
export type Items<T> = Iterable<T> | Filtered<T> | null | undefined;
/** `:key`. */
export type KeyOf<T> = (item: T, index: number) => Key;

/** The items of a list that passed the `:if` beside its `:for`, with their positions in the whole list. */
export class Filtered<T> {
  readonly items: readonly T[];
  readonly positions: readonly number[];

  constructor(items: readonly T[], positions: readonly number[]) {
    this.items = items;
    this.positions = positions;
  }
}

/** Filters a list; called by generated modules for `:for` and `:if` on one element. A type predicate narrows the items. */
export function where<T, U extends T>(items: Iterable<T> | null | undefined, test: (item: T, index: number) => item is U): Filtered<U>;
export function where<T>(items: Iterable<T> | null | undefined, test: (item: T, index: number) => unknown): Filtered<T>;
export function where<T>(items: Iterable<T> | null | undefined, test: (item: T, index: number) => unknown): Filtered<T> {
  const kept: T[] = [];
  const positions: number[] = [];
  let position = 0;
  for (const item of items ?? []) {
    if (test(item, position)) {
      kept.push(item);
      positions.push(position);
    }
    position++;
  }
  return new Filtered(kept, positions);
}

/** The rows to be: items, keys and positions. Items are copied, so that a list changed in place later cannot misplace rows. */
export class RowSource<T> {
  readonly items: readonly T[];
  readonly keys: readonly Key[] | null;
  readonly positions: readonly number[] | null;

  constructor(items: Items<T>, key: KeyOf<T> | null) {
    const filtered = items instanceof Filtered;
    this.items = filtered ? items.items : Array.from(items ?? []);
    this.positions = filtered ? items.positions : null;
    this.keys = key === null ? null : this.items.map((item, index) => key(item, this.positionOf(index)));
  }

  positionOf(index: number): number {
    return this.positions?.[index] ?? index;
  }
}

/** For each new row the index of the old row with its key, or −1. Without keys a row is its position. Throws on a key used twice. */
export function matchRows(last: Rows | undefined, keys: readonly Key[] | null, length: number, templateName: () => string): Int32Array {
  const sources = new Int32Array(length).fill(-1);
  const oldLength = last?.instances.length ?? 0;
  if (keys === null) {
    for (let index = 0; index < Math.min(length, oldLength); index++) sources[index] = index;
    return sources;
  }
  const oldKeys = last?.keys ?? [];
  // Most edits leave the ends alone: equal ends need no map.
  let start = 0;
  while (start < length && start < oldLength && Object.is(keys[start], oldKeys[start])) sources[start] = start++;
  let end = length;
  let oldEnd = oldLength;
  while (end > start && oldEnd > start && Object.is(keys[end - 1], oldKeys[oldEnd - 1])) sources[--end] = --oldEnd;
  if (start === end) return sources;
  refuseDuplicates(keys, templateName);
  const positions = new Map<Key, number>();
  for (let index = start; index < oldEnd; index++) positions.set(oldKeys[index], index);
  for (let index = start; index < end; index++) sources[index] = positions.get(keys[index]) ?? -1;
  return sources;
}

function refuseDuplicates(keys: readonly Key[], templateName: () => string): void {
  const seen = new Map<Key, number>();
  for (const [index, key] of keys.entries()) {
    const first = seen.get(key);
    if (first !== undefined) {
      throw new Error(
        `${templateName()}: two items of one list have the :key ${JSON.stringify(String(key))} (positions ${first} and ${index}). Keys must differ; use the item's id.`,
      );
    }
    seen.set(key, index);
  }
}
