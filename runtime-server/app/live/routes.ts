/** Live routes: which view is at which path, its statics, its tokens. */

import { httpError } from "../../base/errors.ts";
import type { Host } from "../../base/host.ts";
import type { Viewable } from "../../rendering/nested-view.ts";
import { staticsOf, uses } from "../../rendering/table.ts";
import type { Template } from "../../rendering/template.ts";
import type { Nest } from "../../view/children.ts";
import type { Container, Params, View } from "../../view/define.ts";
import { type LifeObserver, type Link, LiveView, type Visit } from "../../view/live-view.ts";
import { containerHtml, type Layout } from "../http/page.ts";
import { decodeQuery, Router } from "../http/router.ts";
import type { Limits } from "../limits.ts";
import type { Sessions, VisitorSession } from "../security/session.ts";
import { randomId, type Sealer } from "../security/token.ts";
import type { Views } from "./registry.ts";

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

/** What a page's token says: instance, route, URL and the session it was made for; of a nested view also the instance around it, and its id there. */
export interface MountToken {
  readonly i: string;
  readonly r: string;
  readonly u: string;
  readonly s: string;
  readonly p?: string;
  readonly c?: string;
}

/** A view to be mounted for a page whose own is gone. */
export interface Successor {
  readonly definition: View;
  /** The view, not mounted yet. */
  begin(session: VisitorSession, link: Link): LiveView;
  /** The token the page is to use from now on. */
  tokenFor(view: LiveView, session: VisitorSession): string;
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
  readonly sessions: Sessions;
  readonly sealer: Sealer;
  readonly limits: Limits;
}

