/** What a view needs from its surroundings: time, a log and bounds. */

/** Time, replaceable in tests. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls `fn` once after `ms`; returns what cancels it. */
  setTimeout(fn: () => void, ms: number): Cancel;
  /** Calls `fn` soon, after input and output had their turn. */
  defer(fn: () => void): void;
}

/** Undoes what returned it; calling it again does nothing. */
export type Cancel = () => void;

/** The machine's own clock. Its timers do not keep the process alive. */
export const systemClock: Clock = {
  now: Date.now,
  setTimeout(fn, ms) {
    const timer = setTimeout(fn, ms);
    timer.unref();
    return () => clearTimeout(timer);
  },
  defer: (fn) => void setImmediate(fn),
};

export type LogLevel = "debug" | "info" | "warn" | "error";
export type LogFields = Readonly<Record<string, unknown>>;

/** A structured log; pino and console-like loggers are easily adapted. */
export type Logger = { readonly [L in LogLevel]: (message: string, fields?: LogFields) => void };

/** Bounds of one view; what each means is written in `app/limits.ts`. */
export interface ViewLimits {
  readonly mailbox: number;
  readonly parkedMailbox: number;
  readonly handlerTimeout: number;
  readonly slowHandler: number;
  readonly unackedFrames: number;
  readonly unackedBytes: number;
  readonly ackTimeout: number;
  readonly pushedEvents: number;
  readonly keptRenders: number;
  readonly timers: number;
  readonly asyncTasks: number;
  readonly subscriptions: number;
  readonly broadcasts: number;
  readonly streamChanges: number;
  readonly parkedTime: number;
  readonly suspendedTime: number;
  readonly frameDepth: number;
  readonly frameNames: number;
}

/** Runs a view's code so that errors which come of it later, and which nobody catches, are known to be that view's. */
export interface Attribution {
  /** For the view with that id and name, which keeps it: a turn then costs no object. */
  source(id: string, name: string): Sourced;
}

/** On behalf of one view. */
export interface Sourced {
  /** Calls `fn` with `argument`. */
  run<A>(fn: (argument: A) => void, argument: A): void;
}

/** Looks on while views work; a server has none. Tests know by it when nothing is going on any more. */
export interface Witness {
  /** Work of a view has begun that is done when `work` is settled. */
  during(work: Promise<unknown>): void;
}

/** The surroundings of a view. */
export interface Host {
  readonly witness?: Witness | undefined;
  /** Absent where such errors are left to Node. */
  readonly strays?: Attribution | undefined;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly limits: ViewLimits;
  /** True where mistakes may cost time to be found. */
  readonly development?: boolean;
}
