/** The views of a socket, by the numbers that their page gave them. */
import type { Seat } from "./seat.ts";

/** Whose seats they are. */
export interface SeatsOwner {
  /** Somebody came, or the last one is gone. */
  seated(isEmpty: boolean): void;
}

export class Seats {
  readonly #most: number;
  readonly #owner: SeatsOwner;
  /** In the order they came: of the few that there may be one is found as soon as in a Map, which takes 200 bytes. */
  #seats: readonly Seat[] = NONE;
  /** Numbers of views that ended by themselves: what their page sent before it knew is no strike. */
  #ended: Set<number> | undefined;

  /** There may be `most`. */
  constructor(most: number, owner: SeatsOwner) {
    this.#most = most;
    this.#owner = owner;
  }

  get full(): boolean {
    return this.#seats.length >= this.#most;
  }

  get(number: number): Seat | undefined {
    for (const seat of this.#seats) if (seat.number === number) return seat;
    return undefined;
  }

  /** True where the view of that number ended by itself. */
  hasEnded(number: number): boolean {
    return this.#ended?.has(number) === true;
  }

  /** Whoever sat there sits there no more. */
  take(seat: Seat): void {
    this.#ended?.delete(seat.number);
    this.get(seat.number)?.leave();
    this.#seats = [...this.#without(seat.number), seat];
    this.#owner.seated(false);
  }

  holds(seat: Seat): boolean {
    return this.get(seat.number) === seat;
  }

  /** Its page wants it no more. */
  leave(number: number): void {
    this.#seats = this.#without(number);
    if (this.#seats.length === 0) this.#owner.seated(true);
  }

  /** Its view ended by itself. */
  vacate(seat: Seat): void {
    if (!this.holds(seat)) return;
    this.#ended ??= new Set();
    this.#ended.add(seat.number);
    const [oldest] = this.#ended;
    if (this.#ended.size > this.#most && oldest !== undefined) this.#ended.delete(oldest);
    this.leave(seat.number);
  }

  /**
   * The client has read some of what waited: views for which nothing waits any more go on, one after the other, until
   * too much waits again.
   */
  drained(): void {
    for (const seat of this.#seats) if (seat.open) seat.view?.drained();
  }

  /** The socket is closed. */
  clear(): void {
    const seats = this.#seats;
    this.#seats = NONE;
    for (const { view, mounting } of seats) {
      if (view?.state === "running") view.suspend();
      // Nobody waits for it any more, and it may never be done.
      if (view === undefined) mounting?.end("discard");
    }
  }

  #without(number: number): readonly Seat[] {
    return this.#seats.filter((seat) => seat.number !== number);
  }
}

/** Shared by all sockets that nobody has joined yet. */
const NONE: readonly Seat[] = [];
