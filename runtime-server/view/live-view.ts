/** One live view: its definition, state, rendering, mailbox and connection, held together by the table in `life.ts`. */

import { LivecError } from "../base/errors.ts";
import type { Cancel, Host } from "../base/host.ts";
import { after, type Maybe } from "../base/maybe.ts";
import type { Component, ComponentId } from "../rendering/component.ts";
import type { CsrfToken } from "../rendering/leaves.ts";
import type { NestedOptions } from "../rendering/nested-view.ts";
import { Rendering } from "../rendering/rendering.ts";
import type { ResidentKeeper } from "../rendering/stage.ts";
import { drive, type Work } from "../rendering/work.ts";
import { answer } from "../wire/encode.ts";
import { Children, type Nest } from "./children.ts";
import { type EventTarget, Keeper, type KeeperOwner } from "./component-keeper.ts";
import type { ConnectReason, HandlerResult, Params, Session, View } from "./define.ts";
import { Due, type Joining } from "./due.ts";
import { Kept, type Rendered } from "./kept.ts";
import { type Ending, type LifeState, may, step, type TerminateReason, type TransitionName, transitions } from "./life.ts";
import { Mailbox } from "./mailbox.ts";
import { Outbox } from "./outbox.ts";
import { redact } from "./redact.ts";
import { Redirect } from "./redirect.ts";
import { type ConnectInfo, ViewSocket } from "./socket.ts";
import { Timers } from "./timers.ts";

/** What a view is mounted for. */
export interface Visit {
  readonly id: string;
  readonly uri: string;
  /** `null` for a view that is not routed. */
  readonly params: Params | null;
  readonly session: Session;
  /** The CSRF token of the visitor, for forms that are posted. */
  readonly csrf: CsrfToken;
}

/** A view's way to its page. A frame is a body without its view number: `,3,[0,1]]`. */
export interface Link {
  readonly connectParams: { readonly [name: string]: unknown };
  readonly connectInfo: ConnectInfo;
  send(body: string): void;
  /** The view ended by itself; `body` is its last word, if it has one. */
  ended(body: string | undefined): void;
  /** The page does not acknowledge: its connection is of no use. False, and it stays, while the page still reads what was sent. */
  giveUp(): boolean;
}

type Message =
  | { readonly kind: "connect"; readonly reason: ConnectReason }
  | {
      readonly kind: "event";
      readonly ref: number;
      readonly name: string;
      readonly payload: object;
      readonly component: number;
      readonly containers: readonly string[];
    }
  | { readonly kind: "update"; readonly type: Component; readonly props: { readonly id: ComponentId } }
  | { readonly kind: "info"; readonly message: unknown };

/** What a view is connected with while it lives. */
export interface Ties {
  readonly observe?: LifeObserver;
  /** Where the view is mounted for a connection, not for a page. */
  readonly link?: Link | undefined;
  /** For the views inside. */
  readonly nest?: Nest;
  /** Nested views of a crashed one in whose place this is. */
  readonly orphans?: ReadonlyMap<string, LiveView> | undefined;
}

/** Told of every transition, after it happened. */
export type LifeObserver = (view: LiveView, transition: TransitionName, from: LifeState) => void;

export class LiveView implements KeeperOwner {
  readonly id: string;
  readonly uri: string;
  readonly session: Session;
  readonly definition: View;
  connectParams: { readonly [name: string]: unknown } | null = null;
  connectInfo: ConnectInfo | null = null;
  readonly #params: Params | null;
  readonly #host: Host;
  readonly #observe: LifeObserver;
  readonly #socket: ViewSocket;
  readonly #mailbox: Mailbox<Message>;
  readonly #outbox: Outbox;
  readonly #timers: Timers;
  readonly #keeper: Keeper;
  readonly #children: Children;
  readonly #rendering: Rendering<object>;
  /** A render that waits for components. */
  #underway: Promise<void> | undefined;
  #state: LifeState = "rendered";
  #link: Link | undefined;
  #size: number | undefined;
  #deadline: Cancel = () => {};
  #ackDeadline: Cancel | undefined;
  #rendered: Readonly<Record<string, unknown>> | undefined;
  readonly #due: Due;
  readonly #kept: Kept;
  /** Ids of the containers that the events of this turn are for; nothing once there was one for the whole page. */
  #containers: Set<string> | undefined = new Set();

