/** The names of Phoenix.LiveViewTest and of djust's test client, for who knows them; docs/testing.md has the table. */
import type { Payload } from "../protocol/wire.ts";
import type { ConnectInfo } from "../runtime-server/view/socket.ts";
import { TestElement, type TestForm } from "./element.ts";
import type { TextFilter } from "./find.ts";
import { type IsolatedOptions, liveIsolated } from "./live.ts";
import { type MockFileOptions, mockFile } from "./mock-file.ts";
import type { Outcome } from "./outcome.ts";

import { assertSnapshotOf } from "./snapshot.ts";
import type { AnyView, EventName, EventsOf, FlashMessages, PayloadFor, StateOf, TestView } from "./view.ts";
import type { VisitOptions } from "./visitor.ts";

// biome-ignore lint/suspicious/noExplicitAny: a view of any definition
type Any = TestView<any>;

export const element = (view: Any, selector: string, text?: TextFilter): TestElement => view.element(selector, text);
export const form = (view: Any, selector: string, data?: { readonly [name: string]: unknown }): TestForm => view.form(selector, data);
export const liveChildren = (parent: Any): readonly TestView[] => parent.children();
export const findLiveChild = (parent: Any, id: string): TestView => parent.findChild(id);
export const pageTitle = (view: Any): string => view.pageTitle();

/** Whether an element is there: `hasElement(element)` or `hasElement(view, selector, text)`. */
export function hasElement(of: TestElement | Any, selector?: string, text?: TextFilter): boolean {
  return of instanceof TestElement ? of.exists() : of.hasElement(selector as string, text);
}

/** The HTML of a view or an element. */
export const render = (of: TestElement | Any): Promise<string> => of.render();

type Action = "click" | "keydown" | "keyup" | "focus" | "blur" | "submit" | "change";

/** `render…(element, values)` does it to the element; `render…(view, event, values)` sends the event by its name. */
function action(name: Action): (of: TestElement | Any, event?: string | Payload, values?: Payload) => Promise<Outcome> {
  return (of, event = {}, values) => (of instanceof TestElement ? of[name](event as Payload) : of.hook(event as string, values));
}

type Render = ReturnType<typeof action>;
export const renderClick: Render = action("click");
export const renderKeydown: Render = action("keydown");
export const renderKeyup: Render = action("keyup");
export const renderFocus: Render = action("focus");
export const renderBlur: Render = action("blur");
export const renderSubmit: Render = action("submit");
export const renderChange: Render = action("change");
export const renderHook = (of: TestElement | Any, event: string, payload?: Payload): Promise<Outcome> => of.hook(event, payload);
export const renderPatch = (view: Any, path: string): Promise<Outcome> => view.patch(path);

export const assertPatch = (view: Any, to?: string, timeout?: number): Promise<void> => view.assertPatch(to, timeout);
export const assertPatched = (view: Any, to?: string): void => view.assertPatched(to);
export const assertRedirect = (view: Any, to?: string, timeout?: number): Promise<FlashMessages> => view.assertRedirect(to, timeout);
export const assertRedirected = (view: Any, to?: string): FlashMessages => view.assertRedirected(to);
export const assertPushEvent = (view: Any, event: string, payload?: unknown, timeout?: number): Promise<unknown> =>
  view.assertPushEvent(event, payload, timeout);
export const assertReply = (view: Any, payload: unknown, timeout?: number): Promise<unknown> => view.assertReply(payload, timeout);

/** Options of a visit, with these connect params. */
export const putConnectParams = (options: VisitOptions, connectParams: NonNullable<VisitOptions["connectParams"]>): VisitOptions => ({
  ...options,
  connectParams,
});
/** Options of a visit, with this connect info. */
export const putConnectInfo = (options: VisitOptions, connectInfo: ConnectInfo): VisitOptions => ({ ...options, connectInfo });

/** Sends an event to a view. */
export function sendEvent<V extends AnyView, N extends EventName<EventsOf<V>>>(
  view: TestView<V>,
  event: N,
  payload?: PayloadFor<EventsOf<V>, N>,
): Promise<Outcome> {
  return view.event(event, payload);
}

export function assertState<V extends AnyView>(view: TestView<V>, expected: Partial<StateOf<V>>): void {
  view.assertState(expected);
}

/** Compares HTML with a snapshot; see {@link TestView.snapshot}. */
export function assertHtmlSnapshot(name: string, html: string): Promise<void> {
  return assertSnapshotOf(name, html, new Error());
}

/** A mock of a file: `new MockUploadFile("me.png", { size: 3 })` is a `File`. */
export const MockUploadFile: new (name: string, options?: MockFileOptions) => File = class {
  constructor(name: string, options?: MockFileOptions) {
    // biome-ignore lint/correctness/noConstructorReturn: a name of djust's, for what is a function here
    return mockFile(name, options);
  }
} as never;

/** djust's test client. */
export class LiveViewTestClient<V extends AnyView> {
  readonly #definition: V;
  readonly #options: IsolatedOptions;
  #view: TestView<V> | undefined;

  constructor(view: V, options: IsolatedOptions = {}) {
    this.#definition = view;
    this.#options = options;
  }

  /** The view; throws before {@link mount}. */
  get view(): TestView<V> {
    if (this.#view === undefined) throw new Error("The view is not mounted yet: await client.mount() first.");
    return this.#view;
  }

  /** Opens the view with these params, as a query. Answers itself. */
  async mount(params: { readonly [name: string]: string | number } = {}): Promise<this> {
    const query = new URLSearchParams(Object.entries(params).map(([name, value]) => [name, String(value)]));
    const { view } = await liveIsolated(this.#definition, { path: `/?${query}`, ...this.#options });
    this.#view = view;
    return this;
  }

  sendEvent<N extends EventName<EventsOf<V>>>(event: N, payload?: PayloadFor<EventsOf<V>, N>): Promise<Outcome> {
    return this.view.event(event, payload);
  }

  assertState(expected: Partial<StateOf<V>>): void {
    this.view.assertState(expected);
  }

  render(): Promise<string> {
    return this.view.render();
  }
}
