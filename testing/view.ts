/** A live view under test: what its page shows, what a person does to it, and what the server has of it. */
import type { Effects, Payload } from "../protocol/wire.ts";
import type { App } from "../runtime-server/app/app.ts";
import type { View } from "../runtime-server/view/define.ts";
import type { LiveView } from "../runtime-server/view/live-view.ts";
import { type FormData, TestElement, TestFileInput, TestForm } from "./element.ts";
import { findAll, type TextFilter, viewAround } from "./find.ts";
import { rendered } from "./html.ts";
import { isEqual, matches, printed } from "./match.ts";
import { type Outcome, redirectedTo, shown } from "./outcome.ts";
import type { Page, Redirection } from "./page.ts";
import { type Measured, measured, type PerformanceLimits } from "./performance.ts";
import { assertSnapshot } from "./snapshot.ts";
import type { Stage } from "./stage.ts";
import { refuseDuplicateIds } from "./user.ts";
import { startTag } from "./window.ts";
import { withPayload } from "./wire.ts";

/** What `defineView` made, of whatever state. */
export type AnyView = View<never> | View;
/** The state of a view. */
export type StateOf<V extends AnyView> = V extends View<infer S, infer _E> ? S : object;
/** The events that a view's template sends, with their payloads. */
export type EventsOf<V extends AnyView> = V extends View<infer _S, infer E> ? E : object;
/** The names of its events; any where the view is not known. */
export type EventName<E extends object> = [keyof E] extends [never] ? string : keyof E & string;
/** What goes with an event: what its markup gives, or anything where no markup sends it. */
export type PayloadFor<E extends object, N> = N extends keyof E ? ([keyof E[N]] extends [never] ? Payload : E[N]) : Payload;

/** Flash messages, by kind. */
export type FlashMessages = NonNullable<Redirection["flash"]>;

/** Virtual milliseconds that an assertion waits where it is not told otherwise. */
const TIMEOUT = 100;

export class TestView<V extends AnyView = View> implements Stage {
  readonly page: Page;
  readonly #container: Element;
  readonly #view: LiveView;
  /** Up to where assertions have taken what arrived. */
  readonly #taken = new Set<Effects>();

  /** The view of a container that has joined. */
  constructor(page: Page, container: Element) {
    const number = page.numberOf(container);
    const view = number === undefined ? undefined : page.viewOf(number);
    if (view === undefined) throw new Error(`The view of ${startTag(container)} has not joined, or ended at once.`);
    this.page = page;
    this.#container = container;
    this.#view = view;
  }

  // ------------------------------------------------------------------------------------------------ facts

  /** The id of its container, or, where that has none, what `socket.id` is. */
  get id(): string {
    return this.#container.id === "" ? this.#view.id : this.#container.id;
  }

  /** What `defineView` made. */
  get module(): V {
    return this.#view.definition as View as V;
  }

  get app(): App {
    return this.page.app;
  }

