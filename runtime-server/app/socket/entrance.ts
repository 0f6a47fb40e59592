/** Where pages join: nobody comes to a view without session, token and the consent of the guards. */
import type { Effects, JoinRequest } from "../../../protocol/wire.ts";
import { HttpError } from "../../base/errors.ts";
import { after, type Maybe } from "../../base/maybe.ts";
import { attempt } from "../../view/failure.ts";
import { isEmpty, NO_FLASH } from "../../view/features/flash.ts";
import type { LiveView } from "../../view/live-view.ts";
import { leaving } from "../../view/outgoing.ts";
import type { Redirect } from "../../view/redirect.ts";
import type { ConnectInfo } from "../../view/socket.ts";
import { answer } from "../../wire/encode.ts";
import type { Visitor } from "../bounds/crowd.ts";
import type { Guard, Verdict } from "../live/guard.ts";
import { type Launcher, type Successor, TooMany } from "../live/launcher.ts";
import { type MountToken, openMountToken } from "../live/mount-token.ts";
import { isNear, type Place } from "../live/routes.ts";
import { sessionAt } from "../live/visit.ts";
import type { VisitorSession } from "../security/session.ts";
import { sameText } from "../security/token.ts";
import type { Services } from "../services.ts";
import { entry, refusal } from "./admission.ts";
import { type Row, Seat } from "./seat.ts";
import type { Seats } from "./seats.ts";

export interface EntranceServices
  extends Pick<Services, "clock" | "logger" | "limits" | "sealer" | "sessions" | "views" | "routes" | "statics" | "crowd" | "flashes"> {
  readonly launcher: Launcher;
  readonly guard: Guard;
}

/** Who is at the other end of the socket. */
export interface Guest extends Visitor {
  /** They speak this version of the protocol. */
  readonly speaks: boolean;
  readonly connectInfo: ConnectInfo;
  /** Scheme and host of the page. */
  readonly origin: string;
}

/** A socket, for who comes in. */
export interface Door extends Row {
  readonly guest: Guest;
  readonly seats: Seats;
  /** False where it joins too often. */
  takeJoin(): boolean;
  strike(reason: string): void;
  note(reason: string): void;
}

const reload: Effects = { x: "reload" };
const NO_VERDICT: Verdict = { redirect: undefined, shared: {}, hooks: [], flash: NO_FLASH };

/** From the view that a page shows, under its number, to another place. */
interface Going {
  readonly from: LiveView;
  readonly there: Place;
  readonly number: number;
}

/** A join that may be let in. */
interface Candidate {
  readonly door: Door;
  readonly ref: number;
  readonly join: JoinRequest;
  readonly token: MountToken;
  readonly expired: boolean;
  readonly session: VisitorSession;
  readonly address: string;
}

/** One for all sockets of an app. */
export class Entrance {
  readonly #services: EntranceServices;

  constructor(services: EntranceServices) {
    this.#services = services;
  }

  /** A page asks to join as view `number`. */
  admit(door: Door, number: number, ref: number, join: JoinRequest): void {
    const { statics } = this.#services;
    const { trusted, candidate } = this.#candidate(door, ref, join);
    if (join.go !== undefined) return this.#navigate(door, number, join.go, ref, candidate);
    const found = candidate && this.#found(candidate);
    const definition = candidate && (found ?? this.#successor(candidate))?.definition;
    const refused = refusal({
      join,
      speaks: door.guest.speaks,
      trusted,
      genuine: candidate !== undefined,
      statics: definition && statics.urlOf(definition),
      seat: occupation(door.seats.get(number), found),
      full: door.seats.full,
    });
    if (refused?.refused !== undefined) door.strike(refused.refused);
    if (refused?.kind === "answer" && refused.noted !== undefined) door.note(refused.noted);
    if (refused?.kind === "answer") door.send(`[${number}${answer(ref, refused.effects)}`);
    else if (refused === undefined && candidate !== undefined) this.#seat(number, candidate);
  }

  /** A page of ours, of this visitor: `trusted` by its session alone. */
  #candidate(door: Door, ref: number, join: JoinRequest): { readonly trusted: boolean; readonly candidate: Candidate | undefined } {
    const { sessions, sealer } = this.#services;
    const { session, address, speaks } = door.guest;
    const trusted = speaks && session !== undefined && sessions.checkCsrf(session, join.csrf);
    const opened = trusted ? openMountToken(sealer, join.token) : undefined;
    return { trusted, candidate: opened && session && { door, ref, join, session, address, ...opened } };
  }

