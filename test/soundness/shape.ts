/**
 * Shapes: what values at a place of the state can be. From a shape come random values, random copy-on-write changes at
 * any depth, simpler values for shrinking, and (in `expressions.ts`) the expressions that read them.
 */
import { unsafeHtml } from "../../runtime-server/rendering/safe-html.ts";
import type { Random } from "./random.ts";

export type Shape =
  | { readonly kind: "text"; readonly among?: readonly string[] }
  | { readonly kind: "number" | "flag" | "person" | "date" | "set" | "function" | "html" }
  /** `null`, `undefined` or what it may be. */
  | { readonly kind: "maybe"; readonly of: Shape }
  /** `undefined`, as a default value replaces it, or what it may be. */
  | { readonly kind: "optional"; readonly of: Shape }
  | { readonly kind: "record"; readonly fields: { readonly [name: string]: Shape } }
  /** Some of the names, in any order. */
  | { readonly kind: "dictionary"; readonly names: readonly string[]; readonly of: Shape }
  /** With `id`s that differ where its items have one. */
  | { readonly kind: "list"; readonly of: Shape }
  | { readonly kind: "map"; readonly of: Shape }
  | { readonly kind: "pair"; readonly of: readonly [Shape, Shape] };

/** A class instance: getters on the prototype, one of which makes a new array each time, and a method. */
export class Person {
  readonly first: string;
  readonly last: string;
  constructor(first: string, last: string) {
    this.first = first;
    this.last = last;
  }
  get full(): string {
    return `${this.first} ${this.last}`;
  }
  get parts(): readonly string[] {
    return [this.first, this.last];
  }
  greet(whom: unknown): string {
    return `${this.last}: ${whom}`;
  }
}

/**
 * Short, so that equal values come up again; with pairs that agree in their first UTF-16 unit, their length or their
 * number.
 */
const TEXTS = ["", "a", "b", "ab", "ba", "x", "y", "none", "1", "😀", "😁", "<b>", "&amp;", "\n"];
const NUMBERS = [0, 1, 2, 3, -0, Number.NaN, 0.5];
const FUNCTIONS: readonly ((value: unknown) => string)[] = [
  (value) => `${value}`,
  (value) => `<${value}>`,
  (value) => String(value).toUpperCase(),
];
const HTML = ["", "<i>a</i>", "<i>b</i>"].map((html) => unsafeHtml(html));
/** Ids and keys of maps: few, so that lists and maps meet theirs again. */
const IDS = 7;
const MOST_ITEMS = 5;

export const text: Shape = { kind: "text" };
export const number: Shape = { kind: "number" };
export const flag: Shape = { kind: "flag" };
export const maybe = (of: Shape): Shape => ({ kind: "maybe", of });
export const optional = (of: Shape): Shape => ({ kind: "optional", of });
export const record = (fields: { readonly [name: string]: Shape }): Shape => ({ kind: "record", fields });
export const list = (of: Shape): Shape => ({ kind: "list", of });

type Record_ = { readonly [name: string]: unknown };

export function make(shape: Shape, random: Random): unknown {
  switch (shape.kind) {
    case "text":
      return random.pick(shape.among ?? TEXTS);
    case "number":
      return random.pick(NUMBERS);
    case "flag":
      return random.chance(0.5);
    case "person":
      return new Person(random.pick(TEXTS), random.pick(TEXTS));
    case "date":
      return new Date(random.below(3) * 1000);
    case "set":
      return new Set(random.many(0, 3, () => random.pick(TEXTS)));
    case "function":
      return random.pick(FUNCTIONS);
    case "html":
      return random.pick(HTML);
    case "maybe":
      return random.chance(0.6) ? make(shape.of, random) : random.pick([null, undefined]);
    case "optional":
      return random.chance(0.6) ? make(shape.of, random) : undefined;
    case "record":
      return Object.fromEntries(Object.entries(shape.fields).map(([name, field]) => [name, make(field, random)]));
    case "dictionary":
      return Object.fromEntries(
        shuffled(shape.names, random).flatMap((name) => (random.chance(0.6) ? [[name, make(shape.of, random)]] : [])),
      );
    case "list":
      return distinct(random.many(0, MOST_ITEMS, () => makeItem(shape.of, random)));
    case "map":
      return new Map(random.many(0, 3, () => [random.pick(TEXTS), make(shape.of, random)] as const));
    case "pair":
      return shape.of.map((each) => make(each, random));
  }
}

