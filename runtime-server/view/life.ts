/**
 * The life of a view, as one table.
 *
 *     rendered ──park──▶ parked ──adopt──▶ running ──suspend──▶ suspended
 *         └────────────connect────────────▶    ◀─────resume──────┘
 *
 * and from each of them to `terminated`. {@link step} allows nothing that is not in the table.
 */
import { LivecError } from "../base/errors.ts";

/** Where a view is in its life. */
export type LifeState = "rendered" | "parked" | "running" | "suspended" | "terminated";

/** Why a view ended: its page left, its page did not come back (in time), the server stops, or an error. */
export type TerminateReason = "left" | "closed" | "shutdown" | { readonly error: unknown };

/** A row of the table. */
export interface Transition {
  readonly from: readonly LifeState[];
  readonly to: LifeState;
  /** Who may cause it. */
  readonly by: string;
  /** What is given up by it. */
  readonly releases: string;
  /** The `reason` that `terminate` is given. */
  readonly reason?: "left" | "closed" | "shutdown" | "error";
}

/** Transitions that end a view. */
export type Ending = "discard" | "expire" | "evict" | "refuse" | "disconnect" | "leave" | "remove" | "crash" | "replace" | "shutdown";
export type TransitionName = "park" | "adopt" | "connect" | "suspend" | "resume" | Ending;

export const transitions: { readonly [T in TransitionName]: Transition } = {
  park: { from: ["rendered"], to: "parked", by: "the HTTP response", releases: "nothing: timers wait, messages queue" },
  adopt: { from: ["parked"], to: "running", by: "the first socket that joins with the page's token", releases: "the parking time-out" },
  connect: { from: ["rendered"], to: "running", by: "a join that has nothing to adopt", releases: "nothing" },
  suspend: { from: ["running"], to: "suspended", by: "the loss of the socket", releases: "the link; unacknowledged frames stay" },
  resume: {
    from: ["suspended"],
    to: "running",
    by: "a join by the same page that names the frames it has",
    releases: "the suspension time-out",
  },
  discard: {
    from: ["rendered"],
    to: "terminated",
    by: "a redirect, HEAD, adopt: false, or a client that is gone before its answer",
    releases: "everything",
    reason: "closed",
  },
  expire: {
    from: ["parked", "suspended"],
    to: "terminated",
    by: "the clock: parkedTime, suspendedTime",
    releases: "everything",
    reason: "closed",
  },
  evict: {
    from: ["parked", "suspended"],
    to: "terminated",
    by: "newer views, where a bound is reached",
    releases: "everything",
    reason: "closed",
  },
  refuse: {
    from: ["parked", "running", "suspended"],
    to: "terminated",
    by: "a join by its page that `onMount` refuses, or under another session",
    releases: "everything",
    reason: "closed",
  },
  disconnect: {
    from: ["rendered", "parked", "running", "suspended"],
    to: "terminated",
    by: "app.disconnect",
    releases: "everything",
    reason: "closed",
  },
  leave: { from: ["running"], to: "terminated", by: "the page, going elsewhere", releases: "everything", reason: "left" },
  remove: {
    from: ["rendered", "parked", "running", "suspended"],
    to: "terminated",
    by: "the view it is nested in, which shows it no more or ended",
    releases: "everything",
    reason: "left",
  },
  crash: {
    from: ["rendered", "parked", "running", "suspended"],
    to: "terminated",
    by: "an error in the view's code",
    releases: "everything",
    reason: "error",
  },
  replace: {
    from: ["parked", "running", "suspended"],
    to: "terminated",
    by: "a new definition whose state is another, in development",
    releases: "everything",
    reason: "closed",
  },
  shutdown: {
    from: ["rendered", "parked", "running", "suspended"],
    to: "terminated",
    by: "app.close",
    releases: "everything",
    reason: "shutdown",
  },
};

/** True when the table has `transition` from `state`. */
export function may(state: LifeState, transition: TransitionName): boolean {
  return transitions[transition].from.includes(state);
}

/** The state after `transition`. Throws where the table has none. */
export function step(state: LifeState, transition: TransitionName): LifeState {
  if (!may(state, transition)) throw new LivecError("life-cycle", `A view that is ${state} cannot ${transition}.`);
  return transitions[transition].to;
}

/** The `reason` that `terminate` is given at that ending. */
export function reasonOf(ending: Ending, error: unknown): TerminateReason {
  const { reason = "closed" } = transitions[ending];
  return reason === "error" ? { error } : reason;
}
