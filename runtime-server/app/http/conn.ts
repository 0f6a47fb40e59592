/** `conn`: one HTTP request and the answer that is being made for it. */
import { httpError } from "../../base/errors.ts";
import type { Template } from "../../rendering/contract.ts";

import { BodyTooLarge, TooManyBodies } from "../../transport/body.ts";
import type { Request, Response } from "../../transport/transport.ts";
import type { Params } from "../../view/define.ts";
import { decodeFields, type FormFields } from "../../view/form-fields.ts";
import { Redirect, type RedirectTarget } from "../../view/redirect.ts";
import { BadFrame, type JsonLimits } from "../../wire/checked-json.ts";
import type { VisitorSession } from "../security/session.ts";
import type { Services } from "../services.ts";
import { Answer, type Body } from "./answer.ts";
import { contentTypeOf, partsOf } from "./multipart.ts";
import { normalisePath } from "./path.ts";
import type { Presence } from "./presence.ts";
import { decodeQuery } from "./router.ts";

type ConnServices = Pick<Services, "sessions" | "proxies"> & { readonly limits: JsonLimits };

/** Makes the pages of a conn. */
interface Pages {
  render(conn: Conn, template: Template, assigns: object): string;
}

/**
 * One request. Answering methods return the conn, so that a handler can end with `return conn.text("ok")`.
 *
 * @example
 * app.get("/users/:id", (conn) => conn.json({ id: conn.params.id }));
 */
export class Conn {
  readonly request: Request;
  /** Of the route's pattern, decoded. */
  params: Params = {};
  /** Of the URL, decoded; the last of several values of a name. */
  readonly query: Params;
  readonly #services: ConnServices;
  readonly #pages: Pages;
  readonly #presence: Presence;
  readonly #answer = new Answer();
  #path: string | undefined;
  #form: FormFields | undefined;
  #session: VisitorSession | undefined;
  #sessionBefore = "";
  #writeSession = false;

  constructor(request: Request, services: ConnServices, pages: Pages, presence: Presence) {
    this.request = request;
    this.#presence = presence;
    this.#services = services;
    this.#pages = pages;
    this.query = decodeQuery(request.query);
  }

  get method(): string {
    return this.request.method;
  }

  /**
   * The path in its one form, which files and routes are found by as well: decoded but for `%2F` and `%25`, without
   * dot segments, doubled slashes and a slash at the end. Throws 400 where there is none.
   *
   * @example
   * // GET /%61dmin/
   * conn.path // "/admin"
   */
  get path(): string {
    this.#path ??= normalisePath(this.request.path);
    return this.#path;
  }

  /** Path and query, as they were sent. */
  get url(): string {
    const { path, query } = this.request;
    return query === "" ? path : `${path}?${query}`;
  }

  /** The whole URL, as the visitor's browser shows it. */
  get uri(): string {
    return this.#services.proxies.originOf(this.request) + this.url;
  }

  /** The address of the visitor, which proxies that `trustProxy` names may tell. */
  get address(): string {
    return this.#services.proxies.addressOf(this.request);
  }

  /** Calls `fn` when the visitor goes away before there is an answer: what was begun for them can be given up. */
  whenGone(fn: () => void): void {
    this.#presence.whenGone(fn);
  }

  /** True once something answered. */
  get answered(): boolean {
    return this.#answer.given;
  }

  /** The visitor's session data, from the cookie; what is changed here is written back. */
  get session(): Record<string, unknown> {
    return this.visitor().data;
  }

  /** The visitor's session with its id; made when there is none. */
  visitor(): VisitorSession {
    if (this.#session === undefined) {
      const read = this.#services.sessions.read(this.request.headers.get("cookie"));
      this.#session = read?.session ?? this.#services.sessions.create();
      this.#sessionBefore = JSON.stringify(this.#session.data);
      this.#writeSession = read === undefined || read.stale;
    }
    return this.#session;
  }

  /**
   * Gives the session a new id, and with it a new CSRF token; its data stays. To be called where a visitor's rights
   * grow, at a log-in above all: whoever knew the session before, or had planted it, does not have this one. Views
   * that were mounted under the old id are not taken over.
   */
  renewSession(): this {
    return this.#beginSession(this.session);
  }

  /** Forgets the session: another id and no data. For a log-out. */
  clearSession(): this {
    return this.#beginSession({});
  }

