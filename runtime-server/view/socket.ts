/** `socket`: what a view's callbacks hold in their hand. */
import { create, type Draft } from "mutative";
import { didYouMean, LivecError } from "../base/errors.ts";
import type { Cancel } from "../base/host.ts";
import type { Component, ComponentId } from "../rendering/component.ts";
import { Redirect, type RedirectTarget } from "./redirect.ts";

/** What is known of the visitor and the connection, and what needs no state. */
export interface MountSocket {
  /** True while a page is connected. */
  readonly connected: boolean;
  /** Names this view in logs; no secret, no meaning. */
  readonly id: string;
  /** Name of the view: its template's, without `.live.html`. */
  readonly view: string;
  /** The page's URL, as the visitor asked for it. */
  readonly uri: string;
  /** The visitor's session. */
  readonly session: { readonly [name: string]: unknown };
  /** What the client sends when it connects; `null` before that, then kept. */
  readonly connectParams: { readonly [name: string]: unknown } | null;
  /** What the app's `connectInfo` asks for; `null` before the first connection. */
  readonly connectInfo: ConnectInfo | null;
  /** Queues a message for this view's `handleInfo`, in its next turn. Throws `mailbox-full`. */
  send(message: unknown): void;
  /** `send` after `ms`; in `mount`, counted from the connection. Returns what cancels it. */
  sendAfter(message: unknown, ms: number): Cancel;
  /** `send` every `ms`; in `mount`, from the connection on. Returns what ends it. */
  sendInterval(message: unknown, ms: number): Cancel;
  /** Sends an event to hooks and to `document` (`live:<name>`), after the patch of this turn. */
  pushEvent(name: string, payload?: unknown): void;
  /** Gives a component on this page props, as its tag would: its `update` runs in the next turn. Without such a component nothing happens. */
  sendUpdate<P extends object>(component: Component<P>, props: Partial<NoInfer<P>> & { readonly id: ComponentId }): void;
  /** Makes the visitor leave: `{ to: "/path" }` on this site, `{ external: "https://…" }` elsewhere. In `mount`, return it. */
  redirect(target: RedirectTarget): Redirect;
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
  /** Changes a draft of the state; only what was touched is copied, so the next render still knows what did not change. */
  update(fn: (draft: Draft<S>) => void): void;
  /** Sends what has changed so far, in the middle of a handler. */
  flush(): void;
}

/** What a component's callbacks hold in their hand before it has a state. What concerns the page (`send`, `pushEvent` …) is the view's. */
export interface ComponentMountSocket extends MountSocket {
  /** The component's number: what `live-target={myself}` aims at. */
  readonly myself: number;
  /** Queues a message for the `handleInfo` of the view that the component is part of. */
  sendParent(message: unknown): void;
}

/** The socket of a component, with its state `S`. */
export interface ComponentSocket<S extends object> extends Socket<S>, ComponentMountSocket {}

/** What the socket needs of its view. */
export interface SocketOwner {
  readonly id: string;
  readonly name: string;
  readonly uri: string;
  readonly session: { readonly [name: string]: unknown };
  readonly connected: boolean;
  readonly connectParams: { readonly [name: string]: unknown } | null;
  readonly connectInfo: ConnectInfo | null;
  send(message: unknown): void;
  addTimer(message: unknown, ms: number, repeat: boolean): Cancel;
  pushEvent(name: string, payload: unknown): void;
  sendUpdate(component: Component, props: { readonly id: ComponentId }): void;
  leave(redirect: Redirect): void;
  flush(): void;
}

/** The one implementation of {@link Socket}; state is replaced, never changed in place. */
export class ViewSocket implements Socket<Record<string, unknown>> {
  readonly #owner: SocketOwner;
  /** What has the state, in words. */
  readonly #holder: string;
  readonly #known: Set<string>;
  /** False where what is assigned decides what there is. */
  #isClosed = true;
  #assigns: Readonly<Record<string, unknown>> | undefined;

  /** `paths` are the first names of what the template reads, which may be assigned though `mount` left them out. */
  constructor(owner: SocketOwner, paths: Iterable<string>, holder = `view ${owner.name}`) {
    this.#owner = owner;
    this.#holder = holder;
    this.#known = new Set([...paths].filter((name) => name !== "" && !name.startsWith("@")));
  }

  /** The first state. Once `mount` has told it whole, nothing else belongs to it but what the template reads. */
  begin(assigns: object, isWhole = true): void {
    this.#assigns = { ...assigns };
    this.#isClosed = isWhole;
    for (const name of Object.keys(assigns)) this.#known.add(name);
  }

  get assigns(): Readonly<Record<string, unknown>> {
    if (this.#assigns === undefined) throw new LivecError("life-cycle", "There are no assigns before mount has returned them.");
    return this.#assigns;
  }

  assign(keyOrPatch: string | object, value?: unknown): void {
    const patch: Readonly<Record<string, unknown>> = typeof keyOrPatch === "string" ? { [keyOrPatch]: value } : { ...keyOrPatch };
    const { assigns } = this;
    for (const name of Object.keys(patch)) {
      if (this.#isClosed && !this.#known.has(name)) {
        throw new LivecError(
          "unknown-assign",
          `The ${this.#holder} has no assign "${name}".${didYouMean(name, this.#known)} Return it from mount to add it.`,
        );
      }
    }
    this.#assigns = { ...assigns, ...patch };
    this.changed();
  }

  /** `rendered` has become `assigns`: so does the state, but for what was assigned since. */
  settle(rendered: Readonly<Record<string, unknown>>, assigns: Readonly<Record<string, unknown>>): void {
    const now = this.assigns;
    const since = Object.keys(now).filter((name) => !Object.is(now[name], rendered[name]));
    this.#assigns = since.length === 0 ? assigns : { ...assigns, ...Object.fromEntries(since.map((name) => [name, now[name]])) };
  }

  /** For those that follow the state. */
  protected changed(): void {}

  update(keyOrRecipe: string | ((draft: never) => void), fn?: (value: never) => unknown): void {
    if (typeof keyOrRecipe === "string") this.assign({ [keyOrRecipe]: fn?.(this.assigns[keyOrRecipe] as never) });
    else {
      const next = create(this.assigns, (draft) => void keyOrRecipe(draft as never));
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
  get uri(): string {
    return this.#owner.uri;
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
    return this.#owner.addTimer(message, ms, false);
  }

  sendInterval(message: unknown, ms: number): Cancel {
    return this.#owner.addTimer(message, ms, true);
  }

  pushEvent(name: string, payload: unknown = {}): void {
    this.#owner.pushEvent(name, payload);
  }

  sendUpdate(component: Component, props: { readonly id: ComponentId }): void {
    this.#owner.sendUpdate(component, props);
  }

  redirect(target: RedirectTarget): Redirect {
    const redirect = new Redirect(target);
    this.#owner.leave(redirect);
    return redirect;
  }
}

/** The one implementation of {@link ComponentSocket}. */
export class StatefulSocket extends ViewSocket implements ComponentSocket<Record<string, unknown>> {
  readonly myself: number;
  readonly #changed: () => void;

  /** `changed` is told of every new state. */
  constructor(owner: SocketOwner, name: string, myself: number, paths: Iterable<string>, changed: () => void) {
    super(owner, paths, `component ${name}`);
    this.myself = myself;
    this.#changed = changed;
  }

  protected override changed(): void {
    this.#changed();
  }

  sendParent(message: unknown): void {
    this.send(message);
  }
}