  constructor(definition: View, visit: Visit, host: Host, { observe = () => {}, link, nest, orphans }: Ties = {}) {
    this.definition = definition;
    this.id = visit.id;
    this.uri = visit.uri;
    this.session = visit.session;
    this.#params = visit.params;
    this.#host = host;
    this.#observe = observe;
    const { clock, limits } = host;
    this.#socket = new ViewSocket(
      this,
      definition.template.paths.map(([name = ""]) => String(name)),
    );
    this.#keeper = new Keeper(this);
    this.#children = new Children(this, nest, orphans);
    this.#mailbox = new Mailbox<Message>(
      {
        clock,
        deliver: (message) => this.#deliver(message),
        settled: () => {
          if (this.#mailbox.size === 0) this.#due.idle();
          return this.#render();
        },
        failed: (error, message) => this.#fail(error, message),
        late: (message) => this.#late(message),
      },
      limits.parkedMailbox,
      limits.handlerTimeout,
    );
    this.#due = new Due(limits.pushedEvents);
    this.#kept = new Kept(limits.keptRenders);
    this.#outbox = new Outbox(limits.unackedFrames, limits.unackedBytes);
    this.#timers = new Timers(clock, limits.timers, (message) => this.#tick(message));
    const warn = (warning: string): void => this.#log("warn", warning);
    const keeper: ResidentKeeper = {
      tell: (type, batch) => this.#keeper.tell(type, batch),
      remove: (component) => this.#keeper.remove(component),
      open: (options) => this.#children.open(options),
    };
    const forgets = definition.temporaryAssigns.size > 0;
    this.#rendering = new Rendering<object>(definition.template, warn, keeper, forgets, visit.csrf);
    if (link !== undefined) this.#connect(link);
  }

  get name(): string {
    return this.definition.name;
  }

  get state(): LifeState {
    return this.#state;
  }

  get connected(): boolean {
    return this.#link !== undefined;
  }

  /** The state, for layouts and tests. */
  get assigns(): Readonly<Record<string, unknown>> {
    return this.#socket.assigns;
  }

  /** True once there is a page, be it out of reach. */
  get onPage(): boolean {
    return this.connected || this.#state !== "rendered";
  }

  /** Empty as long as `mount` has not returned. */
  get html(): string {
    if (!this.#rendering.mounted) return "";
    const html = this.#rendering.html();
    this.#size ??= Buffer.byteLength(html);
    return html;
  }

  /** Bytes of its first HTML: what a parked view is counted with. */
  get size(): number {
    return this.#size ?? Buffer.byteLength(this.html);
  }

  get skeleton(): string {
    return this.#rendering.mounted ? this.#rendering.skeleton() : "";
  }

  /** True when `name` is on the allow-list of the view, or of a component that an event for `component` reaches. */
  handles(name: string, component: number): boolean {
    return this.definition.events.has(name) || this.#targetOf(name, component) !== undefined;
  }

  /** True for the view itself, 0, and for a component that is shown. */
  isShown(component: number): boolean {
    return component === 0 || this.#rendering.components.get(component) !== undefined;
  }

  /** True where {@link isShown} is, or once was. */
  wasShown(component: number): boolean {
    return component === 0 || this.#rendering.components.wasGiven(component);
  }

  // ------------------------------------------------------------------------------------------------ mount

  /** Runs `mount` and `handleParams` and renders. Answers the redirect, if one of them wants it; throws what they throw. */
  async mount(): Promise<Redirect | undefined> {
    const cancel = this.#host.clock.setTimeout(
      () => this.#log("error", "mount has not returned", { after: this.#host.limits.handlerTimeout }),
      this.#host.limits.handlerTimeout,
    );
    try {
      const { definition, session } = this;
      // A view that is not routed is given null, whatever its type says: what it needs is in its session.
      const assigns = await definition.mount(this.#socket, this.#params as Params, session);
      if (assigns instanceof Redirect) return assigns;
      if (typeof assigns !== "object" || assigns === null) {
        throw new LivecError(
          "bad-definition",
          `mount of ${this.name} must return the assigns, an object; it returned ${assigns === null ? "null" : typeof assigns}.`,
        );
      }
      this.#socket.begin(assigns);
      const redirect = this.#params === null ? undefined : await definition.callbacks.handleParams?.(this.#socket, this.#params, this.uri);
      if (redirect instanceof Redirect || this.#due.redirect !== undefined) return redirect ?? this.#due.redirect;
      if (this.#state === "terminated") return undefined;
      this.#rendered = this.#socket.assigns;
      this.#due.titled(this.#socket.assigns["pageTitle"]);
      await drive(this.#rendering.mounting(this.#rendered), () => this.#state !== "terminated");
      this.#children.settled();
      this.#dropTemporary(this.#rendered);
      return this.#due.redirect;
    } finally {
      cancel();
    }
  }

  /** The page is on its way: wait for its socket, for a while. */
  park(): void {
    this.#enter("park");
    this.#deadline = this.#host.clock.setTimeout(() => this.end("expire"), this.#host.limits.parkedTime);
    this.#children.park();
  }

  // ------------------------------------------------------------------------------------------------ connections

  /** The first socket takes the parked view, or the one just mounted for it. What changed since the page was rendered is in the answer. */
  open(link: Link, joining: Joining): void {
    const adopted = this.#state === "parked";
    this.#enter(adopted ? "adopt" : "connect");
    this.#deadline();
    this.#connect(link);
    this.#due.join(joining);
    this.#timers.start();
    this.#mailbox.start({ kind: "connect", reason: adopted ? "adopted" : "mounted" }, this.#host.limits.mailbox);
  }

  /** The same page on a new socket, with every frame up to `seq`: sends what it missed, or all values and what else it missed where that is not kept. */
  resume(link: Link, joining: Joining, seq: number): void {
    if (this.#state === "running") {
      this.#link?.ended(undefined);
      this.suspend();
    }
    this.#enter("resume");
    this.#deadline();
    this.#connect(link);
    const missed = joining.values ? undefined : this.#outbox.since(seq);
    if (missed === undefined) {
      this.#due.again(this.#outbox.clear(seq));
      this.#due.join({ ...joining, values: true, effects: { ...joining.effects, n: this.#outbox.last + 1 } });
      this.#guard(() => this.#render());
    } else {
      this.#outbox.ack(seq);
      link.send(answer(joining.ref, { ...joining.effects, n: seq }));
      for (const body of missed) link.send(body);
      this.#watchWindow();
    }
    if (!this.#mailbox.post({ kind: "connect", reason: "resumed" })) this.#log("warn", "handleConnect is skipped: the mailbox is full");
    this.#guard(() => this.#render());
  }

  /** The socket is gone; the page may come back. */
  suspend(): void {
    this.#enter("suspend");
    this.#disconnect();
    this.#deadline = this.#host.clock.setTimeout(() => this.end("expire"), this.#host.limits.suspendedTime);
  }

  /** A template was replaced: shows the same state with the new one. Throws what the template throws; the view then waits for the next one. */
  refresh(): void {
    if (this.#rendered === undefined || this.#mailbox.busy) return;
    const rendered = this.#render();
    if (rendered instanceof Promise) rendered.catch((error: unknown) => this.#log("error", "the new template cannot be shown", { error }));
  }

  /** The page has every frame up to `seq`; false when there never was such a frame. */
  ack(seq: number): boolean {
    const wasOpen = this.#outbox.open;
    if (!this.#outbox.ack(seq)) return false;
    this.#watchWindow();
    if (!wasOpen && this.#outbox.open) this.#guard(() => this.#render());
    return true;
  }

  /** Ends the view and releases what it holds; `terminate` runs last. Once ended, nothing happens. */
  end(ending: Ending, error?: unknown): void {
    if (!may(this.#state, ending)) return;
    const { onPage } = this;
    const link = this.#link;
    this.#enter(ending);
    this.#disconnect();
    this.#deadline();
    // Its page learns it from the view around it.
    if (ending === "remove") link?.ended(undefined);
    this.#children.end(ending, onPage);
    this.#mailbox.close();
    this.#timers.clear();
    this.#outbox.clear();
    const { reason = "closed" } = transitions[ending];
    this.#terminate(reason === "error" ? { error } : reason);
  }

  // ------------------------------------------------------------------------------------------------ messages

  /** An event of the client, whose name {@link handles} and whose payload is checked. False when the mailbox is full. */
  event(ref: number, name: string, payload: object, component: number, containers: readonly string[] = []): boolean {
    return this.#mailbox.post({ kind: "event", ref, name, payload, component, containers });
  }

  /** Answers a request that was refused, so that the page does not wait for it; in its turn, for an answer is one to all before it. */
  acknowledge(ref: number): void {
    this.#due.refused(ref);
    if (this.#mailbox.busy) return;
    this.#due.idle();
    this.#guard(() => this.#render());
  }

  send(message: unknown): void {
    this.#post({ kind: "info", message });
  }

  sendUpdate(type: Component, props: { readonly id: ComponentId }): void {
    this.#post({ kind: "update", type, props });
  }

  componentChanged(number: number, assigns: object): void {
    this.#rendering.components.touch(number, assigns);
  }

  /** What the tag of a nested view says. */
  nested(id: string): NestedOptions | undefined {
    return this.#rendering.views.get(id)?.options;
  }

  /** A new view in place of a nested one that is gone, to be mounted; nothing where its tag is shown no more. */
  reopen(id: string, link: Link): LiveView | undefined {
    const options = this.nested(id);
    return options && this.#children.reopen(options, link);
  }

  childFailed(child: LiveView, error: unknown): void {
    this.#log("error", "a nested view could not be mounted", { nested: child.name, error });
  }

  componentFailed(error: unknown): void {
    this.#log("error", "terminate of a component failed", { error });
  }

  #post(message: Message): void {
    if (this.#state === "terminated" || this.#mailbox.post(message)) return;
    if (this.#state === "parked") this.end("evict");
    else
      throw new LivecError(
        "mailbox-full",
        `The mailbox of the view ${this.name} is full: ${this.#mailbox.size} messages wait (limit "mailbox").`,
      );
  }

  addTimer(message: unknown, ms: number, repeat: boolean): Cancel {
    return this.#state === "terminated" ? () => {} : this.#timers.add(message, ms, repeat);
  }

  pushEvent(name: string, payload: unknown): void {
    if (!this.#due.event(name, payload)) this.#log("warn", "a pushed event is lost: too many wait for the page", { event: name });
  }

  leave(redirect: Redirect): void {
    this.#due.leave(redirect);
  }

  flush(): void {
    if (this.#due.joining !== undefined) return;
    const rendered = this.#render(true);
    if (rendered instanceof Promise) rendered.catch((error: unknown) => this.#fail(error, undefined));
  }

  /** A render that waits for components comes first: no handler finds them half done. */
  #deliver(message: Message): Maybe<void> {
    const handled = after(this.#underway, () => {
      if (this.#state === "terminated") return;
      if (message.kind !== "event" || message.containers.length === 0) this.#containers = undefined;
      else for (const id of message.containers) this.#containers?.add(id);
      return this.#handle(message);
    });
    // A join does not wait for handlers that take their time.
    if (handled instanceof Promise && this.#due.joining !== undefined) this.#guard(() => this.#render(true));
    return after(handled, () => this.#keepTemporary());
  }

  /** Before the next message may assign it again, a temporary assign is rendered: nobody loses a message of a chat. */
  #keepTemporary(): Maybe<void> {
    if (this.#state === "terminated" || this.#temporary(this.#socket.assigns).length === 0) return;
    if (this.#underway !== undefined) return this.#underway.then(() => this.#keepTemporary());
    return this.#during((rendered) => {
      this.#kept.add(rendered, this.#rendering.hasMoves);
      if (this.#kept.full && !this.#maySend()) {
        const { keptRenders } = this.#host.limits;
        throw new LivecError("kept-full", `More than ${keptRenders} changes wait for the page of ${this.name} (limit "keptRenders").`);
      }
    });
  }

  /** The temporary assigns that are not at their default. */
  #temporary(assigns: Readonly<Record<string, unknown>>): readonly (readonly [name: string, value: unknown])[] {
    return [...this.definition.temporaryAssigns].filter(([name, value]) => !Object.is(assigns[name], value));
  }

  /** What was rendered from temporary assigns need not be known any more: they have their defaults, as if they had always had. */
  #dropTemporary(rendered: Readonly<Record<string, unknown>>): void {
    const defaults = this.#temporary(rendered);
    if (this.definition.temporaryAssigns.size === 0) return;
    const assigns = { ...rendered, ...Object.fromEntries(defaults) };
    const objects = defaults.filter(([name]) => typeof rendered[name] === "object");
    this.#rendering.forget(assigns, new Map(objects.map(([name, value]) => [rendered[name], value])));
    this.#socket.settle(rendered, assigns);
    this.#rendered = assigns;
  }

  #handle(message: Message): Maybe<void> {
    const { callbacks } = this.definition;
    const socket = this.#socket as never;
    switch (message.kind) {
      case "info":
        return callbacks.handleInfo?.(socket, message.message);
      case "connect":
        return after(callbacks.handleConnect?.(socket, message.reason), () => {});
      case "update":
        return this.#rendering.components.hand(message.type, message.props.id, message.props);
      case "event":
        // What is under way by now began without all that the handler did, and is no answer to it.
        return after(this.#event(message), (answer) => after(this.#underway, () => this.#answer(message.ref, answer)));
    }
  }

  /** The nearest handler around where the event comes from: a component's, else the view's. */
  #event({ name, payload, component }: Extract<Message, { kind: "event" }>): Maybe<HandlerResult> {
    const target = this.#targetOf(name, component);
    if (target !== undefined) return target.handler(target.socket, payload as never);
    return this.definition.events.get(name)?.(this.#socket as never, payload as never);
  }

  #targetOf(name: string, component: number): EventTarget | undefined {
    return component === 0 ? undefined : this.#keeper.targetOf(name, this.#rendering.components.get(component));
  }

  #answer(ref: number, result: HandlerResult): void {
    this.#due.handled(ref);
    if (result === undefined || result instanceof Redirect) return;
    if (typeof result !== "object" || result === null || !("reply" in result)) {
      throw new LivecError("bad-reply", `A handler of ${this.name} returned something else than nothing, { reply } or a redirect.`);
    }
    this.#due.reply(ref, result.reply ?? null);
  }

  /** A beat that finds the mailbox full is skipped: the next one comes. */
  #tick(message: unknown): void {
    if (!this.#mailbox.post({ kind: "info", message }))
      this.#log("warn", "a timer's message is lost: the mailbox is full", { waiting: this.#mailbox.size });
  }

  // ------------------------------------------------------------------------------------------------ frames

  /**
   * Sends what changed since the last time, with all that is due to the client. Without a page, or while the window is closed, it
   * does nothing: the next render that may be sent merges it all. `midway`: in the middle of a handler.
   */
  #render(midway = false): Maybe<void> {
    if (this.#underway !== undefined) return this.#underway.then(() => this.#render(midway));
    if (!this.#maySend()) return;
    this.#due.begin();
    return this.#during((rendered) => this.#send(rendered, midway));
  }

  #maySend(): boolean {
    return this.#link !== undefined && this.#state === "running" && this.#outbox.open;
  }

  /** Renders, and goes on with what came of it, unless the view ended meanwhile. Until it is done nothing else is rendered. */
  #during(then: (rendered: Rendered) => void): Maybe<void> {
    const going = (): boolean => this.#state !== "terminated";
    const done = after(drive(this.#changes(), going), (rendered) => {
      if (going()) then(rendered);
    });
    if (!(done instanceof Promise)) return;
    this.#underway = done.finally(() => {
      this.#underway = undefined;
    });
    return this.#underway;
  }

  /** What changed; everything where templates were replaced, or where a page needs all values and some are not kept. */
  *#changes(): Work<Rendered> {
    const { assigns } = this.#socket;
    this.#rendered = assigns;
    const isLost = this.#due.joining?.values === true && this.#rendering.lacksRows && this.definition.temporaryAssigns.size === 0;
    let rendered: Rendered = "all";
    if (this.#rendering.outdated || isLost) yield* this.#rendering.renewing(assigns);
    else rendered = yield* this.#rendering.updating(assigns);
    this.#dropTemporary(assigns);
    return rendered;
  }

  /** The page may have gone while components were waited for, or come back for all values: what was rendered is kept for it. */
  #send(rendered: Rendered, midway: boolean): void {
    this.#kept.add(rendered, this.#rendering.hasMoves);
    const change = this.#takeChange();
    if (!midway) this.#containers = new Set();
    const sent = change === "all" ? ([this.#rendering.values()] as const) : change;
    this.#rendering.release();
    for (const body of this.#due.take(sent, this.#rendering.takeBlocks(), this.#socket.assigns["pageTitle"], midway)) {
      this.#outbox.push(body);
      this.#link?.send(body);
    }
    this.#watchWindow();
  }

  /** What changed, or as much of it as events for containers may change; everything for a page that needs it. */
  #takeChange(): Rendered {
    const isWanted = this.#due.joining?.values === true;
    const ids = isWanted ? [] : [...(this.#containers ?? [])];
    const change = ids.length === 0 ? this.#kept.take() : this.#kept.takeSome((changes) => this.#rendering.split(changes, ids));
    return isWanted ? "all" : change;
  }

  /** A page that leaves the window closed for long is treated as gone. */
  #watchWindow(): void {
    if (this.#outbox.open) {
      this.#ackDeadline?.();
      this.#ackDeadline = undefined;
    } else {
      this.#ackDeadline ??= this.#host.clock.setTimeout(() => this.#giveUp(), this.#host.limits.ackTimeout);
    }
  }

  #giveUp(): void {
    this.#ackDeadline = undefined;
    if (this.#link?.giveUp() === false) this.#watchWindow();
  }

  // ------------------------------------------------------------------------------------------------ endings

  #enter(transition: TransitionName): void {
    const from = this.#state;
    this.#state = step(from, transition);
    this.#observe(this, transition, from);
  }

  #connect(link: Link): void {
    this.#link = link;
    this.connectParams = link.connectParams;
    this.connectInfo = link.connectInfo;
  }

  #disconnect(): void {
    this.#link = undefined;
    this.#due.forgetRequests();
    this.#ackDeadline?.();
    this.#ackDeadline = undefined;
  }

  #guard(action: () => Maybe<void>): void {
    const failed = (error: unknown): void => this.#fail(error, undefined);
    try {
      const result = action();
      if (result instanceof Promise) result.catch(failed);
    } catch (error) {
      failed(error);
    }
  }

  /** An error in an event, a message or a render ends this view alone; its page joins anew and is given a fresh one. */
  #fail(error: unknown, message: Message | undefined): void {
    if (this.#state === "terminated") return;
    const what =
      message?.kind === "event"
        ? { event: message.name, payload: redact(message.payload) }
        : { message: message?.kind === "info" ? redact(message.message) : message?.kind };
    this.#log("error", "the view failed and is mounted anew", { ...what, error });
    const link = this.#link;
    const ref = this.#due.joining?.ref ?? (message?.kind === "event" ? message.ref : this.#due.ref);
    this.end("crash", error);
    link?.ended(answer(ref, { x: "error" }));
  }

  #late(message: Message): void {
    const what = message.kind === "event" ? { event: message.name } : { message: message.kind };
    this.#log("error", "a handler has not returned; this view waits for it", { ...what, after: this.#host.limits.handlerTimeout });
  }

  #terminate(reason: TerminateReason): void {
    if (this.#rendered === undefined) return;
    this.#keeper.end(this.#rendering.components, reason);
    const report = (error: unknown): void => this.#log("error", "terminate failed", { error });
    try {
      const result = this.definition.callbacks.terminate?.(this.#socket as never, reason);
      if (result instanceof Promise) result.catch(report);
    } catch (error) {
      report(error);
    }
  }

  #log(level: "warn" | "error", message: string, fields: Readonly<Record<string, unknown>> = {}): void {
    this.#host.logger[level](message, { view: this.name, id: this.id, ...fields });
  }
}
