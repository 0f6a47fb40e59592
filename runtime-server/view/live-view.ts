/** One live view: its life, by the table in `life.ts`, and what its parts are wired with. */
import { LivecError } from "../base/errors.ts";
import type { Cancel, Clock, Host, LogFields, LogLevel, Sourced, ViewLimits } from "../base/host.ts";
import { after, type Maybe } from "../base/maybe.ts";
import type { Topics } from "../pubsub/topics.ts";
import type { Components } from "../rendering/components.ts";
import type { Template } from "../rendering/contract.ts";
import type { NestedOptions } from "../rendering/nested-view.ts";
import type { Probe } from "../rendering/probe.ts";
import { Rendering } from "../rendering/rendering.ts";
import { answer } from "../wire/encode.ts";
import type { View } from "./define.ts";
import { estimateBytes } from "./estimate.ts";
import { attempt } from "./failure.ts";
import type { Desk, Task } from "./feature.ts";
import type { AsyncOwner } from "./features/async.ts";
import type { ComponentHostOwner, EventTarget } from "./features/components.ts";
import { CLEAR_FLASH, type Flash, isEmpty } from "./features/flash.ts";
import type { AttachedHook, HookResult, HookStage } from "./features/hooks.ts";
import type { MessagesDesk } from "./features/messages.ts";
import type { NavigationOwner, Way } from "./features/navigation.ts";
import { Features, type Nesting } from "./features.ts";
import { Frames, type FramesOwner } from "./frames.ts";
import { withLayout } from "./layout.ts";
import { type Ending, type LifeState, may, reasonOf, step, type TerminateReason, type TransitionName } from "./life.ts";
import type { Joining, Link } from "./link.ts";
import { arrive, begin, type Destination } from "./mounting.ts";
import { readPayload } from "./payload.ts";
import type { Redirect } from "./redirect.ts";
import { type ConnectInfo, ViewSocket } from "./socket.ts";
import { ConnectTask, EventTask, InfoTask, type PageEvent, PatchTask, type TaskOwner } from "./tasks.ts";
import { Turn, type TurnOwner } from "./turn.ts";

/** Who visits what, and what the view is tied to while it lives. */
export interface Visit extends Destination, Nesting {
  readonly id: string;
  /** The CSRF token of the visitor, for forms that are posted; `null` where nobody could check it. */
  csrf(): string | null;
  /** Called after every transition. */
  observe(view: LiveView, transition: TransitionName, from: LifeState): void;
  /** What hooks and the request assigned for the view; or the state of the view around it. */
  readonly shared?: { readonly [name: string]: unknown } | undefined;
  /** Hooks that its guards attach. */
  readonly hooks?: readonly AttachedHook[] | undefined;
  /** Messages that came along. */
  readonly flash?: Flash | undefined;
  /** Seals messages for the next page. */
  seal?(flash: Flash): string;
}

/** The surroundings of a view, in which its renders may be counted. */
export interface ViewHost extends Host {
  readonly topics: Topics;
  /** Counts what the view with that id evaluates. */
  readonly probe?: ((id: string) => Probe) | undefined;
}

/** What a view may be mounted with. */
export interface Start {
  /** Where it is mounted for a connection, not for a page. */
  readonly link?: Link | undefined;
  /** Nested views that a crashed view left to it. */
  readonly orphans?: ReadonlyMap<string, LiveView> | undefined;
}

const FULL = "an event for a full mailbox";
const nothing = (): void => {};

export class LiveView implements Desk, FramesOwner, TurnOwner, TaskOwner, MessagesDesk, ComponentHostOwner, NavigationOwner {
  definition: View;
  readonly visit: Visit;
  readonly socket: ViewSocket;
  readonly features: Features;
  readonly frames: Frames;
  connectParams: { readonly [name: string]: unknown } | null = null;
  connectInfo: ConnectInfo | null = null;
  readonly #host: ViewHost;
  /** Absent where stray errors are left to Node. */
  readonly #source: Sourced | undefined;
  rendering: Rendering<object>;
  readonly #turn: Turn;
  #state: LifeState = "rendered";
  /** The highest ref of an event that came, whatever became of it. */
  #received = 0;
  #deadline: Cancel = nothing;

