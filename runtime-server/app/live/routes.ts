/** Live routes: which view is at which path, and under which rules. */
import { LivecError } from "../../base/errors.ts";
import type { Template } from "../../rendering/contract.ts";
import { uses } from "../../rendering/table.ts";
import type { Container, Params, View } from "../../view/define.ts";
import { checkPath } from "../../view/redirect.ts";
import type { Layout } from "../http/layout.ts";
import { normalisePath } from "../http/path.ts";
import { decodeQuery, Router } from "../http/router.ts";
import type { LiveSession } from "./live-session.ts";
import type { OnMount } from "./on-mount.ts";

/** Added to the visitor's session for `mount`: a record, or what makes it of the request. */
export type SessionOf<C> = { readonly [name: string]: unknown } | ((conn: C) => { readonly [name: string]: unknown });

/** A live route, with all that was said around it. */
export interface LiveRoute {
  /** What it is found by again: its path; of a page that `conn.live` made, a name that begins otherwise. */
  readonly pattern: string;
  readonly view: View;
  /** Says which of several routes of one view this is. */
  readonly action: string | null;
  /** Between routes of one live session a page navigates without being loaded. */
  readonly liveSession: LiveSession;
  /** Root layout. */
  readonly layout: Layout | undefined;
  readonly container: Container;
  readonly onMount: readonly OnMount[];
  readonly session: SessionOf<never>;
  readonly metadata: { readonly [name: string]: unknown };
  /** False for a page that `conn.live` made: no URL leads to it, so nothing can be patched. */
  readonly routed: boolean;
}

/** A live route and the URL on it. */
export interface Place {
  readonly route: LiveRoute;
  /** Path and query. */
  readonly path: string;
  /** The whole URL. */
  readonly uri: string;
  readonly params: Params;
  /** What routes and live sessions added to the visitor's session, of the request that rendered the page. */
  readonly added: { readonly [name: string]: unknown };
}

/** A URL longer than that is not one of ours. */
const LONGEST_URL = 8_192;

export class LiveRoutes {
  readonly #router = new Router<LiveRoute>();
  readonly #routes = new Map<string, LiveRoute>();

  add(route: LiveRoute): void {
    if (route.routed) this.#router.add("GET", route.pattern, route);
    this.#routes.set(route.pattern, route);
  }

  get(pattern: string): LiveRoute | undefined {
    return this.#routes.get(pattern);
  }

  /** In the order in which they were added; those of `conn.live` behind them, as they were shown. */
  [Symbol.iterator](): Iterator<LiveRoute> {
    return this.#routes.values();
  }

  /** Whether one stands in a layout of its own that shows this template. */
  useInLayout(template: Template): boolean {
    return [...this].some(({ layout }) => layout !== undefined && uses(layout as Template, template));
  }

  /**
   * The place of a path and query. `origin` is where the visitor sees the app. Nothing where there is no live route;
   * throws 400 where it is not a path.
   */
  find(path: string, origin: string, added: Place["added"] = {}): Place | undefined {
    if (path.length > LONGEST_URL) return undefined;
    const [pathname = "", query = ""] = (path.split("#", 1)[0] ?? "").split(/\?(.*)/s, 2);
    const found = this.#router.find("GET", normalisePath(pathname));
    if (found === undefined) return undefined;
    return { route: found.route, path, uri: origin + path, params: { ...decodeQuery(query), ...found.params }, added };
  }

  /** As {@link find}, for a URL that a visitor sent: nothing where it is not a path of this site either. */
  at(path: string, origin: string, added: Place["added"] = {}): Place | undefined {
    try {
      return this.find(checkPath(path), origin, added);
    } catch {
      return undefined;
    }
  }

  /** The place of a path and query, as a token has them, where it is on the route with that pattern still. */
  placeOf(pattern: string, path: string, origin: string, added: Place["added"]): Place | undefined {
    const route = this.#routes.get(pattern);
    if (route === undefined) return undefined;
    if (!route.routed) return { route, path, uri: origin + path, params: {}, added };
    const place = this.find(path, origin, added);
    return place?.route === route ? place : undefined;
  }
}

/**
 * True where a page on one route may go to the other on its socket: whatever is around the view stays. What is made of
 * a request needs one.
 */
export function isNear(from: LiveRoute, to: LiveRoute): boolean {
  const isTold = [from, to].some(({ session }) => typeof session === "function");
  return from.routed && from.liveSession === to.liveSession && from.layout === to.layout && !isTold;
}

/** Throws `bad-option` on a name that is not one of `names`. `where` begins the message. */
export function checkNames(options: object, names: readonly string[], where: string): void {
  for (const name of Object.keys(options)) {
    if (!names.includes(name))
      throw new LivecError("bad-option", `${where}: unknown option "${name}". The options are ${names.join(", ")}.`);
  }
}
