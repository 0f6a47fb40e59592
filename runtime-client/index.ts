/**
 * `livec/client`: connects the views of a page.
 *
 * @example
 * import { LiveSocket } from "livec/client";
 * new LiveSocket("/live", { params: () => ({ width: innerWidth }) }).connect();
 */
import { BINDING_PREFIX } from "../protocol/bindings.ts";
import { backoff, openWebSocket, type WebSocketLike } from "./connection.ts";
import type { HookCallbacks } from "./hook.ts";
import type { LoadChunk } from "./later.ts";
import { type LivePage, openPage } from "./page.ts";
import { stages } from "./stages.ts";

export { type Commands, js } from "../protocol/commands.ts";
export type { WebSocketLike } from "./connection.ts";
export type { HandleRef, Hook, HookCallbacks, HookContext, ReplyCallback } from "./hook.ts";

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
  /** Hooks by the names that `live-hook` says. */
  readonly hooks?: { readonly [name: string]: HookCallbacks };
  /** What is added to the payload of events, by their type: `click: (event, element) => ({ altKey: event.altKey })`. */
  readonly metadata?: { readonly [type: string]: (event: Event, element: Element) => object };
  /** Asks the visitor what `live-confirm` says; default the browser's `confirm`. */
  readonly confirm?: (question: string) => boolean | Promise<boolean>;
  /** Opens a socket; default the browser's `WebSocket`. */
  readonly transport?: (url: string) => WebSocketLike;
}

export interface ConnectParams {
  readonly [name: string]: unknown;
}

/** What a bundler makes chunks of. */
const chunks: { readonly [N in Parameters<LoadChunk>[0]]: () => Promise<unknown> } = {
  commands: () => import("./chunks/commands.ts"),
  confirm: () => import("./chunks/confirm.ts"),
  events: () => import("./chunks/events.ts"),
  hooks: () => import("./chunks/hooks.ts"),
  loading: () => import("./chunks/loading.ts"),
  navigation: () => import("./chunks/navigation.ts"),
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
    Object.assign(stages, {
      hooks_: options.hooks ?? {},
      metadata_: options.metadata ?? {},
      confirm_: options.confirm ?? ((question: string) => confirm(question)),
    });
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
