/** Events for the page: `pushEvent`. */
import type { Commands } from "../../../protocol/commands.ts";
import type { Effects } from "../../../protocol/wire.ts";
import type { Desk, Feature } from "../feature.ts";

/** What a view tells the page besides its HTML. */
export interface ClientSocket {
  /** Sends an event to hooks and to `document` (`live:<name>`), after the patch of this turn. */
  pushEvent(name: string, payload?: unknown): void;
  /**
   * Has the page run commands, after the patch of this turn, in order with pushed events. What a command acts on is
   * named: `js.show("#saved")`.
   */
  pushCommand(commands: Commands): void;
}

type ClientEvent = readonly [name: string, payload: unknown];

/** Collects events until the next frame takes them, at most `pushedEvents`. */
export class ClientEvents implements Feature {
  readonly #desk: Desk;
  #waiting: ClientEvent[] = [];
  /** How many of them go with the render that began last. */
  #ready = Infinity;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  push(name: string, payload: unknown): void {
    if (this.#waiting.length < this.#desk.limits.pushedEvents) this.#waiting.push([name, payload]);
    else this.#desk.log("warn", "a pushed event is lost: too many wait for the page", { event: name });
  }

  beginRender(): void {
    this.#ready = this.#waiting.length;
  }

  effects(): Effects | undefined {
    const events = this.#waiting.splice(0, this.#ready);
    this.#ready = Infinity;
    return events.length > 0 ? { e: events } : undefined;
  }

  again(lost: readonly Effects[]): void {
    this.#waiting.unshift(...lost.flatMap(({ e = [] }) => e));
  }
}