/**
 * A value one step from this one: a copy that shares all that did not change, as an app makes it. Of a record's fields
 * those in `among` change, if there are any.
 */
export function change(shape: Shape, value: unknown, random: Random, among: ReadonlySet<string>): unknown {
  switch (shape.kind) {
    case "maybe":
    case "optional":
      return value === null || value === undefined || random.chance(0.3) ? make(shape, random) : change(shape.of, value, random, among);
    case "record": {
      const names = Object.keys(shape.fields);
      const wanted = names.filter((name) => among.has(name));
      const name = random.pick(wanted.length === 0 ? names : wanted);
      return { ...(value as Record_), [name]: change(shape.fields[name] as Shape, (value as Record_)[name], random, among) };
    }
    case "dictionary": {
      if (random.chance(0.3)) return make(shape, random);
      const entries = Object.entries(value as Record_);
      // The same in another order is another value: what is printed of it may differ.
      if (random.chance(0.2)) return Object.fromEntries(shuffled(entries, random));
      const name = random.pick(shape.names);
      return { ...(value as Record_), [name]: make(shape.of, random) };
    }
    case "list":
      return changeList(shape.of, value as readonly unknown[], random, among);
    case "map": {
      const copy = new Map(value as Map<string, unknown>);
      const key = random.pick(TEXTS);
      if (random.chance(0.3)) copy.delete(key);
      else copy.set(key, copy.has(key) ? change(shape.of, copy.get(key), random, among) : make(shape.of, random));
      return copy;
    }
    case "set":
      return random.chance(0.3) ? new Set(value as Set<string>) : make(shape, random);
    case "pair": {
      const pair = value as readonly unknown[];
      const at = random.below(2);
      return pair.with(at, change(shape.of[at] as Shape, pair[at], random, among));
    }
    default:
      return make(shape, random);
  }
}

function changeList(of: Shape, items: readonly unknown[], random: Random, among: ReadonlySet<string>): unknown {
  const at = random.below(items.length + 1);
  const changeOne = (): unknown => (at < items.length ? distinct(items.with(at, change(of, items[at], random, among))) : items);
  return random.one<unknown>(
    changeOne,
    changeOne,
    changeOne,
    () => distinct(items.toSpliced(at, 0, makeItem(of, random))),
    () => items.toSpliced(at, 1),
    () => items.toReversed(),
    () => shuffled(items, random),
    () => (random.chance(0.3) ? [] : [...items]),
    () => items.map((item) => (of.kind === "record" ? { ...(item as object) } : item)),
  );
}

function makeItem(of: Shape, random: Random): unknown {
  const item = make(of, random);
  return of.kind === "record" && "id" in of.fields ? { ...(item as object), id: random.below(IDS) } : item;
}

/** Without items whose id another one has: a list shows each key once. */
function distinct(items: readonly unknown[]): readonly unknown[] {
  const ids = new Set<unknown>();
  return items.filter((item) => {
    if (typeof item !== "object" || item === null || !("id" in item)) return true;
    const known = ids.has(item.id);
    ids.add(item.id);
    return !known;
  });
}

function shuffled<T>(values: readonly T[], random: Random): readonly T[] {
  return values
    .map((value) => ({ value, place: random.next() }))
    .sort((a, b) => a.place - b.place)
    .map(({ value }) => value);
}

/**
 * Values a little closer to `target`, for shrinking: every part of this one replaced by the target's, and lists with an
 * item less.
 */
