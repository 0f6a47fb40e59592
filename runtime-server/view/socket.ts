/** `socket`: what a view's callbacks hold in their hand. */

import type { Commands } from "../../protocol/commands.ts";
import { didYouMean, LivecError } from "../base/errors.ts";
import type { Cancel, ViewLimits } from "../base/host.ts";
import type { Component, ComponentId, Template } from "../rendering/contract.ts";
import { readersOf } from "../rendering/live-layout.ts";
import type { SafeHtml } from "../rendering/safe-html.ts";
import type { Stream, StreamOptions } from "../rendering/stream.ts";
import { type Draft, drafted } from "./draft.ts";
import type { AsyncFunction, AsyncOptions, AsyncOwner, AsyncSocket, AsyncTasks } from "./features/async.ts";
import type { ClientEvents, ClientSocket } from "./features/client-events.ts";
import { type Flash, type FlashSocket, flashOf, NO_FLASH, withFlash, withoutFlash } from "./features/flash.ts";
import type { HookSocket, HookStage, HookStages, Hooks } from "./features/hooks.ts";
import type { MessageSocket, Messages } from "./features/messages.ts";
import { type LiveTarget, type Navigation, type NavigationSocket, urlOf } from "./features/navigation.ts";
import type { Pace, PaceSocket } from "./features/pace.ts";
import type { PropsUpdates, UpdateSocket } from "./features/props-updates.ts";
import type { SharedSocket } from "./features/shared.ts";
import { type InsertOptions, type StreamSocket, Streams } from "./features/streams.ts";
import type { TimerSocket, Timers } from "./features/timers.ts";
import { Redirect, type RedirectTarget } from "./redirect.ts";

/** What is known of the visitor and the connection. */
export interface SocketFacts {
  /** True while a page is connected. */
  readonly connected: boolean;
  /** Names this view in logs; no secret, no meaning. */
  readonly id: string;
  /** Name of the view: its template's, without `.live.html`. */
  readonly view: string;
  /** True where a route leads to this view: it has params and can be patched. */
  readonly routed: boolean;
  /** The action of its route; `null` for a route without one. */
  readonly liveAction: string | null;
  /** The page's URL, whole: `https://shop.example/todos?filter=open`. */
  readonly uri: string;
  /** Its path and query: `/todos?filter=open`. */
  readonly path: string;
  /** The visitor's session. */
  readonly session: { readonly [name: string]: unknown };
  /** What the client sends when it connects; `null` before that, then kept. */
  readonly connectParams: { readonly [name: string]: unknown } | null;
  /** What the app's `connectInfo` asks for; `null` before the first connection. */
  readonly connectInfo: ConnectInfo | null;
}

/** What needs no state. */
export interface MountSocket
  extends SocketFacts,
    TimerSocket,
    ClientSocket,
    MessageSocket,
    UpdateSocket,
    AsyncSocket,
    StreamSocket,
    PaceSocket,
    NavigationSocket,
    FlashSocket,
    HookSocket,
    SharedSocket {
  /** Queues a message for this view's `handleInfo`, in its next turn. Throws `mailbox-full`. */
  send(message: unknown): void;
  /**
   * Has this view stand in another live layout than its definition, or its live session, says. In `mount` only; throws
   * `life-cycle` later.
   */
  useLayout(layout: Template<never> | Template): void;
}

/** What `connectInfo` may ask for. */
export interface ConnectInfo {
  readonly peerData?: { readonly address: string };
  readonly userAgent?: string;
}

/** The socket of a mounted view, with its state `S`. */
export interface Socket<S extends object> extends MountSocket {
  /** The state. To change it, assign. */
  readonly assigns: Readonly<S>;
  /** Replaces the named assigns. A name that `mount` did not return, and the template does not read, is an error. */
  assign(patch: Partial<S>): void;
  assign<K extends keyof S>(key: K, value: S[K]): void;
  /** Replaces one assign by what `fn` makes of it. */
  update<K extends keyof S>(key: K, fn: (value: S[K]) => S[K]): void;
  /**
   * Changes a draft of the state; only what was touched is copied, so the next render still knows what did not change.
   */
  update(fn: (draft: Draft<S>) => void): void;
  /** Sends what has changed so far, in the middle of a handler. */
  flush(): void;
}

/**
 * What a component's callbacks hold in their hand before it has a state. What concerns the page (`send`, `pushEvent` …)
 * is the view's.
 */
