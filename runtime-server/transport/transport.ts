/**
 * What a server must be able to do for an app: answer HTTP requests and hold WebSockets. Nothing of a particular server
 * shows here.
 */

/** The head of a request. */
export interface RequestHead {
  /** Upper case. */
  readonly method: string;
  /** As it was sent: not decoded, without the query. */
  readonly path: string;
  /** Without `?`; empty when there is none. */
  readonly query: string;
  /** Lower-case names. */
  readonly headers: ReadonlyMap<string, string>;
  readonly remoteAddress: string;
  /** The connection is TLS. */
  readonly secure: boolean;
}

export interface Request extends RequestHead {
  /**
   * The whole body. Only who asks for it has it read: until then its client waits, and one that nobody asked for is
   * thrown away when the request is answered. Rejects with `BodyTooLarge` or `TooManyBodies`, or when the client goes
   * away.
   */
  body(): Promise<Uint8Array>;
  /** The client is gone: an answer reaches nobody. */
  readonly aborted: boolean;
}

/** A body that is produced while it is sent. */
export interface BodyStream {
  readonly bytes: number;
  chunks(): AsyncIterable<Uint8Array>;
}

export interface Response {
  readonly status: number;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Left out of the answer to HEAD, of which only its length is told. */
  readonly body: string | Uint8Array | BodyStream;
  /** True: the connection ends with this answer. */
  readonly close?: boolean;
}

/** The server's end of an open WebSocket. Both methods do nothing once it is closed. */
export interface Peer {
  /**
   * False when the frame was not taken, because the client reads slowly: {@link Receiver.drained} tells when to try
   * again. One of any size is taken where little waits.
   */
  send(text: string): boolean;
  close(code: number, reason: string): void;
}

/** Whoever is told what happens on a WebSocket. */
export interface Receiver {
  /** A text frame, or `undefined` for a binary one. */
  message(text: string | undefined): void;
  /** The client has read some of what waited for it. */
  drained(): void;
  /** Told once. `refused`: why the server itself cut it off, if it did. */
  closed(refused?: string): void;
}

/** What an app gives to a server. Neither may throw. */
export interface Handlers {
  request(request: Request): Promise<Response>;
  /** Answers an upgrade: whom to tell of the socket, or why there is none. */
  upgrade(head: RequestHead): Response | ((peer: Peer) => Receiver);
}

/** Bounds a server keeps before an app sees anything. */
export interface TransportLimits {
  /** Largest request body, bytes. */
  readonly bodyBytes: number;
  /** What the bodies of all requests hold together, bytes; beyond it the one that has taken the longest is given up. */
  readonly bodiesBytes: number;
  /** Largest WebSocket frame, bytes. */
  readonly frameBytes: number;
  /** A WebSocket that is silent so long, ms, is closed. */
  readonly idleTimeout: number;
  /** While more bytes wait for a client that reads slowly, no further frame is taken. */
  readonly backpressureBytes: number;
  /** TCP connections at once. */
  readonly connections: number;
}

export interface ListenOptions {
  readonly host?: string | undefined;
  /** 0 picks a free one. */
  readonly port: number;
  readonly limits: TransportLimits;
  /** Told of what a program should know and nobody can be answered with. */
  readonly warn?: ((message: string, fields: { readonly [name: string]: unknown }) => void) | undefined;
}

/** A server that listens. */
export interface Listening {
  readonly port: number;
  /** Takes no more connections. Those there are stay until {@link close}. */
  stop(): void;
  close(): void;
}

/** Starts a server; rejects when the address cannot be had. */
export type Transport = (handlers: Handlers, options: ListenOptions) => Promise<Listening>;
