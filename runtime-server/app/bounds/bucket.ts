/** Token buckets: so many per second on average, so many at once. */
import type { Clock } from "../../base/host.ts";

/**
 * What all buckets of one size share. Of each bucket only one number is kept, the time at which it will be full: what
 * is taken puts it off.
 */
export class Rate {
  readonly #clock: Clock;
  /** Milliseconds in which one comes back. */
  readonly #interval: number;
  /** Milliseconds before it is full, up to which a bucket has one to give. */
  readonly #latest: number;

  constructor(clock: Clock, perSecond: number, burst: number) {
    this.#clock = clock;
    this.#interval = 1000 / perSecond;
    this.#latest = (burst - 1) * this.#interval;
  }

  /** True for a bucket from which nothing was taken for so long that it does not show any more. */
  isFull(fullAt: number): boolean {
    return fullAt <= this.#clock.now();
  }

  /** Takes one of a bucket: answers when it will be full now, or `undefined` where there is none. */
  take(fullAt: number): number | undefined {
    const now = this.#clock.now();
    const wait = fullAt - now;
    // It has rested, or the clock was put back.
    if (wait <= 0 || wait > this.#latest + this.#interval + TOLERANCE) return now + this.#interval;
    return wait > this.#latest + TOLERANCE ? undefined : fullAt + this.#interval;
  }
}

/** What times lose when they are added up, in milliseconds. */
const TOLERANCE = 1e-3;

export class Bucket {
  readonly #rate: Rate;
  #fullAt = 0;

  constructor(rate: Rate) {
    this.#rate = rate;
  }

  /** Takes one; false when there is none. */
  take(): boolean {
    const fullAt = this.#rate.take(this.#fullAt);
    if (fullAt === undefined) return false;
    this.#fullAt = fullAt;
    return true;
  }
}
