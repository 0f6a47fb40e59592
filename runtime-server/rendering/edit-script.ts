/**
 * Edit scripts: how a list became another one, in few bytes.
 *
 * The rows that keep their order are a longest increasing subsequence of their old positions (patience sorting, Fredman
 * 1975); they are kept in runs. Every other old row is taken to its place. Where that costs more than naming every row,
 * as after a shuffle, the plain enumeration is used. The grammar is `ListOp` in `protocol/wire.ts`.
 */
import type { ListEdit, ListOp, Patch, Value } from "../../protocol/wire.ts";
import type { RowMatch } from "./match.ts";

/**
 * What changed in one row of the new list: a patch, or all values of a new row; a row without slots counts as one `0`.
 */
export interface RowChange {
  readonly index: number;
  readonly patch: Patch | undefined;
  readonly values: readonly Value[] | undefined;
}

/** The edit that makes a list another one. `changes` are in the order of rows. `undefined` when nothing changed. */
export function editScript(match: RowMatch, changes: readonly RowChange[]): ListEdit | undefined {
  const script = match.isAligned ? patchesOf(changes) : structureOf(match, changes);
  return script.length === 0 ? undefined : script;
}

/** Every row is where it was: a list costs what changed in it. */
function patchesOf(changes: readonly RowChange[]): ListOp[] {
  const script: ListOp[] = [];
  let cursor = 0;
  for (const { index, patch } of changes) {
    if (patch === undefined) continue;
    script.push(index + 1 - cursor, patch);
    cursor = index + 1;
  }
  return script;
}

function structureOf(match: RowMatch, changes: readonly RowChange[]): ListEdit {
  const moved = new MovedRows(match);
  const script = scriptOf(match, changes, moved);
  if (moved.none) return script;
  const { length } = JSON.stringify(script);
  return length <= leastEnumeration(match) ? script : shorter(script, length, enumerationOf(match, changes));
}

function shorter(script: ListEdit, length: number, enumeration: ListEdit): ListEdit {
  return JSON.stringify(enumeration).length < length ? enumeration : script;
}

/** Characters that an enumeration takes at least: `[0`, for every row that stays a comma and its number, and `]`. */
function leastEnumeration(match: RowMatch): number {
  let characters = 3;
  for (let index = 0; index < match.length; index++) {
    const from = match.from(index);
    if (from >= 0) characters += from < 10 ? 2 : from < 100 ? 3 : from < 1000 ? 4 : 5;
  }
  return characters;
}

function scriptOf(match: RowMatch, changes: readonly RowChange[], moved: MovedRows): ListEdit {
  const script: ListOp[] = [];
  let cursor = 0;
  let keep = 0;
  const flushKeep = (): void => {
    if (keep > 0) script.push(keep);
    keep = 0;
  };
  /** Steps over old rows up to `end`; those taken earlier are invisible to the cursor. */
  const stepTo = (end: number): void => {
    let over = 0;
    for (; cursor < end; cursor++) if (!moved.isTaken(cursor)) over++;
    if (over === 0) return;
    flushKeep();
    script.push(-over);
  };
  const inserts = new InsertGroup(script);
  const takes = new TakeRun(script);
  let next = 0;
  for (let index = 0; index < match.length; index++) {
    const from = match.from(index);
    const change = changes[next]?.index === index ? changes[next++] : undefined;
    if (change?.values !== undefined) {
      flushKeep();
      takes.end();
      inserts.add(change.values);
      continue;
    }
    inserts.end();
    if (moved.isMoved(index)) {
      flushKeep();
      moved.take(from);
      takes.add(from);
    } else {
      takes.end();
      stepTo(from);
      cursor = from + 1;
      keep++;
    }
    if (change?.patch === undefined) continue;
    flushKeep();
    takes.end();
    script.push(change.patch);
  }
  takes.end();
  const keptToEnd = keep;
  keep = 0;
  let gone = 0;
  for (; cursor < match.oldLength; cursor++) if (!moved.isTaken(cursor)) gone++;
  if (gone > 0) {
    if (keptToEnd > 0) script.push(keptToEnd);
    script.push(-gone);
  }
  return script;
}

