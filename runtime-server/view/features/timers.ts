/** The timers of a view: asked for in `mount`, running from the first connection, gone with the view. */
import { LivecError } from "../../base/errors.ts";
import type { Cancel } from "../../base/host.ts";
import type { Desk, Feature } from "../feature.ts";

/** Messages to the view itself, later. */
export interface TimerSocket {
  /** `send` after `ms`; in `mount`, counted from the connection. Returns what cancels it. */
  sendAfter(message: unknown, ms: number): Cancel;
  /** `send` every `ms`; in `mount`, from the connection on. Returns what ends it. */
  sendInterval(message: unknown, ms: number): Cancel;
}

interface Timer {
  readonly message: unknown;
  readonly ms: number;
  readonly repeat: boolean;
  cancel: Cancel;
}

const LONGEST_MS = 2 ** 31 - 1;

export class Timers implements Feature {
  readonly #desk: Desk;
  readonly #timers = new Set<Timer>();

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  get size(): number {
    return this.#timers.size;
  }

  /**
   * Sends `message` after `ms`, again and again if `repeat`, counted from {@link start} if that is still to come.
   * Throws `too-many-timers`.
   */
  add(message: unknown, ms: number, repeat: boolean): Cancel {
    const { limits, started, ended } = this.#desk;
    if (ended) return () => {};
    if (!Number.isFinite(ms) || ms < 0 || ms > LONGEST_MS || (repeat && ms < 1)) {
      throw new LivecError("bad-option", `A timer of ${ms} ms: give milliseconds from ${repeat ? 1 : 0} to ${LONGEST_MS}.`);
    }
    if (this.#timers.size >= limits.timers)
      throw new LivecError("too-many-timers", `A view has at most ${limits.timers} timers (limit "timers").`);
    const timer: Timer = { message, ms, repeat, cancel: () => {} };
    this.#timers.add(timer);
    if (started) this.#arm(timer, this.#desk.clock.now() + ms);
    return () => this.#drop(timer);
  }

  start(): void {
    for (const timer of this.#timers) this.#arm(timer, this.#desk.clock.now() + timer.ms);
  }

  end(): void {
    for (const timer of this.#timers) this.#drop(timer);
  }

  /** `due` is absolute, so that an interval keeps its rhythm; missed beats are skipped. */
  #arm(timer: Timer, due: number): void {
    const { clock } = this.#desk;
    timer.cancel = clock.setTimeout(
      () => {
        if (timer.repeat) this.#arm(timer, Math.max(due, clock.now() - timer.ms) + timer.ms);
        else this.#timers.delete(timer);
        this.#fire(timer);
      },
      Math.max(0, due - clock.now()),
    );
  }

  /** A beat that finds the mailbox full is skipped: the next one comes. */
  #fire({ message }: Timer): void {
    if (!this.#desk.inform(message)) this.#desk.log("warn", "a timer's message is lost: the mailbox is full");
  }

  #drop(timer: Timer): void {
    timer.cancel();
    this.#timers.delete(timer);
  }
}