  constructor(definition: View, visit: Visit, host: ViewHost, { link, orphans }: Start = {}) {
    this.definition = definition;
    this.visit = visit;
    this.#host = host;
    this.#source = host.strays?.source(visit.id, definition.name);
    this.socket = new ViewSocket(this, definition.template);
    if (visit.flash !== undefined) this.socket.flash = visit.flash;
    this.features = new Features(this, orphans);
    for (const hook of visit.hooks ?? []) this.features.hooks.attach(hook);
    this.rendering = new Rendering<object>(this.definition.template, this.features);
    this.frames = new Frames(this);
    this.#turn = new Turn(this);
    if (link !== undefined) this.#connect(link);
  }

  // ------------------------------------------------------------------------------------------------ facts

  get id(): string {
    return this.visit.id;
  }
  get name(): string {
    return this.definition.name;
  }
  get uri(): string {
    return this.visit.uri;
  }
  get path(): string {
    return this.visit.path;
  }
  get routed(): boolean {
    return this.visit.routed;
  }
  get liveAction(): string | null {
    return this.visit.action;
  }
  get flash(): Flash {
    return this.socket.flash;
  }
  get leaving(): boolean {
    return this.frames.outgoing.redirect !== undefined;
  }
  get session(): { readonly [name: string]: unknown } {
    return this.visit.session;
  }
  /** Who counts what is evaluated, if anybody. */
  get probe(): Probe | undefined {
    return this.#host.probe?.(this.id);
  }
  get clock(): Clock {
    return this.#host.clock;
  }
  get development(): boolean {
    return this.#host.development === true;
  }
  get limits(): ViewLimits {
    return this.#host.limits;
  }
  get topics(): Topics {
    return this.#host.topics;
  }
  get state(): LifeState {
    return this.#state;
  }
  get connected(): boolean {
    return this.frames.link !== undefined;
  }
  get handleAsync(): AsyncOwner["handleAsync"] {
    const { handleAsync } = this.definition.callbacks;
    return (
      handleAsync &&
      ((name, outcome) =>
        after<HookResult, void>(this.runHooks("handleAsync", this.socket, name, outcome), (said) =>
          said === undefined ? handleAsync(this.socket as never, name, outcome) : undefined,
        ))
    );
  }
  get started(): boolean {
    return this.#state === "running" || this.#state === "suspended";
  }
  get ended(): boolean {
    return this.#state === "terminated";
  }

  /** True once a page exists, even while it is disconnected. */
  get onPage(): boolean {
    return this.connected || this.#state !== "rendered";
  }

  /** The state, for layouts and tests. */
  get assigns(): Readonly<Record<string, unknown>> {
    return this.socket.assigns;
  }

  /** The state as far as there is one: while it is being mounted there is not. */
  get ownAssigns(): Readonly<Record<string, unknown>> {
    return this.frames.mounted ? this.assigns : {};
  }

  /** Empty as long as `mount` has not returned. */
  get html(): string {
    return this.rendering.mounted ? this.rendering.html() : "";
  }

  /** Bytes that its state holds, and that of its components, estimated. */
  estimateBytes(): number {
    const components = [...this.shownComponents].map(({ assigns }) => assigns);
    return this.frames.mounted ? estimateBytes([this.assigns, ...components]) : 0;
  }

  get skeleton(): string {
    return this.rendering.mounted ? this.rendering.skeleton() : "";
  }

  get shownComponents(): Components {
    return this.rendering.components;
  }

  // ------------------------------------------------------------------------------------------------ life

