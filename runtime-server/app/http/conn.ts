/** `conn`: one HTTP request and the answer that is being made for it. */
import type { SharedAssigns } from "../../base/declared.ts";
import type { Template } from "../../rendering/contract.ts";
import type { Request, Response } from "../../transport/transport.ts";
import type { Container, Params, View } from "../../view/define.ts";
import { type Flash, isEmpty, NO_FLASH, withFlash, withoutFlash } from "../../view/features/flash.ts";
import type { FormFields } from "../../view/form-fields.ts";
import { Redirect, type RedirectTarget } from "../../view/redirect.ts";
import type { JsonLimits } from "../../wire/checked-json.ts";
import type { VisitorSession } from "../security/session.ts";
import type { Services } from "../services.ts";
import { Answer, type Body } from "./answer.ts";
import { normalisePath } from "./path.ts";
import type { Presence } from "./presence.ts";
import { type PostedFile, RequestBody } from "./request-body.ts";
import { decodeQuery } from "./router.ts";

type ConnServices = Pick<Services, "sessions" | "proxies" | "flashes"> & { readonly limits: JsonLimits };

/** Makes the pages of a conn. */
export interface ConnPages {
  render(conn: Conn, template: Template, assigns: object): string;
  /** Answers with a page of this view, which no route leads to. */
  live(conn: Conn, view: View, options: ConnLiveOptions): Promise<void>;
}

/** Options of `conn.live`. */
export interface ConnLiveOptions {
  /** Added to the visitor's session for `mount`. */
  readonly session?: { readonly [name: string]: unknown };
  /** In place of the view's own container. */
  readonly container?: Container;
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
  readonly #pages: ConnPages;
  readonly #presence: Presence;
  readonly #answer = new Answer();
  readonly #body: RequestBody;
  #path: string | undefined;
  #assigns: { readonly [name: string]: unknown } = {};
  /** Messages of the page before, once they were asked for. */
  #received: Flash | undefined;
  #flash: Flash = NO_FLASH;
  #session: VisitorSession | undefined;
  #sessionBefore = "";
  #writeSession = false;

  constructor(request: Request, services: ConnServices, pages: ConnPages, presence: Presence) {
    this.request = request;
    this.#presence = presence;
    this.#services = services;
    this.#pages = pages;
    this.query = decodeQuery(request.query);
    this.#body = new RequestBody(request, services.limits);
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
  body(): Promise<string> {
    return this.#body.text();
  }

  /**
   * The JSON of the request's body, as {@link body}; objects in it have no prototype. Throws 400 for what is not JSON,
   * or is beyond the limits `frameDepth` and `frameNames`.
   */
  readJson(): Promise<unknown> {
    return this.#body.json();
  }

  /**
   * The fields of a posted form, decoded as those of a live form are: `user[name]` is in an object `user`, `tags[]`
   * an array. Its files are left out. Throws 400 for fields beyond the limits `frameDepth` and `frameNames`.
   */
  form(): Promise<FormFields> {
    return this.#body.form();
  }

  /**
   * The files of a posted form with `enctype="multipart/form-data"`, each in a temporary file that is deleted once the
   * request is answered: move what is to stay. All of the body counts against `bodyBytes`.
   */
  files(): Promise<readonly PostedFile[]> {
    return this.#body.files();
  }

  /** What plugs assigned for the page: layouts and templates of this request have it, and views by `assignNew`. */
  get assigns(): { readonly [name: string]: unknown } {
    return this.#assigns;
  }

  assign<K extends keyof SharedAssigns>(name: K, value: SharedAssigns[K]): this;
  assign(name: string, value: unknown): this;
  assign(name: string, value: unknown): this {
    this.#assigns = { ...this.#assigns, [name]: value };
    return this;
  }

  /** Messages for this page that the one before left, and those of {@link putFlash}. */
  get flash(): Flash {
    this.#received ??= this.#services.flashes.open(this.#flashCookie, this.visitor());
    return { ...this.#received, ...this.#flash };
  }

  /** Shows a message: on this page, or where the answer redirects, there. */
  putFlash(kind: string, message: string): this {
    this.#flash = withFlash(this.#flash, kind, message);
    return this;
  }

  /** Takes back the message of a kind, or all. */
  clearFlash(kind?: string): this {
    this.#received = withoutFlash(this.flash, kind);
    this.#flash = NO_FLASH;
    return this;
  }

  /** Messages, for the page that shows them from now on. */
  takeFlash(): Flash {
    const { flash } = this;
    this.#received = this.#flash = NO_FLASH;
    return flash;
  }

  get #flashCookie(): string | undefined {
    return this.#services.flashes.read(this.request.headers.get("cookie"));
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

  /**
   * A live view as the page of this plain route. Its `mount` is given no params, and its URL cannot be patched, for no
   * live route leads to it.
   *
   * @example
   * app.get("/old", (conn) => conn.live(Home, { session: { from: "old" } }));
   */
  async live(view: View<never> | View, options: ConnLiveOptions = {}): Promise<this> {
    await this.#pages.live(this, view as View, options);
    return this;
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
    const { sessions, proxies, flashes } = this.#services;
    // Messages are for a session, which they may begin.
    const session = isEmpty(this.#flash) ? this.#session : this.visitor();
    const isChanged = session !== undefined && (this.#writeSession || JSON.stringify(session.data) !== this.#sessionBefore);
    const cookies = isChanged ? [sessions.write(session, proxies.isSecure(this.request))] : [];
    if (!isEmpty(this.#flash)) cookies.push(flashes.write(this.#flash, this.visitor()));
    else if (this.#received !== undefined && this.#flashCookie !== undefined) cookies.push(flashes.write(undefined, this.visitor()));
    return this.#answer.finish(cookies);
  }

  /** It was answered: what was kept for it goes. */
  close(): Promise<void> {
    return this.#body.discard();
  }
}