  /** The element around it; throws once it is not on the page any more. */
  get container(): Element {
    if (!this.#container.isConnected) throw new Error(`The view ${this.#view.name} is not on the page any more.`);
    return this.#container;
  }

  get prefix(): string {
    return this.page.visitor.options.bindingPrefix ?? "live-";
  }

  /** The server's view: after an error in it, the one that took its place. */
  get #live(): LiveView {
    const number = this.page.numberOf(this.#container);
    return (number === undefined ? undefined : this.page.viewOf(number)) ?? this.#view;
  }

  /** Its state on the server. */
  get state(): Readonly<StateOf<V>> {
    return this.#live.assigns as Readonly<StateOf<V>>;
  }

  /** What it shows now. */
  get html(): string {
    return rendered(this.container.innerHTML);
  }

  /** What it shows, once the page is at rest. */
  async render(): Promise<string> {
    await this.page.rest();
    return this.html;
  }

  /** The title of the page. */
  pageTitle(): string {
    return this.page.document.title;
  }

  // ------------------------------------------------------------------------------------------------ what is in it

  /**
   * An element of the view: the only one that the selector finds, of those whose text contains `text`, or matches it.
   * It is looked for when something is done to it.
   */
  element(selector: string, text?: TextFilter): TestElement {
    return new TestElement(this, selector, text);
  }

  /**
   * A form, and what a person fills into its fields: a name that is not there is an error, and so is a hidden field.
   */
  form(selector: string, data: FormData = {}): TestForm {
    return new TestForm(this, selector, data);
  }

  /** A field for files, and the files to be chosen. */
  fileInput(selector: string, files: readonly File[]): TestFileInput {
    return new TestFileInput(this, selector, files);
  }

  /** Whether the selector finds something, with that text. */
  hasElement(selector: string, text?: TextFilter): boolean {
    return findAll(this.container, selector, text).length > 0;
  }

  /** The views directly inside it, in the order of the page. */
  children(): readonly TestView[] {
    const all = [...this.container.querySelectorAll("[data-live]")];
    const own = all.filter((container) => viewAround(container.parentElement as Element) === this.container);
    return own.map((container) => new TestView(this.page, container));
  }

  /** The view inside it whose container has that id, with or without its `#`. Throws where there is none. */
  findChild<C extends AnyView = View>(id: string): TestView<C> {
    const wanted = id.replace(/^#/, "");
    const children = this.children();
    const child = children.find((candidate) => candidate.id === wanted);
    if (child === undefined) {
      const there = children.map((candidate) => candidate.id).join(", ");
      throw new Error(`There is no view ${JSON.stringify(wanted)} inside ${this.#view.name}; there is ${there === "" ? "none" : there}.`);
    }
    return child as unknown as TestView<C>;
  }

  // ------------------------------------------------------------------------------------------------ what is done to it

  /** Clicks the element that a selector finds: short for `view.element(selector, text).click()`. */
  click(selector: string, text?: TextFilter): Promise<Outcome> {
    return this.element(selector, text).click();
  }

  /** Submits a form with this data: short for `view.form(selector, data).submit()`. */
  submit(selector: string, data?: FormData): Promise<Outcome> {
    return this.form(selector, data).submit();
  }

  /** Fills in fields of a form, and has it tell the change: short for `view.form(selector, data).change()`. */
  change(selector: string, data?: FormData): Promise<Outcome> {
    return this.form(selector, data).change();
  }

  /**
   * Sends an event by its name, whatever is on the page. Its names, and what goes with them, are those of the view's
   * template; {@link hook} sends any other.
   */
  event<N extends EventName<EventsOf<V>>>(name: N, payload?: PayloadFor<EventsOf<V>, N>): Promise<Outcome> {
    return this.hook(name, payload as Payload);
  }

  /** Sends an event as a hook would: one that no markup sends. */
  hook(event: string, payload: Payload = {}): Promise<Outcome> {
    return this.act(() => this.push(this.container, event, payload));
  }

  /** Follows a `live-patch` link to a path, as if there were one. */
  patch(path: string): Promise<Outcome> {
    return this.act(() => {
      const link = this.page.document.createElement("a");
      link.href = path;
      link.setAttribute(`${this.prefix}patch`, "");
      this.container.append(link);
      link.click();
      link.remove();
    });
  }

  /** Sends it a message, for `handleInfo`. */
  send(message: unknown): Promise<Outcome> {
    return this.act(() => this.#live.send(message));
  }

  /** Moves virtual time on, for the server and the page; every timer on the way rings. */
  async advance(ms: number): Promise<Outcome> {
    const before = this.page.redirects.length;
    await this.page.advance(ms);
    return this.#outcome(before);
  }

  async act(what: () => void): Promise<Outcome> {
    const before = this.page.redirects.length;
    what();
    await this.page.rest();
    refuseDuplicateIds(this.page.document);
    return this.#outcome(before);
  }

  /** By a key that nobody else listens for, so that the client sends it as it sends everything. */
  push(from: Element, event: string, payload: Payload): void {
    const { window, wire } = this.page;
    const names = [`${this.prefix}keydown`, `${this.prefix}key`] as const;
    const before = names.map((name) => from.getAttribute(name));
    from.setAttribute(names[0], event);
    from.removeAttribute(names[1]);
    wire.changeNext((frame) => withPayload(frame, payload));
    from.dispatchEvent(new window.KeyboardEvent("keydown", { key: "F24", bubbles: true }));
    for (const [index, name] of names.entries()) {
      const value = before[index] ?? null;
      if (value === null) from.removeAttribute(name);
      else from.setAttribute(name, value);
    }
  }

  #outcome(before: number): Outcome {
    const redirect = this.page.redirects.slice(before).at(-1);
    if (redirect !== undefined) return redirectedTo(redirect);
    const answer = this.page.takeAnswer();
    return shown(answer?.html ?? this.html);
  }

  // ------------------------------------------------------------------------------------------------ assertions

  /** Throws unless each of these assigns is, on the server, deeply equal. */
  assertState(expected: Partial<StateOf<V>>): void {
    const state = this.#live.assigns;
    const wrong = Object.entries(expected).filter(([name, value]) => !isEqual(state[name], value));
    if (wrong.length === 0) return;
    const lines = wrong.map(([name, value]) => `  ${name} is ${printed(state[name])}, expected ${printed(value)}`);
    throw new Error(`The state of ${this.#view.name} is another:\n${lines.join("\n")}`);
  }

  /**
   * Waits, up to `timeout` virtual milliseconds, for an event that the view pushes to its page. Of a payload that is
   * given, what is named must be there. Each event is asserted once. Answers the payload.
   */
  async assertPushEvent(event: string, payload?: unknown, timeout: number = TIMEOUT): Promise<unknown> {
    const pushed = await this.#within(timeout, () => {
      for (const { effects } of this.#arrived()) {
        const found = effects.e?.find((one) => one[0] === event && !this.#taken.has(one as never) && matches(one[1], payload));
        if (found === undefined) continue;
        this.#taken.add(found as never);
        return found;
      }
      return undefined;
    });
    if (pushed !== undefined) return pushed[1];
    const others = this.#arrived().flatMap(({ effects }) => effects.e ?? []);
    throw new Error(
      `The view ${this.#view.name} pushed no event ${event}${payload === undefined ? "" : ` with ${printed(payload)}`} within ${timeout} ms.${told("Pushed were", others)}`,
    );
  }

  /** Waits for the reply of a handler to whoever sent its event; see {@link assertPushEvent}. */
  async assertReply(payload: unknown, timeout: number = TIMEOUT): Promise<unknown> {
    const reply = await this.#within(timeout, () => {
      const found = this.#arrived().find(({ effects }) => "y" in effects && !this.#taken.has(effects) && matches(effects.y, payload));
      if (found !== undefined) this.#taken.add(found.effects);
      return found;
    });
    if (reply !== undefined) return reply.effects.y;
    const others = this.#arrived().flatMap(({ effects }) => ("y" in effects ? [effects.y] : []));
    throw new Error(
      `The view ${this.#view.name} replied nothing like ${printed(payload)} within ${timeout} ms.${told("Replies were", others)}`,
    );
  }

  /** Waits until the visitor is sent to `to`, or anywhere. Answers the messages that are brought along. */
  async assertRedirect(to?: string, timeout: number = TIMEOUT): Promise<FlashMessages> {
    await this.#within(timeout, () => this.page.redirects.at(-1));
    return this.assertRedirected(to);
  }

  /** Throws unless the visitor was sent to `to`, or anywhere. Answers the messages that are brought along. */
  assertRedirected(to?: string): FlashMessages {
    const redirect = this.page.redirects.at(-1);
    if (redirect === undefined)
      throw new Error(`The view ${this.#view.name} sent the visitor nowhere${to === undefined ? "" : `, expected ${to}`}.`);
    if (to !== undefined && redirect.to !== to) throw new Error(`The visitor was sent to ${redirect.to}, expected ${to}.`);
    return redirect.flash ?? {};
  }

  /** Waits until the page's URL is patched to `to`. */
  async assertPatch(to?: string, timeout: number = TIMEOUT): Promise<void> {
    await this.#within(timeout, () => this.page.patches.at(-1));
    this.assertPatched(to);
  }

  /** Throws unless the page's URL was patched to `to`. */
  assertPatched(to?: string): void {
    const patched = this.page.patches.at(-1);
    if (patched === undefined) throw new Error(`The page's URL was not patched${to === undefined ? "" : `, expected ${to}`}.`);
    if (to !== undefined && patched !== to) throw new Error(`The page's URL was patched to ${patched}, expected ${to}.`);
  }

  /** Throws unless the view looks as it did when the snapshot of that name was written; the first time, writes it. */
  async snapshot(name: string): Promise<void> {
    await this.page.rest();
    assertSnapshot(name, this.container, new Error());
  }

  /**
   * Does something and throws where it takes more than the limits allow: real milliseconds, bytes on the wire (both
   * ways, raw), expressions evaluated, queries by a counter of yours. Answers what it took.
   *
   * @example
   * await view.performance({ maxBytes: 60, maxEvaluated: 4 }, () => view.click("#t50"));
   */
  performance(limits: PerformanceLimits, action: () => unknown): Promise<Measured> {
    return measured(limits, action, this.page);
  }

  #arrived(): readonly { readonly effects: Effects }[] {
    const number = this.page.numberOf(this.#container);
    return this.page.wire.arrived.filter(({ view }) => view === number);
  }

  /** Looks for something, and moves virtual time on from timer to timer until it is there. */
  async #within<T>(timeout: number, find: () => T | undefined): Promise<T | undefined> {
    await this.page.rest();
    const { clock } = this.page.lab;
    const end = clock.now() + timeout;
    for (;;) {
      const found = find();
      if (found !== undefined || !clock.ring(end)) return found;
      await this.page.rest();
    }
  }
}

function told(what: string, all: readonly unknown[]): string {
  return all.length === 0 ? "" : ` ${what} ${all.map(printed).join(", ")}.`;
}

/** The container of the page's first view. Throws where the page has none. */
export function mainContainer(page: Page): Element {
  const container = page.main;
  if (container === null) throw new Error(`There is no live view on the page at ${page.path}.`);
  return container;
}
