/**
 * The inside of an app, for `livec/testing` and `livec/bench`: who looks on puts a clock of its own in the place of the
 * machine's, and hears what is logged. No program's business.
 */
import type { Cancel, Clock, LogFields, Logger, LogLevel, Witness } from "../base/host.ts";
import type { Probe } from "../rendering/probe.ts";
import type { Services } from "./services.ts";

/** Where an app keeps it, under a name that all copies of livec in a process share. */
const key = Symbol.for("livec.inside");

export function showInside(app: object, inside: Inside): void {
  Object.defineProperty(app, key, { value: inside });
}

/** `undefined` for what is not an app. */
export function insideOf(app: object): Inside | undefined {
  return (app as { readonly [key]?: Inside })[key];
}

/** Who looks on. */
export interface Onlooker extends Witness {
  readonly clock: Clock;
  /** Told before the app's own log is. */
  heard(level: LogLevel, message: string, fields: LogFields): void;
  /** Counts what the view with that id evaluates. */
  probe?(id: string): Probe;
}

export class Inside {
  readonly clock: AppClock;
  readonly #services: () => Services;
  #onlooker: Onlooker | undefined;

  constructor(clock: Clock, services: () => Services) {
    this.clock = new AppClock(clock);
    this.#services = services;
  }

  get services(): Services {
    return this.#services();
  }

  get onlooker(): Onlooker | undefined {
    return this.#onlooker;
  }

  /** Nothing where nobody counts. */
  get probe(): ((id: string) => Probe) | undefined {
    const { probe } = this.#onlooker ?? {};
    return probe?.bind(this.#onlooker);
  }

  /** From now on, for as long as the app lives. Views that were begun before keep what they were begun with. */
  watch(onlooker: Onlooker): void {
    this.#onlooker = onlooker;
    this.clock.use(onlooker.clock);
  }

  /** A log that is heard before it is written. */
  overhear(logger: Logger): Logger {
    const log =
      (level: LogLevel) =>
      (message: string, fields: LogFields = {}): void => {
        this.#onlooker?.heard(level, message, fields);
        logger[level](message, fields);
      };
    return { debug: log("debug"), info: log("info"), warn: log("warn"), error: log("error") };
  }
}

/** The clock of an app: the one it was made with, until another takes its place. */
class AppClock implements Clock {
  #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  use(clock: Clock): void {
    this.#clock = clock;
  }

  now(): number {
    return this.#clock.now();
  }

  setTimeout(fn: () => void, ms: number): Cancel {
    return this.#clock.setTimeout(fn, ms);
  }

  defer(fn: () => void): void {
    this.#clock.defer(fn);
  }
}
