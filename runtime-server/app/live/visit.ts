/** A visit: what ties one view to its page and to its visitor. One object, where closures would take 700 bytes. */
import type { NestedOptions } from "../../rendering/nested-view.ts";
import type { Params, Session } from "../../view/define.ts";
import type { Nest } from "../../view/features/nested.ts";
import type { LifeState, TransitionName } from "../../view/life.ts";
import type { Link } from "../../view/link.ts";
import type { LiveView, Visit } from "../../view/live-view.ts";
import type { Visitor } from "../bounds/crowd.ts";
import type { VisitorSession } from "../security/session.ts";
import type { Place } from "./routes.ts";

/** A visitor with a session, as those have who see views. */
export type Member = Visitor & { readonly session: VisitorSession };

/** What visits need of the launcher. */
export interface VisitHost {
  csrf(session: VisitorSession): string;
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
  readonly place: Place;
  readonly visitor: Member;
  protected readonly host: VisitHost;

  constructor(id: string, place: Place, visitor: Member, host: VisitHost) {
    this.id = id;
    this.place = place;
    this.visitor = visitor;
    this.host = host;
  }

  abstract get params(): Params | null;
  abstract get session(): Session;

  get path(): string {
    return this.place.path;
  }
  get uri(): string {
    return this.place.uri;
  }
  get nest(): Nest<LiveView> {
    return this;
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
  get params(): Params {
    return this.place.params;
  }
  get session(): Session {
    return this.visitor.session.data;
  }

  untitled(assigns: object): string {
    return this.host.untitled(this.place, assigns);
  }
}

/** Of a view inside another. */
export class NestedVisit extends MemberVisit {
  readonly params: null = null;
  readonly session: Session;
  /** With it the page finds the view. */
  readonly token: string;

  constructor(id: string, place: Place, visitor: Member, host: VisitHost, given: Session | undefined, token: string) {
    super(id, place, visitor, host);
    this.session = { ...visitor.session.data, ...given };
    this.token = token;
  }
}
