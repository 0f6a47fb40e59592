/** A view's definition: what a program writes. */

import type { PayloadValue } from "../../protocol/wire.ts";
import { didYouMean, LivecError } from "../base/errors.ts";
import { after } from "../base/maybe.ts";
import type { Template } from "../rendering/contract.ts";
import { inLayout } from "../rendering/live-layout.ts";
import { type Container, type Viewable, viewBrand } from "../rendering/nested-view.ts";
import { isTemplate } from "../rendering/template.ts";
import type { AsyncOutcome } from "./async-result.ts";
import { checkContainer } from "./container.ts";

import type { asData, Opaque } from "./draft.ts";
import { type FormCallbacks, type FormDefinition, type FormEvent, type FormIn, formEvents, mountForm } from "./features/form.ts";
import type { FormOf } from "./forms/form.ts";
import type { FormSchema } from "./forms/types.ts";
import type { TerminateReason } from "./life.ts";
import type { Redirect } from "./redirect.ts";
import type { MountSocket, Socket } from "./socket.ts";

/**
 * The query and the path parameters of the page's URL; a path parameter wins over a query one of its name. A repeated
 * query name keeps its last value.
 */
export type Params = { readonly [name: string]: string | undefined };

export type { Container } from "../rendering/nested-view.ts";

/** The visitor's session, as the cookie carries it. */
export type Session = { readonly [name: string]: unknown };

/** How a connection came about: the page's first, one that had to mount, or one that found the view again. */
export type ConnectReason = "adopted" | "mounted" | "resumed";

/** What a handler may answer: nothing, a reply for the hook that pushed the event, or a redirect. */
export type HandlerResult = void | undefined | { readonly reply: unknown } | Redirect;

/** A payload whose names `P` are known; whatever else came along has a JSON value. */
export type PayloadOf<P> = P & { readonly [name: string]: PayloadValue | undefined };

/** Handles one event of the client. */
// biome-ignore lint/complexity/noBannedTypes: {} is the payload without known names
export type Handler<S extends object, P = {}> = (socket: Socket<S>, payload: PayloadOf<P>) => HandlerResult | Promise<HandlerResult>;

/**
 * What stands for the type of an assign while it is inferred: `readonly`, so that a literal fits. An array is named as
 * such, not mapped, so that a type that contains itself ends.
 */
export type Like<A> = A extends Opaque | ReadonlyMap<unknown, unknown> | ReadonlySet<unknown>
  ? A
  : A extends readonly (infer I)[]
    ? number extends A["length"]
      ? readonly Like<I>[]
      : { readonly [K in keyof A]: Like<A[K]> }
    : A extends object
      ? { readonly [K in keyof A]: Like<A[K]> }
      : A;

/**
 * Literals become their types, literal objects and arrays writable: what a variable would hold. What has a type already
 * (an interface, a class, `readonly Row[]`) keeps it.
 */
type Widen<T> = T extends string
  ? string
  : T extends number
    ? number
    : T extends bigint
      ? bigint
      : T extends boolean
        ? boolean
        : T extends (...args: never[]) => unknown
          ? T
          : T extends readonly (infer I)[]
            ? number extends T["length"]
              ? T
              : Widen<I>[]
            : T extends { readonly [name: string]: unknown }
              ? { -readonly [K in keyof T]: Widen<T[K]> }
              : T;

/** A view's state: the template's assigns, and whatever else `mount` returns. */
export type State<A extends object, R> = [Others<A, R>] extends [never] ? A : A & { [K in Others<A, R>]: Widen<R[K]> };

/** The names of what `mount` returns besides the template's assigns. */
type Others<A, R> = IsUnsettled<R> extends true ? never : Exclude<keyof R, keyof A>;

declare const unsettled: unique symbol;

/** Part of the constraint of what `mount` returns, by which it is known from what a `mount` really returned. */
export interface Unsettled {
  readonly [unsettled]?: never;
}

/**
 * TypeScript looks at a call twice, first without the functions whose parameters have no type, such as a `mount`: what
 * it returns, `R`, is not known then. What is refused at the first look is an error, so there anything passes that may
 * be right.
 */
export type IsUnsettled<R> = typeof unsettled extends keyof R ? true : false;

/** What else an option may be while the state is not known. */
type AtFirst<R> = IsUnsettled<R> extends true ? object : never;

type Awaitable<T> = T | Promise<T>;

/** Payloads by event: those of the template's events, and nothing known of any other. */
// biome-ignore lint/complexity/noBannedTypes: {} is the payload without known names
type Payloads<E extends object> = E & { [name: string]: {} };

/**
 * A handler for each event of the template, and any others. One mapped type, not an intersection, so that a handler's
 * payload is that of its own event alone; no conditional type around it, which would settle the state before `mount`
 * was looked at.
 */
