/** Asks the `onMount` hooks of the app and of a route whether a visitor may see a page. */
import { LivecError } from "../../base/errors.ts";
import { after, type Maybe } from "../../base/maybe.ts";
import { type Flash, NO_FLASH, withFlash, withoutFlash } from "../../view/features/flash.ts";
import type { AttachedHook, HookStage, HookStages } from "../../view/features/hooks.ts";
import { type LiveTarget, urlOf } from "../../view/features/navigation.ts";
import { Redirect, type RedirectTarget } from "../../view/redirect.ts";
import type { Services } from "../services.ts";
import type { OnMount, OnMountResult, OnMountSocket } from "./on-mount.ts";
import type { Place } from "./routes.ts";

/** Who asks. What concerns a connection is `null` for the page over HTTP. */
export interface Asking extends Pick<OnMountSocket, "session" | "connectParams" | "connectInfo"> {
  /** What plugs assigned for the page. */
  readonly assigns?: { readonly [name: string]: unknown };
}

/** What the hooks say. */
export interface Verdict {
  /** Where the visitor has to go instead; nothing where they may stay. */
  readonly redirect: Redirect | undefined;
  /** For the view. */
  readonly shared: { readonly [name: string]: unknown };
  readonly hooks: readonly AttachedHook[];
  readonly flash: Flash;
}

type GuardServices = Pick<Services, "clock" | "logger" | "limits">;

export class Guard {
  readonly #services: GuardServices;
  readonly #hooks: readonly OnMount[];

  /** `hooks` are those of the app, which come first. */
  constructor(services: GuardServices, hooks: readonly OnMount[]) {
    this.#services = services;
    this.#hooks = hooks;
  }

  /** Throws what a hook throws. */
  check(place: Place, asking: Asking): Maybe<Verdict> {
    const { view, onMount } = place.route;
    const verdict = new Hearing(place, asking).from(onMount.length === 0 ? this.#hooks : [...this.#hooks, ...onMount]);
    if (!(verdict instanceof Promise)) return verdict;
    const { clock, logger, limits } = this.#services;
    const late = (): void => logger.error("an onMount hook has not returned", { view: view.name, after: limits.handlerTimeout });
    return verdict.finally(clock.setTimeout(late, limits.handlerTimeout));
  }
}

/** One asking of the hooks: what they hold in their hand, and what comes of it. */
class Hearing implements OnMountSocket {
  readonly #place: Place;
  readonly #asking: Asking;
  assigns: { readonly [name: string]: unknown };
  hooks: readonly AttachedHook[] = [];
  flash: Flash = NO_FLASH;
  /** A hook that forgets to return its redirect refuses all the same. */
  redirected: Redirect | undefined;

  constructor(place: Place, asking: Asking) {
    this.#place = place;
    this.#asking = asking;
    this.assigns = asking.assigns ?? {};
  }

  from(hooks: readonly OnMount[], index = 0): Maybe<Verdict> {
    const hook = hooks[index];
    if (hook === undefined) return this.#verdict(undefined);
    const said = hook(this, this.#place.params, this.session);
    return after<OnMountResult, Verdict>(said, (result) => {
      if (result instanceof Redirect) return this.#verdict(result);
      const isHalted = result === "halt";
      if ((isHalted && this.redirected === undefined) || (result !== undefined && result !== "cont" && !isHalted)) {
        const how = isHalted ? '"halt" without a redirect' : 'something else than nothing, "cont", "halt" or a redirect';
        throw new LivecError("bad-reply", `An onMount hook of ${this.view} returned ${how}.`);
      }
      return this.redirected === undefined ? this.from(hooks, index + 1) : this.#verdict(this.redirected);
    });
  }

  #verdict(redirect: Redirect | undefined): Verdict {
    return { redirect, shared: this.assigns, hooks: this.hooks, flash: this.flash };
  }

  get session(): OnMountSocket["session"] {
    return this.#asking.session;
  }
  get connectParams(): OnMountSocket["connectParams"] {
    return this.#asking.connectParams;
  }
  get connectInfo(): OnMountSocket["connectInfo"] {
    return this.#asking.connectInfo;
  }
  get connected(): boolean {
    return this.connectInfo !== null;
  }
  get view(): string {
    return this.#place.route.view.name;
  }
  get path(): string {
    return this.#place.path;
  }
  get uri(): string {
    return this.#place.uri;
  }
  get liveAction(): string | null {
    return this.#place.route.action;
  }

  redirect(target: RedirectTarget): Redirect {
    this.redirected = new Redirect(target);
    return this.redirected;
  }

  pushNavigate(target: LiveTarget): Redirect {
    this.redirected = new Redirect({ to: urlOf(target, this.path) }, target.replace === true ? "replace" : "navigate");
    return this.redirected;
  }

  assign(nameOrPatch: string | object, value?: unknown): void {
    this.assigns = { ...this.assigns, ...(typeof nameOrPatch === "string" ? { [nameOrPatch]: value } : nameOrPatch) };
  }

  assignNew<T>(name: string, fn: () => T): T {
    if (!Object.hasOwn(this.assigns, name)) this.assign(name, fn());
    return this.assigns[name] as T;
  }

  attachHook<T extends HookStage>(name: string, stage: T, fn: HookStages[T]): void {
    this.hooks = [...this.hooks, { name, stage, fn }];
  }

  putFlash(kind: string, message: string): void {
    this.flash = withFlash(this.flash, kind, message);
  }

  clearFlash(kind?: string): void {
    this.flash = withoutFlash(this.flash, kind);
  }
}
