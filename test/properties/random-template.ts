/**
 * Random templates: fast-check arbitraries of `.live.html` sources over one fixed shape of assigns, with every kind of
 * slot in every place a browser allows it. What is generated is valid by construction; what the compiler makes of
 * invalid input is tested elsewhere.
 */
import fc from "fast-check";

/** A pair of templates: the page, and the component it may use as `<Part>`. */
export interface TemplatePair {
  readonly page: string;
  readonly part: string;
}

const PAGE_SCRIPT = `<script lang="ts">
import Part from "./part.live.js";
export interface Tag { k: number; t: string }
export interface Item { id: number; label: string; done: boolean; note: string | null; tags: Tag[] }
export interface Assigns {
  a: string; b: string | null; n: number; on: boolean; off: boolean; cls: Record<string, boolean>; rest: Record<string, string | null>;
  user: { name: string; admin: boolean }; items: Item[]; words: string[];
}
</script>
`;
const PART_SCRIPT = `<script lang="ts">
export interface Assigns { x: string | number; y: boolean }
export interface Slots { default: { h?: string | number; k?: { t: string } }; extra: { v: string | number | boolean; w?: string } }
</script>
`;

/** Names in scope: expressions by type. */
interface Scope {
  readonly texts: readonly string[];
  readonly tests: readonly string[];
  /** Lists of items and lists of strings, with how deep loops are nested in names. */
  readonly lists: readonly { readonly expression: string; readonly item: "item" | "tag" | "word" }[];
  readonly depth: number;
  /** Components cannot use components or be used without a script. */
  readonly components: boolean;
  readonly outlets: boolean;
}

const pageScope: Scope = {
  texts: [
    "a",
    "b",
    "n",
    "n + 1",
    "user.name",
    "items.length",
    "`<${a}>`",
    "on ? a : n",
    "items.filter((item) => item.done).length",
    "off",
    "b?.length",
  ],
  tests: ["on", "off", "!on", "n > 1", "b", "user.admin", "items.length === 0", "items.some((item) => item.done)"],
  lists: [
    { expression: "items", item: "item" },
    { expression: "items.filter((item) => !item.done)", item: "item" },
    { expression: "words", item: "word" },
  ],
  depth: 0,
  components: true,
  outlets: false,
};
const partScope: Scope = {
  texts: ["x", "y", "`${x}!`"],
  tests: ["y", "!y", "x"],
  lists: [{ expression: "[...String(x)].slice(0, 3)", item: "word" }],
  depth: 0,
  components: false,
  outlets: true,
};

/** Where markup stands: what a browser accepts there. */
type Place = "flow" | "phrasing" | "ul" | "tbody" | "tr" | "select" | "svg";

