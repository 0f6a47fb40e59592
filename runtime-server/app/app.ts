/** `createApp`: routes, pages and sockets, put together. */
import { LivecError } from "../base/errors.ts";
import type { Component, Template } from "../rendering/contract.ts";
import { uses } from "../rendering/table.ts";
import { isTemplate } from "../rendering/template.ts";
import { chooseTransport } from "../transport/choose.ts";
import type { Handlers, Listening, Transport } from "../transport/transport.ts";
import { checkContainer } from "../view/container.ts";
import { isView, type View } from "../view/define.ts";
import { attempt } from "../view/failure.ts";
import { takeRenewed } from "../view/hot.ts";
import { Assets } from "./http/assets.ts";
import type { Conn } from "./http/conn.ts";
import { ErrorPages } from "./http/error-page.ts";
import { LivePages } from "./http/live-page.ts";
import { Pages } from "./http/page.ts";
import { compose, type Step } from "./http/pipeline.ts";
import { Requests } from "./http/requests.ts";
import { type Method, Router } from "./http/router.ts";
import { type Route, type RouteHandler, routing } from "./http/routing.ts";
import { StaticFiles } from "./http/static.ts";
import { showInside } from "./inside.ts";
import { Guard } from "./live/guard.ts";
import { Launcher } from "./live/launcher.ts";
import { checkHooks } from "./live/on-mount.ts";
import type { ViewCounts } from "./live/registry.ts";
import type { LiveOptions } from "./live/routes.ts";
import { type AppOptions, checkOptions } from "./options.ts";
import { originsOf } from "./security/origin.ts";
import { type Services, servicesOf } from "./services.ts";
import { Sockets } from "./socket/sockets.ts";

/**
 * Sees every request before its route; what does not call `next` and answers ends it there. `next` may be called
 * once.
 */
export type Plug = Step<Conn>;
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

export class App {
  readonly #services: Services;
  readonly #assets: Assets;
  readonly #pages: Pages;
  readonly #requests: Requests;
  readonly #sockets: Sockets;
  readonly #router = new Router<Route>();
  readonly #plugs: Plug[] = [];
  readonly #files: Step<Conn>[] = [];
  readonly #transport: Transport;
  #listening: Listening | undefined;
  #hostName = "localhost";
  #isClosing = false;
  /** What a server calls; tests hand it to a `MemoryServer`. */
  readonly handlers: Handlers = {
    request: (request) => this.#requests.answer(request),
    upgrade: (head) => this.#sockets.upgrade(head),
  };

  constructor(options: AppOptions) {
    checkOptions(options);
    this.#transport = chooseTransport(options.transport);
    const services = servicesOf(options);
    this.#services = services;
    showInside(this, services.inside);
    const launcher = new Launcher(services, options.layout);
    this.#assets = new Assets(services, options.client);
    this.#pages = new Pages(services, this.#assets, options.layout);
    const guard = new Guard(services, options.onMount ?? []);
    const livePages = new LivePages(services, launcher, guard, this.#pages);
    this.#requests = new Requests(services, this.#pages, new ErrorPages(services), [
      this.#assets.step,
      compose(this.#plugs),
      compose(this.#files),
      routing(this.#router, livePages, services.sessions),
    ]);
    const origins = options.origins && originsOf(options.origins);
    this.#sockets = new Sockets({ ...services, launcher, guard, connectInfo: options.connectInfo ?? [] }, origins);
  }

  /** A live view at a path. */
  live(path: string, view: View<never> | View, options: LiveOptions = {}): this {
    if (!isView(view)) throw new LivecError("bad-option", `app.live(${JSON.stringify(path)}): the view is not made by defineView.`);
    checkContainer(options.container ?? {});
    checkHooks(options.onMount, `app.live(${JSON.stringify(path)})`);
    const { routes, statics } = this.#services;
    this.#router.add("GET", path, { live: routes.add(path, view, options) });
    statics.publish(view);
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
   * the sockets.
   */
  async close({ drain = 0 }: { readonly drain?: number } = {}): Promise<void> {
    if (this.#isClosing) return;
    this.#isClosing = true;
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
  }

  #route(method: Method, path: string, handler: RouteHandler, { csrf = true }: RouteOptions): this {
    if (typeof handler !== "function") throw new LivecError("bad-option", `The handler of ${method} ${path} is not a function.`);
    this.#router.add(method, path, { handler, csrf });
    return this;
  }
}
