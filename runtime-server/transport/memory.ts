/** A server in the same process: requests and sockets without a network, for tests. */
import { collectHeaders } from "./head.ts";
import type { BodyStream, Handlers, Peer, Receiver, RequestHead, Response } from "./transport.ts";

type HeaderRecord = { readonly [name: string]: string };

/** A whole answer. */
export interface MemoryResponse {
  readonly status: number;
  /** Lower-case names; `set-cookie` values joined by newlines. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: string;
}

/** The client's end of a WebSocket. Frames are delivered at once, in the caller's stack. */
export interface MemorySocket {
  /** Every frame the server has sent, in order. */
  readonly received: readonly string[];
  /** Called for each frame from now on. */
  onmessage: ((text: string) => void) | undefined;
  /** How the server closed it, if it did. */
  readonly closed: { readonly code: number; readonly reason: string } | undefined;
  send(text: string): void;
  sendBinary(): void;
  /** The connection breaks, or the client leaves. */
  close(): void;
  /** While false, the server's frames are not taken, as by a client that does not read. */
  reading: boolean;
}

/** Speaks to an app's handlers as a client would. */
export class MemoryServer {
  readonly #handlers: Handlers;
  readonly #host: string;

  constructor(handlers: Handlers, host = "test.local") {
    this.#handlers = handlers;
    this.#host = host;
  }

  /** Sends a request; `url` is a path with its query. */
  async request(method: string, url: string, headers: HeaderRecord = {}, body = ""): Promise<MemoryResponse> {
    const response = await this.#handlers.request({
      ...this.#head(method, url, headers),
      aborted: false,
      body: async () => new TextEncoder().encode(body),
    });
    return { status: response.status, headers: answerHeaders(response), body: method === "HEAD" ? "" : await text(response.body) };
  }

  get(url: string, headers: HeaderRecord = {}): Promise<MemoryResponse> {
    return this.request("GET", url, headers);
  }

  /**
   * Opens a WebSocket, with the Origin of this host unless `headers` say otherwise; answers the response when it is
   * refused.
   */
  connect(url: string, headers: HeaderRecord = {}): MemorySocket | Response {
    const answer = this.#handlers.upgrade(this.#head("GET", url, { origin: `http://${this.#host}`, ...headers }));
    return typeof answer === "function" ? open(answer) : answer;
  }

  #head(method: string, url: string, given: HeaderRecord): RequestHead {
    const [path = "/", query = ""] = url.split("?", 2);
    const headers = collectHeaders(Object.entries({ host: this.#host, ...given })) ?? new Map<string, string>();
    return { method, path, query, headers, remoteAddress: "127.0.0.1", secure: false };
  }
}

function open(accept: (peer: Peer) => Receiver): MemorySocket {
  const received: string[] = [];
  let closed: { code: number; reason: string } | undefined;
  let alive = true;
  let reading = true;
  const peer: Peer = {
    send(frame) {
      if (!alive || !reading) return !alive;
      received.push(frame);
      socket.onmessage?.(frame);
      return true;
    },
    close(code, reason) {
      if (!alive) return;
      alive = false;
      closed = { code, reason };
      receiver.closed();
    },
  };
  const socket: MemorySocket = {
    received,
    onmessage: undefined,
    get reading() {
      return reading;
    },
    set reading(reads) {
      reading = reads;
      if (reads && alive) receiver.drained();
    },
    get closed() {
      return closed;
    },
    send: (frame) => void (alive && receiver.message(frame)),
    sendBinary: () => void (alive && receiver.message(undefined)),
    close() {
      if (!alive) return;
      alive = false;
      receiver.closed();
    },
  };
  const receiver = accept(peer);
  return socket;
}

function answerHeaders(response: Response): Map<string, string> {
  const headers = new Map<string, string>();
  for (const [name, value] of response.headers) {
    const earlier = headers.get(name.toLowerCase());
    headers.set(name.toLowerCase(), earlier === undefined ? value : `${earlier}\n${value}`);
  }
  return headers;
}

async function text(body: string | Uint8Array | BodyStream): Promise<string> {
  if (typeof body === "string") return body;
  const decoder = new TextDecoder();
  if (body instanceof Uint8Array) return decoder.decode(body);
  let all = "";
  for await (const chunk of body.chunks()) all += decoder.decode(chunk, { stream: true });
  return all;
}
