/** A view's place on a socket. */
import { bare } from "../../base/bare.ts";
import type { Link } from "../../view/link.ts";
import type { LiveView } from "../../view/live-view.ts";
import type { ConnectInfo } from "../../view/socket.ts";

/** The socket, for its seats. */
export interface Row {
  readonly guest: { readonly connectInfo: ConnectInfo };
  /** So much waits for the client to read that nothing more is to be rendered for it. */
  readonly full: boolean;
  /** Sends a frame; one of a view says so, for it is to wait while that does. */
  send(frame: string, seat?: Seat): void;
  /** Its view ended by itself. */
  vacate(seat: Seat): void;
  giveUp(): boolean;
}

export class Seat implements Link {
  /** The number that the page gave the view. */
  readonly number: number;
  readonly connectParams: { readonly [name: string]: unknown };
  readonly #row: Row;
  /** Of the page's requests; later ones are greater. */
  lastRef: number;
  /** Nothing while it is being mounted. */
  view: LiveView | undefined;
  /** That which is being mounted, or was. */
  mounting: LiveView | undefined;
  /** Frames that wait in the backlog, which counts them. */
  waiting = 0;
  #resumed = false;
  #left = false;

  constructor(number: number, ref: number, params: { readonly [name: string]: unknown }, row: Row) {
    this.number = number;
    this.lastRef = ref;
    this.connectParams = bare(params);
    this.#row = row;
  }

  get connectInfo(): ConnectInfo {
    return this.#row.guest.connectInfo;
  }

  /** True where the page may send again what the view has received already. */
  get resumed(): boolean {
    return this.#resumed;
  }

  /** Its page comes back to `view`, whose refs go on where they were. */
  resume(view: LiveView): void {
    this.view = view;
    this.lastRef = view.received;
    this.#resumed = true;
  }

  get open(): boolean {
    return this.waiting === 0 && !this.#row.full;
  }

  send(body: string): void {
    if (!this.#left) this.#row.send(`[${this.number}${body}`, this);
  }

  ended(body: string | undefined): void {
    if (this.#left) return;
    this.#row.vacate(this);
    if (body !== undefined) this.#row.send(`[${this.number}${body}`, this);
    this.#left = true;
  }

  giveUp(): boolean {
    return this.#left || this.#row.giveUp();
  }

  /** Another seat takes its view over. */
  leave(): void {
    this.#left = true;
  }
}
