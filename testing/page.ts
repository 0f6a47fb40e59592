/**
 * A page of an app in jsdom: the server's core and the real client, with frames that travel in the process. Everything
 * else here stands on it: views under test, scenarios of `livec bench`, recorders.
 *
 * Who acts on the page does so through the DOM (`page.document`) and then waits for {@link Page.rest}.
 */
import type { JSDOM } from "jsdom";
import type { App } from "../runtime-server/app/app.ts";
import { openMountToken } from "../runtime-server/app/live/mount-token.ts";
import type { LiveView } from "../runtime-server/view/live-view.ts";
import { type Lab, type LogEntry, labOf } from "./lab.ts";
import type { Evaluated, SentSlot } from "./tally.ts";
import { type Answer, ORIGIN, pathOf, type VisitOptions, Visitor } from "./visitor.ts";
import { openWindow } from "./window.ts";
import { Wire } from "./wire.ts";

interface Client {
  connect(): void;
  disconnect(): void;
}

/** A redirect or navigation of the server, or a link that was followed. */
export interface Redirection {
  readonly to: string;
  /** The messages that are brought along, where there are any. */
  readonly flash?: { readonly [kind: string]: unknown };
}

export class Page {
  readonly app: App;
  readonly lab: Lab;
  readonly visitor: Visitor;
  /** Path and query. */
  readonly path: string;
  /** What the app answered over HTTP: the page before its client connects. */
  readonly answer: Answer;
  readonly wire: Wire;
  readonly #dom: JSDOM;
  readonly #client: Client | undefined;
  /** Errors of the page that nobody was told of yet. */
  readonly #failures: unknown[] = [];
  /** How much of the log, and of what arrived, was looked at. */
  #heard: number;
  #arrived = 0;
  /** Where the visitor was sent so far, by the server or by a link. The page itself stays. */
  readonly redirects: Redirection[] = [];
  /** URLs that took the place of the page's own, without another page being loaded. */
  readonly patches: string[] = [];
  /** The view that the page is about; another one once the page has navigated. */
  #main: Element | null;
  #hasMoved = false;
  /** Of a form that was submitted without livec. */
  #answered: Answer | undefined;
  #isLeaving = false;

  private constructor(
    lab: Lab,
    visitor: Visitor,
    path: string,
    app: App,
    answer: Answer,
    dom: JSDOM,
    leaving: { leave(): void; fail(error: unknown): void },
  ) {
    this.lab = lab;
    this.visitor = visitor;
    this.path = path;
    this.app = app;
    this.answer = answer;
    this.#dom = dom;
    this.#main = this.main;
    this.#heard = lab.log.length;
    leaving.leave = () => {
      this.#isLeaving = true;
    };
    leaving.fail = (error) => void this.#failures.push(error);
    this.wire = new Wire(() => visitor.connect(), lab.work);
    this.#client = answer.redirect === undefined ? this.#start() : undefined;
  }

  /**
   * Requests a page and parses it; its client is there and not connected. Throws what the app threw where it answers
   * with an error.
   */
  static async load(app: App, path: string, options: VisitOptions = {}): Promise<Page> {
    const lab = labOf(app);
    const visitor = new Visitor(lab, options);
    return Page.visit(app, lab, visitor, path);
  }

  /** Another page for the same visitor. */
  static async visit(app: App, lab: Lab, visitor: Visitor, path: string): Promise<Page> {
    const heard = lab.log.length;
    const answer = await visitor.request("GET", path);
    if (answer.status >= 400) {
      const cause = lab.log.slice(heard).find(({ fields }) => fields["error"] !== undefined)?.fields["error"];
      throw new Error(`GET ${path} is answered with status ${answer.status}${cause instanceof Error ? `: ${cause.message}` : "."}`, {
        cause,
      });
    }
    const callbacks = { leave() {}, fail(_error: unknown) {} };
    const dom = await openWindow({
      html: answer.html,
      url: ORIGIN + path,
      clock: lab.clock,
      fetch: async (url) => (await visitor.request("GET", pathOf(new URL(url, ORIGIN).href))).html,
      leaves: () => callbacks.leave(),
      failed: (error) => callbacks.fail(error),
    });
    return new Page(lab, visitor, path, app, answer, dom, callbacks);
  }

