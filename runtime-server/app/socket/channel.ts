/** One WebSocket: reads frames, seats views, and lets nothing near a program's code that was not checked. */
import { type Effects, type JoinRequest, PROTOCOL_VERSION } from "../../../protocol/wire.ts";
import { HttpError } from "../../base/errors.ts";
import type { Cancel } from "../../base/host.ts";
import type { Peer, Receiver, RequestHead } from "../../transport/transport.ts";
import type { LiveView } from "../../view/live-view.ts";
import type { ConnectInfo } from "../../view/socket.ts";
import { BadFrame, type Incoming, readFrame, requestIn } from "../../wire/decode.ts";
import { answer } from "../../wire/encode.ts";
import type { Launcher, Successor } from "../live/launcher.ts";
import { openMountToken } from "../live/mount-token.ts";
import type { VisitorSession } from "../security/session.ts";
import { sameText } from "../security/token.ts";
import type { Services } from "../services.ts";
import { type Decision, decide } from "./admission.ts";
import { Backlog } from "./backlog.ts";
import { Bucket } from "./bucket.ts";
import { Penalties } from "./penalties.ts";
import { type Row, Seat } from "./seat.ts";

/** What a channel needs of its app. */
export interface ChannelServices
  extends Pick<Services, "clock" | "logger" | "limits" | "sealer" | "sessions" | "refusals" | "views" | "statics"> {
  readonly launcher: Launcher;
  readonly connectInfo: readonly (keyof ConnectInfo)[];
}

/** A join, and what it is about. */
interface Candidate {
  readonly number: number;
  readonly ref: number;
  readonly join: JoinRequest;
  readonly session: VisitorSession;
  readonly isNested: boolean;
  /** The view that the token finds: the visitor's own, and not expired. */
  readonly found: LiveView | undefined;
  readonly successor: Successor | undefined;
}

const NO_SUCH_FRAME = "an ack of a frame that was not sent";

export class Channel implements Receiver, Row {
  readonly #peer: Peer;
  readonly #services: ChannelServices;
  readonly #session: VisitorSession | undefined;
  readonly #speaks: boolean;
  readonly #connectInfo: ConnectInfo;
  readonly #frames: Bucket;
  readonly #joins: Bucket;
  readonly #penalties: Penalties;
  readonly #backlog: Backlog;
  readonly #seats = new Map<number, Seat>();
  readonly #onClose: () => void;
  /** Numbers of views that ended by themselves: what their page sent before it knew is no misdeed. */
  readonly #ended = new Set<number>();
  #readAt = 0;
  #open = true;
  #patience: Cancel;

