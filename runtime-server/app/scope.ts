/** Where routes are declared: an app, and the scopes and live sessions in it. */
import { LivecError } from "../base/errors.ts";
import type { Template } from "../rendering/contract.ts";
import { checkContainer } from "../view/container.ts";
import { type Container, isView, type View } from "../view/define.ts";
import { laidOut } from "../view/layout.ts";
import type { Conn } from "./http/conn.ts";
import type { Layout } from "./http/layout.ts";
import type { Step } from "./http/pipeline.ts";
import type { Method, Router } from "./http/router.ts";
import type { Route, RouteHandler } from "./http/routing.ts";
import { isDocument, type LiveSession, type LiveSessionOptions } from "./live/live-session.ts";
import { checkHooks, type OnMount } from "./live/on-mount.ts";
import { checkNames, type LiveRoute, type LiveRoutes, type SessionOf } from "./live/routes.ts";
import type { Statics } from "./live/statics.ts";
import type { RouteNames } from "./route-names.ts";

/**
 * Sees every request before its route; what does not call `next` and answers ends it there. `next` may be called
 * once.
 */
export type Plug = Step<Conn>;

/** Options of a plain route. */
export interface RouteOptions {
  /** `false`: requests without the CSRF token are let in, as a webhook needs it. */
  readonly csrf?: boolean;
  /** What `app.path` knows it by. */
  readonly as?: string;
}

/** Options of a live route. */
export interface LiveOptions {
  /** Tells routes of one view apart: `socket.liveAction`. */
  readonly action?: string;
  /** Added to the visitor's session for `mount`. */
  readonly session?: SessionOf<Conn>;
  /** Root layout in place of that of the app, scope or live session. */
  readonly layout?: Layout;
  /** Container in place of the view's own. */
  readonly container?: Container;
  /** What `app.path` knows it by, together with the action: `article.edit`. */
  readonly as?: string;
  /** For telemetry. */
  readonly metadata?: { readonly [name: string]: unknown };
  /** Who may see it; these run after those of the app and of what is around the route. */
  readonly onMount?: readonly OnMount[];
}

/** Options of `app.scope`. */
export interface ScopeOptions {
  /** Plugs for its routes alone, in this order, after those of the app. They guard HTTP; `onMount` guards pages. */
  readonly use?: readonly Plug[];
  /** Root layout of its routes. */
  readonly layout?: Layout;
  /** Who may see its live pages. */
  readonly onMount?: readonly OnMount[];
}

const routeOptions = ["csrf", "as"] as const;
const liveOptions = ["action", "session", "layout", "container", "as", "metadata", "onMount"] as const;
const scopeOptions = ["use", "layout", "onMount"] as const;
const sessionOptions = ["onMount", "layout", "session"] as const;

/** What routes are put into. */
export interface RouteTables {
  readonly router: Router<Route>;
  readonly routes: LiveRoutes;
  readonly statics: Statics;
  readonly names: RouteNames;
}

/** What is around a route. */
export interface Around {
  readonly prefix: string;
  readonly plugs: readonly Plug[];
  readonly layout: Layout | undefined;
  /** Inside the container of each view that has none of its own. */
  readonly liveLayout: Layout | undefined;
  readonly onMount: readonly OnMount[];
  readonly liveSession: LiveSession;
}

/** A place to declare routes at; what is declared around it holds for all of them. */
export class Scope {
  readonly #tables: RouteTables;
  readonly #around: Around;

  constructor(tables: RouteTables, around: Around) {
    this.#tables = tables;
    this.#around = around;
  }

  /** A live view at a path. Throws `bad-option` where there is one already. */
  live(path: string, view: View<never> | View, options: LiveOptions = {}): this {
    const where = `app.live(${JSON.stringify(path)})`;
    if (!isView(view)) throw new LivecError("bad-option", `${where}: the view is not made by defineView.`);
    checkNames(options, liveOptions, where);
    checkContainer(options.container ?? {});
    checkHooks(options.onMount, where);
    const { action = null, session = {}, metadata = {}, onMount = [] } = options;
    if (action !== null && typeof action !== "string") throw new LivecError("bad-option", `${where}: action is a text, such as "edit".`);
    const { prefix, plugs, layout, liveLayout, liveSession, onMount: around } = this.#around;
    const pattern = prefix + (path === "/" && prefix !== "" ? "" : path);
    const route: LiveRoute = {
      pattern,
      view: laidOut(view, liveLayout as Template | undefined),
      action,
      liveSession,
      layout: options.layout ?? layout,
      container: options.container ?? view.container,
      onMount: [...around, ...onMount],
      session: session as SessionOf<never>,
      metadata,
      routed: true,
    };
    const { router, routes, statics, names } = this.#tables;
    router.add("GET", pattern, { live: route, plugs });
    routes.add(route);
    if (options.as !== undefined) names.add(pattern, options.as, action);
    statics.publish(route.view);
    return this;
  }

