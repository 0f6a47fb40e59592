/** A stateful component's definition: what a program writes. */

import { didYouMean, LivecError } from "../base/errors.ts";
import type { Maybe } from "../base/maybe.ts";
import { markComponent } from "../rendering/component.ts";
import type { AimedOf, Component, ComponentId, Myself, Template } from "../rendering/contract.ts";
import type { AsyncOutcome } from "./async-result.ts";
import type { HandlerResult, IsUnsettled, Like, PayloadOf, State, Unsettled } from "./define.ts";
import type { TerminateReason } from "./life.ts";
import type { ComponentMountSocket, ComponentSocket } from "./socket.ts";

/** Why a component ended: it is shown no more, or its view ended. */
export type ComponentTerminateReason = TerminateReason | "removed";

/** What every component's state has besides its own: its id, and its number for `live-target`. */
export interface ComponentFacts<I = ComponentId> {
  readonly id: I;
  readonly myself: Myself;
}

/**
 * The state of a component with props `P`: its template's assigns, whatever else `mount` returns, `id` and `myself`.
 */
export type ComponentState<A extends object, R, P> = State<A, R> & Omit<ComponentFacts<IdOf<P>>, keyof State<A, R>>;

/** Handles an event of a component. */
// biome-ignore lint/complexity/noBannedTypes: {} is the payload without known names
export type ComponentHandler<S extends object, P = {}> = (socket: ComponentSocket<S>, payload: PayloadOf<P>) => Maybe<HandlerResult>;

// biome-ignore lint/complexity/noBannedTypes: {} is the payload without known names
type Payloads<E extends object> = E & { [name: string]: {} };
/** The `& {}` drops the undefined of what may be left to others. */
type Handlers<S extends object, E extends object, Else> = { [K in keyof Payloads<E>]: ComponentHandler<S, Payloads<E>[K] & {}> | Else };

type IdOf<P> = [P] extends [never] ? ComponentId : P extends { readonly id: infer I } ? I : ComponentId;

/** Props with the `id` that every component has. */
type WithId<P> = P extends { readonly id: unknown } ? P : P & { readonly id: ComponentId };

/** Props where nothing else tells them: the template's assigns, without what every component has by itself. */
type PropsOf<A> = A extends unknown ? WithId<"myself" extends keyof A ? Omit<A, "myself"> : A> : never;

/** The handlers that a template asks for by what it aims at `myself`. */
type Asked<B extends object> = keyof AimedOf<B> extends never ? unknown : { events: { [K in keyof AimedOf<B>]: unknown } };

/**
 * TypeScript looks at a call twice, first without the functions whose parameters have no type, such as a `mount`: what
 * it returns, `R`, is not known then though it is among the options `O`. What is refused at the first look is told
 * without the types of props and state, and ten errors follow from one.
 */
type IsFirstLook<O, R> = IsUnsettled<R> extends true ? ("mount" extends O ? true : false) : false;

/** Names that are no options; without this, TypeScript takes any. */
type NoOthers<O extends string> = { [K in Exclude<O, OptionName>]: "There is no such option." };

/** Of a component that is an error itself, no tag is one. */
interface AnyProps {
  readonly [name: string]: unknown;
}

/** `P` are the props of a tag, `L` those with what {@link updateMany} loaded for them. */
interface Callbacks<A extends object, P, L, R> {
  /**
   * Once, when the component is first shown: gives its first state. Without it {@link update} does, or the props are
   * the state.
   */
  mount?(socket: ComponentMountSocket, props: L): R | Promise<R>;
  /** Whenever its tag gives other props, and for `sendUpdate`. By default the props that the state has are assigned. */
  update?(socket: ComponentSocket<ComponentState<A, R, P>>, props: L): Maybe<void>;
  /**
   * Before `mount` and `update`, once for all components of this type on one level of the tree: gets the props of each
   * and gives them back, in the same order, with whatever is best loaded for all at once.
   */
  updateMany?(list: readonly P[]): Maybe<readonly L[]>;
  /** What came of a task that `socket.startAsync` of the component began. */
  handleAsync?(socket: ComponentSocket<ComponentState<A, R, P>>, name: string, outcome: AsyncOutcome): Maybe<void>;
  /** The component is shown no more, or its view ended; nothing can be sent any more. */
  terminate?(socket: ComponentSocket<ComponentState<A, R, P>>, reason: ComponentTerminateReason): Maybe<void>;
}