  constructor(peer: Peer, head: RequestHead, services: ChannelServices, onClose: () => void) {
    this.#peer = peer;
    this.#services = services;
    this.#onClose = onClose;
    const { clock, limits, sessions, refusals } = services;
    this.#session = sessions.read(head.headers.get("cookie"))?.session;
    this.#speaks = new URLSearchParams(head.query).get("v") === String(PROTOCOL_VERSION);
    this.#connectInfo = connectInfo(head, services.connectInfo);
    this.#frames = new Bucket(clock, limits.eventsPerSecond, limits.eventsBurst);
    this.#joins = new Bucket(clock, limits.joinsPerSecond, limits.joinsBurst);
    this.#penalties = new Penalties(refusals, limits.strikes, { peer: head.remoteAddress }, () =>
      this.close(1008, "too many refused frames"),
    );
    this.#backlog = new Backlog(peer, limits.waitingFrames);
    this.#patience = clock.setTimeout(() => this.close(1008, "nothing joined"), limits.joinTimeout);
  }

  message(text: string | undefined): void {
    if (!this.#open) return;
    const isDue = this.#frames.take();
    try {
      const frame = readFrame(text, this.#services.limits);
      if (isDue) this.#receive(frame);
      else this.#refuse("more frames than eventsPerSecond", text);
    } catch (error) {
      if (error instanceof BadFrame) return this.#refuse(error.message, text);
      this.#services.logger.error("a frame could not be handled", { error });
    }
  }

  drained(): void {
    this.#readAt = this.#services.clock.now();
    if (this.#open) this.#backlog.drain();
  }

  closed(refused?: string): void {
    if (!this.#open) return;
    this.#open = false;
    if (refused !== undefined) this.#penalties.note(refused);
    this.#patience();
    for (const { view } of this.#seats.values()) if (view?.state === "running") view.suspend();
    this.#seats.clear();
    this.#backlog.clear();
    this.#onClose();
  }

  /** Closes the socket; its views are suspended. */
  close(code: number, reason: string): void {
    if (!this.#open) return;
    this.#peer.close(code, reason);
    this.closed();
  }

  #receive(frame: Incoming): void {
    // What waits is sign enough of life.
    if (frame.kind === "heartbeat") return this.#backlog.empty ? this.#send("[0]") : undefined;
    if (frame.kind === "join") return this.#admit(frame.view, frame.ref, frame.join);
    const seat = this.#seats.get(frame.view);
    const view = seat?.view;
    if (seat === undefined && this.#ended.has(frame.view)) return;
    if (seat === undefined || view === undefined) return this.#penalties.strike("an unknown view");
    if (frame.kind === "ack") return view.ack(frame.ack) ? undefined : this.#penalties.strike(NO_SUCH_FRAME);
    if (frame.ref <= seat.lastRef) {
      // A page that resumes sends again what may not have arrived.
      if (!seat.resumed) this.#penalties.strike("a ref that was used before");
      return;
    }
    seat.lastRef = frame.ref;
    if (frame.kind === "event") return this.#event(view, frame);
    this.#seats.delete(frame.view);
    view.end("leave");
  }

  #event(view: LiveView, event: Extract<Incoming, { kind: "event" }>): void {
    if (view.state !== "running") return;
    const refused = view.ack(event.ack) ? view.receive(event) : NO_SUCH_FRAME;
    if (refused === undefined) return;
    this.#penalties.strike(refused, { view: view.name, event: event.name });
    if (refused === NO_SUCH_FRAME) view.refuse(event.ref, refused);
  }

  /** An event that cannot be read is answered all the same, where it can be told which one it is: its page waits for it. */
  #refuse(reason: string, text: string | undefined): void {
    this.#penalties.strike(reason);
    const request = text === undefined ? undefined : requestIn(text);
    const seat = request && this.#seats.get(request.view);
    if (request === undefined || seat?.view?.state !== "running" || request.ref <= seat.lastRef) return;
    seat.lastRef = request.ref;
    seat.view.refuse(request.ref, reason);
  }

  // ------------------------------------------------------------------------------------------------ joins

  /** Session and token are checked here; nothing of the program runs before. */
  #admit(number: number, ref: number, join: JoinRequest): void {
    const { sessions, sealer, views, statics, launcher, limits } = this.#services;
    const session = this.#session;
    const trusted = this.#speaks && session !== undefined && sessions.checkCsrf(session, join.csrf);
    const opened = trusted ? openMountToken(sealer, join.token) : undefined;
    const isOwn = opened !== undefined && session !== undefined && sameText(opened.token.s, session.id);
    const found = isOwn && !opened.expired ? views.get(opened.token.i) : undefined;
    const successor = opened && launcher.successor(opened.token, join.url, isOwn);
    const definition = found?.definition ?? successor?.definition;
    const isNested = opened?.token.p !== undefined;
    const decision = decide({
      join,
      speaks: this.#speaks,
      trusted,
      token: opened && (isNested ? "nested" : "routed"),
      found: found?.state,
      statics: definition && statics.urlOf(definition),
      seat: this.#seatOf(number, found),
      full: this.#seats.size >= limits.viewsPerSocket,
    });
    if (session === undefined || decision.kind === "answer" || decision.kind === "refuse") this.#turnDown(number, ref, decision);
    else this.#seat({ number, ref, join, session, isNested, found, successor }, decision);
  }

  #seatOf(number: number, found: LiveView | undefined): "free" | "found" | "taken" {
    const seat = this.#seats.get(number);
    return seat === undefined ? "free" : found !== undefined && seat.view === found ? "found" : "taken";
  }

  #turnDown(number: number, ref: number, decision: Decision): void {
    if ("refused" in decision && decision.refused !== undefined) this.#penalties.strike(decision.refused);
    if (decision.kind !== "answer") return;
    if (decision.noted !== undefined) this.#penalties.note(decision.noted);
    this.#answer(number, ref, decision.effects);
  }

  #seat(candidate: Candidate, decision: Decision): void {
    const { number, ref, join, found } = candidate;
    if (!this.#joins.take()) {
      // No misdeed: views of a page may fail together, and come again together.
      this.#penalties.note("more joins than joinsPerSecond");
      return this.#answer(number, ref, { x: "error" });
    }
    this.#patience();
    this.#ended.delete(number);
    const seat = new Seat(number, ref, join.params, this.#connectInfo, this);
    this.#seats.get(number)?.leave();
    this.#seats.set(number, seat);
    if (decision.kind === "resume" && found !== undefined) {
      seat.resume(found);
      found.resume(seat, { ref, values: decision.values, effects: {} }, decision.seq);
    } else if (decision.kind === "adopt" && found !== undefined) {
      seat.view = found;
      found.open(seat, { ref, values: join.values === true, effects: {} });
    } else {
      this.#mount(seat, candidate).catch((error: unknown) => this.#services.logger.error("a join failed", { error }));
    }
  }

  /** Nothing to adopt or resume: the view is mounted for this connection, under the visitor's own session. */
  async #mount(seat: Seat, { ref, successor, session, isNested }: Candidate): Promise<void> {
    const { views, logger } = this.#services;
    const last = (effects: Effects): void => {
      if (this.#seats.get(seat.number) === seat) seat.ended(answer(ref, effects));
    };
    // The page of a nested view that is gone has another one soon, from the view around it.
    const gone: Effects = { x: isNested ? "closed" : "reload" };
    if (successor === undefined) return last(gone);
    if (views.full) {
      logger.error("a view is not mounted: there are as many as the limit allows", { limit: "views" });
      return last({ x: "error" });
    }
    const view = successor.begin(session, seat);
    try {
      const redirect = await view.mount();
      if (redirect !== undefined || view.state === "terminated" || this.#seats.get(seat.number) !== seat) {
        view.end("discard");
        return last(redirect === undefined ? gone : { r: redirect.url });
      }
      seat.view = view;
      view.open(seat, { ref, values: true, effects: { k: successor.tokenFor(view, session) } });
    } catch (error) {
      if (!(error instanceof HttpError)) logger.error("mount failed; the page reloads", { view: view.name, error });
      view.end("crash", error);
      last(isNested && !(error instanceof HttpError) ? { x: "error" } : gone);
    }
  }

  // ------------------------------------------------------------------------------------------------ sending

  #answer(number: number, ref: number, effects: Effects): void {
    this.#send(`[${number}${answer(ref, effects)}`);
  }

  /** Beyond the bound of what may wait it is closed, and the page resumes from what it has. */
  #send(text: string): void {
    if (this.#open && !this.#backlog.send(text)) this.close(1013, "the client does not read");
  }

  deliver(seat: Seat, body: string): void {
    this.#send(`[${seat.number}${body}`);
  }

  vacate(seat: Seat): void {
    if (this.#seats.get(seat.number) !== seat) return;
    this.#seats.delete(seat.number);
    this.#ended.add(seat.number);
    const [oldest] = this.#ended;
    if (this.#ended.size > this.#services.limits.viewsPerSocket && oldest !== undefined) this.#ended.delete(oldest);
  }

  /** False while the client reads: a large frame takes its time on a slow line. */
  giveUp(): boolean {
    const { clock, limits } = this.#services;
    const gone = clock.now() - this.#readAt >= limits.ackTimeout;
    if (gone) this.close(1013, "frames are not acknowledged");
    return gone;
  }
}

function connectInfo({ remoteAddress, headers }: RequestHead, asked: readonly (keyof ConnectInfo)[]): ConnectInfo {
  return {
    ...(asked.includes("peerData") ? { peerData: { address: remoteAddress } } : {}),
    ...(asked.includes("userAgent") ? { userAgent: headers.get("user-agent") ?? "" } : {}),
  };
}