  /** A plain route. */
  get(path: string, handler: RouteHandler, options: RouteOptions = {}): this {
    return this.#route("GET", path, handler, options);
  }

  /** A plain route that changes something; the CSRF token must come as field `_csrf_token` or header `x-csrf-token`. */
  post(path: string, handler: RouteHandler, options: RouteOptions = {}): this {
    return this.#route("POST", path, handler, options);
  }

  /** As {@link post}. */
  put(path: string, handler: RouteHandler, options: RouteOptions = {}): this {
    return this.#route("PUT", path, handler, options);
  }

  /** As {@link post}. */
  patch(path: string, handler: RouteHandler, options: RouteOptions = {}): this {
    return this.#route("PATCH", path, handler, options);
  }

  /** As {@link post}. */
  delete(path: string, handler: RouteHandler, options: RouteOptions = {}): this {
    return this.#route("DELETE", path, handler, options);
  }

  /**
   * Routes whose paths begin alike, under common rules.
   *
   * @example
   * app.scope("/shop", { use: [ensureUser], layout: Shop }, (shop) => {
   *   shop.live("/", Products); // at /shop
   * });
   */
  scope(prefix: string, options: ScopeOptions, declare: (scope: Scope) => void): this {
    const where = `app.scope(${JSON.stringify(prefix)})`;
    if (!/^\/$|^(\/[^/]+)+$/.test(prefix)) throw new LivecError("bad-option", `${where}: a prefix looks like "/shop".`);
    checkNames(options, scopeOptions, where);
    checkHooks(options.onMount, where);
    const { use = [], onMount = [] } = options;
    if (!Array.isArray(use) || use.some((plug) => typeof plug !== "function"))
      throw new LivecError("bad-option", `${where}: use is an array of plugs, such as [ensureUser].`);
    const around = this.#around;
    declare(
      new Scope(this.#tables, {
        ...around,
        prefix: around.prefix + (prefix === "/" ? "" : prefix),
        plugs: [...around.plugs, ...use],
        layout: options.layout ?? around.layout,
        onMount: [...around.onMount, ...onMount],
      }),
    );
    return this;
  }

  /**
   * Routes between which a page navigates on its socket, within its layout. To a page of another live session a
   * visitor comes by loading it, so that its hooks see a request.
   *
   * @example
   * app.liveSession("admin", { onMount: [requireAdmin], layout: Admin }, (admin) => {
   *   admin.live("/admin", Dashboard);
   * });
   */
  liveSession(name: string, options: LiveSessionOptions<Conn>, declare: (scope: Scope) => void): this {
    const where = `app.liveSession(${JSON.stringify(name)})`;
    if (typeof name !== "string" || name === "") throw new LivecError("bad-option", `${where}: a live session needs a name.`);
    checkNames(options, sessionOptions, where);
    checkHooks(options.onMount, where);
    const { layout, onMount = [], session = {} } = options;
    const around = this.#around;
    const isRoot = layout !== undefined && isDocument(layout);
    declare(
      new Scope(this.#tables, {
        ...around,
        layout: isRoot ? layout : around.layout,
        liveLayout: layout !== undefined && !isRoot ? layout : around.liveLayout,
        onMount: [...around.onMount, ...onMount],
        liveSession: this.#tables.names.session(name, { name, session: session as SessionOf<never> }, where),
      }),
    );
    return this;
  }

  #route(method: Method, path: string, handler: RouteHandler, options: RouteOptions): this {
    const where = `app.${method.toLowerCase()}(${JSON.stringify(path)})`;
    if (typeof handler !== "function") throw new LivecError("bad-option", `${where}: the handler is not a function.`);
    checkNames(options, routeOptions, where);
    const { prefix, plugs } = this.#around;
    const pattern = prefix + (path === "/" && prefix !== "" ? "" : path);
    this.#tables.router.add(method, pattern, { handler, csrf: options.csrf ?? true, plugs });
    if (options.as !== undefined) this.#tables.names.add(pattern, options.as, null);
    return this;
  }
}
