/** Opens pages: what tests begin with. */
import { randomBytes } from "node:crypto";
import { type App, createApp } from "../runtime-server/app/app.ts";
import type { AppOptions } from "../runtime-server/app/options.ts";
import type { LiveOptions } from "../runtime-server/app/scope.ts";
import type { View } from "../runtime-server/view/define.ts";
import type { Outcome } from "./outcome.ts";
import { Page, type Redirection } from "./page.ts";
import { type AnyView, mainContainer, TestView } from "./view.ts";
import type { VisitOptions } from "./visitor.ts";

/**
 * A page whose view is connected. Where the visitor is sent elsewhere instead, `redirect` says where, and nothing else
 * is there.
 */
export interface Live<V extends AnyView = View> {
  readonly view: TestView<V>;
  /** What the view shows. */
  readonly html: string;
  readonly redirect?: Redirection;
}

/** What the app answered over HTTP; {@link live} connects it. */
export interface Got {
  readonly status: number;
  /** By lower-case names. */
  readonly headers: ReadonlyMap<string, string>;
  /** The whole page. */
  readonly html: string;
  readonly redirect?: Redirection;
  readonly page: Page;
}

/**
 * Requests a page and nothing more: the first, disconnected render. Give it to {@link live} to connect it.
 *
 * @example
 * const page = await get(app, "/thermo");
 * assert.match(page.html, /The temperature is: 30/);
 * const { view } = await live(page);
 */
export async function get(app: App, path: string, options: VisitOptions = {}): Promise<Got> {
  return gotten(await Page.load(app, path, options));
}

function gotten(page: Page): Got {
  return { ...page.answer, page };
}

/**
 * Opens a page of an app, which need not listen, and connects its view. `View`, the view of that path, types what is
 * known of it.
 *
 * @example
 * const { view, html } = await live(app, "/thermo", Thermo);
 * assert.match(await view.event("inc"), /31/);
 */
export function live(page: Got): Promise<Live>;
export function live<V extends AnyView>(page: Got, view: V): Promise<Live<V>>;
export function live(app: App, path: string, options?: VisitOptions): Promise<Live>;
export function live<V extends AnyView>(app: App, path: string, view: V, options?: VisitOptions): Promise<Live<V>>;
export async function live(from: App | Got, ...given: readonly unknown[]): Promise<Live> {
  if ("page" in from) return connected(from.page, given[0] as View | undefined);
  const [path, second, third] = given as readonly [string, (View | VisitOptions)?, VisitOptions?];
  const isTyped = second !== undefined && "template" in second;
  const page = await Page.load(from, path, (isTyped ? third : (second as VisitOptions)) ?? {});
  return connected(page, isTyped ? (second as View) : undefined);
}

async function connected(page: Page, wanted?: View): Promise<Live> {
  if (page.answer.redirect !== undefined) return sentAway(page.answer.redirect);
  const container = mainContainer(page);
  await page.connect();
  const redirect = page.redirects.at(-1);
  if (redirect !== undefined) return sentAway(redirect);
  const view = new TestView(page, container);
  if (wanted !== undefined && view.module !== wanted)
    throw new Error(`At ${page.path} is the view ${view.module.name}, not ${wanted.name}.`);
  return { view, html: view.html };
}

/** Only the redirect is there; who takes the view all the same is told why there is none. */
function sentAway(redirect: Redirection): Live {
  const missing = {
    get(): never {
      throw new Error(`There is no view: the visitor is sent to ${redirect.to}.`);
    },
  };
  return Object.defineProperties({ redirect }, { view: missing, html: missing }) as unknown as Live;
}

/** What {@link liveIsolated} may be told. */
export interface IsolatedOptions extends VisitOptions, Omit<LiveOptions, "session"> {
  /** Options of the app around the view. */
  readonly app?: AppOptions;
  /** The URL it is shown at, with path parameters and query; `/`. */
  readonly path?: string;
  /** The route, where the path has parameters: `/todos/:id`. */
  readonly route?: string;
}

/**
 * Opens a view by itself, in an app of its own.
 *
 * @example
 * const { view } = await liveIsolated(Clock, { session: { tz: "CET" } });
 */
export function liveIsolated<V extends AnyView>(view: V, options: IsolatedOptions = {}): Promise<Live<V>> {
  const { app: appOptions, path = "/", route = path.split("?", 1)[0] as string, layout, container, onMount, ...visit } = options;
  const app = isolatedApp(appOptions);
  const routed = {
    ...(layout === undefined ? {} : { layout }),
    ...(container === undefined ? {} : { container }),
    ...(onMount === undefined ? {} : { onMount }),
  };
  app.live(route, view, routed);
  return live(app, path, view, visit);
}

/** An app that says nothing and keeps its log to itself. */
export function isolatedApp(options: AppOptions = {}): App {
  const silent = { debug() {}, info() {}, warn() {}, error() {} };
  return createApp({ secret: randomBytes(32).toString("hex"), client: "/client.js", development: true, logger: silent, ...options });
}

/**
 * Goes where an action, or a mount, sent the visitor: the same visitor, with their session. A live page is connected.
 * Throws where nothing sent them anywhere, or, with `to`, elsewhere.
 *
 * @example
 * const { html } = await followRedirect(await view.event("save"), view, "/articles/1");
 */
export async function followRedirect(
  from: Outcome | Pick<Live, "redirect">,
  origin: Page | { readonly page: Page },
  to?: string,
): Promise<Live> {
  const { redirect } = from;
  if (redirect === undefined) throw new Error("Nothing sent the visitor elsewhere.");
  if (to !== undefined && redirect.to !== to) throw new Error(`The visitor was sent to ${redirect.to}, expected ${to}.`);
  if (!redirect.to.startsWith("/")) throw new Error(`The visitor was sent to ${redirect.to}, which is not a page of this app.`);
  const page = origin instanceof Page ? origin : origin.page;
  if (page.isAt(redirect)) {
    const view = new TestView(page, mainContainer(page));
    return { view, html: view.html };
  }
  page.visitor.take(page.document.cookie);
  page.close();
  const next = await Page.visit(page.app, page.lab, page.visitor, redirect.to);
  const isLive = next.answer.redirect === undefined && next.document.querySelector("[data-live]") !== null;
  return isLive || next.answer.redirect !== undefined ? connected(next) : (gotten(next) as unknown as Live);
}
