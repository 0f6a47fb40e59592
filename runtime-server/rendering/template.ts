/** Templates: what a generated module exports. */
import type { Component, Myself } from "./component.ts";
import { replace } from "./hot.ts";
import type { Content } from "./instance.ts";
import { type Path, parsePath } from "./reads.ts";
import type { Renderer } from "./renderer.ts";
import type { Block, PathReads } from "./slot.ts";

declare const eventsOf: unique symbol;
declare const slotsOf: unique symbol;
declare const takenOf: unique symbol;

/**
 * A compiled template. `A` are its assigns; `E` maps each event name its markup binds to the payload the markup gives; `S` maps each of its
 * slots to what it hands back to its content; `B` is what it takes of the stateful component it is written for.
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
  /** Values used as tags; templates among them are children whose blocks a client may need. */
  components(): readonly unknown[];
  render(r: Renderer, assigns: A): void;
  readonly [eventsOf]?: E;
  readonly [slotsOf]?: S;
  readonly [takenOf]?: (builtIns: B) => void;
}

/** The events of a template, and those a stateful component leaves to others, for the type of a template that has it as a child. */
export type EventsOf<T> = T extends Template<infer _A, infer E> ? E : T extends Component<never, infer E> ? E : unknown;

/** What a template may use without declaring it: of `N` what its assigns `A` lack. */
export type BuiltIn<A extends object, N extends object> = { [K in Exclude<keyof N, keyof A>]: N[K] };

/** The events that a template aims at `myself`, by what it takes of its component. */
// biome-ignore lint/complexity/noBannedTypes: {} is no events
export type AimedOf<B extends object> = B extends { readonly myself: Myself<infer E> } ? E : {};

/** What a generated module says of its template. */
// biome-ignore lint/complexity/noBannedTypes: {} takes nothing
export interface TemplateDefinition<A extends object, S extends object, B extends object = {}> {
  readonly name: string;
  /** In development, what the template is known by when its module is evaluated again: see `hot.ts`. */
  readonly hot?: string;
  /** Dotted paths of assigns; `""` is the whole object, `"@slots"` the contents handed in by a caller. */
  readonly reads: readonly string[];
  readonly blocks: readonly Block[];
  components(): readonly unknown[];
  render(r: RendererFor<S>, assigns: A & B): void;
}

/** The slots of a template that has none: whatever it is handed has no place to go. */
export type NoSlots = { readonly [slot: string]: never };

/** What a slot must be given to hand back; nothing where it need not. */
type ValuesOf<S extends object, N> = N extends keyof S ? ([S[N]] extends [never] ? [] : Handed<S[N] & object>) : [];

// biome-ignore lint/complexity/noBannedTypes: {} has every member optional
type Handed<V extends object> = {} extends V ? [values?: V] : [values: V];

/** The renderer as one template may use it: with its own slots. */
export interface RendererFor<S extends object> extends Omit<Renderer, "outlet"> {
  outlet<N extends (keyof S & string) | "@scripts">(slot: number, name: N, fallback?: Content, ...values: ValuesOf<S, N>): void;
}

const templates = new WeakSet<object>();
const owners = new WeakMap<Block, Template>();

/** Makes a template; called by generated modules. */
// biome-ignore lint/complexity/noBannedTypes: {} takes nothing
export function template<A extends object, E extends object, S extends object = NoSlots, B extends object = {}>(
  definition: TemplateDefinition<A, S, B>,
): Template<A, E, S, B> {
  const { name, hot, reads, blocks } = definition;
  const made: Template = {
    name,
    blocks,
    paths: reads.map(parsePath),
    slotsBit: reads.indexOf("@slots"),
    bits: blocks
      .flatMap((block) => block.slots)
      .reduce((bits, slot) => Math.max(bits, endOf(slot.row), ...Object.values(slot.handed ?? {}).map(endOf)), reads.length),
    components: definition.components,
    render: definition.render as Template["render"],
  };
  const template = hot === undefined ? made : replace(hot, made);
  templates.add(template);
  for (const block of blocks) owners.set(block, template);
  // What the parameters say is in the type alone.
  return template as unknown as Template<A, E, S, B>;
}

/** The template a block is part of. Throws for a block outside any template, which only a hand-edited module has. */
export function ownerOf(block: Block): Template {
  const owner = owners.get(block);
  if (owner === undefined) throw new Error(`Block ${block.fingerprint} is part of no template; run \`livec build\` again.`);
  return owner;
}

function endOf(row: PathReads | undefined): number {
  return row === undefined ? 0 : row.from + row.reads.length;
}

/** True for values made by {@link template}. */
export function isTemplate(value: unknown): value is Template {
  return typeof value === "object" && value !== null && templates.has(value);
}