/** A component, as its host runs it. */
export interface ComponentDefinition {
  readonly events: ReadonlyMap<string, ComponentHandler<Record<string, unknown>>>;
  readonly callbacks: Callbacks<Record<string, unknown>, object, object, object>;
}

const definitions = new WeakMap<Component, ComponentDefinition>();

/**
 * Defines a stateful component. The type of `props` in `updateMany`, else in `mount` (or `update`), is that of its
 * tag's attributes; left out, they are the template's assigns and `id`. Each event that the template aims at `myself`
 * must have a handler; what else it sends, and is not handled here, is left to whoever shows the component. Throws a
 * {@link LivecError} `bad-definition` where a definition cannot be right.
 *
 * @example
 * export default defineComponent({
 *   template,
 *   mount: (socket, props: { id: string; todo: Todo }) => ({ todo: props.todo, editing: false }),
 *   events: { edit: (socket) => socket.assign({ editing: true }) },
 * });
 */
export function defineComponent<
  A extends object,
  E extends object,
  S extends object,
  B extends object,
  H extends string = never,
  O extends string = never,
  L extends object = PropsOf<A>,
  P extends object = L,
  const R extends Like<Omit<A, keyof ComponentFacts>> & Unsettled = never,
>(
  component: { template: Template<A, E, S, B> } & Callbacks<A, P, L, R> & { [K in O]: unknown } & (IsFirstLook<O, R> extends true
      ? unknown
      : Asked<B> & NoOthers<O>) & {
      events?: Handlers<ComponentState<A, R, P>, Partial<E & AimedOf<B>>, IsFirstLook<O, R> extends true ? object : never> & {
        [K in H]: unknown;
      };
    },
): Component<IsFirstLook<O, R> extends true ? AnyProps : [O] extends [OptionName] ? WithId<P> : AnyProps, Omit<E, H>, S> {
  checkDefinition(component);
  const { template, events = {}, mount, update, updateMany, handleAsync, terminate } = component;
  const made: ReturnType<typeof defineComponent<A, E, S, B, H, O, L, P, R>> = {
    name: template.name.replace(/\.live\.html$/, ""),
    template: template as unknown as Template,
  };
  const callbacks = Object.fromEntries(
    Object.entries({ mount, update, updateMany, handleAsync, terminate }).filter(([, fn]) => fn !== undefined),
  );
  definitions.set(made, { events: new Map(Object.entries(events)) as ComponentDefinition["events"], callbacks });
  return markComponent(made);
}

/** What was given to {@link defineComponent}. */
export function definitionOf(component: Component): ComponentDefinition {
  const definition = definitions.get(component);
  if (definition === undefined) throw new LivecError("bad-definition", `${component.name} was not made by defineComponent.`);
  return definition;
}

/** In development: `known` becomes what `made` is. */
export function redefine(known: Component, made: Component): void {
  definitions.set(known, definitionOf(made));
}

const functions = ["mount", "update", "updateMany", "handleAsync", "terminate"] as const;
type OptionName = "template" | "events" | (typeof functions)[number];
const optionNames: readonly OptionName[] = ["template", ...functions, "events"];

/** Says at once, and by name, what a JavaScript caller (or a cast) got wrong. */
function checkDefinition(component: object): void {
  const given = component as Readonly<Record<string, unknown>>;
  const template = given["template"] as Partial<Template> | undefined;
  if (typeof template !== "object" || template === null || typeof template.render !== "function" || typeof template.name !== "string") {
    throw bad('template is not a compiled template. Import it from the generated module: import template from "./editor.live.js".');
  }
  const where = ` in the component of ${template.name}`;
  for (const name of Object.keys(given)) {
    if (optionNames.some((option) => option === name)) continue;
    const hint = didYouMean(name, optionNames) || ` The options are ${optionNames.join(", ")}.`;
    throw bad(
      `unknown option "${name}"${where}.${name === "handleInfo" ? " Messages are for the view: handle them there, and use sendUpdate." : hint}`,
    );
  }
  for (const name of functions) {
    if (given[name] !== undefined && typeof given[name] !== "function") throw bad(`${name} must be a function${where}.`);
  }
  for (const [name, handler] of Object.entries(given["events"] ?? {})) {
    if (typeof handler !== "function") throw bad(`events.${name} must be a function${where}.`);
  }
}

function bad(message: string): LivecError {
  return new LivecError("bad-definition", `defineComponent: ${message}`);
}