  /**
   * Runs `mount` and `handleParams` and renders. Answers the redirect, if one of them wants it; throws what they throw.
   */
  async mount(): Promise<Redirect | undefined> {
    const { handlerTimeout } = this.limits;
    const late = (): void => this.log("error", "mount has not returned", { after: handlerTimeout });
    const cancel = this.clock.setTimeout(late, handlerTimeout);
    try {
      const redirect = await this.#begun();
      const { outgoing } = this.frames;
      if (redirect !== undefined || outgoing.redirect !== undefined) return redirect ?? outgoing.redirect;
      const ready = this.features.ready();
      if (ready !== undefined) await ready;
      if (this.ended) return undefined;
      // A page that is not there yet cannot be patched, but be another one.
      const elsewhere = this.connected ? undefined : this.features.patched();
      if (elsewhere !== undefined) return elsewhere;
      const settled = this.features.settle();
      if (settled instanceof Promise) await settled;
      if (outgoing.redirect !== undefined) return outgoing.redirect;
      this.features.begin(this.assigns);
      await this.frames.mount();
      this.features.mounted();
      return outgoing.redirect;
    } finally {
      cancel();
    }
  }

  #begun(): Promise<Redirect | undefined> {
    return new Promise((resolve, reject) => {
      this.within((visit) => void begin(this, visit).then(resolve, reject), this.visit);
    });
  }

  /** The page is on its way: wait for its socket, for a while. */
  park(): void {
    this.#enter("park");
    this.#endAfter(this.limits.parkedTime);
    for (const feature of this.features.made) feature.park?.();
  }

  /**
   * The first socket takes the parked view, or the one just mounted for it. What changed since the page was rendered is
   * in the answer.
   */
  open(link: Link, joining: Joining): void {
    const adopted = this.#state === "parked";
    this.#enter(adopted ? "adopt" : "connect");
    this.#connect(link);
    this.frames.outgoing.join(joining);
    for (const feature of this.features.made) feature.start?.();
    this.#turn.start(new ConnectTask(this, adopted ? "adopted" : "mounted"));
  }

  /**
   * The same page on a new socket, with every frame up to `seq`: sends what it missed, or all values and what else it
   * missed where that is not kept.
   */
  resume(link: Link, joining: Joining, seq: number): void {
    if (this.#state === "running") {
      const former = this.frames.disconnect();
      former?.ended(undefined);
      this.#enter("suspend");
    }
    this.#enter("resume");
    this.#connect(link);
    this.frames.resume(link, joining, seq, this.#received);
    if (!this.#turn.offer(new ConnectTask(this, "resumed"))) this.log("warn", "handleConnect is skipped: the mailbox is full");
    this.guard(() => this.frames.render());
  }

  /** The socket is gone; the page may come back. */
  suspend(): void {
    this.#enter("suspend");
    this.frames.disconnect();
    this.#endAfter(this.limits.suspendedTime);
  }

  /**
   * A template was replaced: shows the same state with the new one. Throws what the template throws; the view then
   * waits for the next one.
   */
  refresh(): void {
    if (!this.frames.mounted || this.#turn.busy) return;
    const rendered = this.frames.render();
    if (rendered instanceof Promise) rendered.catch((error: unknown) => this.log("error", "the new template cannot be shown", { error }));
  }

  /** Its definition was replaced by one with another state: the page joins anew, and is given a fresh view. */
  renew(): void {
    this.#startOver("replace");
  }

  /** Ends the view and releases what it holds; `terminate` runs last. Once ended, nothing happens. */
  end(ending: Ending, error?: unknown): void {
    if (!may(this.#state, ending)) return;
    const { onPage } = this;
    this.#enter(ending);
    const link = this.frames.disconnect();
    // Its page learns it from the view around it.
    if (ending === "remove" || ending === "refuse") link?.ended(undefined);
    const reason = reasonOf(ending, error);
    for (const feature of this.features.made) feature.end?.(ending, reason, onPage);
    this.#turn.close();
    this.frames.clear();
    if (this.frames.mounted) this.#terminate(reason);
  }

  #terminate(reason: TerminateReason): void {
    const terminate = (): Maybe<void> => this.definition.callbacks.terminate?.(this.socket as never, reason);
    attempt(terminate, (error) => this.log("error", "terminate failed", { error }));
  }

  #connect(link: Link): void {
    this.frames.connect(link);
    this.connectParams = link.connectParams;
    this.connectInfo = link.connectInfo;
  }

  /** Every transition ends the wait that the state before it allowed. */
  #enter(transition: TransitionName): void {
    const from = this.#state;
    this.#state = step(from, transition);
    this.#deadline();
    this.#deadline = nothing;
    this.visit.observe(this, transition, from);
  }

  #endAfter(ms: number): void {
    this.#deadline = this.clock.setTimeout(() => this.end("expire"), ms);
  }

  // ------------------------------------------------------------------------------------------------ the page

  /** The highest ref of an event that came, whatever became of it; 0 for none. */
  get received(): number {
    return this.#received;
  }

  /** Takes an event. Returns why it is refused; the page is told, so that it does not wait. */
  receive(event: PageEvent): string | undefined {
    const { ref, name, component } = event;
    const reason = this.#refusal(name, component);
    if (reason !== undefined) this.refuse(ref, reason);
    // A page cannot know that a component has just gone.
    else if (!this.#handles(name, component)) this.refuse(ref);
    else return this.#take(event);
    return reason;
  }

  #take(event: PageEvent): string | undefined {
    const { ref, payload } = event;
    const read = readPayload(payload, this.limits);
    if (typeof read === "object" && this.frames.outgoing.waiting < this.limits.mailbox) {
      if (this.offer(new EventTask(this, event, read))) {
        this.#received = ref;
        return undefined;
      }
    }
    const reason = typeof read === "string" ? read : FULL;
    this.refuse(ref, reason);
    return reason;
  }

  /** Answers request `ref`, which was refused: with the reason, if the page is to know of it. */
  refuse(ref: number, reason?: string): void {
    this.#received = ref;
    this.#turn.refuse(ref, reason);
  }

  #refusal(name: string, component: number): string | undefined {
    if (component !== 0 && !this.shownComponents.wasGiven(component)) return "an unknown component";
    const isShown = component === 0 || this.shownComponents.get(component) !== undefined;
    return isShown && !this.#handles(name, component) ? "an unknown event" : undefined;
  }

  /** True when `event` is on the allow-list of the view, or of a component that an event for `component` reaches. */
  #handles(event: string, component: number): boolean {
    return this.definition.events.has(event) || event === CLEAR_FLASH || this.targetOf(event, component) !== undefined;
  }

  socketOf(component: number): ViewSocket | undefined {
    return this.features.components.socketOf(component);
  }

  targetOf(event: string, component: number): EventTarget | undefined {
    return component === 0 ? undefined : this.features.components.targetOf(event, this.shownComponents.get(component));
  }

  /** The page has every frame up to `seq`; false when it was never handed such a frame. */
  ack(seq: number): boolean {
    return this.frames.ack(seq);
  }

  /** The page has read what waited for it. */
  drained(): void {
    this.frames.reopened();
  }

  /**
   * Runs an event before there is a page, which then shows what came of it. Answers where to go instead, if anywhere.
   */
  async runOnce(name: string, payload: object): Promise<Redirect | undefined> {
    const event = { ref: 0, name, payload: { own: {} }, component: 0, containers: [] };
    await new EventTask(this, event, payload).run();
    const elsewhere = this.frames.outgoing.redirect ?? this.features.patched();
    if (elsewhere === undefined && !this.ended) await this.frames.update();
    return elsewhere;
  }

  /** The page wants to go to another of its URLs. */
  patch(ref: number, path: string): void {
    this.#received = ref;
    if (!this.offer(new PatchTask(this, ref, path))) this.refuse(ref, FULL);
  }

  follow(path: string): Maybe<void> {
    this.socket.clearFlash();
    return this.features.navigation.follow(path);
  }

  find(path: string): Maybe<Way> {
    return this.visit.find?.(this, path) ?? "load";
  }

  arrive(at: Destination): Maybe<void> {
    return after(arrive(this, at), (redirect) => (redirect === undefined ? undefined : this.leave(redirect)));
  }

  settle(): Maybe<void> {
    return this.features.settle();
  }

  /** What the tag of a nested view says. */
  nested(id: string): NestedOptions | undefined {
    return this.rendering.views.get(id)?.options;
  }

  /**
   * A new view in place of a nested one that is gone, to be mounted; `undefined` where its tag is not shown any more.
   */
  reopen(id: string, link: Link): LiveView | undefined {
    const options = this.nested(id);
    return options && this.features.nested.reopen(options, link);
  }

  // ------------------------------------------------------------------------------------------------ its own code

  send(message: unknown): void {
    this.post(this.infoTask(message));
  }

  inform(message: unknown): boolean {
    return this.offer(this.infoTask(message));
  }

  infoTask(message: unknown): Task {
    return new InfoTask(this, message);
  }

  offer(task: Task): boolean {
    return this.#turn.offer(task);
  }

  /** A parked view that is sent too much is given up. */
  post(task: Task): void {
    if (this.ended || this.offer(task)) return;
    if (this.#state === "parked") return this.end("evict");
    const { waiting } = this.#turn;
    throw new LivecError("mailbox-full", `The mailbox of the view ${this.name} is full: ${waiting} messages wait (limit "mailbox").`);
  }

  /** A parked view holds less, for it may never be seen. */
  takeAll(tasks: readonly Task[]): void {
    const { broadcasts, parkedMailbox } = this.limits;
    const most = this.started ? broadcasts : parkedMailbox;
    if (this.ended || this.#turn.offerAll(tasks, most)) return;
    if (this.#state === "parked") this.end("evict");
    else
      this.fail(
        new LivecError("mailbox-full", `More than ${most} messages from elsewhere wait for the view ${this.name} (limit "broadcasts").`),
      );
  }

  leave(redirect: Redirect): void {
    this.frames.outgoing.leave(redirect);
    this.features.leaving();
  }

  sealFlash(flash: Flash): string | undefined {
    return this.visit.seal?.(flash);
  }

  carry(flash: Flash): void {
    if (!isEmpty(flash)) this.socket.flash = { ...this.socket.flash, ...flash };
  }

  shared(name: string): { readonly value: unknown } | undefined {
    const { shared } = this.visit;
    return shared !== undefined && Object.hasOwn(shared, name) ? { value: shared[name] } : undefined;
  }

  useLayout(layout: Template): void {
    if (this.rendering.mounted) throw new LivecError("life-cycle", `useLayout of ${this.name}: a view's layout is chosen in mount.`);
    this.definition = withLayout(this.definition, layout);
    this.rendering = new Rendering<object>(this.definition.template, this.features);
  }

  afterRender(): void {
    if (this.features.hasHooks("afterRender")) this.guard(() => after(this.features.runHooks("afterRender", this.socket), () => {}));
  }

  runHooks(stage: HookStage, ...given: readonly unknown[]): Maybe<HookResult> {
    return this.features.runHooks(stage, ...given);
  }

  flush(): void {
    if (this.frames.outgoing.joining !== undefined) return;
    const rendered = this.frames.render(true);
    if (rendered instanceof Promise) rendered.catch((error: unknown) => this.fail(error));
  }

  // ------------------------------------------------------------------------------------------------ failure

  guard(action: () => Maybe<void>): void {
    this.within(
      (failed) => attempt(action, failed),
      (error: unknown) => this.fail(error),
    );
  }

  within<A>(fn: (argument: A) => void, argument: A): void {
    if (this.#source === undefined) fn(argument);
    else this.#source.run(fn, argument);
  }

  /** An error in an event, a message or a render ends this view alone; its page joins anew and is given a fresh one. */
  fail(error: unknown, task?: Task): void {
    if (this.ended) return;
    this.log("error", "the view failed and is mounted anew", { ...task?.describe(), error });
    this.#startOver("crash", error, task);
  }

  #startOver(ending: Ending, error?: unknown, task?: Task): void {
    const { link, outgoing } = this.frames;
    const answered = outgoing.joining?.ref ?? task?.ref ?? outgoing.ref;
    this.end(ending, error);
    link?.ended(answer(answered, { x: "error" }));
  }

  during(work: Promise<void>): void {
    this.#host.witness?.during(work);
  }

  log(level: LogLevel, message: string, fields: LogFields = {}): void {
    this.#host.logger[level](message, { view: this.name, id: this.id, ...fields });
  }
}
