/** The socket: connects, notices when it is dead, and connects again. What travels over it is none of its business. */

/** The part of the browser's `WebSocket` that the client uses. */
export interface WebSocketLike {
  /** 2 and 3 while it is closing, and closed; a transport of one's own need not have it. */
  readonly readyState?: number;
  onopen: ((event: Event) => unknown) | null;
  onmessage: ((event: MessageEvent) => unknown) | null;
  onclose: ((event: CloseEvent) => unknown) | null;
  send(data: string): void;
  close(): void;
}

/** A connection that is kept, until it is closed. */
export interface Connection {
  /** Connects now, unless it is connected or connecting. */
  readonly connect_: () => void;
  /** Sends a frame; false, and nothing is sent, while there is no connection. */
  readonly send_: (frame: readonly unknown[]) => boolean;
  /** Closes without telling, for good until it is told to connect. */
  readonly close_: () => void;
}

/**
 * Milliseconds between heartbeats; a socket that was silent for a whole interval is dead. One made after that is given
 * an interval more, for a frame that takes so long to arrive.
 */
const HEARTBEAT_MS = 30_000;

/** Full jitter over an exponentially growing span, in milliseconds: 100–500 at first, 30 s at most. */
export const backoff = (tries: number): number => 100 + Math.random() * Math.min(400 * 2 ** tries, 29_900);

/** What a connection is opened with. */
export interface ConnectionOptions {
  readonly open_: () => WebSocketLike;
  /** Milliseconds to wait before connecting again, after so many failures in a row. */
  readonly reconnectAfter_: (tries: number) => number;
  readonly opened_: () => void;
  /** Takes each frame but heartbeats. */
  readonly received_: (frame: readonly unknown[]) => void;
  readonly lost_: () => void;
}

export const openWebSocket = (url: string): WebSocketLike => new WebSocket(url);

/** Keeps a connection. */
export function openConnection({ open_, reconnectAfter_, opened_, received_, lost_ }: ConnectionOptions): Connection {
  let socket: WebSocketLike | undefined;
  /** Heartbeats since something came; none are counted while no socket is open. */
  let silent = -Infinity;
  let tries = 0;
  /** Whole intervals of silence that are borne. */
  let patience = 0;
  let retry: ReturnType<typeof setTimeout>;

  const connect_ = (): void => {
    if (socket) return;
    clearTimeout(retry);
    const mine = open_();
    socket = mine;
    mine.onopen = () => {
      silent = 0;
      opened_();
    };
    mine.onmessage = ({ data }) => {
      silent = 0;
      let frame: readonly unknown[];
      try {
        frame = JSON.parse(data);
      } catch (error) {
        console.error("livec: what came is not a frame", error);
        return lose_();
      }
      if (frame[0]) received_(frame);
      else tries = patience = 0;
    };
    mine.onclose = () => mine === socket && lose_();
  };
  const send_ = (frame: readonly unknown[]): boolean => {
    // One that is closing says so before it calls `onclose`: what it was given then would be lost.
    if (silent < 0 || !socket || (socket.readyState ?? 1) > 1) return false;
    socket.send(JSON.stringify(frame));
    return true;
  };
  const close_ = (): void => {
    const old = socket;
    clearTimeout(retry);
    socket = undefined;
    silent = -Infinity;
    old?.close();
  };
  const lose_ = (): void => {
    close_();
    lost_();
    retry = setTimeout(connect_, reconnectAfter_(tries++));
  };
  setInterval(() => {
    if (silent++ > patience) {
      patience++;
      lose_();
    } else send_([0]);
  }, HEARTBEAT_MS);
  return { connect_, send_, close_ };
}
