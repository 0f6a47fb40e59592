/**
 * The contract between generated modules and what renders them: types only. A generated `render(r, assigns)` says in
 * terms of {@link SlotWriter} what each slot of each block holds; who listens may keep it and tell what changed
 * (`renderer.ts`), or write it down at once (`html-writer.ts`).
 */
import type { Items, KeyOf } from "./items.ts";
import type { NestedOptions } from "./nested-view.ts";
import type { Path } from "./reads.ts";
import type { SafeHtml } from "./safe-html.ts";
import type { Block } from "./slot.ts";
import type { AttributeValue, ClassValue, StyleValue, TextValue } from "./value.ts";

declare const eventsOf: unique symbol;
declare const slotsOf: unique symbol;
declare const takenOf: unique symbol;
declare const propsOf: unique symbol;
declare const aimedOf: unique symbol;

/** What a generated module calls. `S` are the slots of its template, with what each hands back. */
export interface SlotWriter<S extends object = object> {
  /** True when a slot of the current block must be evaluated. */
  stale(slot: number): boolean;

  /** The value of a run or a mixed attribute that has one. */
  text(slot: number, value: TextValue): void;
  /** {@link stale} for one of several values of a run. */
  staleValue(slot: number, index: number): boolean;
  /** One of several values of a run or a mixed attribute. */
  value(slot: number, index: number, value: TextValue): void;
  /** Checks a URL whose values are all there. */
  url(slot: number): void;
  /** A whole attribute value. */
  attr(slot: number, value: AttributeValue): void;
  classes(slot: number, value: ClassValue): void;
  style(slot: number, value: StyleValue): void;
  /** Trusted HTML, the content of an element. */
  html(slot: number, value: SafeHtml | null | undefined): void;
  /**
   * The value of a form's field with the CSRF token. `posts`: its method is known to be post. `tag`: slots of its tag
   * that may say how and where it is sent; there is no token where it is not posted, or to another site.
   */
  csrf(slot: number, posts: boolean, tag?: readonly number[]): void;
  spread(slot: number, record: { readonly [name: string]: unknown } | null | undefined): void;

  /**
   * Shows a block in a block slot and enters it: until {@link close}, slots are those of the block. Open and close, not
   * a callback, so that what an `if` around them narrows stays narrow.
   */
  open(slot: number, block: Block): void;
  close(): void;
  /** Shows a block without slots in a block slot. */
  show(slot: number, block: Block): void;
  /** Shows nothing in a block slot. */
  hide(slot: number): void;

  /**
   * `:for`: the items whose rows must be rendered, each with its row entered. Rows whose item is the same under the
   * same outer values are passed over. The loop must run to its end.
   */
  // biome-ignore lint/suspicious/noExplicitAny: the items of any value are any, and not unknown
  each<T = any>(slot: number, items: Items<T>, block: Block, key: KeyOf<T> | null): Iterable<T>;
  /** {@link each} with the item's position, in the unfiltered list where it is filtered. */
  // biome-ignore lint/suspicious/noExplicitAny: as above
  indexed<T = any>(slot: number, items: Items<T>, block: Block, key: KeyOf<T> | null): Iterable<readonly [item: T, index: number]>;
  /** `:for` over a block without slots. */
  // biome-ignore lint/suspicious/noExplicitAny: as above
  repeat<T = any>(slot: number, items: Items<T>, block: Block, key: KeyOf<T> | null): void;

  /** A template or a stateful component as a tag. */
  component<P extends object, C extends object = object>(
    slot: number,
    type: Template<P, never, C> | Template<P, object, C> | Component<P, object, C>,
    props: NoInfer<P>,
    contents?: ContentsFor<NoInfer<C>>,
  ): void;
  /** {@link stale} for the props of a component whose contents may change alone. */
  staleProps(slot: number): boolean;
  /** The props of a component that {@link filled} shows next; without this call they are what they were. */
  props<P extends object, C extends object = object>(
    slot: number,
    type: Template<P, never, C> | Template<P, object, C> | Component<P, object, C>,
    props: NoInfer<P>,
  ): void;
  /** {@link component} with the props of {@link props}. Contents stand at the same place in both. */
  filled<P extends object, C extends object = object>(
    slot: number,
    type: Template<P, never, C> | Template<P, object, C> | Component<P, object, C>,
    props: null,
    contents: ContentsFor<NoInfer<C>>,
  ): void;
  /** `<LiveView>`. */
  view(slot: number, options: NestedOptions): void;
  /** `<slot/>`: the caller's content, which is handed the values, else the default content. */
  outlet<N extends (keyof S & string) | "@scripts">(slot: number, name: N, fallback?: Content, ...values: ValuesOf<S, N>): void;
}