  #start(): Client {
    const { connectParams, bindingPrefix } = this.visitor.options;
    const { livec } = this.#dom.window as unknown as {
      readonly livec: { readonly LiveSocket: new (path: string, options: object) => Client };
    };
    const client = new livec.LiveSocket(this.lab.services.path, {
      transport: this.wire.open,
      // The first try comes at once, later ones as virtual time allows.
      reconnectAfterMs: (tries: number) => 1_000 * tries,
      ...(connectParams === undefined ? {} : { params: connectParams }),
      ...(bindingPrefix === undefined ? {} : { bindingPrefix }),
    });
    this.#actAsBrowser();
    return client;
  }

  get window(): Window & typeof globalThis {
    return this.#dom.window as unknown as Window & typeof globalThis;
  }

  get document(): Document {
    return this.#dom.window.document;
  }

  /** The app's log since the first page of it. */
  get log(): readonly LogEntry[] {
    return this.lab.log;
  }

  /** What its views evaluated so far. */
  get evaluated(): Evaluated {
    const tallies = [...this.wire.known].map((token) => this.lab.tallyOf(this.#instanceOf(token) ?? "").now);
    const sum = (of: (tally: Evaluated) => number): number => tallies.reduce((total, tally) => total + of(tally), 0);
    return { slots: sum(({ slots }) => slots), expressions: sum(({ expressions }) => expressions), rows: sum(({ rows }) => rows) };
  }

  /** What each slot sent since the last time, where the app's views are followed slot by slot. */
  takeSent(): readonly SentSlot[] {
    const ids = new Set([...this.wire.known].map((token) => this.#instanceOf(token) ?? ""));
    return [...ids].flatMap((id) => this.lab.tallyOf(id).take());
  }

  /** Connects, joins and waits for rest. */
  async connect(): Promise<void> {
    this.#client?.connect();
    await this.rest();
  }

  /** The connection breaks; the client connects again at once. */
  async reconnect(): Promise<void> {
    this.wire.break();
    await this.rest();
  }

  /** The connection is gone, and stays so until {@link connect}. */
  async disconnect(): Promise<void> {
    this.wire.break();
    this.#client?.disconnect();
    await this.rest();
  }

  /**
   * Waits until nothing is under way: requests, events, handlers, renders, messages. Then throws the first error of the
   * page or of one of its views that nobody was told of.
   */
  async rest(): Promise<void> {
    const { work, clock } = this.lab;
    await work.rest(() => this.wire.noticeEnd() || this.wire.timed(() => clock.ring(clock.now())));
    const isSent = this.#followServer();
    if (this.#hasNavigated()) {
      this.patches.pop();
      if (!isSent) this.#redirect(this.window.location.href);
    }
    const [error] = this.failures();
    const isLost = this.#isLeaving && !isSent;
    this.#isLeaving = false;
    if (error !== undefined) throw error;
    if (isLost) throw new Error("The page loads itself anew.");
  }

  /** Moves virtual time on; every timer on the way rings, each followed by rest. */
  async advance(ms: number): Promise<void> {
    const { clock } = this.lab;
    const end = clock.now() + ms;
    while (this.wire.timed(() => clock.ring(end))) await this.rest();
    await this.rest();
  }

  /** Errors of the page, and of its views, since the last time. */
  failures(): readonly unknown[] {
    const own = new Set([...this.wire.known].map((token) => this.#instanceOf(token)));
    const isOurs = ({ level, fields }: LogEntry): boolean =>
      level === "error" && (fields["id"] === undefined ? this.#isLeaving : own.has(String(fields["id"])));
    const entries = this.lab.log.slice(this.#heard).filter(isOurs);
    this.#heard = this.lab.log.length;
    return [...entries.map(({ message, fields }) => fields["error"] ?? new Error(message)), ...this.#failures.splice(0)];
  }

  /** The server's view with that number on the wire, while there is one. */
  viewOf(number: number): LiveView | undefined {
    return this.lab.services.views.get(this.#instanceOf(this.wire.tokens.get(number)) ?? "");
  }

  /** The number on the wire of the view in a container, once it has joined. */
  numberOf(container: Element): number | undefined {
    const token = container.getAttribute("data-live");
    return [...this.wire.tokens].find(([, joined]) => joined === token)?.[0];
  }

  /** What the app answered to a form that livec left alone, once. */
  takeAnswer(): Answer | undefined {
    const answer = this.#answered;
    this.#answered = undefined;
    return answer;
  }

  /** The container of its first view, where it has one. */
  get main(): Element | null {
    return this.document.querySelector("[data-live]");
  }

  /** True where the page shows what the redirect leads to: it has navigated there. */
  isAt({ to }: Redirection): boolean {
    return this.#hasMoved && pathOf(this.window.location.href) === to;
  }

  /** Notes where the server sent the visitor since the last time; false where it sent them nowhere. */
  #followServer(): boolean {
    const arrived = this.wire.arrived.slice(this.#arrived);
    this.#arrived = this.wire.arrived.length;
    const goals = arrived.flatMap(({ effects: { r, g, f } }) => [r, g].flat().flatMap((url) => (url === undefined ? [] : [{ url, f }])));
    for (const { url, f } of goals) this.#redirect(url, f);
    return goals.length > 0;
  }

  /** Whether another view took the place of the page's since the last time. */
  #hasNavigated(): boolean {
    const main = this.main;
    const hasNavigated = this.#main !== null && main !== null && main !== this.#main;
    this.#main = main;
    this.#hasMoved ||= hasNavigated;
    return hasNavigated;
  }

  #redirect(url: string, sealed?: string): void {
    const to = pathOf(new URL(url, this.document.baseURI).href);
    this.redirects.push(sealed === undefined ? { to } : { to, flash: this.lab.services.flashes.peek(sealed) });
  }

  /** What a browser does by itself, once the client has had its say: links, forms, and the page's own URL. */
  #actAsBrowser(): void {
    const { window } = this;
    window.addEventListener("click", (event) => {
      const link = (event.target as Element).closest<HTMLAnchorElement>("a[href],area[href]");
      if (link === null || event.defaultPrevented) return;
      const here = new URL(window.location.href);
      const there = new URL(link.href, this.document.baseURI);
      if (there.hash !== "" && there.href.split("#", 1)[0] === here.href.split("#", 1)[0]) return;
      event.preventDefault();
      this.#redirect(there.href);
    });
    window.addEventListener("submit", (event) => {
      if (event.defaultPrevented) return;
      event.preventDefault();
      void this.lab.work.during("the answer to a form", this.#post(event.target as HTMLFormElement, event.submitter));
    });
    for (const name of ["pushState", "replaceState"] as const) {
      const own = window.history[name].bind(window.history);
      window.history[name] = (data, unused, url) => {
        const before = window.location.href;
        own(data, unused, url);
        if (window.location.href !== before) this.patches.push(pathOf(window.location.href));
      };
    }
  }

  /** Submits a form without livec: fields in the query of a GET, or in the body of a POST. */
  async #post(form: HTMLFormElement, submitter: HTMLElement | null): Promise<void> {
    try {
      const attribute = (name: string): string => submitter?.getAttribute(`form${name}`) ?? form.getAttribute(name) ?? "";
      const data = new this.window.FormData(form, submitter);
      const fields = new URLSearchParams([...data].map(([name, value]) => [name, typeof value === "string" ? value : value.name]));
      const { pathname, search } = new URL(attribute("action"), this.window.location.href);
      const isPost = attribute("method").toLowerCase() === "post";
      const headers = { "content-type": "application/x-www-form-urlencoded", origin: ORIGIN };
      const answer = isPost
        ? await this.visitor.request("POST", pathname + search, { headers, body: String(fields) })
        : await this.visitor.request("GET", `${pathname}?${fields}`);
      if (answer.redirect === undefined) this.#answered = answer;
      else this.#redirect(answer.redirect.to);
    } catch (error) {
      this.#failures.push(error);
    }
  }

  /** The visitor leaves: the connection ends, and so does the window. */
  close(): void {
    this.#client?.disconnect();
    this.wire.break();
    this.#dom.window.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.close();
  }

  #instanceOf(token: string | undefined): string | undefined {
    return token === undefined ? undefined : openMountToken(this.lab.services.sealer, token)?.token.i;
  }
}