  #beginSession(data: object): this {
    this.#session = this.#services.sessions.create(data);
    this.#writeSession = true;
    return this;
  }

  /**
   * The text of the request's body. Throws 413 when it is larger than the limit `bodyBytes`, 503 where too many
   * others are on their way.
   */
  async body(): Promise<string> {
    const bytes = await this.#bytes();
    try {
      return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    } catch {
      throw httpError(400, "The request's body is not readable text.");
    }
  }

  async #bytes(): Promise<Uint8Array> {
    try {
      return await this.request.body();
    } catch (error) {
      if (error instanceof BodyTooLarge) throw httpError(413, "The request's body is too large.");
      if (error instanceof TooManyBodies) throw httpError(503, "There are more bodies on their way than the limit allows.");
      throw httpError(400, "The request's body could not be read.");
    }
  }

  /**
   * The fields of a posted form, decoded as those of a live form are: `user[name]` is in an object `user`, `tags[]`
   * an array. Its files are left out. Throws 400 for fields beyond the limits `frameDepth` and `frameNames`.
   */
  async form(): Promise<FormFields> {
    this.#form ??= await this.#readForm();
    return this.#form;
  }

  async #readForm(): Promise<FormFields> {
    const { mediaType, boundary } = contentTypeOf(this.request.headers.get("content-type"));
    try {
      if (mediaType === "application/x-www-form-urlencoded")
        return decodeFields(new URLSearchParams(await this.body()), this.#services.limits);
      if (mediaType === "multipart/form-data") return decodeFields(partsOf(await this.#bytes(), boundary), this.#services.limits);
      return decodeFields([], this.#services.limits);
    } catch (error) {
      if (error instanceof BadFrame) throw httpError(400, `The form was refused: ${error.message}.`);
      throw error;
    }
  }

  /** Sets the status of the answer, 200 to 599. Throws `bad-reply` on any other. */
  status(code: number): this {
    this.#answer.status(code);
    return this;
  }

  /**
   * Sets a header of the answer, in place of an earlier value. Throws `bad-reply` on what would break the answer's
   * head, or is written by the server.
   */
  header(name: string, value: string): this {
    this.#answer.header(name, value);
    return this;
  }

  /**
   * Sees to it that no cache which others use keeps the answer: `private, no-cache`, unless a stricter
   * `Cache-Control` is set.
   */
  keepPrivate(): this {
    this.#answer.keepPrivate();
    return this;
  }

  text(body: string): this {
    return this.#give(`conn.text(${typeof body})`, "text/plain; charset=utf-8", body);
  }

  html(body: string): this {
    return this.#give(`conn.html(${typeof body})`, "text/html; charset=utf-8", body);
  }

  json(value: unknown): this {
    return this.send("application/json; charset=utf-8", JSON.stringify(value) ?? "null");
  }

  /** A template as a page, in the root layout, without a live view. */
  render<A extends object>(template: Template<A>, assigns: A): this {
    return this.html(this.#pages.render(this, template as Template, assigns));
  }

  /** Sends the visitor elsewhere: a path of this site, or `{ external }`. 303 after a POST, else 302. */
  redirect(target: string | RedirectTarget): this {
    const { url } = new Redirect(typeof target === "string" ? { to: target } : target);
    // A header is ASCII.
    const location = url.replace(/[^!-~]+/g, (run) => encodeURIComponent(run.toWellFormed()));
    return this.status(this.method === "GET" || this.method === "HEAD" ? 302 : 303)
      .header("Location", location)
      .text("");
  }

  /** Any body of any type. Throws `bad-reply` on what is none. */
  send(contentType: string, body: Body): this {
    return this.#give("conn.send", contentType, body);
  }

  #give(call: string, contentType: string, body: Body): this {
    this.#answer.body(call, contentType, body);
    return this;
  }

  /** Forgets the answer made so far, for an error page. */
  restart(): this {
    this.#answer.restart();
    return this;
  }

  /** The finished answer. One that sets a cookie is for this visitor alone. */
  response(): Response {
    const { sessions, proxies } = this.#services;
    const session = this.#session;
    const isChanged = session !== undefined && (this.#writeSession || JSON.stringify(session.data) !== this.#sessionBefore);
    return this.#answer.finish(isChanged ? [sessions.write(session, proxies.isSecure(this.request))] : []);
  }
}
