/** Every bound of an app, with its default. docs/limits.md says the same to users. */

import { didYouMean, LivecError } from "../base/errors.ts";
import type { ViewLimits } from "../base/host.ts";
import type { TransportLimits } from "../transport/transport.ts";
import type { CrowdLimits } from "./bounds/crowd.ts";
import type { LogLimits } from "./log/budget.ts";

/** Names and meanings; times are milliseconds. */
export interface Limits extends ViewLimits, TransportLimits, LogLimits, CrowdLimits {
  /** Frames a socket may send per second, on average. */
  readonly eventsPerSecond: number;
  /** Frames a socket may send at once. */
  readonly eventsBurst: number;
  /** Joins of a socket per second, on average. */
  readonly joinsPerSecond: number;
  /** Joins of a socket at once. */
  readonly joinsBurst: number;
  /** Views of one socket. */
  readonly viewsPerSocket: number;
  /** Refused frames after which a socket is closed. */
  readonly strikes: number;
  /** Frames that wait for a client that reads slowly. */
  readonly waitingFrames: number;
  /** Bytes of those frames, from which on nothing more is rendered for the socket. */
  readonly waitingBytes: number;
  /** A socket without a view for so long is closed. */
  readonly joinTimeout: number;
  /** Views in this process, in any state. A page beyond it answers 503. */
  readonly views: number;
  /** Parked views; the oldest goes first. */
  readonly parkedViews: number;
  /** What the states of all parked views hold, estimated, in bytes. */
  readonly parkedBytes: number;
  /** Suspended views; the oldest goes first. */
  readonly suspendedViews: number;
  /** What the states of all suspended views hold, estimated, in bytes. */
  readonly suspendedBytes: number;
  /** Age at which a page's token no longer finds its view. */
  readonly tokenAge: number;
}

const KB = 1024;
const MB = 1024 * KB;
const seconds = 1_000;
const days = 86_400 * seconds;

export const defaultLimits: Limits = {
  // one view
  mailbox: 64,
  parkedMailbox: 32,
  handlerTimeout: 10 * seconds,
  slowHandler: 100,
  unackedFrames: 16,
  unackedBytes: 32 * KB,
  ackTimeout: 30 * seconds,
  pushedEvents: 256,
  keptRenders: 256,
  timers: 64,
  asyncTasks: 64,
  subscriptions: 256,
  broadcasts: 1_024,
  streamChanges: 1_024,
  parkedTime: 30 * seconds,
  suspendedTime: 60 * seconds,
  // one socket
  frameBytes: 64 * KB,
  frameDepth: 8,
  frameNames: 1_000,
  eventsPerSecond: 50,
  eventsBurst: 100,
  joinsPerSecond: 2,
  joinsBurst: 40,
  viewsPerSocket: 32,
  strikes: 10,
  joinTimeout: 10 * seconds,
  idleTimeout: 60 * seconds,
  backpressureBytes: MB,
  waitingFrames: 4_096,
  waitingBytes: MB,
  // one visitor
  visitorSockets: 256,
  visitorViews: 1_024,
  visitorMountsPerSecond: 20,
  visitorMountsBurst: 256,
  visitorJoinsPerSecond: 50,
  visitorJoinsBurst: 1_024,
  // one address
  addressSockets: 4_000,
  addressViews: 20_000,
  addressMountsPerSecond: 500,
  addressMountsBurst: 10_000,
  addressJoinsPerSecond: 500,
  addressJoinsBurst: 10_000,
  // one process
  bodyBytes: MB,
  bodiesBytes: 64 * MB,
  connections: 16_000,
  views: 100_000,
  parkedViews: 10_000,
  parkedBytes: 64 * MB,
  suspendedViews: 10_000,
  suspendedBytes: 128 * MB,
  tokenAge: 14 * days,
  logBytes: 2 * KB,
  logsPerSecond: 10,
  logsBurst: 200,
  logsPerReason: 20,
};

/** The defaults with `given` on top. Throws on a name that is none, and on what is not a positive number. */
export function limitsOf(given: Partial<Limits> = {}): Limits {
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(defaultLimits, name))
      throw new LivecError("bad-option", `limits: there is no "${name}".${didYouMean(name, Object.keys(defaultLimits))}`);
    if (typeof value !== "number" || !(value > 0) || !Number.isFinite(value))
      throw new LivecError("bad-option", `limits.${name} must be a positive number, not ${String(value)}.`);
  }
  return { ...defaultLimits, ...given };
}
