/** Live routes: which view is at which path. */
import { uses } from "../../rendering/table.ts";
import type { Template } from "../../rendering/template.ts";
import type { Container, Params, View } from "../../view/define.ts";
import type { Layout } from "../http/layout.ts";
import { normalisePath } from "../http/path.ts";
import { decodeQuery, Router } from "../http/router.ts";

/** Options of a live route. */
export interface LiveOptions {
  /** Root layout in place of the app's. */
  readonly layout?: Layout;
  /** Container in place of the view's own. */
  readonly container?: Container;
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
  readonly url: string;
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

  /** The place of a URL, where it is on the route with that pattern. */
  placeOf(pattern: string, pageUrl: string): Place | undefined {
    const route = this.#routes.get(pattern);
    if (route === undefined || !/^https?:/.test(pageUrl) || !URL.canParse(pageUrl)) return undefined;
    const { pathname, search } = new URL(pageUrl);
    try {
      const found = this.#router.find("GET", normalisePath(pathname));
      if (found?.route !== route) return undefined;
      return { route, url: pathname + search, params: { ...decodeQuery(search.slice(1)), ...found.params } };
    } catch {
      return undefined;
    }
  }
}
