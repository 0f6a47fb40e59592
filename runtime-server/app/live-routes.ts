/** Live routes: which view is at which path, its statics, its tokens. */

import { staticsOf, uses } from "../rendering/table.ts";
import type { Template } from "../rendering/template.ts";
import type { Container, Params, View } from "../view/define.ts";
import type { Host } from "../view/host.ts";
import { type Link, LiveView } from "../view/live-view.ts";
import type { Limits } from "./limits.ts";
import type { Layout } from "./page.ts";
import { decodeQuery, Router } from "./router.ts";
import type { VisitorSession } from "./session.ts";
import { randomId, type Sealer } from "./token.ts";
import type { Views } from "./views.ts";

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

/** What a page's token says: instance, route, URL and the session it was made for. */
export interface MountToken {
  readonly i: string;
  readonly r: string;
  readonly u: string;
  readonly s: string;
}

/** A live route and the URL on it. */
export interface Place {
  readonly route: LiveRoute;
  /** Path and query. */
  readonly url: string;
  readonly params: Params;
}

/** What live routes need of their app. */
export interface LiveRoutesHost extends Host {
  readonly views: Views;
  readonly sealer: Sealer;
  readonly limits: Limits;
}

export class LiveRoutes {
  readonly #router = new Router<LiveRoute>();
  readonly #routes = new Map<string, LiveRoute>();
  /** JSON by the hash that names it. */
  readonly #statics = new Map<string, string>();
  readonly #path: string;
  readonly #host: LiveRoutesHost;

  /** `path` is where the app serves what the client needs. */
  constructor(path: string, host: LiveRoutesHost) {
    this.#path = path;
    this.#host = host;
  }

  add(pattern: string, view: View, options: LiveOptions): LiveRoute {
    const route = { pattern, view, options };
    this.#router.add("GET", pattern, route);
    this.#routes.set(pattern, route);
    this.#publish(route);
    return route;
  }

  #publish({ view }: LiveRoute): void {
    const { name, json } = staticsOf(view.template);
    this.#statics.set(name, json);
  }

  /** A template was replaced: the statics are those of the templates as they are now. */
  refresh(): void {
    this.#statics.clear();
    for (const route of this.#routes.values()) this.#publish(route);
  }

  /** Whether a view shows this template, and whether one stands in a layout of its own that does. */
  usesOf(template: Template): { readonly view: boolean; readonly layout: boolean } {
    const routes = [...this.#routes.values()];
    return {
      view: routes.some(({ view }) => uses(view.template, template)),
      layout: routes.some(({ options: { layout } }) => layout !== undefined && uses(layout as Template, template)),
    };
  }

  /** Name and URL of a view's statics. */
  staticsOf({ template }: View): { readonly name: string; readonly url: string } {
    const { name } = staticsOf(template);
    return { name, url: `${this.#path}/s/${name}.json` };
  }

  /** The statics of that name, as JSON. */
  statics(name: string): string | undefined {
    return this.#statics.get(name);
  }

  /**
   * Where a joining page is: the token's route with the URL the page is at now, when that is on the same route, else with the URL it was rendered for.
   * Nothing when the route is gone.
   */
  place(token: MountToken, pageUrl: string): Place | undefined {
    const route = this.#routes.get(token.r);
    if (route === undefined) return undefined;
    return this.#on(route, pageUrl) ?? this.#on(route, `http://page${token.u}`);
  }

  #on(route: LiveRoute, pageUrl: string): Place | undefined {
    if (!/^https?:/.test(pageUrl) || !URL.canParse(pageUrl)) return undefined;
    const { pathname, search } = new URL(pageUrl);
    try {
      const found = this.#router.find("GET", pathname);
      if (found?.route !== route) return undefined;
      return { route, url: pathname + search, params: { ...decodeQuery(search.slice(1)), ...found.params } };
    } catch {
      return undefined;
    }
  }

  /** A new view at that place, not mounted yet; with a `link`, for a connection that is there already. */
  begin({ route, url, params }: Place, session: VisitorSession, link?: Link): LiveView {
    const { views } = this.#host;
    const visit = { id: randomId(), uri: url, params, session: session.data };
    const view = new LiveView(route.view, visit, this.#host, (...transition) => views.observe(...transition), link);
    views.add(view);
    return view;
  }

  /** The token with which a page finds this view again, and no other. */
  tokenFor(view: LiveView, { route, url }: Place, session: VisitorSession): string {
    const token: MountToken = { i: view.id, r: route.pattern, u: url, s: session.id };
    return this.#host.sealer.seal("mount", token, this.#host.limits.tokenAge);
  }
}
