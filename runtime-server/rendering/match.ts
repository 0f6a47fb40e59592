/**
 * Matching: which row of a list's last render each of its items is now.
 *
 * What an edit leaves alone costs a comparison: items that are the same object are the same row, and keys are asked for
 * only where objects differ. Both ends are walked; between them rows that are swapped, gone or new are looked for where
 * edits mostly leave them, one step ahead or at the other end. Only what is left after that goes through a map.
 */
import type { Key } from "./items.ts";

/** What is matched: items and, where they have any, their keys. */
export interface Matchable {
  readonly length: number;
  readonly items: readonly unknown[];
  /** `undefined` for a list whose rows are their positions. */
  keyOf(index: number): Key;
}

/** Old rows by new ones: the same at both ends, and one by one between them. */
export class RowMatch {
  readonly oldLength: number;
  readonly length: number;
  /** Rows before it are where they were. */
  readonly start: number;
  /** Rows from it on are as far from the end as they were. */
  readonly end: number;
  /** Of the rows between, the old position, or −1. */
  readonly between: Int32Array;

  constructor(oldLength: number, length: number, start: number, end: number, between: Int32Array) {
    this.oldLength = oldLength;
    this.length = length;
    this.start = start;
    this.end = end;
    this.between = between;
  }

  /** The old position of a row; negative for a new one. */
  from(index: number): number {
    if (index < this.start) return index;
    return index >= this.end ? index + this.oldLength - this.length : (this.between[index - this.start] ?? -1);
  }

  /** True when every row is where it was. */
  get isAligned(): boolean {
    return this.length === this.oldLength && this.start === this.length;
  }
}

const NOBODY = new Int32Array(0);

/** All rows are new. */
export function matchNone(length: number): RowMatch {
  return new RowMatch(0, length, 0, 0, NOBODY);
}

/** For a list without keys: a row is its position. */
export function matchPositions(oldLength: number, length: number): RowMatch {
  const start = Math.min(oldLength, length);
  return new RowMatch(oldLength, length, start, length, new Int32Array(length - start).fill(-1));
}

/** For a list with keys. Throws on a key used twice; `where` names the template. */
export function matchKeys(last: Matchable, next: Matchable, where: () => string): RowMatch {
  const isSame = (index: number, old: number): boolean =>
    Object.is(next.items[index], last.items[old]) || Object.is(next.keyOf(index), last.keyOf(old));
  let start = 0;
  const shorter = Math.min(next.length, last.length);
  while (start < shorter && isSame(start, start)) start++;
  if (start === next.length && start === last.length) return new RowMatch(last.length, next.length, start, start, NOBODY);
  let end = next.length;
  let oldEnd = last.length;
  while (end > start && oldEnd > start && isSame(end - 1, oldEnd - 1)) {
    end--;
    oldEnd--;
  }
  const between = new Int32Array(end - start).fill(-1);
  if (end > start) {
    matchBetween(between, start, end, oldEnd, isSame, last, next);
    refuseDuplicates(between, start, next, where);
  }
  return new RowMatch(last.length, next.length, start, end, between);
}

/**
 * Fills `between` for the new rows from `start` up to `end`, which are among the old ones from `start` up to `oldEnd`.
 */
function matchBetween(
  between: Int32Array,
  start: number,
  end: number,
  oldEnd: number,
  isSame: (index: number, old: number) => boolean,
  last: Matchable,
  next: Matchable,
): void {
  let [low, high, oldLow, oldHigh] = [start, end, start, oldEnd];
  /** Passed over: new rows without an old one so far, and old rows without a new one. */
  const open: number[] = [];
  const left: number[] = [];
  while (low < high && oldLow < oldHigh) {
    if (isSame(low, oldLow)) between[low++ - start] = oldLow++;
    else if (isSame(high - 1, oldHigh - 1)) between[--high - start] = --oldHigh;
    else if (isSame(low, oldHigh - 1)) between[low++ - start] = --oldHigh;
    else if (isSame(high - 1, oldLow)) between[--high - start] = oldLow++;
    else if (oldLow + 1 < oldHigh && isSame(low, oldLow + 1)) left.push(oldLow++);
    else if (low + 1 < high && isSame(low + 1, oldLow)) open.push(low++);
    else break;
  }
  while (low < high) open.push(low++);
  while (oldLow < oldHigh) left.push(oldLow++);
  if (open.length === 0 || left.length === 0) return;
  const positions = new Map<Key, number>();
  for (const old of left) positions.set(last.keyOf(old), old);
  for (const index of open) between[index - start] = positions.get(next.keyOf(index)) ?? -1;
}

/** New rows looked at one by one before all keys are put into a map. */
const FEW = 8;

/**
 * Rows that were matched have keys that differ, as those of the last render did; a new one may have the key of any
 * other.
 */
function refuseDuplicates(between: Int32Array, start: number, next: Matchable, where: () => string): void {
  const added: number[] = [];
  for (let index = 0; index < between.length; index++) if ((between[index] ?? -1) < 0) added.push(start + index);
  if (added.length > FEW) return refuseAnyDuplicate(next, where);
  for (const index of added) {
    const key = next.keyOf(index);
    for (let other = 0; other < next.length; other++) {
      if (other !== index && Object.is(next.keyOf(other), key)) refuse(key, Math.min(index, other), Math.max(index, other), where);
    }
  }
}

/** Throws where two items have one key. */
export function refuseAnyDuplicate(next: Matchable, where: () => string): void {
  if (isAscending(next)) return;
  const seen = new Map<Key, number>();
  for (let index = 0; index < next.length; index++) {
    const key = next.keyOf(index);
    const first = seen.get(key);
    if (first !== undefined) refuse(key, first, index, where);
    seen.set(key, index);
  }
}

/** Ids mostly are numbers that go up, which is seen without a map. */
function isAscending(next: Matchable): boolean {
  let last = Number.NEGATIVE_INFINITY;
  for (let index = 0; index < next.length; index++) {
    const key = next.keyOf(index);
    if (typeof key !== "number" || !(key > last)) return false;
    last = key;
  }
  return true;
}

function refuse(key: Key, first: number, second: number, where: () => string): never {
  throw new Error(
    `${where()}: two items of one list have the :key ${JSON.stringify(String(key))} (positions ${first} and ${second}). Keys must differ; use the item's id.`,
  );
}
