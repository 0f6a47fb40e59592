/** One WebSocket: reads frames, seats views, and lets nothing near a program's code that was not checked. */
import { type Effects, type JoinRequest, PROTOCOL_VERSION } from "../../../protocol/wire.ts";
import { HttpError } from "../../base/errors.ts";
import type { Cancel, Host } from "../../base/host.ts";
import type { Peer, Receiver, RequestHead } from "../../transport/transport.ts";
import type { Joining } from "../../view/due.ts";
import type { Link, LiveView } from "../../view/live-view.ts";
import type { ConnectInfo } from "../../view/socket.ts";
import { BadFrame, type Incoming, readFrame } from "../../wire/decode.ts";
import { answer as answerFrame } from "../../wire/encode.ts";
import type { Limits } from "../limits.ts";
import type { Views } from "../live/registry.ts";
import type { LiveRoutes, MountToken, Successor } from "../live/routes.ts";
import type { Sessions, VisitorSession } from "../security/session.ts";
import { type Sealer, sameText } from "../security/token.ts";
import { Bucket } from "./bucket.ts";
import type { Refusals } from "./refusals.ts";

/** What a channel needs of its app. */
export interface ChannelHost extends Host {
  readonly limits: Limits;
  readonly sealer: Sealer;
  readonly sessions: Sessions;
  readonly refusals: Refusals;
  readonly views: Views;
  readonly routes: LiveRoutes;
  readonly connectInfo: readonly (keyof ConnectInfo)[];
}

export class Channel implements Receiver {
  readonly #peer: Peer;
  readonly #head: RequestHead;
  readonly #host: ChannelHost;
  readonly #session: VisitorSession | undefined;
  readonly #speaks: boolean;
  readonly #frames: Bucket;
  readonly #joins: Bucket;
  readonly #seats = new Map<number, Seat>();
  readonly #logged = new Set<string>();
  readonly #onClose: () => void;
  /** Numbers of views that ended by themselves: what their page sent before it knew is no misdeed. */
  readonly #ended = new Set<number>();
  /** Frames for a client that reads slowly; views with a closed window add none. */
  readonly #waiting: string[] = [];
  #readAt = 0;
  #strikes = 0;
  #open = true;
  #patience: Cancel;

  constructor(peer: Peer, head: RequestHead, host: ChannelHost, onClose: () => void) {
    this.#peer = peer;
    this.#head = head;
    this.#host = host;
    this.#onClose = onClose;
    this.#session = host.sessions.read(head.headers.get("cookie"))?.session;
    this.#speaks = new URLSearchParams(head.query).get("v") === String(PROTOCOL_VERSION);
    const { clock, limits } = host;
    this.#frames = new Bucket(clock, limits.eventsPerSecond, limits.eventsBurst);
    this.#joins = new Bucket(clock, limits.joinsPerSecond, limits.joinsBurst);
    this.#patience = clock.setTimeout(() => this.close(1008, "nothing joined"), limits.joinTimeout);
  }

