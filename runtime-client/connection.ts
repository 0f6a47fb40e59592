/** The socket: connects, notices when it is dead, and connects again. What travels over it is none of its business. */

/** The part of the browser's `WebSocket` that the client uses. */
export interface WebSocketLike {
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

/** Milliseconds between heartbeats; a socket that was silent for a whole interval is dead. One made after that is given an interval more, for a frame that takes so long to arrive. */
const HEARTBEAT_MS = 30_000;

/** Full jitter over an exponentially growing span, in milliseconds: 100–500 at first, 30 s at most. */
export const backoff = (tries: number): number => 100 + Math.random() * Math.min(400 * 2 ** tries, 29_900);

export const openWebSocket = (url: string): WebSocketLike => new WebSocket(url);

/** Loads the page anew, the last resort: soon, but not so soon where that is how this page came about. */
export function reloadPage(): void {
  // Deprecated, in every browser, and 35 bytes smaller than its successor.
  setTimeout(() => location.reload(), backoff(performance.navigation.type === 1 ? 9 : 0));
}

/**
 * Keeps a connection. `received` gets each frame but heartbeats; when it throws, the connection is made anew.
 */
export function openConnection(
  transport: () => WebSocketLike,
  reconnectAfter: (tries: number) => number,
  opened: () => void,
  received: (frame: readonly unknown[]) => void,
  lost: () => void,
): Connection {
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
    const mine = transport();
    socket = mine;
    mine.onopen = () => {
      silent = 0;
      opened();
    };
    mine.onmessage = ({ data }) => {
      silent = 0;
      try {
        const frame = JSON.parse(data);
        if (frame[0]) return received(frame);
        tries = patience = 0;
      } catch {
        lose_();
      }
    };
    mine.onclose = () => mine === socket && lose_();
  };
  const send_ = (frame: readonly unknown[]): boolean => {
    if (silent < 0) return false;
    socket?.send(JSON.stringify(frame));
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
    lost();
    retry = setTimeout(connect_, reconnectAfter(tries++));
  };
  setInterval(() => {
    if (silent++ > patience) {
      patience++;
      lose_();
    } else send_([0]);
  }, HEARTBEAT_MS);
  return { connect_, send_, close_ };
}
