/** What the view's own code is given to do: connections, messages, events. */
import { LivecError } from "../base/errors.ts";
import type { LogFields, LogLevel } from "../base/host.ts";
import { after, type Maybe } from "../base/maybe.ts";
import type { SentPayload } from "../wire/decode.ts";
import type { ConnectReason, HandlerResult, View } from "./define.ts";
import type { Task } from "./feature.ts";
import type { EventTarget } from "./features/components.ts";
import { CLEAR_FLASH } from "./features/flash.ts";
import type { HookResult, HookStage } from "./features/hooks.ts";
import type { Frames } from "./frames.ts";
import { redact } from "./redact.ts";
import { Redirect } from "./redirect.ts";
import type { ViewSocket } from "./socket.ts";
import { componentEventSpan, eventSpan } from "./telemetry.ts";

/** An event of the page, as it came in its frame. */
export interface PageEvent {
  readonly ref: number;
  readonly name: string;
  readonly payload: SentPayload;
  /** The component that it is for, or 0. */
  readonly component: number;
  /** Ids of the target containers that it may change; none for the whole page. */
  readonly containers: readonly string[];
}

/** Whose code runs. */
export interface TaskOwner {
  readonly name: string;
  readonly definition: View;
  readonly socket: ViewSocket;
  readonly frames: Frames;
  /** The nearest component around number `component` that handles `event`; `undefined` where it is for the view. */
  targetOf(event: string, component: number): EventTarget | undefined;
  /** The socket of component number `component`; `undefined` where that is not shown. */
  socketOf(component: number): ViewSocket | undefined;
  runHooks(stage: HookStage, ...given: readonly unknown[]): Maybe<HookResult>;
  /** The visitor goes to another URL of this page. */
  follow(path: string): Maybe<void>;
  log(level: LogLevel, message: string, fields?: LogFields): void;
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
    const handle = (): Maybe<void> => definition.callbacks.handleInfo?.(socket as never, this.#message);
    const said = this.#view.runHooks("handleInfo", socket, this.#message);
    return said === undefined ? handle() : after(said, (result) => (result === undefined ? handle() : undefined));
  }
}

/** The visitor goes to another URL of this page. */
export class PatchTask implements Task {
  readonly ref: number;
  readonly #view: TaskOwner;
  readonly #path: string;

  constructor(view: TaskOwner, ref: number, path: string) {
    this.ref = ref;
    this.#view = view;
    this.#path = path;
  }

