/** A clock that stands still until a test moves it. */
import type { Cancel, Clock } from "../base/host.ts";

interface Alarm {
  readonly at: number;
  readonly fn: () => void;
}

export class ManualClock implements Clock {
  #now = 1_700_000_000_000;
  readonly #alarms = new Set<Alarm>();

  now(): number {
    return this.#now;
  }

  setTimeout(fn: () => void, ms: number): Cancel {
    const alarm = { at: this.#now + ms, fn };
    this.#alarms.add(alarm);
    return () => void this.#alarms.delete(alarm);
  }

  defer(fn: () => void): void {
    queueMicrotask(fn);
  }

  /** Alarms that are set. */
  get pending(): number {
    return this.#alarms.size;
  }

  /** Moves time on by `ms`, ringing every alarm on the way, in order. */
  advance(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const due = [...this.#alarms].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (due === undefined) break;
      this.#alarms.delete(due);
      this.#now = Math.max(this.#now, due.at);
      due.fn();
    }
    this.#now = end;
  }
}
