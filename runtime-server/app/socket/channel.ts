/** One WebSocket: reads frames, seats views, and lets nothing near a program's code that was not checked. */
import type { Cancel, LogFields } from "../../base/host.ts";
import type { Peer, Receiver } from "../../transport/transport.ts";
import type { LiveView } from "../../view/live-view.ts";
import { BadFrame } from "../../wire/checked-json.ts";
import { type Incoming, readFrame, requestIn } from "../../wire/decode.ts";
import type { Rate } from "../bounds/bucket.ts";
import type { Services } from "../services.ts";
import { Backlog } from "./backlog.ts";
import type { Door, Entrance, Guest } from "./entrance.ts";
import { Penalties } from "./penalties.ts";
import type { Seat } from "./seat.ts";
import { Seats, type SeatsOwner } from "./seats.ts";

/** What the channels of an app share. */
export interface ChannelServices extends Pick<Services, "clock" | "limits" | "logger"> {
  readonly entrance: Entrance;
  /** At which a socket may send. */
  readonly frames: Rate;
  readonly joins: Rate;
  readonly sockets: { closed(channel: Channel): void };
}

const NO_SUCH_FRAME = "an ack of a frame that was not sent";
const nothing = (): void => {};

export class Channel implements Receiver, Door, SeatsOwner {
  readonly guest: Guest;
  readonly seats: Seats;
  readonly #peer: Peer;
  readonly #services: ChannelServices;
  /** When the bucket of its frames is full again, and that of its joins. */
  #framesFullAt = 0;
  #joinsFullAt = 0;
  /** While frames wait. */
  #backlog: Backlog | undefined;
  /** Made at the first strike. */
  #penalties: Penalties | undefined;
  #readAt = 0;
  #open = true;
  #patience: Cancel = nothing;

  constructor(peer: Peer, guest: Guest, services: ChannelServices) {
    this.#peer = peer;
    this.guest = guest;
    this.#services = services;
    this.seats = new Seats(services.limits.viewsPerSocket, this);
    this.#wait();
  }

  message(text: string | undefined): void {
    if (!this.#open) return;
    const { frames, limits } = this.#services;
    const fullAt = frames.take(this.#framesFullAt);
    if (fullAt !== undefined) this.#framesFullAt = fullAt;
    try {
      const frame = readFrame(text, limits);
      if (fullAt !== undefined) this.#receive(frame);
      else this.#refuse("more frames than eventsPerSecond", text);
    } catch (error) {
      if (error instanceof BadFrame) return this.#refuse(error.message, text);
      this.#services.logger.error("a frame could not be handled", { error });
    }
  }

  drained(): void {
    this.#readAt = this.#services.clock.now();
    if (!this.#open || this.#backlog === undefined) return;
    this.#backlog.drain();
    if (this.#backlog.empty) this.#backlog = undefined;
    this.seats.drained();
  }

  closed(refused?: string): void {
    if (!this.#open) return;
    this.#open = false;
    if (refused !== undefined) this.note(refused);
    this.#patience();
    this.seats.clear();
    this.#backlog?.clear();
    this.#services.sockets.closed(this);
  }

  /** Closes the socket; its views are suspended. */
  close(code: number, reason: string): void {
    if (!this.#open) return;
    this.#peer.close(code, reason);
    this.closed();
  }

  /** Somebody is here, or nobody. */
  seated(isEmpty: boolean): void {
    if (isEmpty) this.#wait();
    else this.#rest();
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
    if (frame.kind === "heartbeat") return this.#backlog === undefined ? this.send("[0]") : undefined;
    if (frame.kind === "join") return this.#services.entrance.admit(this, frame.view, frame.ref, frame.join);
    const seat = this.seats.get(frame.view);
    const view = seat?.view;
    if (seat === undefined && this.seats.hasEnded(frame.view)) return;
    if (seat === undefined || view === undefined) return this.strike("an unknown view");
    if (frame.kind === "ack") return view.ack(frame.ack) ? undefined : this.strike(NO_SUCH_FRAME);
    if (frame.ref <= seat.lastRef) {
      // A page that resumes sends again what may not have arrived.
      if (!seat.resumed) this.strike("a ref that was used before");
      return;
    }
    seat.lastRef = frame.ref;
    if (frame.kind === "event") return this.#event(view, frame);
    if (frame.kind === "patch") return view.state === "running" ? view.patch(frame.ref, frame.path) : undefined;
    this.seats.leave(frame.view);
    view.end("leave");
  }

  #event(view: LiveView, event: Extract<Incoming, { kind: "event" }>): void {
    if (view.state !== "running") return;
    const refused = view.ack(event.ack) ? view.receive(event) : NO_SUCH_FRAME;
    if (refused === undefined) return;
    this.strike(refused, { view: view.name, event: event.name });
    if (refused === NO_SUCH_FRAME) view.refuse(event.ref, refused);
  }

  /**
   * An event that cannot be read is answered all the same, where it can be told which one it is: its page waits for
   * it.
   */
  #refuse(reason: string, text: string | undefined): void {
    this.strike(reason);
    const request = text === undefined ? undefined : requestIn(text);
    const seat = request && this.seats.get(request.view);
    if (request === undefined || seat?.view?.state !== "running" || request.ref <= seat.lastRef) return;
    seat.lastRef = request.ref;
    seat.view.refuse(request.ref, reason);
  }

  // ------------------------------------------------------------------------------------------------ for seats

  /** Beyond the bound of what may wait it is closed, and the page resumes from what it has. */
  send(frame: string, seat?: Seat): void {
    if (!this.#open || (this.#backlog === undefined && this.#peer.send(frame))) return;
    this.#backlog ??= new Backlog(this.#peer, this.#services.limits);
    if (!this.#backlog.add(frame, seat)) this.close(1013, "the client does not read");
  }

  takeJoin(): boolean {
    const fullAt = this.#services.joins.take(this.#joinsFullAt);
    if (fullAt !== undefined) this.#joinsFullAt = fullAt;
    return fullAt !== undefined;
  }

  get full(): boolean {
    return this.#backlog?.full ?? false;
  }

  vacate(seat: Seat): void {
    this.seats.vacate(seat);
  }

  /** False while the client reads: a large frame takes its time on a slow line. */
  giveUp(): boolean {
    const { clock, limits } = this.#services;
    const gone = clock.now() - this.#readAt >= limits.ackTimeout;
    if (gone) this.close(1013, "frames are not acknowledged");
    return gone;
  }

  // ------------------------------------------------------------------------------------------------ strikes

  /** Something that no page of ours does. */
  strike(reason: string, fields?: LogFields): void {
    if (!this.#accounts.strike(reason, fields)) this.close(1008, "too many refused frames");
  }

  /** Not a strike, but worth a line in the log. */
  note(reason: string): void {
    this.#accounts.note(reason);
  }

  get #accounts(): Penalties {
    const { logger, limits } = this.#services;
    this.#penalties ??= new Penalties(logger, limits.strikes, this.guest);
    return this.#penalties;
  }
}
