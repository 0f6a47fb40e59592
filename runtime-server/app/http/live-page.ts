/** The page of a live view: mounted, rendered, and parked until its socket comes. */
import { CSRF_FIELD, EVENT_FIELD } from "../../../protocol/forms.ts";
import { httpError, LivecError } from "../../base/errors.ts";
import { checkContainer } from "../../view/container.ts";
import { isView, type View } from "../../view/define.ts";
import type { Flash } from "../../view/features/flash.ts";
import type { LiveView } from "../../view/live-view.ts";
import type { Redirect } from "../../view/redirect.ts";
import { containerHtml, nameFor } from "../live/container.ts";
import type { Guard } from "../live/guard.ts";
import type { Launcher } from "../live/launcher.ts";
import type { LiveRoute, Place } from "../live/routes.ts";
import type { Services } from "../services.ts";
import type { Conn, ConnLiveOptions } from "./conn.ts";
import type { Pages } from "./page.ts";

export class LivePages {
  readonly #services: Pick<Services, "views" | "statics" | "routes">;
  readonly #launcher: Launcher;
  readonly #guard: Guard;
  readonly #pages: Pages;

  constructor(services: Pick<Services, "views" | "statics" | "routes">, launcher: Launcher, guard: Guard, pages: Pages) {
    this.#services = services;
    this.#launcher = launcher;
    this.#guard = guard;
    this.#pages = pages;
  }

  async answer(conn: Conn, route: LiveRoute): Promise<void> {
    const params = route.routed ? { ...conn.query, ...conn.params } : {};
    const place: Place = { route, path: conn.url, uri: conn.uri, params, added: addedBy(route, conn) };
    const asking = { session: { ...conn.session, ...place.added }, connectParams: null, connectInfo: null, assigns: conn.assigns };
    const verdict = await this.#guard.check(place, asking);
    if (verdict.redirect !== undefined) return void leave(conn, verdict.redirect, verdict.flash);
    const visitor = { session: conn.visitor(), address: conn.address };
    const view = this.#launcher.begin(place, visitor, { verdict, flash: conn.takeFlash() });
    // Its mount may never settle.
    conn.whenGone(() => view.end("discard"));
    try {
      const redirect = (await view.mount()) ?? (conn.method === "POST" ? await this.#posted(conn, view) : undefined);
      if (redirect !== undefined) {
        leave(conn, redirect, view.flash);
        return view.end("discard");
      }
      if (view.state === "terminated") throw httpError(503, "The server stops.");
      conn.html(this.#html(conn, view, place));
      if (!route.view.adopt || conn.method === "HEAD" || conn.request.aborted || this.#services.views.stopped) return view.end("discard");
      view.park();
    } catch (error) {
      view.end("crash", error);
      throw error;
    }
  }

  /** A page of a view that no route leads to, in the answer to a plain request. */
  show(conn: Conn, view: View, { session = {}, container }: ConnLiveOptions): Promise<void> {
    if (!isView(view)) throw new LivecError("bad-reply", "conn.live: the view is not made by defineView.");
    checkContainer(container ?? {});
    const { routes, statics } = this.#services;
    statics.publish(view);
    const route: LiveRoute = {
      // The same after a restart, so that a page finds its view again once another visitor has seen it.
      pattern: `view ${view.name} ${statics.urlOf(view)}`,
      view,
      action: null,
      liveSession: { name: "", session },
      layout: this.#pages.layout,
      container: container ?? view.container,
      onMount: [],
      session: {},
      metadata: {},
      routed: false,
    };
    const known = routes.get(route.pattern);
    if (known !== undefined && known.view !== view)
      throw new LivecError("bad-reply", `conn.live: two views are made of the template ${view.name}; give each a template of its own.`);
    if (known === undefined) routes.add({ ...route, liveSession: { name: "", session: {} }, container: view.container });
    return this.answer(conn, route);
  }

  /** A form that was posted without JavaScript: its event runs, as it would over a socket. */
  async #posted(conn: Conn, view: LiveView): Promise<Redirect | undefined> {
    const { [EVENT_FIELD]: name, [CSRF_FIELD]: _token, ...payload } = await conn.form();
    if (typeof name !== "string" || !view.definition.events.has(name)) throw httpError(422, "The form names no event of this page.");
    return view.runOnce(name, payload);
  }

  #html(conn: Conn, view: LiveView, place: Place): string {
    const { route } = place;
    const { html, skeleton } = view;
    const statics = this.#services.statics.urlOf(view.definition);
    const chunks = this.#services.statics.chunksOf(view.definition);
    const name = nameFor(view, chunks);
    const facts = { token: this.#launcher.tokenFor(view, place, conn.visitor()), statics, skeleton, name };
    const content = containerHtml(route.container, facts, html);
    const assigns = { flash: view.flash, liveAction: route.action, ...conn.assigns, ...view.assigns };
    return this.#pages.document(conn, assigns, content, {
      layout: route.layout,
      view: { statics, chunks },
    });
  }
}

/** What the route and its live session make of the request. */
function addedBy({ session, liveSession }: LiveRoute, conn: Conn): Place["added"] {
  const made = [liveSession.session, ...(typeof session === "function" ? [session] : [])];
  return Object.assign({}, ...made.map((from) => (typeof from === "function" ? (from as (conn: Conn) => object)(conn) : from)));
}

function leave(conn: Conn, { url }: Redirect, flash: Flash): void {
  for (const [kind, message] of Object.entries(flash)) if (message !== undefined) conn.putFlash(kind, message);
  conn.redirect(url.startsWith("/") ? { to: url } : { external: url });
}
