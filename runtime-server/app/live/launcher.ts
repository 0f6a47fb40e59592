/** Begins views: those of pages, those inside others, and those in place of one that is gone. */
import { httpError } from "../../base/errors.ts";
import type { View } from "../../view/define.ts";
import type { Nest } from "../../view/features/nested.ts";
import type { Link } from "../../view/link.ts";
import { type LifeObserver, LiveView, type Visit } from "../../view/live-view.ts";
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
  begin(session: VisitorSession, link: Link): LiveView;
  /** The token the page is to use from now on. */
  tokenFor(view: LiveView, session: VisitorSession): string;
}

export type LauncherServices = Pick<Services, "clock" | "logger" | "limits" | "sealer" | "sessions" | "views" | "routes" | "statics">;

export class Launcher {
  readonly #services: LauncherServices;
  /** Of nested views. */
  readonly #tokens = new WeakMap<LiveView, string>();
  /** Nested views of crashed ones, by the id of these. */
  readonly #orphans = new Map<string, ReadonlyMap<string, LiveView>>();

  constructor(services: LauncherServices) {
    this.#services = services;
  }

  /** A new view at that place, not mounted yet. In place of a crashed one, `former`, it takes over its nested views. */
  begin({ route, url, params }: Place, session: VisitorSession, link?: Link, former?: string): LiveView {
    return this.#begin(route.view, { uri: url, params, session: session.data }, session, link, former);
  }

  /** The token with which a page finds this view again, and no other. */
  tokenFor(view: LiveView, { route, url }: Place, session: VisitorSession): string {
    return this.#seal({ i: view.id, r: route.pattern, u: url, s: session.id });
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
    const { routes } = this.#services;
    const place = routes.placeOf(token.r, pageUrl) ?? routes.placeOf(token.r, `http://page${token.u}`);
    return (
      place && {
        definition: place.route.view,
        begin: (session, link) => this.begin(place, session, link, isOwn ? token.i : undefined),
        tokenFor: (view, session) => this.tokenFor(view, place, session),
      }
    );
  }

  #inside(parentId: string, id: string): Successor | undefined {
    const parent = this.#services.views.get(parentId);
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

  /** In the place of a crashed view, whose id was `former`: the nested views that it left are this one's, and go on to find it by that id. */
  #begin(definition: View, visit: Omit<Visit, "id" | "csrf">, session: VisitorSession, link?: Link, former = ""): LiveView {
    const { views, sessions } = this.#services;
    const orphans = this.#takeOrphans(former);
    const id = orphans === undefined ? randomId() : former;
    const observe: LifeObserver = (...transition) => views.observe(...transition);
    const own = { ...visit, id, csrf: () => sessions.csrf(session) };
    const view = new LiveView(definition, own, this.#services, { link, orphans, observe, nest: this.#nestFor(session) });
    views.add(view);
    return view;
  }

  /** Nested views are under the visitor's session too, and found by tokens of their own. */
  #nestFor(session: VisitorSession): Nest<LiveView> {
    const { views, statics, clock, limits } = this.#services;
    return {
      begin: (parent, options, link, former) => {
        if (views.full) throw httpError(503, "There are as many views as the limit allows.");
        const { view, id } = options;
        statics.publish(view);
        const visit = { uri: parent.uri, params: null, session: { ...session.data, ...options.session } };
        const child = this.#begin(view as View, visit, session, link, former?.id);
        this.#tokens.set(child, this.#seal({ i: child.id, r: "", u: parent.uri, s: session.id, p: parent.id, c: id }));
        return child;
      },
      html: (child, { id, container = child.definition.container }) => {
        const { html, skeleton, definition } = child;
        const facts = { token: this.#tokens.get(child) ?? "", statics: statics.urlOf(definition), skeleton };
        return containerHtml({ ...container, id }, facts, html);
      },
      orphan: (parent, children) => {
        this.#orphans.set(parent.id, children);
        clock.setTimeout(() => {
          // Not those that a later view of this id left.
          if (this.#orphans.get(parent.id) !== children) return;
          this.#orphans.delete(parent.id);
          for (const orphan of children.values()) orphan.end("remove");
        }, limits.suspendedTime);
      },
    };
  }

  #takeOrphans(parentId: string): ReadonlyMap<string, LiveView> | undefined {
    const orphans = this.#orphans.get(parentId);
    this.#orphans.delete(parentId);
    return orphans;
  }

  #seal(token: MountToken): string {
    const { sealer, limits } = this.#services;
    return sealMountToken(sealer, token, limits.tokenAge);
  }
}
