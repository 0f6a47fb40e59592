/** Who visits an app in a test: a browser's cookies, its headers, and requests without a network. */

import { PROTOCOL_VERSION } from "../protocol/wire.ts";
import type { MemoryResponse, MemorySocket } from "../runtime-server/transport/memory.ts";
import type { ConnectInfo } from "../runtime-server/view/socket.ts";
import type { Lab } from "./lab.ts";

/** Who visits, and what they bring along. */
export interface VisitOptions {
  /** The visitor's session, as if the app had written it before. */
  readonly session?: { readonly [name: string]: unknown };
  /** Short for `session: { user }`. */
  readonly user?: unknown;
  /** What the page's client sends when it connects: `socket.connectParams`. */
  readonly connectParams?: { readonly [name: string]: unknown };
  /**
   * What the connection tells of itself: `socket.connectInfo`, as far as the app's option `connectInfo` asks for it.
   */
  readonly connectInfo?: ConnectInfo;
  /** Headers of every request. */
  readonly headers?: { readonly [name: string]: string };
  /** Prefix of bindings, where it is not `live-`. */
  readonly bindingPrefix?: string;
}

/** What the app answered to a request. */
export interface Answer {
  readonly status: number;
  /** By lower-case names. */
  readonly headers: ReadonlyMap<string, string>;
  readonly html: string;
  /** Where it sends the visitor instead. */
  readonly redirect?: { readonly to: string };
}

/** Where the app seems to be. */
export const ORIGIN = "http://test.local";

export class Visitor {
  readonly options: VisitOptions;
  readonly #lab: Lab;
  readonly #cookies = new Map<string, string>();

  constructor(lab: Lab, options: VisitOptions) {
    this.options = options;
    this.#lab = lab;
    const { session, user } = options;
    if (session === undefined && user === undefined) return;
    const { sessions } = lab.services;
    this.#keep(sessions.write(sessions.create({ ...session, ...(user === undefined ? {} : { user }) }), false));
  }

  async request(
    method: string,
    url: string,
    { headers = {}, body = "" }: { headers?: { readonly [name: string]: string }; body?: string } = {},
  ): Promise<Answer> {
    const answered = this.#lab.server.request(method, url, { ...this.#headers(), ...headers }, body);
    const response = await this.#lab.work.during(`the answer to ${method} ${url}`, answered);
    for (const line of (response.headers.get("set-cookie") ?? "").split("\n")) if (line !== "") this.#keep(line);
    return answerOf(response);
  }

  /** Opens the page's WebSocket. Throws where it is refused. */
  connect(): MemorySocket {
    const { path } = this.#lab.services;
    const socket = this.#lab.server.connect(`${path}/websocket?v=${PROTOCOL_VERSION}`, this.#headers());
    if ("status" in socket) throw new Error(`The app refuses the page's socket with status ${socket.status}.`);
    return socket;
  }

  /** Takes the cookies that a page has set by itself. */
  take(cookies: string): void {
    for (const pair of cookies.split("; ")) if (pair !== "") this.#keep(pair);
  }

  #headers(): { readonly [name: string]: string } {
    const { headers, connectInfo } = this.options;
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    return {
      ...(connectInfo?.userAgent === undefined ? {} : { "user-agent": connectInfo.userAgent }),
      ...headers,
      ...(cookie === "" ? {} : { cookie }),
    };
  }

  #keep(setCookie: string): void {
    const [pair = "", ...attributes] = setCookie.split(";");
    const equals = pair.indexOf("=");
    const isGone = attributes.some((attribute) => /^\s*max-age=0\s*$/i.test(attribute));
    if (isGone) this.#cookies.delete(pair.slice(0, equals).trim());
    else this.#cookies.set(pair.slice(0, equals).trim(), pair.slice(equals + 1));
  }
}

function answerOf({ status, headers, body }: MemoryResponse): Answer {
  const location = status >= 300 && status < 400 ? headers.get("location") : undefined;
  return { status, headers, html: body, ...(location === undefined ? {} : { redirect: { to: pathOf(location) } }) };
}

/** A URL of this app without its origin; one of elsewhere as it is. */
export function pathOf(url: string): string {
  const { origin, pathname, search, hash } = new URL(url, ORIGIN);
  return origin === ORIGIN ? pathname + search + hash : url;
}
