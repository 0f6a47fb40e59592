/** A token bucket: `rate` per second on average, `burst` at once. */
import type { Clock } from "../../base/host.ts";

export class Bucket {
  readonly #clock: Clock;
  readonly #rate: number;
  readonly #burst: number;
  #tokens: number;
  #filled: number;

  constructor(clock: Clock, rate: number, burst: number) {
    this.#clock = clock;
    this.#rate = rate;
    this.#burst = burst;
    this.#tokens = burst;
    this.#filled = clock.now();
  }

  /** True when nothing was taken for so long that it does not show any more. */
  get full(): boolean {
    this.#fill();
    return this.#tokens === this.#burst;
  }

  /** Takes one; false when there is none. */
  take(): boolean {
    this.#fill();
    if (this.#tokens < 1) return false;
    this.#tokens--;
    return true;
  }

  #fill(): void {
    const now = this.#clock.now();
    this.#tokens = Math.min(this.#burst, this.#tokens + ((now - this.#filled) / 1000) * this.#rate);
    this.#filled = now;
  }
}