  /** The view that the token finds: the visitor's own. */
  #found({ token, expired, session }: Candidate): LiveView | undefined {
    return !expired && sameText(token.s, session.id) ? this.#services.views.get(token.i) : undefined;
  }

  /**
   * Where the page is: the place of its view; else that of its URL, where it may have gone from where its token was
   * made.
   */
  #place(candidate: Candidate): Place | undefined {
    const { door, token, join } = candidate;
    const { routes, launcher } = this.#services;
    const found = this.#found(candidate);
    const shown = found && launcher.placeOf(found);
    if (shown !== undefined) return shown;
    const { origin } = door.guest;
    const own = routes.placeOf(token.r, token.u, origin, token.e ?? {});
    const url = own === undefined || token.p !== undefined ? undefined : pathIn(join.url);
    const there = url === undefined ? undefined : routes.at(url, origin, token.e);
    return own && there && (there.route === own.route || isNear(own.route, there.route)) ? there : own;
  }

  /**
   * The page goes from its view `go` to another URL, on this socket. Wherever that cannot be it is to load that URL:
   * then the request says what becomes of it.
   */
  #navigate(door: Door, number: number, go: number, ref: number, candidate: Candidate | undefined): void {
    if (candidate === undefined) door.strike("a navigation without a page");
    const going = candidate && this.#going(candidate, go);
    if (candidate === undefined || going === undefined || door.seats.get(number) !== undefined) {
      return door.send(`[${number}${answer(ref, reload)}`);
    }
    const seat = this.#take(number, candidate);
    if (seat === undefined) return;
    attempt(
      () =>
        after(this.#ask(candidate, going.there, seat), (verdict) => {
          if (verdict.redirect !== undefined) this.#last(candidate, seat, this.#leaving(verdict.redirect, verdict, candidate));
          else this.#go(candidate, seat, going, verdict).catch((error: unknown) => this.#lost(candidate, seat, error));
        }),
      (error) => this.#lost(candidate, seat, error),
    );
  }

  /** From the view that the page shows to the URL that it wants, if that is near. */
  #going(candidate: Candidate, number: number): Going | undefined {
    const { door, join } = candidate;
    const { launcher, routes } = this.#services;
    const from = door.seats.get(number)?.view;
    const here = from?.state === "running" && from === this.#found(candidate) ? launcher.placeOf(from) : undefined;
    const url = pathIn(join.url);
    const there = here && url !== undefined ? routes.at(url, door.guest.origin, here.added) : undefined;
    if (from === undefined || here === undefined || there === undefined || !isNear(here.route, there.route)) return undefined;
    return { from, there, number };
  }

  /** Mounts the view of another URL. The page shows the one before until this one is there. */
  async #go(candidate: Candidate, seat: Seat, { from, there, number }: Going, verdict: Verdict): Promise<void> {
    const { launcher, views, statics, flashes } = this.#services;
    const { door, ref, join, session } = candidate;
    if (!door.seats.holds(seat)) return;
    const flash = flashes.open(join.flash, session);
    const view = launcher.begin(there, candidate, { link: seat, verdict, flash, from });
    seat.mounting = view;
    try {
      const redirect = await view.mount();
      if (redirect !== undefined || view.state === "terminated" || !door.seats.holds(seat) || from.state !== "running") {
        this.#last(candidate, seat, redirect === undefined ? reload : this.#leaving(redirect, view, candidate));
        return view.end("discard");
      }
    } catch (error) {
      view.end("crash", error);
      throw error;
    }
    seat.view = view;
    door.seats.leave(number);
    from.end("leave");
    views.show(view);
    const { tag = "div", ...attributes } = there.route.container as { readonly [name: string]: string };
    const isPlain = tag === "div" && Object.keys(attributes).length === 0;
    const url = statics.urlOf(view.definition);
    const effects: Effects = { ...(url === join.statics ? {} : { s: url }), ...(isPlain ? {} : { c: [tag, attributes] }) };
    view.open(seat, { ref, values: true, effects });
  }

  /** A page that cannot come to its goal on this socket loads it. */
  #lost(candidate: Candidate, seat: Seat, error: unknown): void {
    if (!(error instanceof HttpError)) this.#services.logger.error("a navigation failed; the page is loaded", { error });
    this.#last(candidate, seat, reload);
  }

  /** Tells a page where to go, with the messages that it is to show there. */
  #leaving(redirect: Redirect, { flash }: Pick<Verdict, "flash">, { session }: Candidate): Effects {
    return { ...leaving(redirect), ...(isEmpty(flash) ? {} : { f: this.#services.flashes.seal(flash, session) }) };
  }

  #successor(candidate: Candidate): Successor | undefined {
    const place = this.#place(candidate);
    return place && this.#services.launcher.successor(candidate.token, place, candidate);
  }

  #seat(number: number, candidate: Candidate): void {
    const seat = this.#take(number, candidate);
    if (seat === undefined) return;
    attempt(
      () => after(this.#asked(candidate, seat), (verdict) => this.#judged(candidate, seat, verdict)),
      (error) => this.#failed(candidate, seat, error),
    );
  }

  /** A seat for a page that may be let in; nothing where it has to wait. */
  #take(number: number, candidate: Candidate): Seat | undefined {
    const { door, ref, join } = candidate;
    const limit = door.takeJoin() ? this.#services.crowd.take("Joins", candidate) : "joinsPerSecond";
    if (limit !== undefined) {
      // Not a strike: views of a page may fail together, and come again together.
      door.note(`more joins than ${limit}`);
      door.send(`[${number}${answer(ref, { x: "error" })}`);
      return undefined;
    }
    // The guards may take their time, and the socket may go meanwhile: the view that sits there waits as any other
    // does.
    const former = door.seats.get(number)?.view;
    if (former?.state === "running") former.suspend();
    const seat = new Seat(number, ref, join.params, door);
    door.seats.take(seat);
    return seat;
  }

  /** Nobody asks for a route that is gone. */
  #asked(candidate: Candidate, seat: Seat): Maybe<Verdict | undefined> {
    const place = this.#place(candidate);
    return place && this.#ask(candidate, place, seat);
  }

  #ask(candidate: Candidate, place: Place, { connectParams, connectInfo }: Seat): Maybe<Verdict> {
    return this.#services.guard.check(place, { session: sessionAt(place, candidate), connectParams, connectInfo });
  }

  #judged(candidate: Candidate, seat: Seat, verdict: Verdict | undefined): void {
    if (verdict?.redirect === undefined) return this.#enter(candidate, seat, verdict ?? NO_VERDICT);
    this.#found(candidate)?.end("refuse");
    this.#last(candidate, seat, this.#leaving(verdict.redirect, verdict, candidate));
  }

  /** A page that may not be shown learns it from its reload. */
  #failed(candidate: Candidate, seat: Seat, error: unknown): void {
    if (!(error instanceof HttpError)) this.#services.logger.error("a join failed; the page reloads", { error });
    this.#found(candidate)?.end("refuse");
    this.#last(candidate, seat, { x: "reload" });
  }

  #enter(candidate: Candidate, seat: Seat, verdict: Verdict): void {
    const { door, ref, join, token, session } = candidate;
    if (!door.seats.holds(seat)) return;
    const { launcher, logger } = this.#services;
    const view = this.#place(candidate) && this.#found(candidate);
    const how = entry(
      join,
      token.p !== undefined,
      view && { state: view.state, sameSession: launcher.isUnder(view, session), heard: view.frames.heard },
    );
    if (view !== undefined && how.kind === "resume") {
      seat.resume(view);
      return view.resume(seat, { ref, values: how.values, effects: {} }, how.seq);
    }
    if (view !== undefined && how.kind === "adopt") {
      seat.view = view;
      return view.open(seat, { ref, values: join.values === true, effects: {} });
    }
    if (how.kind === "replace") view?.end("refuse");
    this.#mount(candidate, seat, verdict).catch((error: unknown) => logger.error("a join failed", { error }));
  }

  /** Nothing to adopt or resume: the view is mounted for this connection, under the visitor's own session. */
  async #mount(candidate: Candidate, seat: Seat, verdict: Verdict): Promise<void> {
    const { logger } = this.#services;
    const { door, ref, token } = candidate;
    const isNested = token.p !== undefined;
    // The page of a nested view that is gone has another one soon, from the view around it.
    const gone: Effects = { x: isNested ? "closed" : "reload" };
    const successor = this.#successor(candidate);
    if (successor === undefined) return this.#last(candidate, seat, gone);
    let view: LiveView | undefined;
    try {
      view = successor.begin(seat, verdict);
      seat.mounting = view;
      const redirect = await view.mount();
      if (redirect !== undefined || view.state === "terminated" || !door.seats.holds(seat)) {
        this.#last(candidate, seat, redirect === undefined ? gone : this.#leaving(redirect, view, candidate));
        return view.end("discard");
      }
      seat.view = view;
      view.open(seat, { ref, values: true, effects: { k: successor.tokenFor(view) } });
    } catch (error) {
      if (!(error instanceof HttpError)) logger.error("mount failed; the page reloads", { view: successor.definition.name, error });
      view?.end("crash", error);
      const isLater = error instanceof TooMany || (isNested && !(error instanceof HttpError));
      this.#last(candidate, seat, isLater ? { x: "error" } : gone);
    }
  }

  /** The answer to a join that leads to no view. */
  #last({ door, ref }: Candidate, seat: Seat, effects: Effects): void {
    if (door.seats.holds(seat)) seat.ended(answer(ref, effects));
  }
}

/** Who sits there, as seen by a page that finds this view by its token. */
function occupation(seat: Seat | undefined, found: LiveView | undefined): "free" | "found" | "taken" {
  return seat === undefined ? "free" : found !== undefined && seat.view === found ? "found" : "taken";
}

/**
 * Path and query of a page's URL; nothing where it is none. Where it is from does not matter: it is looked for here.
 */
function pathIn(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { pathname, search } = new URL(url);
  return pathname + search;
}