export interface ComponentMountSocket extends MountSocket {
  /** The component's number: what `live-target={myself}` aims at. */
  readonly myself: number;
  /** Queues a message for the `handleInfo` of the view that the component is part of. */
  sendParent(message: unknown): void;
}

/** The socket of a component, with its state `S`. */
export interface ComponentSocket<S extends object> extends Socket<S>, ComponentMountSocket {}

/** What the socket needs of its view: facts, messages, and the features that answer for the rest. */
export interface SocketOwner extends Omit<SocketFacts, "view"> {
  readonly name: string;
  readonly features: {
    readonly timers: Pick<Timers, "add">;
    readonly clientEvents: Pick<ClientEvents, "push">;
    readonly messages: Pick<Messages, "subscribe" | "unsubscribe" | "broadcast">;
    readonly components: PropsUpdates;
    readonly pace: Pick<Pace, "frame">;
    readonly async: Pick<AsyncTasks, "assign" | "run" | "cancel" | "release">;
    readonly navigation: Pick<Navigation, "push">;
    readonly hooks: Pick<Hooks, "attach" | "detach">;
  };
  readonly limits: Pick<ViewLimits, "streamChanges">;
  /** The `handleAsync` of the view. */
  readonly handleAsync: AsyncOwner["handleAsync"];
  /** What hooks, the request or the view around this one assigned for it. */
  shared(name: string): { readonly value: unknown } | undefined;
  useLayout(layout: Template): void;
  /** Messages of a component whose handler leads elsewhere. */
  carry(flash: Flash): void;
  send(message: unknown): void;
  leave(redirect: Redirect): void;
  flush(): void;
}

/** The one implementation of {@link Socket}; state is replaced, never changed in place. */
export class ViewSocket implements Socket<Record<string, unknown>>, AsyncOwner {
  readonly #owner: SocketOwner;
  readonly #template: Reads;
  readonly #component: string | undefined;
  /** False where what is assigned decides what there is. */
  #isClosed = true;
  #assigns: Readonly<Record<string, unknown>> | undefined;
  /** Made with the first stream. */
  #streams: Streams | undefined;
  /** True once it has begun a task. */
  #hasTasks = false;
  /** Messages from before there was a state. */
  #flash: Flash = NO_FLASH;

  /**
   * What `template` reads may be assigned though `mount` left it out. `component` is whose state it is, where it is not
   * the view's.
   */
  constructor(owner: SocketOwner, template: Reads, component?: string) {
    this.#owner = owner;
    this.#template = template;
    this.#component = component;
  }

  /** The first state. Once `mount` has told it whole, nothing else belongs to it but what the template reads. */
  begin(assigns: object, isWhole = true): void {
    this.#assigns = this.#flash === NO_FLASH ? { ...assigns } : { ...assigns, flash: this.#flash };
    this.#isClosed = isWhole;
  }

  get begun(): boolean {
    return this.#assigns !== undefined;
  }

