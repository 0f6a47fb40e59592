/**
 * Patches: the page stays, its URL changes, and `handleParams` is told in the same turn. And ways to leave the page.
 */
import type { Effects } from "../../../protocol/wire.ts";
import { LivecError } from "../../base/errors.ts";
import { after, type Maybe } from "../../base/maybe.ts";
import type { Feature } from "../feature.ts";
import type { Destination } from "../mounting.ts";
import { checkPath, Redirect, type RedirectTarget } from "../redirect.ts";

/** The query of a URL by its names; `null`, `undefined` and an empty text are left out. */
export interface QueryParams {
  readonly [name: string]: string | number | boolean | null | undefined;
}

/**
 * Where on this site: `to`, a path or, from `?` on, a query; or a path and the parameters of its query. Without `path`
 * it is the page's own, without `params` its query stays; `params: {}` clears it. `replace`: in the place of this page
 * in the browser's history.
 */
export type LiveTarget =
  | { readonly to: string; readonly replace?: boolean }
  | { readonly path?: string; readonly params?: QueryParams; readonly replace?: boolean };

/** Ways to go elsewhere. */
export interface NavigationSocket {
  /**
   * Changes the URL of this page: `handleParams` runs in this turn, then the page is rendered. Throws `bad-redirect`
   * where the URL is another view's.
   */
  pushPatch(target: LiveTarget): void;
  /**
   * Makes the visitor go to another page of this live session, on the same connection and in the same layout; to any
   * other page of this site by loading it. In `mount`, return it.
   */
  pushNavigate(target: LiveTarget): Redirect;
  /**
   * Makes the visitor leave: `{ to: "/path" }` on this site, `{ external: "https://…" }` elsewhere. In `mount`, return
   * it.
   */
  redirect(target: RedirectTarget): Redirect;
  /** {@link pushPatch} by the name that djust has. */
  livePatch(target: LiveTarget): void;
  /** {@link pushNavigate} by the name that djust has. */
  liveRedirect(target: LiveTarget): Redirect;
  /** {@link pushNavigate} by its old name in LiveView. */
  pushRedirect(target: LiveTarget): Redirect;
}

/**
 * Where a URL leads from a page: to a place of the same view, to another one on this socket, or to one to be loaded.
 */
export type Way = Destination | Redirect | "navigate" | "load";

/** What navigation needs of its view. */
export interface NavigationOwner {
  readonly name: string;
  /** Path and query of the page. */
  readonly path: string;
  /** A route leads to the view. */
  readonly routed: boolean;
  /** Where its `handleParams` can be told of. */
  readonly definition: { readonly callbacks: { readonly handleParams?: unknown } };
  /** True once it is to leave the page. */
  readonly leaving: boolean;
  leave(redirect: Redirect): void;
  /** The way to a URL, for visitors who may go there. */
  find(path: string): Maybe<Way>;
  /** The page is there: tells `handleParams`. */
  arrive(at: Destination): Maybe<void>;
}

/** Patches that follow from each other; more of them are a circle. */
const MOST_PATCHES = 20;

interface Patch {
  readonly path: string;
  readonly replace: boolean;
}

export class Navigation implements Feature {
  readonly #owner: NavigationOwner;
  /** What a handler asked for last. */
  #wanted: Patch | undefined;
  /** Where the page has come to, which its browser does not know. */
  #untold: Patch | undefined;

  constructor(owner: NavigationOwner) {
    this.#owner = owner;
  }

  /** A handler wants to patch. Throws where this view cannot. */
  push(target: LiveTarget): void {
    const { name, definition, routed } = this.#owner;
    if (!routed) throw refused(`${name} is not routed, so its page cannot be patched; use pushNavigate or redirect.`);
    if (definition.callbacks.handleParams === undefined) throw refused(`${name} has no handleParams that a patch could be told to.`);
    this.#wanted = { path: urlOf(target, this.#owner.path), replace: target.replace === true };
  }

  /** Where a handler wants to patch to, while there is no page yet. */
  take(): Redirect | undefined {
    const wanted = this.#wanted;
    this.#wanted = undefined;
    return wanted && wanted.path !== this.#owner.path ? new Redirect({ to: wanted.path }) : undefined;
  }

  /** The visitor patches. */
  follow(path: string): Maybe<void> {
    const owner = this.#owner;
    return after(owner.find(path), (way) => {
      if (way instanceof Redirect) return owner.leave(way);
      const cannot = owner.definition.callbacks.handleParams === undefined;
      if (typeof way === "string" || cannot) return owner.leave(new Redirect({ to: path }, way === "load" ? "load" : "navigate"));
      return after(owner.arrive(way), () => this.settle());
    });
  }

  /** Goes where handlers wanted to, and where `handleParams` wants to then. */
  settle(rounds = 0): Maybe<void> {
    const { name, path, leaving } = this.#owner;
    const wanted = this.#wanted;
    this.#wanted = undefined;
    if (wanted === undefined || wanted.path === path || leaving) return;
    if (rounds === MOST_PATCHES)
      throw refused(`${name} patches in a circle: ${MOST_PATCHES} patches followed from each other, the last to ${path}.`);
    return after(this.#owner.find(wanted.path), (way) => {
      if (way instanceof Redirect) return this.#owner.leave(way);
      if (typeof way === "string") throw refused(`pushPatch of ${name}: ${wanted.path} is not one of its own URLs; use pushNavigate.`);
      this.#untold = { path: wanted.path, replace: wanted.replace && this.#untold?.replace !== false };
      return after(this.#owner.arrive(way), () => this.settle(rounds + 1));
    });
  }

  effects(): Effects | undefined {
    const untold = this.#untold;
    this.#untold = undefined;
    if (untold === undefined) return undefined;
    return { p: untold.replace ? [untold.path] : untold.path };
  }

  again(lost: readonly Effects[]): void {
    const p = lost.findLast(({ p }) => p !== undefined)?.p;
    if (p !== undefined) this.#untold ??= typeof p === "string" ? { path: p, replace: false } : { path: p[0], replace: true };
  }
}

/**
 * The path and query that a target names on the page `current`. Throws `bad-redirect` where it is not on this site.
 *
 * @example urlOf({ params: { page: 2 } }, "/users?sort=name") // "/users?page=2"
 */
export function urlOf(target: LiveTarget, current: string): string {
  const [here = "/", query = ""] = current.split(/\?(.*)/s, 2);
  if ("to" in target) return checkPath(typeof target.to === "string" && target.to.startsWith("?") ? here + target.to : target.to);
  const { path = here, params } = target;
  if (params === undefined) return checkPath(target.path === undefined && query !== "" ? `${here}?${query}` : path);
  const entries = Object.entries(params).filter(([, value]) => value !== undefined && value !== null && value !== "");
  const search = new URLSearchParams(entries.map(([name, value]): [string, string] => [name, String(value)])).toString();
  return checkPath(search === "" ? path : `${path}?${search}`);
}

function refused(message: string): LivecError {
  return new LivecError("bad-redirect", message);
}
