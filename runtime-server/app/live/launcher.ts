/** Begins views: those of pages, those inside others, and those in place of one that is gone. */
import { HttpError, httpError } from "../../base/errors.ts";
import { after, type Maybe } from "../../base/maybe.ts";
import type { Template } from "../../rendering/contract.ts";
import { documentTitle } from "../../rendering/document.ts";
import type { NestedOptions } from "../../rendering/nested-view.ts";
import type { View } from "../../view/define.ts";
import type { Flash } from "../../view/features/flash.ts";
import type { Way } from "../../view/features/navigation.ts";
import type { LifeState, TransitionName } from "../../view/life.ts";
import type { Link } from "../../view/link.ts";
import { LiveView } from "../../view/live-view.ts";
import type { Limits } from "../limits.ts";
import type { VisitorSession } from "../security/session.ts";
import { randomId } from "../security/token.ts";
import type { Services } from "../services.ts";
import { containerHtml, nameFor } from "./container.ts";
import type { Guard, Verdict } from "./guard.ts";
import { type MountToken, sealMountToken } from "./mount-token.ts";
import { isNear, type Place } from "./routes.ts";
import { type Beginning, isBare, type Member, MemberVisit, NestedVisit, PageVisit, sessionAt, type VisitHost } from "./visit.ts";

/** A view to be mounted for a page whose own is gone. */
export interface Successor {
  readonly definition: View;
  /** The view, not mounted yet. */
  begin(link: Link, verdict: Verdict): LiveView;
  /** The token the page is to use from now on. */
  tokenFor(view: LiveView): string;
}

export type LauncherServices = Pick<
  Services,
  "clock" | "logger" | "limits" | "sealer" | "sessions" | "views" | "statics" | "crowd" | "routes" | "flashes" | "topics"
>;

/** No view may be mounted now; soon perhaps. */
export class TooMany extends HttpError {
  constructor(limit: keyof Limits) {
    super(limit === "views" ? 503 : 429, `There are more views, or mounts, than the limit "${limit}" allows.`);
  }
}

/** Nested views of a view that crashed. */
interface Orphans {
  readonly session: VisitorSession;
  readonly views: ReadonlyMap<string, LiveView>;
}

export class Launcher implements VisitHost {
  readonly #services: LauncherServices;
  readonly #guard: Guard;
  /** By the ids of the views that crashed. */
  readonly #orphans = new Map<string, Orphans>();

  constructor(services: LauncherServices, guard: Guard) {
    this.#services = services;
    this.#guard = guard;
  }

  /** A new view at that place, not mounted yet. */
  begin(place: Place, visitor: Member, beginning: Beginning = {}): LiveView {
    const { view } = place.route;
    const { former = "", from, link } = beginning;
    this.#admit(view, visitor);
    const orphans = from === undefined ? this.#takeOrphans(former, visitor.session) : from.features.handOver();
    const id = from?.id ?? idOf(former, orphans);
    return this.#add(view, new PageVisit(id, place, visitor, this, beginning), link, orphans);
  }

  /** Where a view of a page is. */
  placeOf(view: LiveView): Place | undefined {
    const { visit } = view;
    return visit instanceof PageVisit ? visit.place : undefined;
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
  tokenFor(view: LiveView, { route, path, added }: Place, session: VisitorSession): string {
    return this.#seal({ i: view.id, r: route.pattern, u: path, s: session.id, ...(isBare(added) ? {} : { e: added }) });
  }

  /** True when `view` was mounted under this session as it is now. */
  isUnder(view: LiveView, session: VisitorSession): boolean {
    const visit = visitOf(view);
    return visit !== undefined && this.#services.sessions.same(visit.visitor.session, session);
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
      begin: (link, verdict) => this.begin(place, visitor, { link, verdict, former: token.i }),
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
      tokenFor: nestedToken,
    };
  }

  #add(definition: View, visit: MemberVisit, link: Link | undefined, orphans: Orphans["views"] | undefined): LiveView {
    const { views, crowd } = this.#services;
    crowd.hold("Views", visit.visitor);
    const view = new LiveView(definition, visit, this.#services, { link, orphans });
    views.add(view);
    return view;
  }

  // ------------------------------------------------------------------------------------------------ for visits

  csrf(session: VisitorSession): string {
    return this.#services.sessions.csrf(session);
  }

  seal(flash: Flash, session: VisitorSession): string {
    return this.#services.flashes.seal(flash, session);
  }

  find(view: LiveView, visit: PageVisit, path: string): Maybe<Way> {
    const here = visit.place;
    const there = this.#services.routes.at(path, here.uri.slice(0, here.uri.length - here.path.length), here.added);
    if (there === undefined || (there.route !== here.route && !isNear(here.route, there.route))) return "load";
    if (there.route.view !== here.route.view) return "navigate";
    const { connectParams, connectInfo } = view;
    const asking = { session: sessionAt(there, visit.visitor), connectParams, connectInfo };
    return after(this.#guard.check(there, asking), ({ redirect }) => {
      if (redirect !== undefined) return redirect;
      visit.place = there;
      return visit;
    });
  }

  untitled({ route }: Place, assigns: object): string {
    const { layout } = route;
    return layout === undefined ? "" : documentTitle(layout as Template<object>, assigns);
  }

  observe(view: LiveView, { visitor }: MemberVisit, transition: TransitionName, from: LifeState): void {
    const { views, crowd } = this.#services;
    views.observe(view, transition, from);
    if (view.ended) crowd.release("Views", visitor);
  }

  /**
   * Nested views are at the place of their page and under the visitor's session too, and found by tokens of their
   * own.
   */
  beginInside(parent: LiveView, { place, visitor }: MemberVisit, options: NestedOptions, link?: Link, former?: LiveView): LiveView {
    const definition = options.view as View;
    this.#services.statics.publish(definition);
    this.#admit(definition, visitor);
    const { session } = visitor;
    const orphans = this.#takeOrphans(former?.id ?? "", session);
    const id = idOf(former?.id ?? "", orphans);
    const token = this.#seal({ i: id, r: place.route.pattern, u: place.path, s: session.id, p: parent.id, c: options.id });
    const nested = { given: options.session, shared: parent.ownAssigns, token };
    return this.#add(definition, new NestedVisit(id, place, visitor, this, nested), link, orphans);
  }

  containerOf(view: LiveView, { id, container = view.definition.container }: NestedOptions): string {
    const { html, skeleton, definition } = view;
    const { statics } = this.#services;
    const name = nameFor(view, statics.chunksOf(definition));
    const facts = { token: nestedToken(view), statics: statics.urlOf(definition), skeleton, name };
    return containerHtml({ ...container, id }, facts, html);
  }

  orphan(parent: LiveView, { visitor }: MemberVisit, views: ReadonlyMap<string, LiveView>): void {
    this.#keepOrphans(parent.id, { session: visitor.session, views });
  }

  // ------------------------------------------------------------------------------------------------ orphans

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

/** A view in place of a crashed one, whose id was `former`: the nested views that it left still find it by that. */
function idOf(former: string, orphans: Orphans["views"] | undefined): string {
  return orphans === undefined ? randomId() : former;
}

/** All views of an app are begun here. */
function visitOf({ visit }: LiveView): MemberVisit | undefined {
  return visit instanceof MemberVisit ? visit : undefined;
}

function nestedToken({ visit }: LiveView): string {
  return visit instanceof NestedVisit ? visit.token : "";
}
