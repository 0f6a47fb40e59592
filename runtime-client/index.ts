/**
 * `livec/client`: connects the views of a page.
 *
 * @example
 * import { LiveSocket } from "livec/client";
 * new LiveSocket("/live", { params: () => ({ width: innerWidth }) }).connect();
 */
import { BINDING_PREFIX } from "../protocol/bindings.ts";
import { backoff, openWebSocket, type WebSocketLike } from "./connection.ts";
import type { LoadChunk } from "./later.ts";
import { type LivePage, openPage } from "./page.ts";

export type { WebSocketLike } from "./connection.ts";

export interface LiveSocketOptions {
  /** Connect params, sent with every join: what `socket.connectParams` is on the server. */
  readonly params?: ConnectParams | (() => ConnectParams);
  /** Prefix of binding attributes; default `live-`. */
  readonly bindingPrefix?: string;
  /**
   * Milliseconds to wait before connecting again, after so many failures in a row (0 at first). Default: exponential,
   * with jitter.
   */
  readonly reconnectAfterMs?: (tries: number) => number;
  /** Opens a socket; default the browser's `WebSocket`. */
  readonly transport?: (url: string) => WebSocketLike;
}

export interface ConnectParams {
  readonly [name: string]: unknown;
}

/** What a bundler makes chunks of. */
const chunks: { readonly [N in Parameters<LoadChunk>[0]]: () => Promise<unknown> } = {
  rate: () => import("./chunks/rate.ts"),
  recovery: () => import("./chunks/recovery.ts"),
};

/**
 * The connection of a page: one socket for all its views. Made when the page's HTML is parsed, as in a module script.
 */
export class LiveSocket {
  readonly #page: LivePage;

  /**
   * Hydrates the views of the page. `path` is the app's live path (`createApp({ path })`), `/live` by default there.
   */
  constructor(path: string, options: LiveSocketOptions = {}) {
    const { params, bindingPrefix = BINDING_PREFIX, reconnectAfterMs = backoff, transport = openWebSocket } = options;
    this.#page = openPage({
      path_: path,
      prefix_: bindingPrefix,
      params_: typeof params === "function" ? params : () => params,
      reconnectAfter_: reconnectAfterMs,
      transport_: transport,
      load_: (name) => chunks[name](),
    });
    (globalThis as { liveSocket?: LivePage }).liveSocket = this;
  }

  /** Connects the views of the page. */
  connect(): void {
    this.#page.connect();
  }

  /** Closes the connection and stays closed until {@link connect}. */
  disconnect(): void {
    this.#page.disconnect();
  }
}
