/** Streams of a view or component: what its code does to them, by their names. */
import { LivecError } from "../../base/errors.ts";
import type { ViewLimits } from "../../base/host.ts";
import { LiveStream, type Stream, type StreamChange, type StreamOptions } from "../../rendering/stream.ts";

/** What is done with one item. */
export interface InsertOptions extends StreamOptions {
  /** Only where its row is there already. */
  readonly updateOnly?: boolean;
}

/** Lists whose rows are on the page only. */
export interface StreamSocket {
  /**
   * Makes a stream, or adds to one, and answers what its assign is to hold: in `mount`, return it. Items whose key is
   * known already renew their rows where they are; the others are inserted. `reset`: all other rows go. Throws
   * `kept-full`.
   *
   * @example
   * mount: (socket) => ({ messages: socket.stream("messages", lastMessages()) })
   */
  stream<T>(name: string, items: Iterable<T>, options?: StreamOptions & { readonly reset?: boolean }): Stream<T>;
  /** Inserts one item, at the end unless `at` says otherwise, or renews its row. Throws `no-stream` and `kept-full`. */
  streamInsert(name: string, item: unknown, options?: InsertOptions): void;
  /** Removes the row of an item; what `:key` reads of it is enough. Throws `no-stream` and `kept-full`. */
  streamDelete(name: string, item: unknown): void;
}

/** Whose streams they are. */
export interface StreamOwner {
  readonly begun: boolean;
  readonly view: string;
  readonly assigns: Readonly<Record<string, unknown>>;
  assign(patch: object): void;
}

export class Streams {
  readonly #owner: StreamOwner;
  readonly #limits: Pick<ViewLimits, "streamChanges">;
  /** Those that were made before there was a state. */
  readonly #first = new Map<string, LiveStream>();

  constructor(owner: StreamOwner, limits: Pick<ViewLimits, "streamChanges">) {
    this.#owner = owner;
    this.#limits = limits;
  }

  put(name: string, items: Iterable<unknown>, { at = -1, limit, reset = false }: StreamOptions & { readonly reset?: boolean }): LiveStream {
    const known = this.#find(name);
    const insert: StreamChange = { kind: "insert", items: [...items], at, limit, updateOnly: false };
    if (known === undefined) return this.#begin(name, insert);
    if (reset) this.#change(name, { kind: "reset" });
    return this.#change(name, insert);
  }

  change(name: string, change: StreamChange): void {
    if (this.#find(name) === undefined) {
      throw new LivecError(
        "no-stream",
        `The view ${this.#owner.view} has no stream "${name}". Make it in mount: ${name}: socket.stream("${name}", []).`,
      );
    }
    this.#change(name, change);
  }

  #begin(name: string, change: StreamChange): LiveStream {
    const stream = new LiveStream();
    stream.add(change);
    if (this.#owner.begun) this.#owner.assign({ [name]: stream });
    else this.#first.set(name, stream);
    return stream;
  }

  #change(name: string, change: StreamChange): LiveStream {
    const stream = this.#find(name) as LiveStream;
    const { streamChanges } = this.#limits;
    if (stream.waiting >= streamChanges) {
      throw new LivecError(
        "kept-full",
        `More than ${streamChanges} changes of the stream "${name}" wait for the page (limit "streamChanges").`,
      );
    }
    // Before there is a state, nobody has seen it.
    if (!this.#owner.begun) {
      stream.add(change);
      return stream;
    }
    const next = stream.with(change);
    this.#owner.assign({ [name]: next });
    return next;
  }

  #find(name: string): LiveStream | undefined {
    const stream = this.#owner.begun ? this.#owner.assigns[name] : this.#first.get(name);
    return stream instanceof LiveStream ? stream : undefined;
  }
}
