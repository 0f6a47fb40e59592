/** What the view's own code is given to do: connections, messages, events. */
import { LivecError } from "../base/errors.ts";
import type { LogFields } from "../base/host.ts";
import { after, type Maybe } from "../base/maybe.ts";
import type { ConnectReason, HandlerResult, View } from "./define.ts";
import type { Task } from "./feature.ts";
import type { EventTarget } from "./features/components.ts";
import type { Frames } from "./frames.ts";
import { redact } from "./redact.ts";
import { Redirect } from "./redirect.ts";
import type { ViewSocket } from "./socket.ts";

/** Whose code runs. */
export interface TaskOwner {
  readonly name: string;
  readonly definition: View;
  readonly socket: ViewSocket;
  readonly frames: Frames;
  /** The nearest component around number `component` that handles `event`; `undefined` where it is for the view. */
  targetOf(event: string, component: number): EventTarget | undefined;
}

/** The page connected. */
export class ConnectTask implements Task {
  readonly #view: TaskOwner;
  readonly #reason: ConnectReason;

  constructor(view: TaskOwner, reason: ConnectReason) {
    this.#view = view;
    this.#reason = reason;
  }

  describe(): LogFields {
    return { message: "connect" };
  }

  run(): Maybe<void> {
    const { definition, socket } = this.#view;
    return definition.callbacks.handleConnect?.(socket as never, this.#reason);
  }
}

/** A message for `handleInfo`. */
export class InfoTask implements Task {
  readonly #view: TaskOwner;
  readonly #message: unknown;

  constructor(view: TaskOwner, message: unknown) {
    this.#view = view;
    this.#message = message;
  }

  describe(): LogFields {
    return { message: redact(this.#message) };
  }

  run(): Maybe<void> {
    const { definition, socket } = this.#view;
    return definition.callbacks.handleInfo?.(socket as never, this.#message);
  }
}

/** An event of the client, whose name is on the allow-list and whose payload is checked. */
export class EventTask implements Task {
  readonly ref: number;
  readonly containers: readonly string[];
  readonly #view: TaskOwner;
  readonly #name: string;
  readonly #payload: object;
  readonly #component: number;

  constructor(view: TaskOwner, ref: number, name: string, payload: object, component: number, containers: readonly string[]) {
    this.ref = ref;
    this.containers = containers;
    this.#view = view;
    this.#name = name;
    this.#payload = payload;
    this.#component = component;
  }

  describe(): LogFields {
    return { event: this.#name, payload: redact(this.#payload) };
  }

  run(): Maybe<void> {
    const result = this.#handle();
    if (result instanceof Promise) return result.then((settled) => this.#settle(settled));
    return this.#settle(result);
  }

  /** By the nearest handler around where the event comes from: a component's, else the view's. */
  #handle(): Maybe<HandlerResult> {
    const { definition, socket } = this.#view;
    const target = this.#view.targetOf(this.#name, this.#component);
    if (target !== undefined) return target.handler(target.socket, this.#payload as never);
    return definition.events.get(this.#name)?.(socket as never, this.#payload as never);
  }

  /** What is under way by now began without all that the handler did, and does not answer it. */
  #settle(result: HandlerResult): Maybe<void> {
    return after(this.#view.frames.underway, () => this.#answer(result));
  }

  #answer(result: HandlerResult): void {
    const { outgoing } = this.#view.frames;
    outgoing.handled(this.ref);
    if (result === undefined || result instanceof Redirect) return;
    if (typeof result !== "object" || result === null || !("reply" in result)) {
      throw new LivecError("bad-reply", `A handler of ${this.#view.name} returned something else than nothing, { reply } or a redirect.`);
    }
    outgoing.reply(this.ref, result.reply ?? null);
  }
}
