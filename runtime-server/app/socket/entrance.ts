/** Where pages join: nobody comes to a view without session, token and the consent of the guards. */
import type { Effects, JoinRequest } from "../../../protocol/wire.ts";
import { HttpError } from "../../base/errors.ts";
import { after } from "../../base/maybe.ts";
import { attempt } from "../../view/failure.ts";
import type { LiveView } from "../../view/live-view.ts";
import type { Redirect } from "../../view/redirect.ts";
import type { ConnectInfo } from "../../view/socket.ts";
import { answer } from "../../wire/encode.ts";
import type { Visitor } from "../bounds/crowd.ts";
import type { Guard } from "../live/guard.ts";
import { type Launcher, type Successor, TooMany } from "../live/launcher.ts";
import { type MountToken, openMountToken } from "../live/mount-token.ts";
import type { Place } from "../live/routes.ts";
import type { VisitorSession } from "../security/session.ts";
import { sameText } from "../security/token.ts";
import type { Services } from "../services.ts";
import { entry, refusal } from "./admission.ts";
import { type Row, Seat } from "./seat.ts";
import type { Seats } from "./seats.ts";

export interface EntranceServices
  extends Pick<Services, "clock" | "logger" | "limits" | "sealer" | "sessions" | "views" | "routes" | "statics" | "crowd"> {
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
    const { sessions, sealer, statics } = this.#services;
    const { session, address, speaks } = door.guest;
    const trusted = speaks && session !== undefined && sessions.checkCsrf(session, join.csrf);
    const opened = trusted ? openMountToken(sealer, join.token) : undefined;
    const candidate = opened && session && { door, ref, join, session, address, ...opened };
    const found = candidate && this.#found(candidate);
    const definition = candidate && (found ?? this.#successor(candidate))?.definition;
    const refused = refusal({
      join,
      speaks,
      trusted,
      genuine: opened !== undefined,
      statics: definition && statics.urlOf(definition),
      seat: occupation(door.seats.get(number), found),
      full: door.seats.full,
    });
    if (refused?.refused !== undefined) door.strike(refused.refused);
    if (refused?.kind === "answer" && refused.noted !== undefined) door.note(refused.noted);
    if (refused?.kind === "answer") door.send(`[${number}${answer(ref, refused.effects)}`);
    else if (refused === undefined && candidate !== undefined) this.#seat(number, candidate);
  }

  /** The view that the token finds: the visitor's own. */
  #found({ token, expired, session }: Candidate): LiveView | undefined {
    return !expired && sameText(token.s, session.id) ? this.#services.views.get(token.i) : undefined;
  }

  #place({ door, token }: Candidate): Place | undefined {
    return this.#services.routes.placeOf(token.r, token.u, door.guest.origin);
  }

  #successor(candidate: Candidate): Successor | undefined {
    const place = this.#place(candidate);
    return place && this.#services.launcher.successor(candidate.token, place, candidate);
  }

  #seat(number: number, candidate: Candidate): void {
    const { door, ref, join } = candidate;
    const limit = door.takeJoin() ? this.#services.crowd.take("Joins", candidate) : "joinsPerSecond";
    if (limit !== undefined) {
      // No misdeed: views of a page may fail together, and come again together.
      door.note(`more joins than ${limit}`);
      return door.send(`[${number}${answer(ref, { x: "error" })}`);
    }
    // The guards may take their time, and the socket may go meanwhile: the view that sits there waits as any other
    // does.
    const former = door.seats.get(number)?.view;
    if (former?.state === "running") former.suspend();
    const seat = new Seat(number, ref, join.params, door);
    door.seats.take(seat);
    attempt(
      () => after(this.#ask(candidate, seat), (redirect) => this.#judged(candidate, seat, redirect)),
      (error) => this.#failed(candidate, seat, error),
    );
  }

  /** Nobody asks for a route that is gone. */
  #ask(candidate: Candidate, { connectParams, connectInfo }: Seat): ReturnType<Guard["check"]> {
    const place = this.#place(candidate);
    return place && this.#services.guard.check(place, { session: candidate.session.data, connectParams, connectInfo });
  }

  #judged(candidate: Candidate, seat: Seat, redirect: Redirect | undefined): void {
    if (redirect === undefined) return this.#enter(candidate, seat);
    this.#found(candidate)?.end("refuse");
    this.#last(candidate, seat, { r: redirect.url });
  }

  /** A page that may not be shown learns it from its reload. */
  #failed(candidate: Candidate, seat: Seat, error: unknown): void {
    if (!(error instanceof HttpError)) this.#services.logger.error("a join failed; the page reloads", { error });
    this.#found(candidate)?.end("refuse");
    this.#last(candidate, seat, { x: "reload" });
  }

  #enter(candidate: Candidate, seat: Seat): void {
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
    this.#mount(candidate, seat).catch((error: unknown) => logger.error("a join failed", { error }));
  }

  /** Nothing to adopt or resume: the view is mounted for this connection, under the visitor's own session. */
  async #mount(candidate: Candidate, seat: Seat): Promise<void> {
    const { logger } = this.#services;
    const { door, ref, token } = candidate;
    const isNested = token.p !== undefined;
    // The page of a nested view that is gone has another one soon, from the view around it.
    const gone: Effects = { x: isNested ? "closed" : "reload" };
    const successor = this.#successor(candidate);
    if (successor === undefined) return this.#last(candidate, seat, gone);
    let view: LiveView | undefined;
    try {
      view = successor.begin(seat);
      seat.mounting = view;
      const redirect = await view.mount();
      if (redirect !== undefined || view.state === "terminated" || !door.seats.holds(seat)) {
        view.end("discard");
        return this.#last(candidate, seat, redirect === undefined ? gone : { r: redirect.url });
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
