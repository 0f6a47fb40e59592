/** A visit: what ties one view to its page and to its visitor. One object, where closures would take 700 bytes. */

import type { Maybe } from "../../base/maybe.ts";
import type { NestedOptions } from "../../rendering/nested-view.ts";
import type { Params, Session } from "../../view/define.ts";
import { type Flash, isEmpty } from "../../view/features/flash.ts";
import type { AttachedHook } from "../../view/features/hooks.ts";
import type { Way } from "../../view/features/navigation.ts";
import type { Nest } from "../../view/features/nested.ts";
import type { LifeState, TransitionName } from "../../view/life.ts";
import type { Link } from "../../view/link.ts";
import type { LiveView, Visit } from "../../view/live-view.ts";
import type { Visitor } from "../bounds/crowd.ts";
import type { VisitorSession } from "../security/session.ts";
import type { Verdict } from "./guard.ts";
import type { Place } from "./routes.ts";

/** A visitor with a session, as those have who see views. */
export type Member = Visitor & { readonly session: VisitorSession };

/** How a view of a page comes to be. */
export interface Beginning {
  readonly link?: Link | undefined;
  /** What its guards gave it. */
  readonly verdict?: Verdict | undefined;
  /** Messages from the page before. */
  readonly flash?: Flash | undefined;
  /** The id of a crashed view in whose place it is: it takes over the nested views that it left. */
  readonly former?: string | undefined;
  /** The view that the page shows, and goes on from: this one has its id, and its sticky views. */
  readonly from?: LiveView | undefined;
}

/** What visits need of the launcher. */
export interface VisitHost {
  csrf(session: VisitorSession): string;
  /** Seals messages for the visitor's next page. */
  seal(flash: Flash, session: VisitorSession): string;
  /** Where a URL leads from the page of this visit, if its visitor may go there: then the visit is there. */
  find(view: LiveView, visit: PageVisit, path: string): Maybe<Way>;
  /** The whole title of a page there that has none of its own from its view. */
  untitled(place: Place, assigns: object): string;
  observe(view: LiveView, visit: MemberVisit, transition: TransitionName, from: LifeState): void;
  /** Begins a view inside one of this visit. */
  beginInside(parent: LiveView, visit: MemberVisit, options: NestedOptions, link?: Link, former?: LiveView): LiveView;
  containerOf(view: LiveView, options: NestedOptions): string;
  orphan(parent: LiveView, visit: MemberVisit, views: ReadonlyMap<string, LiveView>): void;
}

/** A visit is what nests the views inside its own, too: they are at the same place, and the same visitor's. */
export abstract class MemberVisit implements Visit, Nest<LiveView> {
  readonly id: string;
  /** Where the page is; a patch leads elsewhere. */
  place: Place;
  readonly visitor: Member;
  protected readonly host: VisitHost;

  constructor(id: string, place: Place, visitor: Member, host: VisitHost) {
    this.id = id;
    this.place = place;
    this.visitor = visitor;
    this.host = host;
  }

  abstract get params(): Params;
  abstract get session(): Session;
  abstract get routed(): boolean;
  abstract get action(): string | null;

  get path(): string {
    return this.place.path;
  }
  get uri(): string {
    return this.place.uri;
  }
  get nest(): Nest<LiveView> {
    return this;
  }

  seal(flash: Flash): string {
    return this.host.seal(flash, this.visitor.session);
  }

  csrf(): string {
    return this.host.csrf(this.visitor.session);
  }

  observe(view: LiveView, transition: TransitionName, from: LifeState): void {
    this.host.observe(view, this, transition, from);
  }

  begin(parent: LiveView, options: NestedOptions, link?: Link, former?: LiveView): LiveView {
    return this.host.beginInside(parent, this, options, link, former);
  }

  html(view: LiveView, options: NestedOptions): string {
    return this.host.containerOf(view, options);
  }

  orphan(parent: LiveView, views: ReadonlyMap<string, LiveView>): void {
    this.host.orphan(parent, this, views);
  }
}

/** Of a page's own view. */
export class PageVisit extends MemberVisit {
  readonly flash: Flash | undefined;
  readonly shared: Verdict["shared"] | undefined;
  readonly hooks: readonly AttachedHook[] | undefined;
  /** The page has another view's title. */
  readonly isNavigated: boolean;

  constructor(id: string, place: Place, visitor: Member, host: VisitHost, { verdict, flash, from }: Beginning) {
    super(id, place, visitor, host);
    const messages = { ...flash, ...verdict?.flash };
    this.flash = isEmpty(messages) ? undefined : messages;
    this.shared = verdict?.shared;
    this.hooks = verdict?.hooks;
    this.isNavigated = from !== undefined;
  }

  get params(): Params {
    return this.place.params;
  }
  get session(): Session {
    return sessionAt(this.place, this.visitor);
  }
  get routed(): boolean {
    return this.place.route.routed;
  }
  get action(): string | null {
    return this.place.route.action;
  }

  find(view: LiveView, path: string): Maybe<Way> {
    return this.host.find(view, this, path);
  }

  untitled(assigns: object): string {
    return this.host.untitled(this.place, assigns);
  }
}

/** What a nested view is made with: by its tag, and by the view around it. */
interface Nested {
  readonly given: Session | undefined;
  readonly shared: { readonly [name: string]: unknown };
  readonly token: string;
}

const NO_PARAMS: Params = Object.freeze({});

/** Of a view inside another. */
export class NestedVisit extends MemberVisit {
  readonly params: Params = NO_PARAMS;
  readonly routed = false;
  readonly action = null;
  readonly session: Session;
  /** The state of the view around it, of which it may take some. */
  readonly shared: { readonly [name: string]: unknown };
  /** With it the page finds the view. */
  readonly token: string;

  constructor(id: string, place: Place, visitor: Member, host: VisitHost, { given, shared, token }: Nested) {
    super(id, place, visitor, host);
    this.session = { ...sessionAt(place, visitor), ...given };
    this.shared = shared;
    this.token = token;
  }
}

/** The visitor's session, with what routes and live sessions add. */
export function sessionAt({ route, added }: Place, { session }: Member): Session {
  const own = typeof route.session === "function" ? {} : route.session;
  return isBare(added) && isBare(own) ? session.data : { ...session.data, ...added, ...own };
}

export function isBare(record: object): boolean {
  for (const _ in record) return false;
  return true;
}