function enumerationOf(match: RowMatch, changes: readonly RowChange[]): ListEdit {
  const script: ListOp[] = [0];
  const inserts = new InsertGroup(script);
  let next = 0;
  for (let index = 0; index < match.length; index++) {
    const change = changes[next]?.index === index ? changes[next++] : undefined;
    if (change?.values !== undefined) {
      inserts.add(change.values);
      continue;
    }
    inserts.end();
    script.push(match.from(index));
    if (change?.patch !== undefined) script.push(change.patch);
  }
  return script;
}

/** Consecutive new rows travel as one flat group. */
class InsertGroup {
  readonly #script: ListOp[];
  #values: Value[] | undefined;

  constructor(script: ListOp[]) {
    this.#script = script;
  }

  add(values: readonly Value[]): void {
    if (this.#values === undefined) {
      this.#values = [];
      this.#script.push([this.#values]);
    }
    for (const value of values) this.#values.push(value);
  }

  end(): void {
    this.#values = undefined;
  }
}

/** Consecutive takes of consecutive rows travel as one `"from,count"`. */
class TakeRun {
  readonly #script: ListOp[];
  #from = 0;
  #count = 0;

  constructor(script: ListOp[]) {
    this.#script = script;
  }

  add(from: number): void {
    if (this.#count > 0 && from === this.#from + this.#count) {
      this.#count++;
      this.#script[this.#script.length - 1] = `${this.#from},${this.#count}`;
      return;
    }
    this.#from = from;
    this.#count = 1;
    this.#script.push(String(from));
  }

  end(): void {
    this.#count = 0;
  }
}

/** Which of the surviving rows leave their order, and which old rows were taken so far. */
class MovedRows {
  readonly none: boolean;
  readonly #start: number;
  readonly #end: number;
  readonly #kept: Uint8Array;
  readonly #taken = new Set<number>();

  constructor({ start, end, between }: RowMatch) {
    this.none = isIncreasing(between);
    this.#start = start;
    this.#end = end;
    this.#kept = this.none ? NOTHING : longestIncreasing(between);
  }

  isMoved(index: number): boolean {
    return !this.none && index >= this.#start && index < this.#end && this.#kept[index - this.#start] !== 1;
  }

  take(from: number): void {
    this.#taken.add(from);
  }

  isTaken(from: number): boolean {
    return this.#taken.has(from);
  }
}

const NOTHING = new Uint8Array(0);

function isIncreasing(sources: Int32Array): boolean {
  let last = -1;
  for (const from of sources) {
    if (from < 0) continue;
    if (from < last) return false;
    last = from;
  }
  return true;
}

/**
 * A longest subsequence of old positions that increase: 1 at the indexes of its members. Negative ones do not count.
 * O(n log n).
 */
export function longestIncreasing(sources: Int32Array): Uint8Array {
  const { length } = sources;
  /** `tails[k]`: index of the row that ends the best subsequence of length k + 1. */
  const tails = new Int32Array(length);
  const previous = new Int32Array(length).fill(-1);
  let best = 0;
  for (let index = 0; index < length; index++) {
    const from = sources[index] ?? -1;
    if (from < 0) continue;
    // Most rows follow the one before.
    let low = best > 0 && (sources[tails[best - 1] ?? 0] ?? -1) < from ? best : 0;
    let high = best;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sources[tails[middle] ?? 0] ?? -1) < from) low = middle + 1;
      else high = middle;
    }
    if (low > 0) previous[index] = tails[low - 1] ?? -1;
    tails[low] = index;
    if (low === best) best++;
  }
  const kept = new Uint8Array(length);
  for (let index = best === 0 ? -1 : (tails[best - 1] ?? -1); index >= 0; index = previous[index] ?? -1) kept[index] = 1;
  return kept;
}