type Handlers<S extends object, E extends object, Else> = { [K in keyof Payloads<E>]: Handler<S, Payloads<E>[K]> | Else };

/** The callbacks whose types follow from the state `S`. */
interface Callbacks<S extends object> {
  /** After `mount`, in the same turn; `uri` is the page's URL, whole. */
  handleParams?(socket: Socket<S>, params: Params, uri: string): Awaitable<void | Redirect>;
  /** A message sent by `socket.send`, `sendAfter` or `sendInterval`. */
  handleInfo?(socket: Socket<S>, message: unknown): Awaitable<void>;
  /** What came of a task that `socket.startAsync` began. */
  handleAsync?(socket: Socket<S>, name: string, outcome: AsyncOutcome): Awaitable<void>;
  /** A question of the program, asked by `app.call`; what it returns, or its promise, is the answer. */
  handleCall?(socket: Socket<S>, message: unknown): unknown;
  /** Each time the page connects; `connectParams` and `connectInfo` are known. */
  handleConnect?(socket: Socket<S>, reason: ConnectReason): Awaitable<void>;
  /** The view ends; nothing can be sent any more. */
  terminate?(socket: Socket<S>, reason: TerminateReason): Awaitable<void>;
}

/** The names of those assigns that are arrays. */
type Arrays<S> = { [K in keyof S]: S[K] extends readonly unknown[] ? K : never }[keyof S];

/**
 * Assigns that are there for one render only, and what they are afterwards; or the names of arrays, which are empty
 * afterwards.
 */
export type TemporaryAssigns<S extends object> = { readonly [K in keyof S]?: S[K] } | readonly Arrays<S>[];

/** True for the assigns of a template that shows a form under the name that the option `form` gives it. */
type ShowsForm<A> = A extends { readonly form: { readonly [asData]: true } } ? true : false;

/** What `mount` must return; a form may come from the option. */
type Mounted<A> = ShowsForm<A> extends true ? Omit<A, "form"> & { readonly form?: FormIn<A> } : A;

/** The events for which a view must have handlers; those of a form may be the option's. */
type Own<A, E> = ShowsForm<A> extends true ? Omit<E, FormEvent> : E;

/** The option `form`: a schema of the form that the template shows, or the form. */
type FormOption<A, R, F extends FormSchema> =
  ShowsForm<A> extends true
    ? ("form" extends keyof R ? unknown : { form: object }) & { form?: FormIn<A> | ([FormOf<F>] extends [FormIn<A>] ? F : FormIn<A>) }
    : { form?: FormSchema | FormIn<A> };

/** Options that are plain data. */
export interface ViewOptions {
  /** The element around the view. */
  readonly container?: Container;
  /** `false`: mount for the page and again for the connection, `socket.connected` telling which. */
  readonly adopt?: boolean;
  /**
   * The view's live layout: around its template, inside its container, rendered with the same assigns. In place of the
   * live session's; views inside this one do not have it.
   */
  readonly layout?: Template<never> | Template;
}

declare const eventsOf: unique symbol;

/**
 * A view, ready to be routed: `app.live("/", View)`. `S` is its state, `E` the events of its template with their
 * payloads.
 */
export interface View<S extends object = object, E extends object = object> extends Viewable {
  readonly [eventsOf]?: E;
  /** Its template without a layout. */
  readonly bare: Template;
  /** Around its template. */
  readonly layout: Template | undefined;
  readonly container: Container;
  readonly adopt: boolean;
  /** The allow-list: nothing else can be called from a client. */
  readonly events: ReadonlyMap<string, Handler<S>>;
  /** By name, what each is between two renders. */
  readonly temporaryAssigns: ReadonlyMap<string, unknown>;
  mount(socket: MountSocket, params: Params, session: Session): Awaitable<object>;
  readonly callbacks: Callbacks<S>;
}

/**
 * Defines a view. Its state is what `mount` returns; TypeScript infers it for every other callback, so a `mount` that
 * declares parameters stands before `events`. Throws a {@link LivecError} `bad-definition` where a definition cannot be
 * right.
 *
 * @example
 * export default defineView({
 *   template,
 *   mount: (socket, params) => ({ count: Number(params.start ?? 0) }),
 *   events: { inc: (socket) => socket.assign({ count: socket.assigns.count + 1 }) },
 * });
 */