const pick = <T>(values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
const braces = (expression: string): string => `{${expression}}`;

function staticText(): fc.Arbitrary<string> {
  return pick(["x", " y ", "a b", "&lt;&amp;", "\n  z", " ", "é😀", "&nbsp;"]);
}

/** Children of an element at a place, as source. `budget` bounds nesting. */
function children(place: Place, scope: Scope, budget: number, max = 4): fc.Arbitrary<string> {
  return fc.array(child(place, scope, budget), { maxLength: max }).map((pieces) => pieces.join(""));
}

function child(place: Place, scope: Scope, budget: number): fc.Arbitrary<string> {
  const plain = leafChildren(place, scope);
  if (budget <= 0) return plain;
  const nested: fc.Arbitrary<string>[] = [
    element(place, scope, budget - 1),
    element(place, scope, budget - 1),
    chain(place, scope, budget - 1),
  ];
  if (scope.lists.length > 0) nested.push(loop(place, scope, budget - 1), loop(place, scope, budget - 1));
  if (scope.components && place === "flow") nested.push(component(scope, budget - 1));
  if (scope.outlets && place === "flow")
    nested.push(
      fc.oneof(
        fc.constant("<slot/>"),
        pick(scope.texts).map((e) => `<slot h={${e}} k={{ t: String(${e}) }}/>`),
        children("flow", scope, 0, 2).map((inner) => `<slot>${inner}</slot>`),
        fc
          .tuple(pick(scope.texts), children("flow", scope, 0, 2))
          .map(([e, inner]) => `<slot name="extra" v={${e}} {...{ w: \`<\${x}>\` }}>${inner}</slot>`),
      ),
    );
  return fc.oneof(plain, plain, ...nested);
}

function leafChildren(place: Place, scope: Scope): fc.Arbitrary<string> {
  const interpolation = pick(scope.texts).map(braces);
  switch (place) {
    case "flow":
    case "phrasing":
      return fc.oneof(staticText(), interpolation, interpolation, pick(["<br>", "<!-- gone -->", "{/* gone */}", '<img alt="">']));
    case "ul":
      return fc.oneof(interpolation, fc.constant(" ")).map((text) => `<li>${text}</li>`);
    case "tbody":
      return interpolation.map((text) => `<tr><td>${text}</td></tr>`);
    case "tr":
      return interpolation.map((text) => `<td>${text}</td>`);
    case "select":
      return fc
        .tuple(interpolation, pick(scope.tests))
        .map(([text, test]) => `<option value="${text}" selected={${test} ? true : false}>${text}</option>`);
    case "svg":
      return interpolation.map((text) => `<text x="1">${text}</text>`);
  }
}

function attributes(scope: Scope): fc.Arbitrary<string> {
  const text = pick(scope.texts);
  const test = pick(scope.tests);
  const one = fc.oneof(
    text.map((e) => ` title={${e}}`),
    fc.tuple(text, text).map(([a, b]) => ` data-m="p ${braces(a)} m ${braces(b)} s"`),
    text.map((e) => ` data-o="${braces(e)}!"`),
    test.map((e) => ` hidden={${e} ? true : null}`),
    test.map((e) => ` class={{ on: ${e}, always: true }}`),
    text.map((e) => ` class="k ${braces(e)}"`),
    fc.constant(' id="s" lang=en'),
    text.map((e) => ` style={{ color: String(${e}) }}`),
    fc.constant(scope.depth === 0 && scope.components ? " {...rest}" : ""),
  );
  return fc.uniqueArray(one, { maxLength: 3, selector: (source) => /[\w.{-]+/.exec(source)?.[0] ?? "" }).map((list) => list.join(""));
}

function element(place: Place, scope: Scope, budget: number): fc.Arbitrary<string> {
  const wrap = (tag: string, inner: Place): fc.Arbitrary<string> =>
    fc.tuple(attributes(scope), children(inner, scope, budget)).map(([attrs, content]) => `<${tag}${attrs}>${content}</${tag}>`);
  const phrasing = [wrap("b", "phrasing"), wrap("span", "phrasing"), inputs(scope)];
  switch (place) {
    case "flow":
      return fc.oneof(
        ...phrasing,
        wrap("div", "flow"),
        wrap("section", "flow"),
        wrap("p", "phrasing"),
        wrap("ul", "ul"),
        wrap("pre", "phrasing"),
        fc
          .tuple(attributes(scope), children("tbody", scope, budget))
          .map(([attrs, rows]) => `<table${attrs}><tbody>${rows}</tbody></table>`),
        // Of several that are selected, a <select> without `multiple` shows the newest, and a fresh one the last.
        children("select", scope, budget).map((options) => `<select multiple>${options}</select>`),
        children("svg", scope, budget).map((shapes) => `<svg viewBox="0 0 1 1">${shapes}</svg>`),
      );
    case "phrasing":
      return fc.oneof(...phrasing);
    case "ul":
      return wrap("li", "flow");
    case "tbody":
      return wrap("tr", "tr");
    case "tr":
      return wrap("td", "flow");
    case "select":
      return children("select", { ...scope, lists: [] }, 0).map((options) => `<optgroup label="g">${options}</optgroup>`);
    case "svg":
      return fc.oneof(
        children("svg", scope, budget).map((inner) => `<g>${inner}</g>`),
        pick(scope.texts).map((e) => `<rect width={${e}} />`),
      );
  }
}

function inputs(scope: Scope): fc.Arbitrary<string> {
  return fc.oneof(
    pick(scope.texts).map((e) => `<input value={${e}}>`),
    pick(scope.tests).map((e) => `<input type="checkbox" checked={${e} ? true : false}>`),
    pick(scope.texts).map((e) => `<textarea>${braces(e)}</textarea>`),
    fc.tuple(pick(scope.texts), pick(scope.texts)).map(([a, b]) => `<textarea>${braces(a)} and ${braces(b)}.</textarea>`),
  );
}

/** `:if` … `:else-if` … `:else`, on templates or on elements. */
function chain(place: Place, scope: Scope, budget: number): fc.Arbitrary<string> {
  const branch = fc.tuple(pick(scope.tests), children(place, scope, budget, 3));
  return fc
    .tuple(branch, fc.array(branch, { maxLength: 2 }), fc.option(children(place, scope, budget, 3)))
    .map(([[test, first], more, last]) => {
      const rest = more.map(([elseTest, content]) => `<template :else-if={${elseTest}}>${content}</template>`).join("");
      return `<template :if={${test}}>${first}</template>${rest}${last === null ? "" : ` <template :else>${last}</template>`}`;
    });
}

function loop(place: Place, scope: Scope, budget: number): fc.Arbitrary<string> {
  const d = scope.depth;
  return pick(scope.lists).chain(({ expression, item }) => {
    const forms: Record<typeof item, fc.Arbitrary<{ head: string; key: string; inner: Scope }>> = {
      item: fc.oneof(
        fc.constant({
          head: `(i${d}, p${d}) of ${expression}`,
          key: ` :key={i${d}.id}`,
          inner: within(
            scope,
            [`i${d}.label`, `i${d}.id`, `p${d}`, `i${d}.note`, `i${d}.tags.length`],
            [`i${d}.done`, `i${d}.note`, `p${d} === 0`],
            [{ expression: `i${d}.tags`, item: "tag" as const }],
          ),
        }),
        fc.constant({
          head: `{ id: id${d}, label: l${d} = "none", tags: [first${d}], ...rest${d} } of ${expression}`,
          key: ` :key={id${d}}`,
          inner: within(scope, [`l${d}`, `id${d}`, `first${d}?.t`, `rest${d}.note`], [`rest${d}.done`, `id${d} > 2`], []),
        }),
      ),
      tag: fc.constant({
        head: `t${d} of ${expression}`,
        key: ` :key={t${d}.k}`,
        inner: within(scope, [`t${d}.t`, `t${d}.k`], [`t${d}.k > 1`], []),
      }),
      word: fc.constant({ head: `(w${d}, q${d}) of ${expression}`, key: "", inner: within(scope, [`w${d}`, `q${d}`], [`w${d}`], []) }),
    };
    return fc.tuple(forms[item], fc.boolean(), fc.boolean()).chain(([{ head, key, inner }, keyed, filtered]) => {
      const where = filtered ? pick(inner.tests).map((test) => ` :if={${test}}`) : fc.constant("");
      return fc
        .tuple(where, children(place, inner, budget, 3))
        .map(([filter, content]) => `<template :for={${head}}${keyed ? key : ""}${filter}>${content}</template>`);
    });
  });
}

function within(scope: Scope, texts: readonly string[], tests: readonly string[], lists: Scope["lists"]): Scope {
  return {
    ...scope,
    depth: scope.depth + 1,
    texts: [...texts, ...texts, ...scope.texts],
    tests: [...tests, ...tests, ...scope.tests],
    lists,
  };
}

function component(scope: Scope, budget: number): fc.Arbitrary<string> {
  const props = fc.tuple(pick(scope.texts), pick(scope.tests)).map(([text, test]) => ` x={${text} as string} y={Boolean(${test})}`);
  const d = scope.depth;
  const fill = fc
    .constantFrom(
      { names: "", inner: scope },
      { names: ` :let={{ v: v${d}, w: w${d} = "none" }}`, inner: handed(scope, [`v${d}`, `w${d}`], [`v${d}`]) },
      { names: ` :let={e${d}}`, inner: handed(scope, [`e${d}.v`, `Object.values(e${d}).length`], [`e${d}.w`]) },
    )
    .chain(({ names, inner }) =>
      children("flow", inner, budget, 2).map((content) => `<template slot="extra"${names}>${content}</template>`),
    );
  const own = fc
    .constantFrom(
      { names: "", inner: scope },
      { names: ` :let={{ h: h${d}, k: k${d} }}`, inner: handed(scope, [`h${d}`, `k${d}?.t`], [`h${d}`, `k${d}`]) },
    )
    .chain(({ names, inner }) => children("flow", inner, budget, 2).map((content) => ({ names, content })));
  return fc.tuple(props, own, fc.array(fill, { maxLength: 2 }), fc.boolean()).map(([attrs, { names, content }, fills, first]) => {
    const all = first ? fills.join("") + content : content + fills.join(" ");
    return all === "" ? `<Part${attrs}/>` : `<Part${attrs}${names}>${all}</Part>`;
  });
}

/** With the names that a slot hands back. */
function handed(scope: Scope, texts: readonly string[], tests: readonly string[]): Scope {
  return within(scope, texts, tests, scope.lists);
}

/** A page and its component. */
export const templatePair: fc.Arbitrary<TemplatePair> = fc.record({
  page: children("flow", pageScope, 4, 5).map((body) => PAGE_SCRIPT + body),
  part: children("flow", partScope, 2, 3).map((body) => PART_SCRIPT + body),
});
