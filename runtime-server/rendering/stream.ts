/**
 * Streams: lists of which a view keeps nothing but the keys of their rows. What a program does to one is written down
 * until the page has it.
 */

/** A list for a `:for`, whose rows are on the page only. Its items are there for the next render, and then no more. */
export interface Stream<T> extends Iterable<T> {
  /** Changes that its page has not been given. */
  readonly waiting: number;
  /** How many changes there have been. */
  readonly end: number;
}

/** Where new rows go, and how many stay. */
export interface StreamOptions {
  /** The position of a new row: −1 (the default) at the end, 0 at the beginning. */
  readonly at?: number;
  /** How many rows stay after an insert: the first so many, or the last where it is negative. */
  readonly limit?: number;
}

/** What was done to a stream. */
export type StreamChange<T = unknown> =
  | {
      readonly kind: "insert";
      readonly items: readonly T[];
      readonly at: number;
      readonly limit: number | undefined;
      readonly updateOnly: boolean;
    }
  | { readonly kind: "delete"; readonly item: T }
  | { readonly kind: "reset" };

/** The changes of one stream, numbered; those that the page has been given are forgotten. */
class Log<T> {
  changes: StreamChange<T>[] = [];
  /** How many came before the first that is there. */
  before = 0;

  get end(): number {
    return this.before + this.changes.length;
  }

  since(number: number, end: number): readonly StreamChange<T>[] {
    return this.changes.slice(Math.max(0, number - this.before), end - this.before);
  }

  forget(end: number): void {
    const gone = end - this.before;
    if (gone <= 0) return;
    this.changes = this.changes.slice(gone);
    this.before = end;
  }
}

/** The one implementation of {@link Stream}: as it is after some number of changes. */
export class LiveStream<T = unknown> implements Stream<T> {
  readonly #log: Log<T>;
  #end: number;

  constructor(log: Log<T> = new Log()) {
    this.#log = log;
    this.#end = log.end;
  }

  /** True for an earlier or later state of the same stream. */
  isOf(other: LiveStream | undefined): boolean {
    return other !== undefined && (other.#log as object) === this.#log;
  }

  /** Changes that no page has been given. */
  get waiting(): number {
    return this.#log.changes.length;
  }

  /** The number of the last change. */
  get end(): number {
    return this.#end;
  }

  /** Itself, changed: as long as nobody has seen it. */
  add(change: StreamChange<T>): void {
    this.#log.changes.push(change);
    this.#end = this.#log.end;
  }

  /** The stream after one more change. */
  with(change: StreamChange<T>): LiveStream<T> {
    this.#log.changes.push(change);
    return new LiveStream(this.#log);
  }

  /** What was done after so many changes. */
  since(number: number): readonly StreamChange<T>[] {
    return this.#log.since(number, this.#end);
  }

  /** The page has been given all of it. */
  forget(): void {
    this.#log.forget(this.#end);
  }

  /** What is new, for HTML that is not live. */
  *[Symbol.iterator](): IterableIterator<T> {
    for (const change of this.since(0)) if (change.kind === "insert") yield* change.items;
  }
}
