/** Begins views: those of pages, those inside others, and those in place of one that is gone. */
import { HttpError, httpError } from "../../base/errors.ts";

import type { Template } from "../../rendering/contract.ts";
import { documentTitle } from "../../rendering/document.ts";
import type { View } from "../../view/define.ts";
import type { Nest } from "../../view/features/nested.ts";
import type { Link } from "../../view/link.ts";
import { type LifeObserver, LiveView, type Ties, type Visit } from "../../view/live-view.ts";
import type { Visitor } from "../bounds/crowd.ts";
import type { Layout } from "../http/layout.ts";
import type { Limits } from "../limits.ts";
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

export type LauncherServices = Pick<Services, "clock" | "logger" | "limits" | "sealer" | "sessions" | "views" | "statics" | "crowd">;

/** No view may be mounted now; soon perhaps. */
export class TooMany extends HttpError {
  constructor(limit: keyof Limits) {
    super(limit === "views" ? 503 : 429, `There are more views, or mounts, than the limit "${limit}" allows.`);
  }
}

/** A visitor with a session, as those have who see views. */
type Member = Visitor & { readonly session: VisitorSession };

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
  begin(place: Place, visitor: Member, link?: Link, former?: string): LiveView {
    const { path, uri, params } = place;
    const visit = { path, uri, params, session: visitor.session.data };
    const { layout = this.#layout } = place.route.options;
    const untitled = (assigns: object): string => (layout === undefined ? "" : documentTitle(layout as Template<object>, assigns));
    return this.#begin(place.route.view, visit, place, visitor, { link, untitled }, former);
  }

  /** Throws where a limit allows no view more. */
  #admit({ name }: View, visitor: Member): void {
    const { views, crowd, logger } = this.#services;
    const limit = views.full ? "views" : (crowd.full("Views", visitor) ?? crowd.take("Mounts", visitor));
    if (limit === undefined) return;
    logger.warn(`refused: a view beyond ${limit}`, { view: name, address: visitor.address });
    throw new TooMany(limit);
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
   * What to mount for a page with this token, at that place. Nothing where there is no such view any more. What the
   * visitor had before is theirs: nested views are found, and taken over from a crashed view, under the session that
   * they were mounted under.
   */
  successor(token: MountToken, place: Place, visitor: Member): Successor | undefined {
    if (token.p !== undefined) return this.#inside(token.p, token.c ?? "", visitor.session);
    return {
      definition: place.route.view,
      begin: (link) => this.begin(place, visitor, link, token.i),
      tokenFor: (view) => this.tokenFor(view, place, visitor.session),
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

  /**
   * In the place of a crashed view, whose id was `former`: the nested views that it left are this one's, and go on to
   * find it by that id.
   */
  #begin(
    definition: View,
    visit: Omit<Visit, "id" | "csrf">,
    place: Place,
    visitor: Member,
    ties: Pick<Ties, "link" | "untitled">,
    former = "",
  ): LiveView {
    this.#admit(definition, visitor);
    const { views, sessions, crowd } = this.#services;
    const { session } = visitor;
    const orphans = this.#takeOrphans(former, session);
    const id = orphans === undefined ? randomId() : former;
    const release = crowd.hold("Views", visitor);
    const observe: LifeObserver = (view, ...transition) => {
      views.observe(view, ...transition);
      if (view.ended) release();
    };
    const own = { ...visit, id, csrf: () => sessions.csrf(session) };
    const view = new LiveView(definition, own, this.#services, { ...ties, orphans, observe, nest: this.#nestFor(place, visitor) });
    this.#sessions.set(view, session);
    views.add(view);
    return view;
  }

  /**
   * Nested views are at the place of their page and under the visitor's session too, and found by tokens of their
   * own.
   */
  #nestFor(place: Place, visitor: Member): Nest<LiveView> {
    const { statics } = this.#services;
    const { session } = visitor;
    return {
      begin: (parent, options, link, former) => {
        const { view, id } = options;
        statics.publish(view);
        const visit = { path: place.path, uri: place.uri, params: null, session: { ...session.data, ...options.session } };
        const child = this.#begin(view as View, visit, place, visitor, { link }, former?.id);
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
