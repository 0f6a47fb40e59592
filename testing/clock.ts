/** Virtual time: it stands still until a test moves it, for the server and the page alike. */
import type { Cancel, Clock } from "../runtime-server/base/host.ts";
import type { Work } from "./work.ts";

interface Alarm {
  readonly at: number;
  readonly fn: () => void;
}

/** When virtual time begins: 14 November 2023, 22:13:20 UTC. */
const START = 1_700_000_000_000;

/** One clock serves an app and all its pages. */
export class VirtualClock implements Clock {
  readonly #work: Work;
  readonly #alarms = new Set<Alarm>();
  #now = START;

  constructor(work: Work) {
    this.#work = work;
  }

  /** Milliseconds since 1970, in virtual time. */
  now(): number {
    return this.#now;
  }

  /** Calls `fn` once when so many virtual milliseconds have passed. */
  setTimeout(fn: () => void, ms: number): Cancel {
    const alarm = { at: this.#now + Math.max(0, ms), fn };
    this.#alarms.add(alarm);
    return () => void this.#alarms.delete(alarm);
  }

  /** Calls `fn` soon: no time passes, but whoever waits for rest waits for it. */
  defer(fn: () => void): void {
    this.#work.soon(fn);
  }

  /** Milliseconds until the next alarm; `undefined` without one. */
  get next(): number | undefined {
    const first = this.#first();
    return first && Math.max(0, first.at - this.#now);
  }

  /** Moves to the next alarm until `end` and rings it; false, with the time at `end`, where there is none. */
  ring(end: number): boolean {
    const due = this.#first();
    if (due === undefined || due.at > end) {
      this.#now = Math.max(this.#now, end);
      return false;
    }
    this.#alarms.delete(due);
    this.#now = Math.max(this.#now, due.at);
    due.fn();
    return true;
  }

  /** The earliest; of several at one time the one that was set first. */
  #first(): Alarm | undefined {
    let first: Alarm | undefined;
    for (const alarm of this.#alarms) if (first === undefined || alarm.at < first.at) first = alarm;
    return first;
  }
}