  describe(): LogFields {
    return { message: "patch", path: this.#path };
  }

  run(): Maybe<void> {
    return after(this.#view.follow(this.#path), () => this.#view.frames.outgoing.handled(this.ref));
  }
}

/** An event of the client, whose name is on the allow-list and whose payload is checked. */
export class EventTask implements Task {
  readonly #view: TaskOwner;
  readonly #event: PageEvent;
  readonly #payload: object;

  /** `payload` is what the handler is given of what the event brought. */
  constructor(view: TaskOwner, event: PageEvent, payload: object) {
    this.#view = view;
    this.#event = event;
    this.#payload = payload;
  }

  get ref(): number {
    return this.#event.ref;
  }

  get containers(): readonly string[] {
    return this.#event.containers;
  }

  describe(): LogFields {
    return { event: this.#event.name, payload: redact(this.#payload) };
  }

  run(): Maybe<void> {
    const result = this.#handle();
    if (result instanceof Promise) return result.then((settled) => this.#settle(settled));
    return this.#settle(result);
  }

  /** By the nearest handler around where the event comes from: a component's, else the view's. */
  #handle(): Maybe<HandlerResult> {
    const { definition, socket } = this.#view;
    const { name, component } = this.#event;
    const target = this.#view.targetOf(name, component);
    if (name === CLEAR_FLASH && target === undefined && !definition.events.has(name)) return this.#clearFlash();
    const said = this.#view.runHooks("handleEvent", target?.socket ?? socket, name, this.#payload);
    if (said === undefined) return this.#call(target);
    return after(said, (result) => (result === undefined ? this.#call(target) : typeof result === "object" ? result : undefined));
  }

  #clearFlash(): void {
    const { key } = this.#payload as { readonly key?: unknown };
    const { socket } = this.#view;
    (this.#view.socketOf(this.#event.component) ?? socket).clearFlash(typeof key === "string" ? key : undefined);
  }

  #call(target: EventTarget | undefined): Maybe<HandlerResult> {
    return target === undefined ? this.#callView() : this.#callComponent(target);
  }

  #callView(): Maybe<HandlerResult> {
    const { definition, socket, name: view } = this.#view;
    const { name: event } = this.#event;
    const handle = (): Maybe<HandlerResult> => definition.events.get(event)?.(socket as never, this.#payload as never);
    return eventSpan.isWatched ? eventSpan.run({ socket, view, event, params: this.#payload }, handle) : handle();
  }

  #callComponent({ socket, handler, component }: EventTarget): Maybe<HandlerResult> {
    const handle = (): Maybe<HandlerResult> => handler(socket, this.#payload as never);
    if (!componentEventSpan.isWatched) return handle();
    const about = { socket, view: this.#view.name, component, event: this.#event.name, params: this.#payload };
    return componentEventSpan.run(about, handle);
  }

  /** What is under way by now began without all that the handler did, and does not answer it. */
  #settle(result: HandlerResult): Maybe<void> {
    const { underway } = this.#view.frames;
    if (underway !== undefined) return underway.then(() => this.#answer(result));
    this.#answer(result);
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

/** What a question of the app is answered with. */
export interface Answerer {
  answered(reply: unknown): void;
  failed(error: unknown): void;
}

/** A question of the app, for `handleCall`. */
export class CallTask implements Task {
  readonly #view: TaskOwner;
  readonly #message: unknown;
  readonly #answerer: Answerer;

  constructor(view: TaskOwner, message: unknown, answerer: Answerer) {
    this.#view = view;
    this.#message = message;
    this.#answerer = answerer;
  }

  describe(): LogFields {
    return { call: redact(this.#message) };
  }

  /** An error is the view's, as that of any handler, and the caller is told as well. */
  run(): Maybe<void> {
    const { definition, socket, name } = this.#view;
    const { handleCall } = definition.callbacks;
    if (handleCall === undefined) {
      return this.#answerer.failed(new LivecError("no-answer", `The view ${name} has no handleCall.`));
    }
    try {
      const reply = handleCall(socket as never, this.#message);
      if (!(reply instanceof Promise)) return this.#answerer.answered(reply);
      return reply.then(
        (settled) => this.#answerer.answered(settled),
        (error: unknown) => this.#fail(error),
      );
    } catch (error) {
      return this.#fail(error);
    }
  }

  #fail(error: unknown): never {
    this.#answerer.failed(error);
    throw error;
  }
}

/** What is pushed to the views of a kind. */
export interface Pushed {
  readonly state?: { readonly [name: string]: unknown } | undefined;
  /** The name of an event. */
  readonly handler?: string | undefined;
  readonly payload?: { readonly [name: string]: unknown } | undefined;
  /** The name of an event for the page, in place of a handler. */
  readonly event?: string | undefined;
}

/** What is pushed from outside to a view: assigns, one of its events, an event for its page. */
export class PushTask implements Task {
  readonly #view: TaskOwner;
  readonly #pushed: Pushed;

  constructor(view: TaskOwner, pushed: Pushed) {
    this.#view = view;
    this.#pushed = pushed;
  }

  describe(): LogFields {
    const { handler, event, payload } = this.#pushed;
    return { pushed: handler ?? event ?? "state", payload: redact(payload) };
  }

  /** What does not fit the view does nothing: who pushed it is not its visitor. */
  run(): Maybe<void> {
    const { definition, socket } = this.#view;
    const { state, handler, event, payload = {} } = this.#pushed;
    const handle = handler === undefined ? undefined : definition.events.get(handler);
    const unknown = Object.keys(state ?? {}).find((name) => !socket.has(name));
    if (unknown !== undefined) return this.#refuse(`it has no assign "${unknown}"`);
    if (handler !== undefined && handle === undefined) return this.#refuse(`it has no event "${handler}"`);
    if (state !== undefined) socket.assign(state);
    if (event !== undefined) socket.pushEvent(event, payload);
    return handle && after(handle(socket as never, payload as never), () => {});
  }

  #refuse(why: string): void {
    this.#view.log("warn", `what was pushed to the view does not fit: ${why}`);
  }
}
