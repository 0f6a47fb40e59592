/** `createApp`: routes, pages and sockets, put together. */
import { LivecError } from "../base/errors.ts";
import { checkTopic } from "../pubsub/topics.ts";
import type { Component, Template } from "../rendering/contract.ts";
import { uses } from "../rendering/table.ts";
import { isTemplate } from "../rendering/template.ts";
import { chooseTransport } from "../transport/choose.ts";
import type { Handlers, Listening, Transport } from "../transport/transport.ts";
import type { View } from "../view/define.ts";
import { attempt } from "../view/failure.ts";
import { takeRenewed } from "../view/hot.ts";
import { Assets } from "./http/assets.ts";
import type { Conn, ConnPages } from "./http/conn.ts";
import { ErrorPages } from "./http/error-page.ts";
import { LivePages } from "./http/live-page.ts";
import { Pages } from "./http/page.ts";
import { compose, type Step } from "./http/pipeline.ts";
import { Requests } from "./http/requests.ts";
import { Router } from "./http/router.ts";
import { type Route, routing } from "./http/routing.ts";
import { StaticFiles } from "./http/static.ts";
import { showInside } from "./inside.ts";
import { Guard } from "./live/guard.ts";
import { Launcher } from "./live/launcher.ts";
import { DEFAULT_SESSION } from "./live/live-session.ts";
import type { ViewCounts } from "./live/registry.ts";
import { type AppOptions, checkOptions } from "./options.ts";
import { type RouteInfo, routeList } from "./route-list.ts";
import { type ParamsArgument, type RouteName, RouteNames } from "./route-names.ts";
import { type Around, type Plug, Scope } from "./scope.ts";
import { originsOf } from "./security/origin.ts";
import { type Services, servicesOf } from "./services.ts";
import { Sockets } from "./socket/sockets.ts";

const NOTHING_AROUND: Around = {
  prefix: "",
  plugs: [],
  layout: undefined,
  liveLayout: undefined,
  onMount: [],
  liveSession: DEFAULT_SESSION,
};

/** Numbers of a running app. */
export interface AppStats {
  readonly views: ViewCounts;
  readonly mounts: number;
  readonly sockets: number;
  readonly requests: number;
}

/** What came of {@link App.refresh}. */
export interface Refreshed {
  /**
   * True where open pages do not show the template by their views alone, but in their layout or as plain pages: they
   * must be loaded again.
   */
  readonly reload: boolean;
  /** How many views were mounted anew, because their state would not be that of the new definition. */
  readonly remounted: number;
  /** What the template threw while it was rendered with a view's state. Such a view shows what it showed before. */
  readonly errors: readonly unknown[];
}

/**
 * A frame of up to so many times `frameBytes` is read, to be refused with an answer; the transport cuts off whoever
 * sends a larger one.
 */
const ANSWERABLE = 4;

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

export class App extends Scope {
  readonly #services: Services;
  readonly #names: RouteNames;
  readonly #router: Router<Route>;
  readonly #assets: Assets;
  readonly #pages: Pages;
  readonly #requests: Requests;
  readonly #sockets: Sockets;
  readonly #plugs: Plug[] = [];
  readonly #files: Step<Conn>[] = [];
  readonly #transport: Transport;
  #listening: Listening | undefined;
  #hostName = "localhost";
  #closing: Promise<void> | undefined;
  /** What a server calls; tests hand it to a `MemoryServer`. */
  readonly handlers: Handlers = {
    request: (request) => this.#requests.answer(request),
    upgrade: (head) => this.#sockets.upgrade(head),
  };

