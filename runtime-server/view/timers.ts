/** The timers of a view: asked for in `mount`, running from the first connection, gone with the view. */
import { LivecError } from "../base/errors.ts";
import type { Cancel, Clock } from "../base/host.ts";

interface Timer {
  readonly message: unknown;
  readonly ms: number;
  readonly repeat: boolean;
  cancel: Cancel;
}

export class Timers {
  readonly #clock: Clock;
  readonly #limit: number;
  readonly #fire: (message: unknown) => void;
  readonly #timers = new Set<Timer>();
  #running = false;

  constructor(clock: Clock, limit: number, fire: (message: unknown) => void) {
    this.#clock = clock;
    this.#limit = limit;
    this.#fire = fire;
  }

  get size(): number {
    return this.#timers.size;
  }

  /** Sends `message` after `ms`, again and again if `repeat`. Counted from {@link start} when that has not been yet. */
  add(message: unknown, ms: number, repeat: boolean): Cancel {
    if (!Number.isFinite(ms) || ms < 0 || ms > 2 ** 31 - 1 || (repeat && ms < 1)) {
      throw new LivecError("bad-option", `A timer of ${ms} ms: give milliseconds from ${repeat ? 1 : 0} to 2147483647.`);
    }
    if (this.#timers.size >= this.#limit)
      throw new LivecError("too-many-timers", `A view has at most ${this.#limit} timers (limit "timers").`);
    const timer: Timer = { message, ms, repeat, cancel: () => {} };
    this.#timers.add(timer);
    if (this.#running) this.#arm(timer, this.#clock.now() + ms);
    return () => this.#drop(timer);
  }

  /** The page is connected: time begins. */
  start(): void {
    if (this.#running) return;
    this.#running = true;
    for (const timer of this.#timers) this.#arm(timer, this.#clock.now() + timer.ms);
  }

  /** Ends them all. */
  clear(): void {
    this.#running = false;
    for (const timer of this.#timers) this.#drop(timer);
  }

  /** `due` is absolute, so that an interval keeps its rhythm; missed beats are skipped. */
  #arm(timer: Timer, due: number): void {
    timer.cancel = this.#clock.setTimeout(
      () => {
        if (timer.repeat) this.#arm(timer, Math.max(due, this.#clock.now() - timer.ms) + timer.ms);
        else this.#timers.delete(timer);
        this.#fire(timer.message);
      },
      Math.max(0, due - this.#clock.now()),
    );
  }

  #drop(timer: Timer): void {
    timer.cancel();
    this.#timers.delete(timer);
  }
}
