/** Begins views: those of pages, those inside others, and those in place of one that is gone. */
import { httpError } from "../../base/errors.ts";
import { documentTitle } from "../../rendering/document.ts";
import type { Template } from "../../rendering/template.ts";
import type { View } from "../../view/define.ts";
import type { Nest } from "../../view/features/nested.ts";
import type { Link } from "../../view/link.ts";
import { type LifeObserver, LiveView, type Ties, type Visit } from "../../view/live-view.ts";
import type { Layout } from "../http/layout.ts";
import type { VisitorSession } from "../security/session.ts";
import { randomId } from "../security/token.ts";
import type { Services } from "../services.ts";
import { containerHtml } from "./container.ts";
import { type MountToken, sealMountToken } from "./mount-token.ts";
import type { Place } from "./routes.ts";

/** A view to be mounted for a page whose own is gone. */
export interface Successor {
  readonly definition: View;
  /** The view, not mounted yet. */
  begin(link: Link): LiveView;
  /** The token the page is to use from now on. */
  tokenFor(view: LiveView): string;
}

export type LauncherServices = Pick<Services, "clock" | "logger" | "limits" | "sealer" | "sessions" | "views" | "statics">;

/** Nested views of a view that crashed. */
interface Orphans {
  readonly session: VisitorSession;
  readonly views: ReadonlyMap<string, LiveView>;
}

export class Launcher {
  readonly #services: LauncherServices;
  readonly #layout: Layout | undefined;
  readonly #sessions = new WeakMap<LiveView, VisitorSession>();
  /** Of nested views. */
  readonly #tokens = new WeakMap<LiveView, string>();
  /** By the ids of the views that crashed. */
  readonly #orphans = new Map<string, Orphans>();

  /** `layout` is that of routes without one of their own. */
  constructor(services: LauncherServices, layout?: Layout) {
    this.#services = services;
    this.#layout = layout;
  }

  /** A new view at that place, not mounted yet. In place of a crashed one, `former`, it takes over its nested views. */
  begin(place: Place, session: VisitorSession, link?: Link, former?: string): LiveView {
    const { path, uri, params } = place;
    const visit = { path, uri, params, session: session.data };
    const { layout = this.#layout } = place.route.options;
    const untitled = (assigns: object): string => (layout === undefined ? "" : documentTitle(layout as Template<object>, assigns));
    return this.#begin(place.route.view, visit, place, session, { link, untitled }, former);
  }

  /** The token with which a page finds this view again, and no other. */
  tokenFor(view: LiveView, { route, path }: Place, session: VisitorSession): string {
    return this.#seal({ i: view.id, r: route.pattern, u: path, s: session.id });
  }

  /** True when `view` was mounted under this session as it is now. */
  isUnder(view: LiveView, session: VisitorSession): boolean {
    const own = this.#sessions.get(view);
    return own !== undefined && this.#services.sessions.same(own, session);
  }

  /**
   * What to mount for a page with this token, at that place. Nothing where there is no such view any more. What the visitor had before is theirs: nested
   * views are found, and taken over from a crashed view, under the session that they were mounted under.
   */
  successor(token: MountToken, place: Place, session: VisitorSession): Successor | undefined {
    if (token.p !== undefined) return this.#inside(token.p, token.c ?? "", session);
    return {
      definition: place.route.view,
      begin: (link) => this.begin(place, session, link, token.i),
      tokenFor: (view) => this.tokenFor(view, place, session),
    };
  }

  #inside(parentId: string, id: string, session: VisitorSession): Successor | undefined {
    const parent = this.#services.views.get(parentId);
    const options = parent?.nested(id);
    if (parent === undefined || options === undefined || !this.isUnder(parent, session)) return undefined;
    return {
      definition: options.view as View,
      begin(link) {
        const view = parent.reopen(id, link);
        if (view === undefined) throw httpError(404, `There is no nested view "${id}" any more.`);
        return view;
      },
      tokenFor: (view) => this.#tokens.get(view) ?? "",
    };
  }

  /** In the place of a crashed view, whose id was `former`: the nested views that it left are this one's, and go on to find it by that id. */
  #begin(
    definition: View,
    visit: Omit<Visit, "id" | "csrf">,
    place: Place,
    session: VisitorSession,
    ties: Pick<Ties, "link" | "untitled">,
    former = "",
  ): LiveView {
    const { views, sessions } = this.#services;
    const orphans = this.#takeOrphans(former, session);
    const id = orphans === undefined ? randomId() : former;
    const observe: LifeObserver = (...transition) => views.observe(...transition);
    const own = { ...visit, id, csrf: () => sessions.csrf(session) };
    const view = new LiveView(definition, own, this.#services, { ...ties, orphans, observe, nest: this.#nestFor(place, session) });
    this.#sessions.set(view, session);
    views.add(view);
    return view;
  }

  /** Nested views are at the place of their page and under the visitor's session too, and found by tokens of their own. */
  #nestFor(place: Place, session: VisitorSession): Nest<LiveView> {
    const { views, statics } = this.#services;
    return {
      begin: (parent, options, link, former) => {
        if (views.full) throw httpError(503, "There are as many views as the limit allows.");
        const { view, id } = options;
        statics.publish(view);
        const visit = { path: place.path, uri: place.uri, params: null, session: { ...session.data, ...options.session } };
        const child = this.#begin(view as View, visit, place, session, { link }, former?.id);
        const token = { i: child.id, r: place.route.pattern, u: place.path, s: session.id, p: parent.id, c: id };
        this.#tokens.set(child, this.#seal(token));
        return child;
      },
      html: (child, { id, container = child.definition.container }) => {
        const { html, skeleton, definition } = child;
        const facts = { token: this.#tokens.get(child) ?? "", statics: statics.urlOf(definition), skeleton };
        return containerHtml({ ...container, id }, facts, html);
      },
      orphan: (parent, views) => this.#keepOrphans(parent.id, { session, views }),
    };
  }

  /** For as long as a page may take to come back. */
  #keepOrphans(parentId: string, orphans: Orphans): void {
    const { clock, limits } = this.#services;
    this.#orphans.set(parentId, orphans);
    clock.setTimeout(() => {
      // Not those that a later view of this id left.
      if (this.#orphans.get(parentId) !== orphans) return;
      this.#orphans.delete(parentId);
      endAll(orphans);
    }, limits.suspendedTime);
  }

  #takeOrphans(parentId: string, session: VisitorSession): ReadonlyMap<string, LiveView> | undefined {
    const orphans = this.#orphans.get(parentId);
    if (orphans === undefined) return undefined;
    if (!this.#services.sessions.sameId(orphans.session, session)) return undefined;
    this.#orphans.delete(parentId);
    if (this.#services.sessions.same(orphans.session, session)) return orphans.views;
    endAll(orphans);
    return undefined;
  }

  #seal(token: MountToken): string {
    const { sealer, limits } = this.#services;
    return sealMountToken(sealer, token, limits.tokenAge);
  }
}

function endAll({ views }: Orphans): void {
  for (const view of views.values()) view.end("remove");
}
