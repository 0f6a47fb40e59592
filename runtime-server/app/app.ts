/** `createApp`: routes, pages and sockets, put together. */
import { CSRF_FIELD } from "../../protocol/forms.ts";
import { HttpError, httpError, LivecError } from "../base/errors.ts";
import { type Host, type Logger, systemClock } from "../base/host.ts";
import { Rendering } from "../rendering/rendering.ts";
import { uses } from "../rendering/table.ts";
import type { Template } from "../rendering/template.ts";
import type { Handlers, Listening, Peer, Receiver, Request, RequestHead, Response } from "../transport/transport.ts";
import { listenUws } from "../transport/uws.ts";
import { checkContainer, isView, type View } from "../view/define.ts";
import { type ClientScript, readClient } from "./http/client.ts";
import { Conn } from "./http/conn.ts";
import { containerHtml, documentHtml, errorHtml, type Layout } from "./http/page.ts";
import { type Method, Router } from "./http/router.ts";
import { StaticFiles } from "./http/static.ts";
import { type Limits, limitsOf } from "./limits.ts";
import { type ViewCounts, Views } from "./live/registry.ts";
import { type LiveOptions, type LiveRoute, LiveRoutes } from "./live/routes.ts";
import { consoleLogger } from "./logger.ts";
import { type AppOptions, checkOptions, secretsOf } from "./options.ts";
import { originAllowed, originsOf } from "./security/origin.ts";
import { Sessions } from "./security/session.ts";
import { Sealer } from "./security/token.ts";
import { Channel } from "./socket/channel.ts";
import { Refusals } from "./socket/refusals.ts";

/** Answers a request; whatever it returns, it must have answered on `conn`. */
export type RouteHandler = (conn: Conn) => unknown;
/** Sees every request before its route; what does not call `next` and answers ends it there. */
export type Plug = (conn: Conn, next: () => Promise<void>) => unknown;
/** Options of a plain route. */
export interface RouteOptions {
  /** `false`: requests without the CSRF token are let in, as a webhook needs it. */
  readonly csrf?: boolean;
}

/** Numbers of a running app. */
export interface AppStats {
  readonly views: ViewCounts;
  readonly mounts: number;
  readonly sockets: number;
  readonly requests: number;
}

/** What came of {@link App.refresh}. */
export interface Refreshed {
  /** True where open pages do not show the template by their views alone, but in their layout or as plain pages: they must be loaded again. */
  readonly reload: boolean;
  /** What the template threw while it was rendered with a view's state. Such a view shows what it showed before. */
  readonly errors: readonly unknown[];
}

type Route = { readonly live: LiveRoute } | { readonly handler: RouteHandler; readonly csrf: boolean };

const immutable = "public, max-age=31536000, immutable";
const SHUTTING_DOWN = 1012;

/**
 * Makes an app. Throws {@link LivecError} `bad-option` on an option that cannot be right.
 *
 * @example
 * const app = createApp({ secret: process.env.LIVEC_SECRET, layout });
 * app.live("/", Home);
 * await app.listen({ port: 4000 });
 */
export function createApp(options: AppOptions = {}): App {
  return new App(options);
}

