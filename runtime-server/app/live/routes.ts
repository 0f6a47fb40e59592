/** Live routes: which view is at which path. */

import type { Template } from "../../rendering/contract.ts";
import { uses } from "../../rendering/table.ts";
import type { Container, Params, View } from "../../view/define.ts";
import type { Layout } from "../http/layout.ts";
import { normalisePath } from "../http/path.ts";
import { decodeQuery, Router } from "../http/router.ts";
import type { OnMount } from "./on-mount.ts";

/** Options of a live route. */
export interface LiveOptions {
  /** Root layout in place of the app's. */
  readonly layout?: Layout;
  /** Container in place of the view's own. */
  readonly container?: Container;
  /** Who may see it; these run after those of the app. */
  readonly onMount?: readonly OnMount[];
}

export interface LiveRoute {
  readonly pattern: string;
  readonly view: View;
  readonly options: LiveOptions;
}

/** A live route and the URL on it. */
export interface Place {
  readonly route: LiveRoute;
  /** Path and query. */
  readonly path: string;
  /** The whole URL. */
  readonly uri: string;
  readonly params: Params;
}

export class LiveRoutes {
  readonly #router = new Router<LiveRoute>();
  readonly #routes = new Map<string, LiveRoute>();

  add(pattern: string, view: View, options: LiveOptions): LiveRoute {
    const route = { pattern, view, options };
    this.#router.add("GET", pattern, route);
    this.#routes.set(pattern, route);
    return route;
  }

  /** Whether one stands in a layout of its own that shows this template. */
  useInLayout(template: Template): boolean {
    return [...this.#routes.values()].some(({ options: { layout } }) => layout !== undefined && uses(layout as Template, template));
  }

  /**
   * The place of a path and query, as a token has them, where it is on the route with that pattern still. `origin` is
   * where the visitor sees the app.
   */
  placeOf(pattern: string, path: string, origin: string): Place | undefined {
    const [pathname = "", query = ""] = path.split(/\?(.*)/s, 2);
    const found = this.#router.find("GET", normalisePath(pathname));
    if (found === undefined || found.route !== this.#routes.get(pattern)) return undefined;
    return { route: found.route, path, uri: origin + path, params: { ...decodeQuery(query), ...found.params } };
  }
}