  /** Sets an assign that is the view's own, whatever `mount` and the template know of it. */
  place(name: string, value: unknown): void {
    if (this.#assigns === undefined || this.#assigns[name] === value) return;
    this.#assigns = { ...this.#assigns, [name]: value };
    this.changed();
  }

  get flash(): Flash {
    return this.#assigns === undefined ? this.#flash : flashOf(this.#assigns);
  }

  set flash(flash: Flash) {
    if (this.#assigns === undefined) this.#flash = flash;
    else this.place("flash", flash);
  }

  get assigns(): Readonly<Record<string, unknown>> {
    if (this.#assigns === undefined) throw new LivecError("life-cycle", "There are no assigns before mount has returned them.");
    return this.#assigns;
  }

  assign(keyOrPatch: string | object, value?: unknown): void {
    const patch: object = typeof keyOrPatch === "string" ? { [keyOrPatch]: value } : keyOrPatch;
    const { assigns } = this;
    if (this.#isClosed) for (const name of Object.keys(patch)) if (!Object.hasOwn(assigns, name)) this.#checkRead(name);
    this.#assigns = { ...assigns, ...patch };
    this.changed();
  }

  /** True for a name that may be assigned. */
  has(name: string): boolean {
    return Object.hasOwn(this.assigns, name) || namesRead(this.#template).has(name);
  }

  /** Throws `unknown-assign` unless the template reads `name`. */
  #checkRead(name: string): void {
    const read = namesRead(this.#template);
    if (read.has(name)) return;
    const hint = didYouMean(name, [...Object.keys(this.assigns), ...read]);
    const holder = this.#component === undefined ? `view ${this.#owner.name}` : `component ${this.#component}`;
    throw new LivecError("unknown-assign", `The ${holder} has no assign "${name}".${hint} Return it from mount to add it.`);
  }

  /** `rendered` has become `assigns`: so does the state, but for what was assigned since. */
  settle(rendered: Readonly<Record<string, unknown>>, assigns: Readonly<Record<string, unknown>>): void {
    const now = this.assigns;
    const since = Object.keys(now).filter((name) => !Object.is(now[name], rendered[name]));
    this.#assigns = since.length === 0 ? assigns : { ...assigns, ...Object.fromEntries(since.map((name) => [name, now[name]])) };
  }

  /** Hook for subclasses: called after every assign. */
  protected changed(): void {}

  update(keyOrRecipe: string | ((draft: never) => void), fn?: (value: never) => unknown): void {
    if (typeof keyOrRecipe === "string") this.assign({ [keyOrRecipe]: fn?.(this.assigns[keyOrRecipe] as never) });
    else {
      const next = drafted(this.assigns, keyOrRecipe);
      if (next !== this.#assigns) this.assign(next);
    }
  }

  flush(): void {
    this.#owner.flush();
  }

  get connected(): boolean {
    return this.#owner.connected;
  }
  get id(): string {
    return this.#owner.id;
  }
  get view(): string {
    return this.#owner.name;
  }
  get routed(): boolean {
    return this.#owner.routed;
  }
  get liveAction(): string | null {
    return this.#owner.liveAction;
  }
  get uri(): string {
    return this.#owner.uri;
  }
  get path(): string {
    return this.#owner.path;
  }
  get session(): { readonly [name: string]: unknown } {
    return this.#owner.session;
  }
  get connectParams(): { readonly [name: string]: unknown } | null {
    return this.#owner.connectParams;
  }
  get connectInfo(): ConnectInfo | null {
    return this.#owner.connectInfo;
  }

  send(message: unknown): void {
    this.#owner.send(message);
  }

  sendAfter(message: unknown, ms: number): Cancel {
    return this.#owner.features.timers.add(message, ms, false);
  }

  sendInterval(message: unknown, ms: number): Cancel {
    return this.#owner.features.timers.add(message, ms, true);
  }

  get handleAsync(): AsyncOwner["handleAsync"] {
    return this.#owner.handleAsync;
  }

  assignAsync(keys: string | readonly string[], fn: AsyncFunction<unknown>, options: AsyncOptions = {}): never {
    const { async } = this.#owner.features;
    this.#hasTasks = true;
    const states =
      typeof keys === "string"
        ? async.assign(this, [keys], async (signal) => ({ [keys]: await fn(signal) }), options)[keys]
        : async.assign(this, keys, fn as AsyncFunction<object>, options);
    return states as never;
  }

  startAsync(name: string, fn: AsyncFunction<unknown>, options: AsyncOptions = {}): void {
    this.#hasTasks = true;
    this.#owner.features.async.run(this, name, fn, options);
  }

  cancelAsync(name: string, reason?: unknown): void {
    if (this.#hasTasks) this.#owner.features.async.cancel(this, name, reason);
  }

  /** Nobody wants to know any more what comes of its tasks. */
  release(): void {
    if (this.#hasTasks) this.#owner.features.async.release(this);
  }

  stream<T>(name: string, items: Iterable<T>, options: StreamOptions & { readonly reset?: boolean } = {}): Stream<T> {
    this.#streams ??= new Streams(this, this.#owner.limits);
    return this.#streams.put(name, items, options) as object as Stream<T>;
  }

  streamInsert(name: string, item: unknown, { at = -1, limit, updateOnly = false }: InsertOptions = {}): void {
    this.#streams ??= new Streams(this, this.#owner.limits);
    this.#streams.change(name, { kind: "insert", items: [item], at, limit, updateOnly });
  }

  streamDelete(name: string, item: unknown): void {
    this.#streams ??= new Streams(this, this.#owner.limits);
    this.#streams.change(name, { kind: "delete", item });
  }

  streamText(name: string, text: string): Promise<void> {
    this.assign({ [name]: `${this.assigns[name] ?? ""}${text}` });
    return this.#owner.features.pace.frame();
  }

  streamTo(name: string, { html }: { readonly html?: SafeHtml } = {}): Promise<void> {
    if (html !== undefined) this.assign({ [name]: html });
    return this.#owner.features.pace.frame();
  }

  pushEvent(name: string, payload: unknown = {}): void {
    this.#owner.features.clientEvents.push(name, payload);
  }

  subscribe(topic: string): void {
    this.#owner.features.messages.subscribe(topic);
  }

  unsubscribe(topic: string): void {
    this.#owner.features.messages.unsubscribe(topic);
  }

  broadcast(topic: string, message: unknown): void {
    this.#owner.features.messages.broadcast(topic, message, false);
  }

  broadcastFrom(topic: string, message: unknown): void {
    this.#owner.features.messages.broadcast(topic, message, true);
  }

  pushCommand(commands: Commands): void {
    this.#owner.features.clientEvents.push("", commands);
  }

  sendUpdate(component: Component, props: { readonly id: ComponentId }): void {
    this.#owner.features.components.update(component, props);
  }

  putFlash(kind: string, message: string): void {
    this.flash = withFlash(this.flash, kind, message);
  }

  clearFlash(kind?: string): void {
    this.flash = withoutFlash(this.flash, kind);
  }

  attachHook<T extends HookStage>(name: string, stage: T, fn: HookStages[T]): void {
    this.#owner.features.hooks.attach({ name, stage, fn });
  }

  detachHook(name: string, stage: HookStage): void {
    this.#owner.features.hooks.detach(name, stage);
  }

  assignNew<T>(name: string, fn: () => T): T {
    const found = this.#owner.shared(name);
    const value = found === undefined ? fn() : (found.value as T);
    this.place(name, value);
    return value;
  }

  useLayout(layout: Template<never> | Template): void {
    this.#owner.useLayout(layout as Template);
  }

  pushPatch(target: LiveTarget): void {
    this.departing();
    this.#owner.features.navigation.push(target);
  }

  pushNavigate(target: LiveTarget): Redirect {
    const to = urlOf(target, this.#owner.path);
    return this.#leave(new Redirect({ to }, target.replace === true ? "replace" : "navigate"));
  }

  redirect(target: RedirectTarget): Redirect {
    return this.#leave(new Redirect(target));
  }

  livePatch(target: LiveTarget): void {
    this.pushPatch(target);
  }

  liveRedirect(target: LiveTarget): Redirect {
    return this.pushNavigate(target);
  }

  pushRedirect(target: LiveTarget): Redirect {
    return this.pushNavigate(target);
  }

  /** Hook for subclasses: called before the page goes elsewhere. */
  protected departing(): void {}

  #leave(redirect: Redirect): Redirect {
    this.departing();
    this.#owner.leave(redirect);
    return redirect;
  }
}

/** What a component's socket tells its host. */
export interface ComponentHooks {
  /** After every assign. */
  changed(): void;
  readonly handleAsync: AsyncOwner["handleAsync"];
}

/** The one implementation of {@link ComponentSocket}. */
export class StatefulSocket extends ViewSocket implements ComponentSocket<Record<string, unknown>> {
  readonly myself: number;
  readonly #hooks: ComponentHooks;
  readonly #view: SocketOwner;

  constructor(owner: SocketOwner, { name, template }: Component, myself: number, hooks: ComponentHooks) {
    super(owner, template, name);
    this.myself = myself;
    this.#hooks = hooks;
    this.#view = owner;
  }

  protected override departing(): void {
    this.#view.carry(this.flash);
  }

  protected override changed(): void {
    this.#hooks.changed();
  }

  override get handleAsync(): AsyncOwner["handleAsync"] {
    return this.#hooks.handleAsync;
  }

  sendParent(message: unknown): void {
    this.send(message);
  }
}

/** What of a template the socket needs: the paths that it reads. */
type Reads = Pick<Template, "paths">;

/** By the list of paths, which a template that is replaced in development has anew. */
const namesByPaths = new WeakMap<Template["paths"], ReadonlySet<string>>();

/** The names of the assigns that a view's template reads, and the layout around it. */
export function namesRead(template: Reads): ReadonlySet<string> {
  const readers = readersOf(template as Template);
  return readers.length === 1 ? namesOf(template) : new Set(readers.flatMap((reader) => [...namesOf(reader)]));
}

function namesOf({ paths }: Reads): ReadonlySet<string> {
  const known = namesByPaths.get(paths);
  if (known !== undefined) return known;
  const names = paths.map(([name = ""]) => String(name)).filter((name) => name !== "" && !name.startsWith("@"));
  const read = new Set(names);
  namesByPaths.set(paths, read);
  return read;
}