export class App {
  readonly #options: AppOptions;
  readonly #development: boolean;
  readonly #path: string;
  readonly #limits: Limits;
  readonly #logger: Logger;
  readonly #sessions: Sessions;
  readonly #refusals: Refusals;
  readonly #views: Views;
  readonly #live: LiveRoutes;
  readonly #host: Host & { readonly limits: Limits; readonly sealer: Sealer; readonly views: Views };
  readonly #origins: ReadonlySet<string> | undefined;
  readonly #router = new Router<Route>();
  readonly #plugs: Plug[] = [];
  readonly #files: StaticFiles[] = [];
  readonly #channels = new Set<Channel>();
  #client: ClientScript | undefined;
  #listening: Listening | undefined;
  #hostName = "localhost";
  #requests = 0;
  #active = 0;
  #closing = false;
  /** What a server calls; tests hand it to a `MemoryServer`. */
  readonly handlers: Handlers = { request: (request) => this.#request(request), upgrade: (head) => this.#upgrade(head) };

  constructor(options: AppOptions) {
    checkOptions(options);
    const { path = "/live", clock = systemClock, origins, session = {}, development = process.env["NODE_ENV"] !== "production" } = options;
    this.#options = options;
    this.#development = development;
    this.#path = path;
    this.#limits = limitsOf(options.limits);
    this.#logger = options.logger ?? consoleLogger(options.logLevel ?? "info", !development);
    const sealer = new Sealer(secretsOf(options.secret, development, this.#logger), clock);
    this.#sessions = new Sessions(sealer, session);
    this.#refusals = new Refusals(clock, this.#logger);
    this.#views = new Views(this.#limits);
    this.#host = { clock, logger: this.#logger, limits: this.#limits, sealer, views: this.#views };
    this.#live = new LiveRoutes(path, { ...this.#host, sessions: this.#sessions });
    this.#origins = origins === undefined ? undefined : originsOf(origins);
  }

  /** A live view at a path. */
  live(path: string, view: View<never> | View, options: LiveOptions = {}): this {
    if (!isView(view)) throw new LivecError("bad-option", `app.live(${JSON.stringify(path)}): the view is not made by defineView.`);
    checkContainer(options.container ?? {});
    this.#router.add("GET", path, { live: this.#live.add(path, view, options) });
    return this;
  }

  /** A plain route. */
  get(path: string, handler: RouteHandler): this {
    return this.#route("GET", path, handler, {});
  }

  /** A plain route that changes something; the CSRF token must come as field `_csrf_token` or header `x-csrf-token`. */
  post(path: string, handler: RouteHandler, options: RouteOptions = {}): this {
    return this.#route("POST", path, handler, options);
  }

  /** Adds a plug; plugs run in the order they were added, before the route. */
  use(plug: Plug): this {
    this.#plugs.push(plug);
    return this;
  }

  /** Serves the files of `directory` under `prefix`. Throws when there is no such directory. */
  static(prefix: string, directory: string): this {
    this.#files.push(new StaticFiles(prefix, directory));
    return this;
  }

  /** Starts to listen. `port` 0 picks a free one. Rejects with `listen`, `no-native-server` or `no-client`. */
  async listen({ port, host }: { readonly port: number; readonly host?: string }): Promise<void> {
    if (!Number.isInteger(port) || port < 0 || port > 65_535)
      throw new LivecError("bad-option", `listen: ${port} is not a port (0 to 65535).`);
    if (this.#listening !== undefined) throw new LivecError("listen", `This app listens already, on port ${this.port}.`);
    this.#clientUrl();
    const { transport = listenUws } = this.#options;
    this.#listening = await transport(this.handlers, { host, port, limits: this.#limits });
    if (host !== undefined && host !== "0.0.0.0" && host !== "::") this.#hostName = host.includes(":") ? `[${host}]` : host;
    this.#logger.info("listening", { url: this.url });
  }

  /** The port it listens on. Throws `listen` before that. */
  get port(): number {
    if (this.#listening === undefined) throw new LivecError("listen", "The app does not listen yet; await app.listen({ port }) first.");
    return this.#listening.port;
  }

  /** Where a browser on this machine finds it. */
  get url(): string {
    return `http://${this.#hostName}:${this.port}`;
  }

  stats(): AppStats {
    return { views: this.#views.counts, mounts: this.#views.mounts, sockets: this.#channels.size, requests: this.#requests };
  }

  /**
   * For development: says that the module of `template`, compiled with the option `hot`, was evaluated again. Every view is rendered with its state
   * as it is and the template as it is now, and open pages get what differs; they are not loaded again, and `mount` does not run.
   *
   * @example
   * const { default: template } = await runner.import("/app/counter.live.html");
   * const { reload } = app.refresh(template);
   */
  refresh(template: Template<never> | Template): Refreshed {
    this.#live.refresh();
    const errors: unknown[] = [];
    for (const view of this.#views) {
      try {
        view.refresh();
      } catch (error) {
        errors.push(error);
      }
    }
    const shown = template as Template;
    const { layout } = this.#options;
    const used = this.#live.usesOf(shown);
    return { reload: !used.view || used.layout || (layout !== undefined && uses(layout as Template, shown)), errors };
  }

  /** Takes no more visitors, waits up to `drain` ms for requests under way, ends every view with "shutdown" and closes the sockets. */
  async close({ drain = 0 }: { readonly drain?: number } = {}): Promise<void> {
    if (this.#closing) return;
    this.#closing = true;
    this.#listening?.stop();
    const { clock } = this.#host;
    const until = clock.now() + drain;
    while (this.#active > 0 && clock.now() < until) await new Promise<void>((resolve) => void clock.setTimeout(resolve, 10));
    for (const view of this.#views) view.end("shutdown");
    for (const channel of [...this.#channels]) channel.close(SHUTTING_DOWN, "the server stops");
    this.#listening?.close();
    this.#listening = undefined;
  }

  #route(method: Method, path: string, handler: RouteHandler, { csrf = true }: RouteOptions): this {
    if (typeof handler !== "function") throw new LivecError("bad-option", `The handler of ${method} ${path} is not a function.`);
    this.#router.add(method, path, { handler, csrf });
    return this;
  }

  // ------------------------------------------------------------------------------------------------ requests

  async #request(request: Request): Promise<Response> {
    this.#requests++;
    this.#active++;
    try {
      const conn = new Conn(request, { sessions: this.#sessions, page: (of, template, assigns) => this.#page(of, template, assigns) });
      try {
        await this.#answer(conn);
        return conn.response();
      } catch (error) {
        return this.#failed(conn, error);
      }
    } finally {
      this.#active--;
    }
  }

  async #answer(conn: Conn): Promise<void> {
    if (this.#own(conn)) return;
    for (const files of this.#files) if (await files.serve(conn)) return;
    const run = async (index: number): Promise<void> => {
      const plug = this.#plugs[index];
      if (plug === undefined) await this.#dispatch(conn);
      else await plug(conn, () => run(index + 1));
    };
    await run(0);
    if (!conn.answered)
      throw new LivecError(
        "bad-reply",
        `Nothing answered ${conn.method} ${conn.path}: a plug must call next() or answer, a handler must answer.`,
      );
  }

  /** What the client needs: the statics of views and its own script, both named by their content. */
  #own(conn: Conn): boolean {
    if (!conn.path.startsWith(`${this.#path}/`) || (conn.method !== "GET" && conn.method !== "HEAD")) return false;
    const name = conn.path.slice(this.#path.length + 1);
    const json = this.#live.statics(/^s\/([\w-]+)\.json$/.exec(name)?.[1] ?? "");
    if (json !== undefined) conn.header("Cache-Control", immutable).send("application/json; charset=utf-8", json);
    else if (name === this.#client?.name) conn.header("Cache-Control", immutable).send("text/javascript; charset=utf-8", this.#client.code);
    else return false;
    return true;
  }

  async #dispatch(conn: Conn): Promise<void> {
    const found = this.#router.find(conn.method, conn.path);
    if (found === undefined) return this.#unrouted(conn);
    conn.params = found.params;
    const { route } = found;
    if ("live" in route) return this.#livePage(conn, route.live);
    if (route.csrf && conn.method !== "GET" && conn.method !== "HEAD") await this.#checkCsrf(conn);
    await route.handler(conn);
    if (!conn.answered) throw new LivecError("bad-reply", `The handler of ${conn.method} ${conn.path} did not answer.`);
  }

  #unrouted(conn: Conn): void {
    const allowed = this.#router.allowed(conn.path);
    if (allowed.length > 0) {
      conn.header("Allow", allowed.join(", "));
      throw httpError(405, `${conn.method} is not allowed here.`);
    }
    if (conn.path !== "/favicon.ico") throw httpError(404, `There is no route for ${conn.path}.`);
    conn.status(204).send("image/x-icon", "");
  }

  async #checkCsrf(conn: Conn): Promise<void> {
    const token = conn.request.headers.get("x-csrf-token") ?? (await conn.form())[CSRF_FIELD];
    if (!this.#sessions.checkCsrf(conn.visitor(), token)) throw httpError(403, "The CSRF token is missing, or of another session.");
  }

  /** The page of a live view: mounted, rendered, and parked until its socket comes. */
  async #livePage(conn: Conn, route: LiveRoute): Promise<void> {
    if (this.#views.full) {
      conn.header("Retry-After", "5");
      throw httpError(503, "There are as many views as the limit allows.");
    }
    const session = conn.visitor();
    const place = { route, url: conn.url, params: { ...conn.query, ...conn.params } };
    const view = this.#live.begin(place, session);
    try {
      const redirect = await view.mount();
      if (redirect !== undefined) {
        conn.redirect(redirect.url.startsWith("/") ? { to: redirect.url } : { external: redirect.url });
        return view.end("discard");
      }
      if (view.state === "terminated") throw httpError(503, "The server stops.");
      const { html, skeleton } = view;
      const facts = { token: this.#live.tokenFor(view, place, session), statics: this.#live.staticsOf(route.view).url, skeleton };
      const content = containerHtml(route.options.container ?? route.view.container, facts, html);
      conn
        .header("Cache-Control", "private, no-cache")
        .html(this.#document(conn, view.assigns, content, route.options.layout, facts.statics));
      if (!route.view.adopt || conn.method === "HEAD" || conn.request.aborted || this.#closing) return view.end("discard");
      view.park();
    } catch (error) {
      view.end("crash", error);
      throw error;
    }
  }

  #page(conn: Conn, template: Template, assigns: object): string {
    const rendering = new Rendering<object>(template, undefined, undefined, false, () => this.#sessions.csrf(conn.visitor()));
    rendering.mount(assigns);
    conn.header("Cache-Control", "private, no-cache");
    return this.#document(conn, assigns, rendering.html());
  }

  #document(conn: Conn, assigns: object, content: string, layout: Layout | undefined = this.#options.layout, statics?: string): string {
    const csrf = this.#sessions.csrf(conn.visitor());
    return documentHtml(layout, assigns, content, { csrf, client: this.#clientUrl(), path: this.#path, statics });
  }

  #clientUrl(): string {
    if (this.#options.client !== undefined) return this.#options.client;
    this.#client ??= readClient();
    return `${this.#path}/${this.#client.name}`;
  }

  /** The answer to an error: its status, and nothing else of it outside development. */
  #failed(conn: Conn, error: unknown): Response {
    const status = error instanceof HttpError ? error.status : 500;
    if (status >= 500) this.#logger.error("a request failed", { method: conn.method, path: conn.path, status, error });
    const detail = this.#development
      ? error instanceof HttpError
        ? error.message
        : error instanceof Error
          ? error.stack
          : String(error)
      : undefined;
    conn.restart().status(status).header("Cache-Control", "no-store").html(errorHtml(status, detail));
    try {
      return conn.response();
    } catch (again) {
      this.#logger.error("the session cannot be written", { error: again });
      return { status: 500, headers: [["Content-Type", "text/html; charset=utf-8"]], body: errorHtml(500, undefined) };
    }
  }

  // ------------------------------------------------------------------------------------------------ sockets

  #upgrade(head: RequestHead): Response | ((peer: Peer) => Receiver) {
    if (head.path !== `${this.#path}/websocket`) return refusal(404);
    if (!originAllowed(head.headers.get("origin"), head.headers.get("host"), this.#origins)) {
      this.#refusals.warn("a socket from another origin", { origin: head.headers.get("origin"), host: head.headers.get("host") });
      return refusal(403);
    }
    if (this.#closing) return refusal(503);
    return (peer) => {
      const { connectInfo = [] } = this.#options;
      const host = { ...this.#host, sessions: this.#sessions, refusals: this.#refusals, routes: this.#live, connectInfo };
      const channel: Channel = new Channel(peer, head, host, () => this.#channels.delete(channel));
      this.#channels.add(channel);
      return channel;
    };
  }
}

function refusal(status: number): Response {
  return { status, headers: [["Content-Type", "text/plain; charset=utf-8"]], body: "" };
}