  message(text: string | undefined): void {
    if (!this.#open) return;
    try {
      if (!this.#frames.take()) return this.#refuse("more frames than eventsPerSecond");
      this.#receive(readFrame(text, this.#host.limits));
    } catch (error) {
      if (error instanceof BadFrame) return this.#refuse(error.message);
      this.#host.logger.error("a frame could not be handled", { error });
    }
  }

  drained(): void {
    this.#readAt = this.#host.clock.now();
    while (this.#open && this.#waiting[0] !== undefined && this.#peer.send(this.#waiting[0])) this.#waiting.shift();
  }

  closed(refused?: string): void {
    if (!this.#open) return;
    this.#open = false;
    if (refused !== undefined) this.#report(refused);
    this.#patience();
    for (const { view } of this.#seats.values()) if (view?.state === "running") view.suspend();
    this.#seats.clear();
    this.#waiting.length = 0;
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
    if (frame.kind === "heartbeat") return void (this.#waiting.length > 0 || this.#send("[0]"));
    if (frame.kind === "join") return this.#admit(frame.view, frame.ref, frame.join);
    const seat = this.#seats.get(frame.view);
    const view = seat?.view;
    if (seat === undefined && this.#ended.has(frame.view)) return;
    if (seat === undefined || view === undefined) return this.#refuse("an unknown view");
    if (frame.kind === "ack") return void (view.ack(frame.ack) || this.#refuse("an ack of a frame that was not sent"));
    if (frame.ref <= seat.lastRef) return this.#refuse("a ref that was used before");
    seat.lastRef = frame.ref;
    if (frame.kind === "leave") {
      this.#seats.delete(frame.view);
      return view.end("leave");
    }
    if (!view.ack(frame.ack)) return this.#refuse("an ack of a frame that was not sent");
    if (view.state !== "running") return;
    const { name, component, containers } = frame;
    if (!view.wasShown(component)) this.#refuse("an unknown component", { view: view.name, event: name });
    else if (!view.handles(name, component)) {
      // A page cannot know that a component has just gone.
      if (view.isShown(component)) this.#refuse("an unknown event", { view: view.name, event: name });
    } else if (view.event(frame.ref, name, frame.payload, component, containers)) return;
    else this.#refuse("an event for a full mailbox", { view: view.name, event: name });
    view.acknowledge(frame.ref);
  }

  // ------------------------------------------------------------------------------------------------ joins

  /** Session and token are checked here; nothing of the program runs before. */
  #admit(number: number, ref: number, join: JoinRequest): void {
    const answer = (effects: Effects): void => this.#send(`[${number}${answerFrame(ref, effects)}`);
    if (!this.#speaks) return answer({ x: "reload" });
    const session = this.#session;
    if (session === undefined || !this.#host.sessions.checkCsrf(session, join.csrf)) {
      this.#refuse("a join without the session its page was made for");
      return answer({ x: "reload" });
    }
    const opened = this.#host.sealer.open("mount", join.token);
    if (opened === undefined) {
      this.#refuse("a forged token");
      return answer({ x: "reload" });
    }
    const token = opened.data as MountToken;
    const isOwn = sameText(token.s, session.id);
    const instance = opened.expired || !isOwn ? undefined : this.#host.views.get(token.i);
    const successor = this.#host.routes.successor(token, join.url, isOwn);
    const definition = instance?.definition ?? successor?.definition;
    const statics = definition === undefined ? join.statics : this.#host.routes.staticsOf(definition).url;
    if (join.statics !== statics) return answer({ s: statics });
    if (!this.#joins.take()) {
      // No misdeed: views of a page may fail together, and come again together.
      this.#report("more joins than joinsPerSecond");
      return answer({ x: "error" });
    }
    if (!this.#vacant(number, join, instance)) return this.#refuse("a view number in use");
    if (this.#seats.size >= this.#host.limits.viewsPerSocket) {
      // No misdeed: it is the page that shows so many.
      this.#report("more views than viewsPerSocket");
      return answer({ x: "closed" });
    }
    this.#patience();
    this.#ended.delete(number);
    const seat = new Seat(number, ref, join.params, this.#connectInfo(), this);
    const joining: Joining = { ref, values: join.values === true, effects: {} };
    // A page may rebuild the container of a nested view, which then asks for all there is.
    const isRebuilt = token.p !== undefined && join.seq === undefined;
    if (
      instance !== undefined &&
      (join.seq !== undefined || isRebuilt) &&
      (instance.state === "suspended" || instance.state === "running")
    ) {
      this.#take(seat, instance);
      instance.resume(seat, { ...joining, values: joining.values || isRebuilt }, join.seq ?? 0);
    } else if (instance !== undefined && join.seq === undefined && instance.state === "parked") {
      this.#take(seat, instance);
      instance.open(seat, joining);
    } else {
      this.#seats.set(number, seat);
      this.#mount(seat, ref, successor, session, token.p !== undefined).catch((error: unknown) =>
        this.#host.logger.error("a join failed", { error }),
      );
    }
  }

  /** A number is free, or held by the very view that is resumed, as after a patch that did not fit. */
  #vacant(number: number, join: JoinRequest, instance: LiveView | undefined): boolean {
    const seat = this.#seats.get(number);
    return seat === undefined || (join.seq !== undefined && instance !== undefined && seat.view === instance);
  }

  #take(seat: Seat, view: LiveView): void {
    this.#seats.get(seat.number)?.leave();
    seat.view = view;
    this.#seats.set(seat.number, seat);
  }

  /** Nothing to adopt or resume: the view is mounted for this connection, under the visitor's own session. */
  async #mount(seat: Seat, ref: number, successor: Successor | undefined, session: VisitorSession, isNested: boolean): Promise<void> {
    const { views, logger } = this.#host;
    const last = (effects: Effects): void => {
      if (this.#seats.get(seat.number) === seat) seat.ended(answerFrame(ref, effects));
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

  #connectInfo(): ConnectInfo {
    const asked = this.#host.connectInfo;
    return {
      ...(asked.includes("peerData") ? { peerData: { address: this.#head.remoteAddress } } : {}),
      ...(asked.includes("userAgent") ? { userAgent: this.#head.headers.get("user-agent") ?? "" } : {}),
    };
  }

  // ------------------------------------------------------------------------------------------------ sending

  /** Frames wait their turn while the client reads slowly, however large they are. Beyond the bound it is closed, and the page resumes from what it has. */
  #send(text: string): void {
    if (!this.#open || (this.#waiting.length === 0 && this.#peer.send(text))) return;
    if (this.#waiting.push(text) > this.#host.limits.waitingFrames) this.close(1013, "the client does not read");
  }

  /** For seats. */
  deliver(seat: Seat, body: string): void {
    this.#send(`[${seat.number}${body}`);
  }

  /** For seats. */
  vacate(seat: Seat): void {
    if (this.#seats.get(seat.number) !== seat) return;
    this.#seats.delete(seat.number);
    this.#ended.add(seat.number);
    const [oldest] = this.#ended;
    if (this.#ended.size > this.#host.limits.viewsPerSocket && oldest !== undefined) this.#ended.delete(oldest);
  }

  /** For seats. False while the client reads: a large frame takes its time on a slow line. */
  giveUp(): boolean {
    const { clock, limits } = this.#host;
    const gone = clock.now() - this.#readAt >= limits.ackTimeout;
    if (gone) this.close(1013, "frames are not acknowledged");
    return gone;
  }

  /** Logged once for each reason, so that a flood is not one in the log too; too many and the socket is closed. */
  #refuse(reason: string, fields: Readonly<Record<string, unknown>> = {}): void {
    this.#strikes++;
    this.#report(reason, fields);
    if (this.#strikes >= this.#host.limits.strikes) this.close(1008, "too many refused frames");
  }

  #report(reason: string, fields: Readonly<Record<string, unknown>> = {}): void {
    if (this.#logged.has(reason)) return;
    this.#logged.add(reason);
    this.#host.refusals.warn(reason, { ...fields, peer: this.#head.remoteAddress });
  }
}

/** A view's place on a socket. */
class Seat implements Link {
  readonly number: number;
  readonly connectParams: { readonly [name: string]: unknown };
  readonly connectInfo: ConnectInfo;
  readonly #channel: Channel;
  lastRef: number;
  view: LiveView | undefined;
  #left = false;

  constructor(number: number, ref: number, params: { readonly [name: string]: unknown }, info: ConnectInfo, channel: Channel) {
    this.number = number;
    this.lastRef = ref;
    this.connectParams = params;
    this.connectInfo = info;
    this.#channel = channel;
  }

  send(body: string): void {
    if (!this.#left) this.#channel.deliver(this, body);
  }

  ended(body: string | undefined): void {
    if (this.#left) return;
    this.#channel.vacate(this);
    if (body !== undefined) this.#channel.deliver(this, body);
    this.#left = true;
  }

  giveUp(): boolean {
    return this.#left || this.#channel.giveUp();
  }

  /** Another seat takes its view over. */
  leave(): void {
    this.#left = true;
  }
}
