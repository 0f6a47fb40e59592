/** The page of a live view: mounted, rendered, and parked until its socket comes. */
import { httpError } from "../../base/errors.ts";
import type { LiveView } from "../../view/live-view.ts";
import type { Redirect } from "../../view/redirect.ts";
import { containerHtml } from "../live/container.ts";
import type { Guard } from "../live/guard.ts";
import type { Launcher } from "../live/launcher.ts";
import type { LiveRoute, Place } from "../live/routes.ts";
import type { Services } from "../services.ts";
import type { Conn } from "./conn.ts";
import type { Pages } from "./page.ts";

export class LivePages {
  readonly #services: Pick<Services, "views" | "statics">;
  readonly #launcher: Launcher;
  readonly #guard: Guard;
  readonly #pages: Pages;

  constructor(services: Pick<Services, "views" | "statics">, launcher: Launcher, guard: Guard, pages: Pages) {
    this.#services = services;
    this.#launcher = launcher;
    this.#guard = guard;
    this.#pages = pages;
  }

  async answer(conn: Conn, route: LiveRoute): Promise<void> {
    const place: Place = { route, path: conn.url, uri: conn.uri, params: { ...conn.query, ...conn.params } };
    const refused = await this.#guard.check(place, { session: conn.session, connectParams: null, connectInfo: null });
    if (refused !== undefined) return void leave(conn, refused);
    const view = this.#launcher.begin(place, { session: conn.visitor(), address: conn.address });
    // Its mount may never settle.
    conn.whenGone(() => view.end("discard"));
    try {
      const redirect = await view.mount();
      if (redirect !== undefined) {
        leave(conn, redirect);
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

  #html(conn: Conn, view: LiveView, place: Place): string {
    const { route } = place;
    const { html, skeleton } = view;
    const statics = this.#services.statics.urlOf(route.view);
    const facts = { token: this.#launcher.tokenFor(view, place, conn.visitor()), statics, skeleton };
    const content = containerHtml(route.options.container ?? route.view.container, facts, html);
    return this.#pages.document(conn, view.assigns, content, {
      layout: route.options.layout,
      view: { statics, chunks: this.#services.statics.chunksOf(route.view) },
    });
  }
}

function leave(conn: Conn, { url }: Redirect): void {
  conn.redirect(url.startsWith("/") ? { to: url } : { external: url });
}
