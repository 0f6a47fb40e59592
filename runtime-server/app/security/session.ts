/** The visitor's session: a sealed cookie with an id and the program's own data. */
import { bare } from "../../base/bare.ts";
import { LivecError } from "../../base/errors.ts";
import { randomId, type Sealer, sameText } from "./token.ts";

/** How the cookie is written. */
export interface SessionOptions {
  /** Name of the cookie; `_livec`. */
  readonly cookie?: string;
  /** Seconds it lives; 1209600, two weeks. */
  readonly maxAge?: number;
  /** Send it over TLS only. By default when the request came over TLS; set it where a proxy ends TLS. */
  readonly secure?: boolean;
  /**
   * What of the data makes two sessions of one id the same: a view is taken over only by the session that it was
   * mounted with. By default all of it but `flash`.
   *
   * @example identity: ({ userId }) => userId // a cart changed in another tab ends nothing
   */
  readonly identity?: (data: { readonly [name: string]: unknown }) => unknown;
}

/** A session as a request carries it. */
export interface VisitorSession {
  readonly id: string;
  /** The program's data: what JSON can hold. */
  readonly data: Record<string, unknown>;
}

/** What a browser keeps of a cookie, name and attributes included. */
const LARGEST_COOKIE = 4096;
const forbiddenNames = new Set(["__proto__", "constructor", "prototype"]);

export class Sessions {
  readonly cookie: string;
  readonly #sealer: Sealer;
  readonly #maxAge: number;
  readonly #secure: boolean | undefined;
  readonly #identity: NonNullable<SessionOptions["identity"]>;
  /** So that all forms of a page, and its head, have the same. */
  readonly #csrf = new WeakMap<VisitorSession, string>();

  constructor(sealer: Sealer, { cookie = "_livec", maxAge = 1_209_600, secure, identity = withoutFlash }: SessionOptions) {
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(cookie))
      throw new LivecError("bad-option", `session.cookie: ${JSON.stringify(cookie)} is not a cookie's name.`);
    if (!Number.isInteger(maxAge) || maxAge <= 0) throw new LivecError("bad-option", "session.maxAge is a positive number of seconds.");
    this.cookie = cookie;
    this.#sealer = sealer;
    this.#maxAge = maxAge;
    if (typeof identity !== "function") throw new LivecError("bad-option", "session.identity is a function of the session's data.");
    this.#secure = secure;
    this.#identity = identity;
  }

  /** The session of a `Cookie` header, if it has a valid one. `stale`: more than half of its life is over. */
  read(header: string | undefined): { readonly session: VisitorSession; readonly stale: boolean } | undefined {
    for (const part of (header ?? "").split(";")) {
      const equals = part.indexOf("=");
      if (part.slice(0, equals).trim() !== this.cookie) continue;
      const opened = this.#sealer.open("session", part.slice(equals + 1).trim());
      if (opened === undefined || opened.expired) continue;
      const { id, data } = opened.data as VisitorSession;
      return { session: { id, data: bare(data) }, stale: opened.age > this.#maxAge * 500 };
    }
    return undefined;
  }

  /** A session of its own, for a visitor without one; with a copy of this data. */
  create(data: object = {}): VisitorSession {
    return { id: randomId(), data: bare({ ...data }) };
  }

  sameId(a: VisitorSession, b: VisitorSession): boolean {
    return sameText(a.id, b.id);
  }

  /** True when what was mounted under one may be shown under the other. */
  same(a: VisitorSession, b: VisitorSession): boolean {
    return this.sameId(a, b) && (a === b || canonical(this.#identity(a.data)) === canonical(this.#identity(b.data)));
  }

  /** The `Set-Cookie` header of a session. Throws `session-too-large` where a browser would drop it silently. */
  write(session: VisitorSession, tls: boolean): string {
    for (const name of Object.keys(session.data)) {
      if (forbiddenNames.has(name)) throw new LivecError("bad-option", `session: "${name}" is not allowed as a name.`);
    }
    const value = this.#sealer.seal("session", session, this.#maxAge * 1000);
    const secure = (this.#secure ?? tls) ? "; Secure" : "";
    const cookie = `${this.cookie}=${value}; Path=/; Max-Age=${this.#maxAge}; HttpOnly; SameSite=Lax${secure}`;
    if (cookie.length > LARGEST_COOKIE)
      throw new LivecError(
        "session-too-large",
        `The session is ${cookie.length} bytes as a cookie; browsers keep ${LARGEST_COOKIE}. Keep an id in it and the data on the server.`,
      );
    return cookie;
  }

  /**
   * A token that proves, together with the cookie, that a page of ours asks. One for as long as the session is in
   * hand: for a request or a socket.
   */
  csrf(session: VisitorSession): string {
    const known = this.#csrf.get(session);
    if (known !== undefined) return known;
    const token = this.#sealer.seal("csrf", session.id, this.#maxAge * 1000);
    this.#csrf.set(session, token);
    return token;
  }

  /** True when `token` was made for this session. */
  checkCsrf(session: VisitorSession, token: unknown): boolean {
    const opened = this.#sealer.open("csrf", token);
    return opened !== undefined && !opened.expired && typeof opened.data === "string" && sameText(opened.data, session.id);
  }
}

/** Messages that are shown once are not what a visitor is. */
function withoutFlash({ flash: _flash, ...rest }: { readonly [name: string]: unknown }): unknown {
  return rest;
}

/** The same text for the same data, whatever the order of names: as it comes out of a cookie. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_name, item: unknown) => {
    if (typeof item !== "object" || item === null || Array.isArray(item)) return item;
    return Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