export class LiveRoutes {
  readonly #router = new Router<LiveRoute>();
  readonly #routes = new Map<string, LiveRoute>();
  /** JSON by the hash that names it. */
  readonly #statics = new Map<string, string>();
  /** Views that were shown inside others. */
  readonly #nested = new Set<Viewable>();
  readonly #tokens = new WeakMap<LiveView, string>();
  /** Nested views of crashed ones, by the id of these. */
  readonly #orphans = new Map<string, ReadonlyMap<string, LiveView>>();
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
    this.#publish(view);
    return route;
  }

  #publish({ template }: Viewable): void {
    const { name, json } = staticsOf(template);
    this.#statics.set(name, json);
  }

  /** A template was replaced: the statics are those of the templates as they are now. */
  refresh(): void {
    this.#statics.clear();
    for (const { view } of this.#routes.values()) this.#publish(view);
    for (const view of this.#nested) this.#publish(view);
  }

  /** Whether a view shows this template, and whether one stands in a layout of its own that does. */
  usesOf(template: Template): { readonly view: boolean; readonly layout: boolean } {
    const routes = [...this.#routes.values()];
    const views = [...routes.map(({ view }) => view), ...this.#nested];
    return {
      view: views.some((view) => uses(view.template, template)),
      layout: routes.some(({ options: { layout } }) => layout !== undefined && uses(layout as Template, template)),
    };
  }

  /** Name and URL of a view's statics. */
  staticsOf({ template }: Viewable): { readonly name: string; readonly url: string } {
    const { name } = staticsOf(template);
    return { name, url: `${this.#path}/s/${name}.json` };
  }

  /** The statics of that name, as JSON. */
  statics(name: string): string | undefined {
    return this.#statics.get(name);
  }

  /**
   * What to mount for a page with this token. Nothing where there is no such view any more. Nested views are those of the visitor: unless the token `isOwn`,
   * none is found.
   */
  successor(token: MountToken, pageUrl: string, isOwn: boolean): Successor | undefined {
    if (token.p === undefined) return this.#routed(token, pageUrl, isOwn);
    return isOwn ? this.#inside(token.p, token.c ?? "") : undefined;
  }

  /** The token's route with the URL the page is at now, when that is on the same route, else with the URL it was rendered for. */
  #routed(token: MountToken, pageUrl: string, isOwn: boolean): Successor | undefined {
    const route = this.#routes.get(token.r);
    const place = route && (this.#on(route, pageUrl) ?? this.#on(route, `http://page${token.u}`));
    return (
      place && {
        definition: place.route.view,
        begin: (session, link) => this.begin(place, session, link, isOwn ? token.i : undefined),
        tokenFor: (view, session) => this.tokenFor(view, place, session),
      }
    );
  }

  #inside(parentId: string, id: string): Successor | undefined {
    const parent = this.#host.views.get(parentId);
    const options = parent?.nested(id);
    if (parent === undefined || options === undefined) return undefined;
    return {
      definition: options.view as View,
      begin(_session, link) {
        const view = parent.reopen(id, link);
        if (view === undefined) throw httpError(404, `There is no nested view "${id}" any more.`);
        return view;
      },
      tokenFor: (view) => this.#tokens.get(view) ?? "",
    };
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

  /** A new view at that place, not mounted yet. */
  begin({ route, url, params }: Place, session: VisitorSession, link?: Link, former?: string): LiveView {
    return this.#begin(route.view, { uri: url, params, session: session.data }, session, link, former);
  }

  /** In the place of a crashed view, whose id was `former`: the nested views that it left are this one's, and go on to find it by that id. */
  #begin(definition: View, visit: Omit<Visit, "id" | "csrf">, session: VisitorSession, link?: Link, former = ""): LiveView {
    const { views, sessions } = this.#host;
    const orphans = this.#takeOrphans(former);
    const id = orphans === undefined ? randomId() : former;
    const observe: LifeObserver = (...transition) => views.observe(...transition);
    const own = { ...visit, id, csrf: () => sessions.csrf(session) };
    const view = new LiveView(definition, own, this.#host, { link, orphans, observe, nest: this.#nestFor(session) });
    views.add(view);
    return view;
  }

  /** Nested views are under the visitor's session too, and found by tokens of their own. */
  #nestFor(session: VisitorSession): Nest {
    return {
      begin: (parent, options, link, former) => {
        const { views, sealer, limits } = this.#host;
        if (views.full) throw httpError(503, "There are as many views as the limit allows.");
        const { view, id } = options;
        this.#nested.add(view);
        this.#publish(view);
        const visit = { uri: parent.uri, params: null, session: { ...session.data, ...options.session } };
        const child = this.#begin(view as View, visit, session, link, former?.id);
        const token: MountToken = { i: child.id, r: "", u: parent.uri, s: session.id, p: parent.id, c: id };
        this.#tokens.set(child, sealer.seal("mount", token, limits.tokenAge));
        return child;
      },
      html: (child, { id, container = child.definition.container }) => {
        const { html, skeleton, definition } = child;
        const facts = { token: this.#tokens.get(child) ?? "", statics: this.staticsOf(definition).url, skeleton };
        return containerHtml({ ...container, id }, facts, html);
      },
      orphan: (parent, children) => {
        this.#orphans.set(parent.id, children);
        this.#host.clock.setTimeout(() => {
          // Not those that a later view of this id left.
          if (this.#orphans.get(parent.id) !== children) return;
          this.#orphans.delete(parent.id);
          for (const orphan of children.values()) orphan.end("remove");
        }, this.#host.limits.suspendedTime);
      },
    };
  }

  #takeOrphans(parentId: string): ReadonlyMap<string, LiveView> | undefined {
    const orphans = this.#orphans.get(parentId);
    this.#orphans.delete(parentId);
    return orphans;
  }

  /** The token with which a page finds this view again, and no other. */
  tokenFor(view: LiveView, { route, url }: Place, session: VisitorSession): string {
    const token: MountToken = { i: view.id, r: route.pattern, u: url, s: session.id };
    return this.#host.sealer.seal("mount", token, this.#host.limits.tokenAge);
  }
}
