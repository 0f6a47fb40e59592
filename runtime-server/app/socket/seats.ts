/** The views of a socket, by the numbers that their page gave them. */
import type { Seat } from "./seat.ts";

export class Seats {
  readonly #most: number;
  readonly #changed: (isEmpty: boolean) => void;
  readonly #seats = new Map<number, Seat>();
  /** Numbers of views that ended by themselves: what their page sent before it knew is no misdeed. */
  #ended: Set<number> | undefined;

  /** There may be `most`; `changed` is called for each that comes, and when the last one is gone. */
  constructor(most: number, changed: (isEmpty: boolean) => void) {
    this.#most = most;
    this.#changed = changed;
  }

  get full(): boolean {
    return this.#seats.size >= this.#most;
  }

  get(number: number): Seat | undefined {
    return this.#seats.get(number);
  }

  /** True where the view of that number ended by itself. */
  hasEnded(number: number): boolean {
    return this.#ended?.has(number) === true;
  }

  /** Whoever sat there sits there no more. */
  take(seat: Seat): void {
    this.#ended?.delete(seat.number);
    this.#seats.get(seat.number)?.leave();
    this.#seats.set(seat.number, seat);
    this.#changed(false);
  }

  holds(seat: Seat): boolean {
    return this.#seats.get(seat.number) === seat;
  }

  /** Its page wants it no more. */
  leave(number: number): void {
    this.#seats.delete(number);
    if (this.#seats.size === 0) this.#changed(true);
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
    for (const seat of [...this.#seats.values()]) if (seat.open) seat.view?.drained();
  }

  /** The socket is closed. */
  clear(): void {
    const seats = [...this.#seats.values()];
    this.#seats.clear();
    for (const { view, mounting } of seats) {
      if (view?.state === "running") view.suspend();
      // Nobody waits for it any more, and it may never be done.
      if (view === undefined) mounting?.end("discard");
    }
  }
}
