/** A view's way to its page. */
import type { Effects } from "../../protocol/wire.ts";
import type { ConnectInfo } from "./socket.ts";

/** What a view sends its frames to. A frame is a body without its view number: `,3,[0,1]]`. */
export interface Link {
  readonly connectParams: { readonly [name: string]: unknown };
  readonly connectInfo: ConnectInfo;
  /**
   * Frames of this view that wait for the page to read. They are not acknowledged before they are handed to its
   * connection.
   */
  readonly waiting: number;
  /** False while such frames wait, or too much waits on the connection: nothing more is to be rendered for it. */
  readonly open: boolean;
  send(body: string): void;
  /** The view ended by itself; `body` is its last frame, if it has one. */
  ended(body: string | undefined): void;
  /**
   * The page does not acknowledge, so its connection is of no use. False, and it stays, while the page still reads what
   * was sent.
   */
  giveUp(): boolean;
}

/** The client's request to join, as far as the view answers it. */
export interface Joining {
  readonly ref: number;
  /** Send all values: the page has none, or other ones. */
  readonly values: boolean;
  /** To be sent with the answer. */
  readonly effects: Effects;
}
