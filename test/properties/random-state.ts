/**
 * Random states of the assigns that random templates read, and random walks between them: immutable updates that share
 * what they keep.
 */
import fc from "fast-check";

export interface Tag {
  readonly k: number;
  readonly t: string;
}
export interface Item {
  readonly id: number;
  readonly label: string;
  readonly done: boolean;
  readonly note: string | null;
  readonly tags: readonly Tag[];
}
export interface State {
  readonly a: string;
  readonly b: string | null;
  readonly n: number;
  readonly on: boolean;
  readonly off: boolean;
  readonly cls: Readonly<Record<string, boolean>>;
  readonly rest: Readonly<Record<string, string | null>>;
  readonly user: { readonly name: string; readonly admin: boolean };
  readonly items: readonly Item[];
  readonly words: readonly string[];
}

/** Strings that break naive escaping, splitting and growing. */
const text: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    "",
    " ",
    "a",
    "ab",
    "abc",
    "<b>",
    "&amp;",
    '"',
    "'",
    "\n",
    "\nx",
    "\r\n",
    "a\0",
    "\uD800",
    "😀",
    "{x}",
    "-->",
    "<!>",
    "$",
    "1",
    "true",
  ),
  fc.string({ maxLength: 6 }),
);
const tag: fc.Arbitrary<Tag> = fc.record({ k: fc.nat(4), t: text });
const item: fc.Arbitrary<Item> = fc.record({
  id: fc.nat(12),
  label: text,
  done: fc.boolean(),
  note: fc.option(text),
  tags: fc.uniqueArray(tag, { maxLength: 3, selector: ({ k }) => k }),
});

const state: fc.Arbitrary<State> = fc.record({
  a: text,
  b: fc.option(text),
  n: fc.oneof(fc.nat(5), fc.constantFrom(-0, Number.NaN, Number.POSITIVE_INFINITY, 0.5)),
  on: fc.boolean(),
  off: fc.boolean(),
  cls: fc.constant({}),
  rest: fc.dictionary(fc.constantFrom("data-r", "title", "onclick", "href", "aria-label"), fc.option(text), { maxKeys: 3 }),
  user: fc.record({ name: text, admin: fc.boolean() }),
  items: fc.uniqueArray(item, { maxLength: 6, selector: ({ id }) => id }),
  words: fc.array(text, { maxLength: 3 }),
});

/** One step from a state to the next. */
export type Step = (state: State) => State;

const step: fc.Arbitrary<Step> = fc.oneof(
  text.map(
    (a): Step =>
      (state) => ({ ...state, a }),
  ),
  text.map(
    (more): Step =>
      (state) => ({ ...state, a: state.a + more }),
  ),
  fc.option(text).map(
    (b): Step =>
      (state) => ({ ...state, b }),
  ),
  fc.nat(5).map(
    (n): Step =>
      (state) => ({ ...state, n }),
  ),
  fc.constant<Step>((state) => ({ ...state, on: !state.on })),
  fc.constant<Step>((state) => ({ ...state, off: !state.off })),
  text.map(
    (name): Step =>
      (state) => ({ ...state, user: { ...state.user, name } }),
  ),
  fc.dictionary(fc.constantFrom("data-r", "title", "onclick"), fc.option(text)).map(
    (rest): Step =>
      (state) => ({ ...state, rest }),
  ),
  fc.array(text, { maxLength: 4 }).map(
    (words): Step =>
      (state) => ({ ...state, words }),
  ),
  fc.tuple(item, fc.nat(6)).map(
    ([added, at]): Step =>
      (state) =>
        state.items.some(({ id }) => id === added.id) ? state : { ...state, items: state.items.toSpliced(at, 0, added) },
  ),
  fc.nat(6).map(
    (at): Step =>
      (state) => ({ ...state, items: state.items.toSpliced(at, 1) }),
  ),
  fc.tuple(fc.nat(6), text).map(
    ([at, label]): Step =>
      (state) =>
        updateItem(state, at, (item) => ({ ...item, label })),
  ),
  fc.nat(6).map(
    (at): Step =>
      (state) =>
        updateItem(state, at, (item) => ({ ...item, done: !item.done })),
  ),
  fc.tuple(fc.nat(6), fc.array(tag, { maxLength: 3 })).map(
    ([at, tags]): Step =>
      (state) =>
        updateItem(state, at, (item) => ({
          ...item,
          tags: tags.filter(({ k }, index) => tags.findIndex((other) => other.k === k) === index),
        })),
  ),
  fc.constant<Step>((state) => ({ ...state, items: state.items.toReversed() })),
  fc.tuple(fc.nat(6), fc.nat(6)).map(
    ([from, to]): Step =>
      (state) => {
        const moved = state.items[from];
        return moved === undefined ? state : { ...state, items: state.items.toSpliced(from, 1).toSpliced(to, 0, moved) };
      },
  ),
  fc.constant<Step>((state) => ({ ...state, items: [] })),
  fc.constant<Step>((state) => ({ ...state, items: state.items.map((item) => ({ ...item })) })),
  state.map(
    (next): Step =>
      () =>
        next,
  ),
);

function updateItem(state: State, at: number, update: (item: Item) => Item): State {
  return { ...state, items: state.items.map((item, index) => (index === at ? update(item) : item)) };
}

/** A first state and every state after it; some steps change several things at once. */
export const states: fc.Arbitrary<readonly State[]> = fc
  .tuple(state, fc.array(fc.array(step, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 6 }))
  .map(([first, turns]) => {
    const walk = [first];
    for (const turn of turns) walk.push(turn.reduce((current, next) => next(current), walk.at(-1) ?? first));
    return walk;
  });
