/** One WebSocket: reads frames, seats views, and lets nothing near a program's code that was not checked. */
import { PROTOCOL_VERSION } from "../../../protocol/wire.ts";
import type { Cancel } from "../../base/host.ts";
import type { Peer, Receiver, RequestHead } from "../../transport/transport.ts";
import type { LiveView } from "../../view/live-view.ts";
import type { ConnectInfo } from "../../view/socket.ts";
import { BadFrame } from "../../wire/checked-json.ts";
import { type Incoming, readFrame, requestIn } from "../../wire/decode.ts";
import { Bucket } from "../bounds/bucket.ts";
import type { Visitor } from "../bounds/crowd.ts";
import type { Services } from "../services.ts";
import { Backlog } from "./backlog.ts";
import { Entrance, type EntranceServices } from "./entrance.ts";
import { Penalties } from "./penalties.ts";
import type { Row, Seat } from "./seat.ts";
import { Seats } from "./seats.ts";

/** What a channel needs of its app. */
export interface ChannelServices extends EntranceServices, Pick<Services, "proxies"> {
  readonly connectInfo: readonly (keyof ConnectInfo)[];
}

const NO_SUCH_FRAME = "an ack of a frame that was not sent";

const nothing = (): void => {};

export class Channel implements Receiver, Row {
  readonly #peer: Peer;
  readonly #services: ChannelServices;
  readonly #frames: Bucket;
  readonly #penalties: Penalties;
  readonly #backlog: Backlog;
  readonly #seats: Seats;
  readonly #entrance: Entrance;
  readonly #onClose: () => void;
  #readAt = 0;
  #open = true;
  #patience: Cancel = nothing;

  constructor(peer: Peer, head: RequestHead, visitor: Visitor, services: ChannelServices, onClose: () => void) {
    this.#peer = peer;
    this.#services = services;
    this.#onClose = onClose;
    const { clock, limits, logger, proxies } = services;
    this.#frames = new Bucket(clock, limits.eventsPerSecond, limits.eventsBurst);
    const tooMany = (): void => this.close(1008, "too many refused frames");
    this.#penalties = new Penalties(logger, limits.strikes, { peer: visitor.address }, tooMany);
    this.#backlog = new Backlog(peer, limits);
    this.#seats = new Seats(limits.viewsPerSocket, (isEmpty) => (isEmpty ? this.#wait() : this.#rest()));
    const guest = {
      ...visitor,
      speaks: new URLSearchParams(head.query).get("v") === String(PROTOCOL_VERSION),
      connectInfo: connectInfo(visitor.address, head, services.connectInfo),
      origin: proxies.originOf(head),
    };
    this.#entrance = new Entrance(guest, services, this.#seats, this.#penalties, this);
    this.#wait();
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
    if (!this.#open || this.#backlog.empty) return;
    this.#backlog.drain();
    this.#seats.drained();
  }

  closed(refused?: string): void {
    if (!this.#open) return;
    this.#open = false;
    if (refused !== undefined) this.#penalties.note(refused);
    this.#patience();
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

  /** Somebody is here: no timer is needed, nor kept. */
  #rest(): void {
    this.#patience();
    this.#patience = nothing;
  }

  /** Nobody is here: not for long. */
  #wait(): void {
    const { clock, limits } = this.#services;
    this.#rest();
    if (this.#open) this.#patience = clock.setTimeout(() => this.close(1008, "nothing joined"), limits.joinTimeout);
  }

  #receive(frame: Incoming): void {
    // What waits is sign enough of life.
    if (frame.kind === "heartbeat") return this.#backlog.empty ? this.send("[0]") : undefined;
    if (frame.kind === "join") return this.#entrance.admit(frame.view, frame.ref, frame.join);
    const seat = this.#seats.get(frame.view);
    const view = seat?.view;
    if (seat === undefined && this.#seats.hasEnded(frame.view)) return;
    if (seat === undefined || view === undefined) return this.#penalties.strike("an unknown view");
    if (frame.kind === "ack") return view.ack(frame.ack) ? undefined : this.#penalties.strike(NO_SUCH_FRAME);
    if (frame.ref <= seat.lastRef) {
      // A page that resumes sends again what may not have arrived.
      if (!seat.resumed) this.#penalties.strike("a ref that was used before");
      return;
    }
    seat.lastRef = frame.ref;
    if (frame.kind === "event") return this.#event(view, frame);
    this.#seats.leave(frame.view);
    view.end("leave");
  }

  #event(view: LiveView, event: Extract<Incoming, { kind: "event" }>): void {
    if (view.state !== "running") return;
    const refused = view.ack(event.ack) ? view.receive(event) : NO_SUCH_FRAME;
    if (refused === undefined) return;
    this.#penalties.strike(refused, { view: view.name, event: event.name });
    if (refused === NO_SUCH_FRAME) view.refuse(event.ref, refused);
  }

  /**
   * An event that cannot be read is answered all the same, where it can be told which one it is: its page waits for
   * it.
   */
  #refuse(reason: string, text: string | undefined): void {
    this.#penalties.strike(reason);
    const request = text === undefined ? undefined : requestIn(text);
    const seat = request && this.#seats.get(request.view);
    if (request === undefined || seat?.view?.state !== "running" || request.ref <= seat.lastRef) return;
    seat.lastRef = request.ref;
    seat.view.refuse(request.ref, reason);
  }

  // ------------------------------------------------------------------------------------------------ for seats

  /** Beyond the bound of what may wait it is closed, and the page resumes from what it has. */
  send(frame: string, seat?: Seat): void {
    if (this.#open && !this.#backlog.send(frame, seat)) this.close(1013, "the client does not read");
  }

  get full(): boolean {
    return this.#backlog.full;
  }

  vacate(seat: Seat): void {
    this.#seats.vacate(seat);
  }

  /** False while the client reads: a large frame takes its time on a slow line. */
  giveUp(): boolean {
    const { clock, limits } = this.#services;
    const gone = clock.now() - this.#readAt >= limits.ackTimeout;
    if (gone) this.close(1013, "frames are not acknowledged");
    return gone;
  }
}

function connectInfo(address: string, { headers }: RequestHead, asked: readonly (keyof ConnectInfo)[]): ConnectInfo {
  return {
    ...(asked.includes("peerData") ? { peerData: { address } } : {}),
    ...(asked.includes("userAgent") ? { userAgent: headers.get("user-agent") ?? "" } : {}),
  };
}