export function* closer(shape: Shape, value: unknown, target: unknown): Generator<unknown> {
  if (Object.is(value, target)) return;
  yield target;
  switch (shape.kind) {
    case "maybe":
    case "optional":
      if (value !== null && value !== undefined && target !== null && target !== undefined) yield* closer(shape.of, value, target);
      return;
    case "record":
      for (const [name, field] of Object.entries(shape.fields))
        for (const part of closer(field, (value as Record_)[name], (target as Record_)[name]))
          yield { ...(value as Record_), [name]: part };
      return;
    case "pair":
      for (const [at, each] of shape.of.entries())
        for (const part of closer(each, (value as unknown[])[at], (target as unknown[])[at])) yield (value as unknown[]).with(at, part);
      return;
    case "list": {
      const items = value as readonly unknown[];
      const others = target as readonly unknown[];
      for (const at of items.keys()) yield items.toSpliced(at, 1);
      for (const [at, item] of items.entries())
        for (const part of closer(shape.of, item, others[at] ?? simplest(shape.of))) yield distinct(items.with(at, part));
      return;
    }
  }
}

export function simplest(shape: Shape): unknown {
  switch (shape.kind) {
    case "text":
      return "";
    case "number":
      return 0;
    case "flag":
      return false;
    case "person":
      return new Person("", "");
    case "date":
      return new Date(0);
    case "set":
      return new Set();
    case "function":
      return FUNCTIONS[0];
    case "html":
      return HTML[0];
    case "maybe":
    case "optional":
      return undefined;
    case "record":
      return Object.fromEntries(Object.entries(shape.fields).map(([name, field]) => [name, simplest(field)]));
    case "dictionary":
      return {};
    case "list":
      return [];
    case "map":
      return new Map();
    case "pair":
      return shape.of.map(simplest);
  }
}

const geo = record({ lat: number, lon: maybe(number) });
const user = record({
  name: text,
  admin: flag,
  address: maybe(record({ city: maybe(text), geo: optional(geo) })),
});
const tag = record({ id: number, t: text, o: maybe(record({ v: maybe(text) })) });
const item = record({
  id: number,
  label: optional(text),
  done: flag,
  note: maybe(record({ t: maybe(text), n: number })),
  tags: list(tag),
  marks: { kind: "set" },
  who: { kind: "person" },
  meta: optional(record({ h: maybe(text), deep: optional(record({ z: number })) })),
  cells: { kind: "pair", of: [text, optional(text)] },
  x: text,
  y: maybe(text),
});
const attributes: Shape = { kind: "dictionary", names: ["data-r", "title", "aria-label", "lang"], of: maybe(text) };

const entries: Shape = { kind: "dictionary", names: ["a", "b", "x", "y", "1"], of: maybe(text) };

/** What a part is given: names that a page has too, so that `{...assigns}` fits. */
export const partShape: Shape = record({ a: text, n: number, on: flag, user, items: list(item), rec: entries });

/** The state of a component: what it is given, and what is its own. */
export const boxShape: Shape = record({ a: text, n: number, on: flag, user, items: list(item), rec: entries, own: number });

/** The state of a page. */
export const pageShape: Shape = record({
  a: text,
  b: maybe(text),
  n: number,
  on: flag,
  off: flag,
  /** Names a field of an item or an entry of `rec`. */
  k: { kind: "text", among: ["x", "y", "note", "label", "b", "a"] },
  rec: entries,
  user,
  items: list(item),
  words: list(text),
  tuples: list({ kind: "pair", of: [text, maybe(tag)] }),
  groups: list({ kind: "set" }),
  byName: { kind: "map", of: record({ v: text, o: maybe(geo) }) },
  set: { kind: "set" },
  day: { kind: "date" },
  boss: { kind: "person" },
  fmt: { kind: "function" },
  rest: attributes,
  cls: { kind: "dictionary", names: ["p", "q", "r"], of: flag },
  sty: { kind: "dictionary", names: ["color", "--v"], of: maybe(text) },
  trusted: { kind: "html" },
});
