/** The items of a list, as templates give them. */

/** A key as `:key` gives it. */
import { LiveStream } from "./stream.ts";
import { ValueError } from "./value-error.ts";

export type Key = string | number | bigint | boolean | null | undefined;

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

/**
 * Filters a list; called by generated modules for `:for` and `:if` on one element. A type predicate narrows the items.
 */
// biome-ignore lint/suspicious/noExplicitAny: the items of any value are any, and not unknown
export function where<T = any, U extends T = T>(
  items: Iterable<T> | null | undefined,
  test: (item: T, index: number) => item is U,
): Filtered<U>;
// biome-ignore lint/suspicious/noExplicitAny: as above
export function where<T = any>(items: Iterable<T> | null | undefined, test: (item: T, index: number) => unknown): Filtered<T>;
export function where<T>(items: Iterable<T> | null | undefined, test: (item: T, index: number) => unknown): Filtered<T> {
  refuseStream(items);
  const kept: T[] = [];
  const positions: number[] = [];
  let position = 0;
  for (const item of lasting(items ?? [])) {
    if (test(item, position)) {
      kept.push(item);
      positions.push(position);
    }
    position++;
  }
  return new Filtered(kept, positions);
}

/** Items that are in an array already, or are put into one. */
export function itemsOf<T>(items: Items<T>): readonly T[] {
  if (items instanceof Filtered) return items.items;
  refuseStream(items);
  return Array.isArray(items) ? (items as readonly T[]) : Array.from(lasting(items ?? []));
}

/** Iterators that were gone over, which leaves nothing of them. */
const spent = new WeakSet<object>();

/**
 * Refuses an iterator that was shown before: one that an expression makes is new each time, one among the assigns is
 * not.
 */
function lasting<T>(items: Iterable<T>): Iterable<T> {
  if (typeof items !== "object" || !("next" in items)) return items;
  if (spent.has(items))
    throw new ValueError(
      "A :for was given an iterator that it went over before, which leaves nothing of it. Assign an array: [...iterator].",
    );
  spent.add(items);
  return items;
}

/** Where rows are on the page only, nobody can go over them. */
function refuseStream(items: unknown): void {
  if (items instanceof LiveStream) {
    throw new TypeError(
      "A stream is for a :for of its own, without an :if and without live-update, in what is live: its rows are not kept.",
    );
  }
}
