/** WebSockets of the package `ws`. */
import type { IncomingMessage } from "node:http";
import type { Socket } from "node:net";
import type { WebSocket, WebSocketServer } from "ws";
import type { Peer, Receiver, TransportLimits } from "./transport.ts";

/** Time for a client to answer that a socket is closed, ms. */
const CLOSE_TIME = 5_000;
/** Silence is looked for so many times within `idleTimeout`; before the last of them the client is asked. */
const LOOKS = 4;

/** The open sockets of a server. */
export class NodeSockets {
  readonly #server: WebSocketServer;
  readonly #limits: TransportLimits;
  readonly #peers = new Set<NodePeer>();
  readonly #clock: NodeJS.Timeout;

  constructor({ WebSocketServer }: typeof import("ws"), limits: TransportLimits) {
    this.#limits = limits;
    // `closeTimeout` is not known to the types yet.
    const options = {
      noServer: true,
      maxPayload: limits.frameBytes,
      perMessageDeflate: false,
      clientTracking: false,
      closeTimeout: CLOSE_TIME,
    };
    this.#server = new WebSocketServer(options);
    this.#clock = setInterval(() => this.#look(), Math.max(1, limits.idleTimeout / LOOKS)).unref();
  }

  /** Makes a socket of a connection whose request was let in. */
  open(request: IncomingMessage, socket: Socket, begun: Buffer, accept: (peer: Peer) => Receiver): void {
    this.#server.handleUpgrade(request, socket, begun, (ws) => {
      const peer = new NodePeer(ws, this.#limits.backpressureBytes, () => this.#peers.delete(peer));
      this.#peers.add(peer);
      peer.receive(accept(peer));
    });
  }

  close(): void {
    clearInterval(this.#clock);
    for (const peer of this.#peers) peer.terminate();
  }

  #look(): void {
    for (const peer of this.#peers) peer.look();
  }
}

/** The server's end of one socket. */
class NodePeer implements Peer {
  readonly #ws: WebSocket;
  readonly #backpressureBytes: number;
  readonly #onEnd: () => void;
  #receiver: Receiver | undefined;
  #open = true;
  /** Something waits for the client to read on. */
  #behind = false;
  #refused: string | undefined;
  /** How often it was looked at since there was a sign of life, and what waited then. */
  #looks = 0;
  #waiting = 0;

  constructor(ws: WebSocket, backpressureBytes: number, onEnd: () => void) {
    this.#ws = ws;
    this.#backpressureBytes = backpressureBytes;
    this.#onEnd = onEnd;
  }

  /** Told before anything can have come. */
  receive(receiver: Receiver): void {
    this.#receiver = receiver;
    const alive = (): void => {
      this.#looks = 0;
    };
    this.#ws.on("message", (data: Buffer, isBinary: boolean) => {
      alive();
      if (this.#open) receiver.message(isBinary ? undefined : data.toString("utf8"));
    });
    this.#ws.on("ping", alive);
    this.#ws.on("pong", alive);
    this.#ws.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "WS_ERR_UNSUPPORTED_MESSAGE_LENGTH") this.#refused = "a frame larger than frameBytes";
    });
    this.#ws.on("close", () => this.#end());
    if (!this.#open) this.#tell();
  }

  send(text: string): boolean {
    if (!this.#open) return true;
    if (this.#ws.bufferedAmount > this.#backpressureBytes) return false;
    this.#ws.send(text, this.#written);
    this.#behind ||= this.#ws.bufferedAmount > 0;
    return true;
  }

  close(code: number, reason: string): void {
    if (!this.#open) return;
    this.#ws.close(code, reason);
    this.#end();
  }

  /** Asks a client that has been silent, and gives it up when it is silent for longer. */
  look(): void {
    const waiting = this.#ws.bufferedAmount;
    if (waiting < this.#waiting) this.#looks = 0;
    this.#waiting = waiting;
    this.#looks++;
    if (this.#looks > LOOKS) this.terminate();
    else if (this.#looks === LOOKS - 1) this.#ws.ping();
  }

  terminate(): void {
    this.#ws.terminate();
    this.#end();
  }

  /** The client reads what waits for it. */
  readonly #written = (): void => {
    if (!this.#behind || !this.#open || this.#ws.bufferedAmount > this.#backpressureBytes) return;
    this.#behind = this.#ws.bufferedAmount > 0;
    this.#receiver?.drained();
  };

  #end(): void {
    if (!this.#open) return;
    this.#open = false;
    this.#onEnd();
    this.#tell();
  }

  #tell(): void {
    this.#receiver?.closed(this.#refused);
  }
}