  constructor(options: AppOptions) {
    checkOptions(options);
    const services = servicesOf(options);
    const { routes, statics } = services;
    const [router, names] = [new Router<Route>(), new RouteNames()];
    const { layout, onMount = [] } = options;
    super({ router, routes, statics, names }, { ...NOTHING_AROUND, layout });
    this.#transport = chooseTransport(options.transport);
    this.#services = services;
    showInside(this, services.inside);
    this.#names = names;
    this.#router = router;
    const guard = new Guard(services, onMount);
    const launcher = new Launcher(services, guard);
    this.#assets = new Assets(services, options.client);
    this.#pages = new Pages(services, this.#assets, layout);
    const livePages = new LivePages(services, launcher, guard, this.#pages);
    const pages: ConnPages = {
      render: (conn, template, assigns) => this.#pages.render(conn, template, assigns),
      live: (conn, view, given) => livePages.show(conn, view, given),
    };
    this.#requests = new Requests(services, pages, new ErrorPages(services, this.#pages, options.errorPage), [
      this.#assets.step,
      compose(this.#plugs),
      compose(this.#files),
      routing(router, livePages, services.sessions),
    ]);
    const origins = options.origins && originsOf(options.origins);
    this.#sockets = new Sockets({ ...services, launcher, guard, connectInfo: options.connectInfo ?? [] }, origins);
  }

  /**
   * The path of a named route: parameters of its pattern are filled in, all others become the query. Throws `bad-path`
   * where there is no such route, or a parameter is missing.
   *
   * @example app.path("article.edit", { id: 7, from: "list" }) // "/articles/7/edit?from=list"
   */
  path<N extends RouteName>(name: N, ...[params]: ParamsArgument<N>): string {
    return this.#names.path(name, params);
  }

  /**
   * Ends every view whose session has this `liveSocketId`, in all tabs: their pages come back, and `onMount` decides
   * again. For a log-out, or an account that is closed.
   *
   * @example
   * conn.session.liveSocketId = `users_socket:${user.id}`; // at the log-in
   * app.disconnect(`users_socket:${user.id}`);
   */
  disconnect(liveSocketId: string): void {
    if (typeof liveSocketId !== "string" || liveSocketId === "")
      throw new LivecError("bad-option", "app.disconnect: a liveSocketId is a text.");
    for (const view of this.#services.views) if (view.session["liveSocketId"] === liveSocketId) view.end("disconnect");
    this.#sockets.disconnect(liveSocketId);
  }

  /** Adds a plug; plugs run in the order they were added, before files and routes. */
  use(plug: Plug): this {
    this.#plugs.push(plug);
    return this;
  }

  /** Serves the files of `directory` under `prefix`. Throws when there is no such directory. */
  static(prefix: string, directory: string): this {
    this.#files.push(new StaticFiles(prefix, directory).step);
    return this;
  }

  /** Starts to listen. `port` 0 picks a free one. Rejects with `listen`, `no-native-server`, `no-ws` or `no-client`. */
  async listen({ port, host }: { readonly port: number; readonly host?: string }): Promise<void> {
    if (!Number.isInteger(port) || port < 0 || port > 65_535)
      throw new LivecError("bad-option", `listen: ${port} is not a port (0 to 65535).`);
    if (this.#listening !== undefined) throw new LivecError("listen", `This app listens already, on port ${this.port}.`);
    this.#assets.load();
    const { limits, logger } = this.#services;
    const read = { ...limits, frameBytes: limits.frameBytes * ANSWERABLE };
    this.#listening = await this.#transport(this.handlers, { host, port, limits: read, warn: logger.warn });
    this.#services.strays?.watch();
    await this.#services.topics.open();
    if (host !== undefined && host !== "0.0.0.0" && host !== "::") this.#hostName = host.includes(":") ? `[${host}]` : host;
    logger.info("listening", { url: this.url });
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

  /**
   * Sends `message` to the `handleInfo` of all views that are subscribed to `topic`, in every process. Throws
   * `bad-message` where it is to travel and is nothing in JSON.
   *
   * @example
   * app.broadcast("orders:7", { kind: "paid" });
   */
  broadcast(topic: string, message: unknown): void {
    checkTopic(topic);
    this.#services.topics.publish(topic, message);
  }

  /**
   * Sends `message` to the `handleInfo` of the view with that `socket.id`, in whatever process; to nobody where it is
   * gone.
   */
  send(id: string, message: unknown): void {
    this.#services.messenger.send(id, message);
  }

  /**
   * Asks the view with that `socket.id`, in whatever process: what its `handleCall` answers to `message`. Rejects with
   * `no-answer` where there is no such view or it does not answer within `ms`, and with the error of its handler.
   */
  call(id: string, message: unknown, ms = 5_000): Promise<unknown> {
    return this.#services.messenger.call(id, message, ms);
  }

  /**
   * Its routes, live and plain ones, in the order in which they were declared.
   *
   * @example
   * for (const { method, path, live } of app.routes()) console.log(method, path, live?.view ?? "");
   */
  routes(): readonly RouteInfo[] {
    return routeList(this.#router, this.#names);
  }

  stats(): AppStats {
    const { views } = this.#services;
    return { views: views.counts, mounts: views.mounts, sockets: this.#sockets.size, requests: this.#requests.count };
  }

  /**
   * For development: says that the module of a template compiled with the option `hot`, or of a view or component that
   * {@link hot} named, was evaluated again. Every view is rendered with its state as it is and the template as it is
   * now, and open pages get what differs; they are not loaded again, and `mount` does not run, but where another
   * `mount` or template makes another state.
   *
   * @example
   * const { default: template } = await runner.import("/app/counter.live.html");
   * const { reload } = app.refresh(template);
   */
  refresh(changed: Template<never> | Template | View<never> | Component<never>): Refreshed {
    const { statics, views } = this.#services;
    statics.refresh();
    const renewed = takeRenewed();
    let remounted = 0;
    const errors: unknown[] = [];
    for (const view of views) {
      if (renewed.has(view.definition) || [...view.shownComponents].some(({ type }) => renewed.has(type))) {
        view.renew();
        remounted++;
      } else
        attempt(
          () => view.refresh(),
          (error) => errors.push(error),
        );
    }
    return { reload: isTemplate(changed) && this.#needsReload(changed), remounted, errors };
  }

  /** True for a template that pages show otherwise than through their views alone. */
  #needsReload(template: Template): boolean {
    const { statics, routes } = this.#services;
    const { layout } = this.#pages;
    const isInLayout = routes.useInLayout(template) || (layout !== undefined && uses(layout as Template, template));
    return isInLayout || !statics.show(template);
  }

  /**
   * Takes no more visitors, waits up to `drain` ms for requests under way, ends every view with "shutdown" and closes
   * the sockets. Called again, it answers when the first call is done.
   */
  close({ drain = 0 }: { readonly drain?: number } = {}): Promise<void> {
    this.#closing ??= this.#close(drain);
    return this.#closing;
  }

  async #close(drain: number): Promise<void> {
    const { views } = this.#services;
    views.stop();
    this.#sockets.stop();
    this.#listening?.stop();
    await this.#requests.settled(drain);
    views.close();
    this.#sockets.close();
    this.#listening?.close();
    this.#listening = undefined;
    this.#services.strays?.stop();
    await this.#services.topics.close();
  }
}
