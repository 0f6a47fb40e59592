/**
 * Edit scripts: how a list became another one, in few bytes.
 *
 * The rows that keep their order are a longest increasing subsequence of their old positions (patience sorting, Fredman 1975); they are kept
 * in runs. Every other old row is taken to its place. Where that costs more than naming every row, as after a shuffle, the plain
 * enumeration is used. The grammar is `ListOp` in `protocol/wire.ts`.
 */
import type { ListEdit, ListOp, Patch, Value } from "../../protocol/wire.ts";

/** One row of the new list: where it was (−1: nowhere), what changed in it, or its values if it is new. */
export interface RowChange {
  readonly from: number;
  readonly patch: Patch | undefined;
  /** Of a new row; a row without slots counts as one `0`. */
  readonly values: readonly Value[] | undefined;
}

/** The edit from a list of `oldLength` rows to `rows`; `undefined` when nothing changed. */
export function editScript(oldLength: number, rows: readonly RowChange[]): ListEdit | undefined {
  const moved = new MovedRows(rows);
  const script = moved.none ? scriptOf(oldLength, rows, moved) : shorter(scriptOf(oldLength, rows, moved), enumerationOf(rows));
  return script.length === 0 ? undefined : script;
}

function shorter(a: ListEdit, b: ListEdit): ListEdit {
  return JSON.stringify(b).length < JSON.stringify(a).length ? b : a;
}

function scriptOf(oldLength: number, rows: readonly RowChange[], moved: MovedRows): ListEdit {
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
  for (const [index, row] of rows.entries()) {
    if (row.values !== undefined) {
      flushKeep();
      takes.end();
      inserts.add(row.values);
      continue;
    }
    inserts.end();
    if (moved.isMoved(index)) {
      flushKeep();
      moved.take(row.from);
      takes.add(row.from);
    } else {
      takes.end();
      stepTo(row.from);
      cursor = row.from + 1;
      keep++;
    }
    if (row.patch === undefined) continue;
    flushKeep();
    takes.end();
    script.push(row.patch);
  }
  takes.end();
  const keptToEnd = keep;
  keep = 0;
  let gone = 0;
  for (; cursor < oldLength; cursor++) if (!moved.isTaken(cursor)) gone++;
  if (gone > 0) {
    if (keptToEnd > 0) script.push(keptToEnd);
    script.push(-gone);
  }
  return script;
}

function enumerationOf(rows: readonly RowChange[]): ListEdit {
  const script: ListOp[] = [0];
  const inserts = new InsertGroup(script);
  for (const row of rows) {
    if (row.values !== undefined) {
      inserts.add(row.values);
      continue;
    }
    inserts.end();
    script.push(row.from);
    if (row.patch !== undefined) script.push(row.patch);
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
  readonly #kept: ReadonlySet<number>;
  readonly #taken = new Set<number>();

  constructor(rows: readonly RowChange[]) {
    this.none = isIncreasing(rows);
    this.#kept = this.none ? new Set() : longestIncreasing(rows);
  }

  isMoved(index: number): boolean {
    return !this.none && !this.#kept.has(index);
  }

  take(from: number): void {
    this.#taken.add(from);
  }

  isTaken(from: number): boolean {
    return this.#taken.has(from);
  }
}

function isIncreasing(rows: readonly RowChange[]): boolean {
  let last = -1;
  for (const { from } of rows) {
    if (from < 0) continue;
    if (from < last) return false;
    last = from;
  }
  return true;
}

/** Indexes into `rows` of a longest subsequence whose old positions increase. O(n log n). */
export function longestIncreasing(rows: readonly { readonly from: number }[]): Set<number> {
  /** `tails[k]`: index of the row that ends the best subsequence of length k + 1. */
  const tails: number[] = [];
  const previous = new Int32Array(rows.length).fill(-1);
  const positionOf = (index: number | undefined): number => (index === undefined ? -1 : (rows[index]?.from ?? -1));
  for (const [index, { from }] of rows.entries()) {
    if (from < 0) continue;
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (positionOf(tails[middle]) < from) low = middle + 1;
      else high = middle;
    }
    previous[index] = tails[low - 1] ?? -1;
    tails[low] = index;
  }
  const kept = new Set<number>();
  for (let index = tails.at(-1) ?? -1; index >= 0; index = previous[index] ?? -1) kept.add(index);
  return kept;
}
