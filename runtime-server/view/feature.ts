/**
 * The seam between a view and its features.
 *
 * A feature is one faculty of a view (timers, nested views, pushed events …): its own state, its own messages, its own
 * part of a frame. It is made when it is first used, and sees of its view only a {@link Desk}.
 */
import type { Effects } from "../../protocol/wire.ts";
import type { Clock, LogFields, LogLevel, ViewLimits } from "../base/host.ts";
import type { Maybe } from "../base/maybe.ts";
import type { Ending, TerminateReason } from "./life.ts";

/** A message to a view, with the code that handles it. */
export interface Task {
  /** What it is, for the log; texts of the user are redacted. */
  describe(): LogFields;
  /** The request that it answers; absent where there is none. */
  readonly ref?: number;
  /** Ids of the target containers that it may change; absent or empty for the whole page. */
  readonly containers?: readonly string[];
  run(): Maybe<void>;
}

/** What goes into the next frame. */
export interface Shown {
  readonly assigns: Readonly<Record<string, unknown>>;
  /** True where the page is sent all values. */
  readonly isWhole: boolean;
}

/** A faculty of a view. Every member is optional: a feature takes part in what concerns it. */
export interface Feature {
  /** The page waits for its socket. */
  park?(): void;
  /** The page is connected for the first time. */
  start?(): void;
  /** A render begins: what comes after this moment is about what the render does not show. */
  beginRender?(): void;
  /** What goes with the next frame; it counts as sent. */
  effects?(shown: Shown): Effects | undefined;
  /** These effects were sent with frames that never arrived: they are due again, before anything newer. */
  again?(lost: readonly Effects[]): void;
  /** The view ended; `hadPage` where there was a page to show it. */
  end?(ending: Ending, reason: TerminateReason, hadPage: boolean): void;
}

/** What a view lends its features. */
export interface Desk {
  readonly id: string;
  readonly name: string;
  readonly clock: Clock;
  readonly limits: ViewLimits;
  /** True once the page has been connected. */
  readonly started: boolean;
  readonly ended: boolean;
  /** Queues a task. Throws `mailbox-full`. */
  post(task: Task): void;
  /** Queues a message for `handleInfo`. False when the mailbox is full. */
  inform(message: unknown): boolean;
  log(level: LogLevel, message: string, fields?: LogFields): void;
}