export function defineView<A extends object, E extends object, const R extends Like<Mounted<A>> & Unsettled, F extends FormSchema = never>(
  view: {
    template: Template<A, E>;
    mount(socket: MountSocket, params: Params, session: Session): R | Redirect | Promise<R | Redirect>;
  } & Callbacks<State<A, R>> &
    FormCallbacks<Socket<State<A, R>>, FormIn<A>, HandlerResult> & { form?: F | FormIn<A> } & FormOption<A, R, F> &
    ViewOptions &
    (keyof Own<A, E> extends never ? unknown : { events: object }) & {
      events?: Handlers<State<A, R>, Own<A, E>, AtFirst<R>>;
      temporaryAssigns?: TemporaryAssigns<State<A, R>> | AtFirst<R>;
    },
): View<State<A, R>, E> {
  checkDefinition(view);
  const { template, container = {}, adopt = true, events = {}, temporaryAssigns = [] } = view;
  const withForm = mountForm(view as object as FormDefinition);
  const [bare, layout] = [template as Template, view.layout as Template | undefined];
  const { handleParams, handleInfo, handleCall, handleAsync, handleConnect, terminate } = view;
  const callbacks = { handleParams, handleInfo, handleCall, handleAsync, handleConnect, terminate };
  const made: View<State<A, R>, E> = {
    [viewBrand]: true,
    name: template.name.replace(/\.live\.html$/, ""),
    template: layout === undefined ? bare : inLayout(bare, layout),
    bare,
    layout,
    container,
    adopt,
    events: new Map(Object.entries({ ...formEvents(view as object as FormDefinition), ...events }) as [string, Handler<State<A, R>>][]),
    temporaryAssigns: new Map(
      Array.isArray(temporaryAssigns) ? temporaryAssigns.map((name: string) => [name, NO_ITEMS]) : Object.entries(temporaryAssigns),
    ),
    mount: (socket, params, session) => after(view.mount(socket, params, session), withForm),
    callbacks: Object.fromEntries(Object.entries(callbacks).filter(([, fn]) => fn !== undefined)),
  };
  mounts.set(made, view.mount);
  return made;
}

const mounts = new WeakMap<object, object>();

/** The `mount` of a view as the program wrote it: when a view is replaced, it tells whether states still fit. */
export function mountOf(view: View): object | undefined {
  return mounts.get(view);
}

/** In development: `known` has become what `made` is. */
export function renewMount(known: View, made: View): void {
  mounts.set(known, mounts.get(made) ?? known.mount);
}

/** What a temporary array is between two renders. */
const NO_ITEMS: readonly unknown[] = Object.freeze([]);

/** True for what {@link defineView} made. */
export function isView(value: unknown): value is View {
  return typeof value === "object" && value !== null && viewBrand in value;
}

const functions = [
  "mount",
  "handleParams",
  "handleInfo",
  "handleCall",
  "handleAsync",
  "handleConnect",
  "terminate",
  "formValid",
  "formInvalid",
] as const;
const optionNames = ["template", ...functions, "events", "form", "temporaryAssigns", "container", "adopt", "layout"] as const;

/** Says at once, and by name, what a JavaScript caller (or a cast) got wrong. */
function checkDefinition(view: object): void {
  const given = view as Readonly<Record<string, unknown>>;
  const template = given["template"] as Partial<Template> | undefined;
  if (typeof template !== "object" || template === null || typeof template.render !== "function" || typeof template.name !== "string") {
    throw bad('template is not a compiled template. Import it from the generated module: import template from "./counter.live.js".');
  }
  const where = ` in the view of ${template.name}`;
  for (const name of Object.keys(given)) {
    if (!(optionNames as readonly string[]).includes(name)) {
      const hint = didYouMean(name, optionNames) || ` The options are ${optionNames.join(", ")}.`;
      throw bad(`unknown option "${name}"${where}.${hint}`);
    }
  }
  for (const name of functions) {
    if (name === "mount" ? typeof given[name] !== "function" : given[name] !== undefined && typeof given[name] !== "function") {
      throw bad(`${name} must be a function${where}.`);
    }
  }
  for (const [name, handler] of Object.entries(given["events"] ?? {})) {
    if (typeof handler !== "function") throw bad(`events.${name} must be a function${where}.`);
  }
  if (given["adopt"] !== undefined && typeof given["adopt"] !== "boolean") throw bad(`adopt must be true or false${where}.`);
  if (given["layout"] !== undefined && !isTemplate(given["layout"])) throw bad(`layout is not a compiled template${where}.`);
  const temporary = given["temporaryAssigns"] ?? [];
  if (typeof temporary !== "object" || (Array.isArray(temporary) && temporary.some((name) => typeof name !== "string"))) {
    throw bad(`temporaryAssigns must be an object of defaults, { messages: [] }, or an array of names, ["messages"]${where}.`);
  }
  checkContainer((given["container"] ?? {}) as Container, where);
}

function bad(message: string): LivecError {
  return new LivecError("bad-definition", `defineView: ${message}`);
}