/** What a slot must be given to hand back; nothing where it need not. */
type ValuesOf<S extends object, N> = N extends keyof S ? ([S[N]] extends [never] ? [] : Handed<S[N] & object>) : [];

// biome-ignore lint/complexity/noBannedTypes: {} has every member optional
type Handed<V extends object> = {} extends V ? [values?: V] : [values: V];

/** The slots of a template that has none: whatever it is handed has no place to go. */
export type NoSlots = { readonly [slot: string]: never };

/** Content a caller hands to a component: a block and the code that fills it, with what the slot hands back. */
export type Content<V extends object = object> = readonly [block: Block, body: { fill(values: V): void }["fill"]];

/** What a caller may put into the slots `S` of a component. */
export type ContentsFor<S extends object> = {
  readonly [N in keyof S]?: ([S[N]] extends [never] ? never : Content<S[N] & object>) | undefined;
};

/**
 * A compiled template. `A` are its assigns; `E` maps each event name its markup binds to the payload the markup gives;
 * `S` maps each of its slots to what it hands back to its content; `B` is what it takes of the stateful component it is
 * written for.
 *
 * @example
 * import counter from "./counter.live.js";   // Template<{ count: number }, { inc: {} }>
 */
// biome-ignore lint/complexity/noBannedTypes: {} takes nothing
export interface Template<A extends object = object, E extends object = object, S extends object = object, B extends object = {}> {
  /** File name, for messages. */
  readonly name: string;
  readonly blocks: readonly Block[];
  /** Paths of assigns, one per bit from 0. */
  readonly paths: readonly Path[];
  /** Bit of the contents from a caller, set when something they read changed; −1 for a template without `<slot/>`. */
  readonly slotsBit: number;
  /** Number of bits, loops included. */
  readonly bits: number;
  /** Chunks of the client that its bindings need. */
  readonly chunks: readonly string[];
  /** Values used as tags; templates among them are children whose blocks a client may need. */
  components(): readonly unknown[];
  render(r: SlotWriter, assigns: A): void;
  readonly [eventsOf]?: E;
  readonly [slotsOf]?: S;
  readonly [takenOf]?: (builtIns: B) => void;
}

/** What a generated module says of its template. */
// biome-ignore lint/complexity/noBannedTypes: {} takes nothing
export interface TemplateDefinition<A extends object, S extends object, B extends object = {}> {
  readonly name: string;
  /** In development, what the template is known by when its module is evaluated again: see `hot.ts`. */
  readonly hot?: string;
  /** Dotted paths of assigns; `""` is the whole object, `"@slots"` the contents handed in by a caller. */
  readonly reads: readonly string[];
  readonly blocks: readonly Block[];
  /** The line of each slot, block by block, for messages. */
  readonly lines?: readonly (readonly number[])[];
  /** Chunks of the client that its bindings need. */
  readonly chunks?: readonly string[];
  components(): readonly unknown[];
  render(r: SlotWriter<S>, assigns: Whole<A> & B): void;
}

type KeysOf<A> = A extends unknown ? keyof A : never;
type Padded<A, K extends PropertyKey> = A extends unknown ? A & { readonly [N in Exclude<K, keyof A>]?: undefined } : never;

/**
 * Assigns of which every member can be taken by its name. Of a union, a member that only some of its types have is
 * `undefined` in the others, so that `kind === "text"` narrows `text`.
 */
type Whole<A extends object> = [KeysOf<A>] extends [keyof A] ? A : Padded<A, KeysOf<A>>;

/**
 * The events of a template, and those a stateful component leaves to others, for the type of a template that has it as
 * a child.
 */
export type EventsOf<T> = T extends Template<infer _A, infer E> ? E : T extends Component<never, infer E> ? E : unknown;

/** What a template may use without declaring it: of `N` what its assigns `A` lack. */
export type BuiltIn<A extends object, N extends object> = { [K in Exclude<keyof N, keyof A>]: N[K] };

/** The events that a template aims at `myself`, by what it takes of its component. */
// biome-ignore lint/complexity/noBannedTypes: {} is no events
export type AimedOf<B extends object> = B extends { readonly myself: Myself<infer E> } ? E : {};

/** Tells a component from others of its type on the page. */
export type ComponentId = string | number;

/**
 * `myself` in a component's template: what `live-target={myself}` aims an event at. `E` are the events that the
 * template aims so, with their payloads.
 */
export type Myself<E extends object = object> = number & { readonly [aimedOf]?: E };

/**
 * A stateful component, made by `defineComponent`. `P` are the props of its tag, `E` the events that it leaves to
 * whoever renders it, `S` the slots of its template.
 */
export interface Component<P extends object = never, E extends object = object, S extends object = object> {
  readonly name: string;
  readonly template: Template;
  readonly [propsOf]?: (props: P) => void;
  readonly [eventsOf]?: E;
  readonly [slotsOf]?: S;
}
