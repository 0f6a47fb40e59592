/**
 * Random programs: a page, two parts and a component with a state, over the shapes of `shape.ts`, with all of the
 * language that change tracking has to do with.
 */
import { Expressions, type Names } from "./expressions.ts";
import { BETWEEN_VALUES, type Markup, PIECE, type Program, tag } from "./markup.ts";
import { Random } from "./random.ts";
import { boxShape, maybe, pageShape, partShape, type Shape, text } from "./shape.ts";

/** What all parts hand back, where they do. */
const handedShapes = {
  default: { kind: "record", fields: { h: maybe(text), o: maybe(itemOf(partShape)), i: maybe({ kind: "number" }) } },
  extra: { kind: "record", fields: { v: maybe(text), w: maybe(text) } },
} as const satisfies { readonly [slot: string]: Shape };

const PAGE_SCRIPT = `<script lang="ts">
import tick from "./tick.js";
import Outer from "./outer.live.js";
import Inner from "./inner.live.js";
import Box from "./box.js";
export type Assigns = { [name: string]: any };
</script>
`;
const PART_SCRIPT = `<script lang="ts">
import tick from "./tick.js";
import Inner from "./inner.live.js";
import Box from "./box.js";
export type Assigns = { [name: string]: any };
export interface Slots { default: { h?: any; o?: any; i?: any }; extra: { v?: any; w?: any } }
</script>
`;

export const scripts: { readonly [K in keyof Program]: string } = {
  page: PAGE_SCRIPT,
  outer: PART_SCRIPT,
  inner: PART_SCRIPT.replace(/^import [A-Z].*\n/gm, ""),
  box: PART_SCRIPT.replace(/^import Box.*\n/m, ""),
};

export function program(seed: number): Program {
  const random = new Random(seed);
  const ticks = { next: 0 };
  const inner = new Generator(random, ticks, namesOf(partShape), [], true);
  const outer = new Generator(random, ticks, namesOf(partShape), ["Inner", "Box"], true);
  const page = new Generator(random, ticks, namesOf(pageShape), ["Outer", "Inner", "Box", "Box"], false);
  // The state has what no other rendering repeats, such as its number.
  const box = new Generator(random, ticks, namesOf(boxShape), ["Inner"], true, false);
  return { page: page.children(3, 1, 3), outer: outer.part(), inner: inner.part(), box: box.part() };
}

function namesOf(shape: Shape): Names {
  return shape.kind === "record" ? Object.entries(shape.fields) : [];
}

function itemOf(shape: Shape): Shape {
  const items = shape.kind === "record" ? shape.fields["items"] : undefined;
  return items?.kind === "list" ? items.of : text;
}

class Generator {
  readonly #random: Random;
  readonly #ticks: { next: number };
  readonly #names: Names;
  readonly #components: readonly string[];
  /** Parts have slots and no `rest` of attributes. */
  readonly #isPart: boolean;
  readonly #whole: boolean;
  /** Boxes around: none is inside itself. */
  #depth = 0;
  readonly #expressions: Expressions;

  constructor(random: Random, ticks: { next: number }, names: Names, components: readonly string[], isPart: boolean, whole = true) {
    this.#random = random;
    this.#ticks = ticks;
    this.#names = names;
    this.#components = components;
    this.#isPart = isPart;
    this.#whole = whole;
    this.#expressions = new Expressions(names, random, whole);
  }

  children(budget: number, least: number, most: number): readonly Markup[] {
    return this.#random.many(least, most, () => this.#child(budget)).flat();
  }

  /** With a default slot for certain: content that is shown nowhere proves nothing. */
  part(): readonly Markup[] {
    return [...this.children(2, 1, 2), this.#random.chance(0.5) ? tag("slot", []) : this.#outlet(1, "default")];
  }

  #inside(names: Names): Generator {
    const inside = new Generator(this.#random, this.#ticks, [...this.#names, ...names], this.#components, this.#isPart, this.#whole);
    inside.#depth = this.#depth;
    return inside;
  }

  #child(budget: number): readonly Markup[] {
    const random = this.#random;
    if (budget === 0 || random.chance(0.4)) return [random.chance(0.5) ? this.#run() : this.#element(0)];
    const kinds: (() => readonly Markup[])[] = [
      () => [this.#element(budget)],
      () => this.#chain(budget),
      () => [this.#loop(budget)],
      () => [this.#loop(budget)],
    ];
    if (this.#components.length > 0)
      kinds.push(
        () => [this.#component(budget)],
        () => [this.#component(budget)],
      );
    if (this.#isPart)
      kinds.push(
        () => [this.#outlet(budget)],
        () => [this.#outlet(budget)],
      );
    return random.one(...kinds);
  }

  #run(): string {
    const random = this.#random;
    return random.many(1, 3, () => (random.chance(0.3) ? random.pick([" ", "s", "&amp; t"]) : this.#value())).join(PIECE);
  }

  /** A value of a run, which tells `tick` when it is evaluated. */
  #value(): string {
    return `{tick(${this.#ticks.next++}, ${this.#expressions.text()})}`;
  }

  #element(budget: number): Markup {
    const random = this.#random;
    const e = this.#expressions;
    if (random.chance(0.12)) {
      return random.one<Markup>(
        () => tag("input", [`value={${e.text()}}`, `checked={${e.test()} ? true : false}`]),
        () => tag("textarea", [], [`{${e.text()}}${random.chance(0.5) ? ` and {${e.text()}}` : ""}`]),
        () => tag("p", [`:html={${e.of("html")?.code ?? "null"}}`]),
      );
    }
    return tag(random.pick(["div", "section"]), this.#attributes(), this.children(budget === 0 ? 0 : budget - 1, 0, budget === 0 ? 1 : 3));
  }

  #attributes(): readonly string[] {
    const random = this.#random;
    const e = this.#expressions;
    const makers: { readonly [name: string]: () => string } = {
      title: () => `title={${e.text()}}`,
      mixed: () => `data-m="p ${this.#value()}${BETWEEN_VALUES}${this.#value()}"`,
      one: () => `data-o="{${e.text()}}!"`,
      hidden: () => `hidden={${e.test()} ? true : null}`,
      href: () => `data-h={${e.text()}}`,
      class: () =>
        random.one(
          () => `class={{ on: ${e.test()}, always: true }}`,
          () => `class={[${e.text()}, { on: ${e.test()} }]}`,
          () => `class={${e.of("dictionary")?.code ?? '"k"'}}`,
          () => `class="k {${e.text()}}"`,
        ),
      style: () =>
        random.one(
          () => `style={{ color: String(${e.text()}) }}`,
          () => (this.#isPart ? `style={String(${e.text()})}` : "style={sty}"),
        ),
      spread: () =>
        random.one(
          () => (this.#isPart ? `{...{ "data-s": ${e.text()} }}` : "{...rest}"),
          () => `{...{ "data-s": ${e.text()}, lang: ${e.text()} }}`,
        ),
    };
    const names = Object.keys(makers).filter(() => random.chance(0.15));
    return names.map((name) => (makers[name] as () => string)());
  }

  #chain(budget: number): readonly Markup[] {
    const random = this.#random;
    const e = this.#expressions;
    const branch = (directive: string): Markup =>
      random.chance(0.3)
        ? tag("div", [directive, ...this.#attributes()], this.children(budget - 1, 0, 2))
        : tag("template", [directive], this.children(budget - 1, 0, 3));
    const more = random.many(0, 2, () => branch(`:else-if={${e.test()}}`));
    return [branch(`:if={${e.test()}}`), ...more, ...(random.chance(0.5) ? [branch(":else")] : [])];
  }

  #loop(budget: number): Markup {
    const random = this.#random;
    const { code, item } = this.#expressions.list();
    const prefix = `i${this.#names.length}_`;
    const { code: pattern, names } = this.#expressions.pattern(item, prefix);
    const position = random.chance(0.35) ? `p${this.#names.length}` : undefined;
    const inside = this.#inside([...names, ...(position === undefined ? [] : [[position, { kind: "number" }] as const])]);
    const key = keyOf(item, names, pattern);
    const head = `:for={${position === undefined ? pattern : `(${pattern}, ${position})`} of ${code}}`;
    const attributes = [
      head,
      ...(key !== undefined && random.chance(0.7) ? [`:key={${key}}`] : []),
      ...(random.chance(0.3) ? [`:if={${inside.#expressions.test()}}`] : []),
    ];
    if (random.chance(0.5)) return tag("template", attributes, inside.children(budget - 1, 0, 3));
    return tag("div", [...attributes, ...inside.#attributes()], inside.children(budget - 1, 0, 2));
  }

  #component(budget: number): Markup {
    const random = this.#random;
    const e = this.#expressions;
    const type = random.pick(this.#components);
    const isBox = type === "Box";
    const props = [
      ...(isBox && random.chance(0.85) ? [`id={${this.#id()}}`] : []),
      ...(this.#whole && !isBox && random.chance(0.2) ? ["{...assigns}"] : []),
      ...(random.chance(0.2) ? [`a="m {${e.text()}} m"`] : [`a={${e.text()}}`]),
      `n={${e.of("number")?.code ?? "1"}}`,
      `on={${e.test()}}`,
      ...["user", "items", "rec"].map((name) => `${name}={${name}}`),
      ...(!isBox && random.chance(0.15) ? ["{...rec}"] : []),
    ];
    const within = (names: Names): Generator => {
      const inside = this.#inside(names);
      if (isBox) inside.#depth++;
      return inside;
    };
    const fill = (name: keyof typeof handedShapes, directive: string): Markup => {
      const { code, names } = random.chance(0.4) ? { code: "", names: [] } : e.pattern(handedShapes[name], `h${this.#names.length}_`);
      const attributes = [`slot="${name}"`, directive, ...(code === "" ? [] : [`:let={${code}}`])];
      return tag("template", attributes, within(names).children(budget - 1, 1, 2));
    };
    // Each under a condition: what fills a slot may go, come back, and be another one.
    const chain = (name: keyof typeof handedShapes): readonly Markup[] => [
      fill(name, `:if={${e.test()}}`),
      ...random.many(0, 1, () => fill(name, `:else-if={${e.test()}}`)),
      ...(random.chance(0.6) ? [fill(name, ":else")] : []),
    ];
    const extras = random.many(0, 2, () => chain("extra")).flat();
    return tag(type, props, [...extras, ...(random.chance(0.75) ? chain("default") : [])]);
  }

  /** Few, so that components go from tag to tag. */
  #id(): string {
    const random = this.#random;
    const number = this.#expressions.of("number");
    const inLoop = number?.code.startsWith("i") === true;
    const id = (name: string): string => `"${name}${this.#isPart ? "o" : "p"}${this.#depth}"`;
    if (inLoop) return `${id(random.pick(["r", "r", "q"]))} + ${number.code}`;
    return random.one(
      () => id(random.pick(["s", "t", "u"])),
      () => `(${this.#expressions.test()} ? ${id("s")} : ${id("t")})`,
    );
  }

  #outlet(budget: number, name?: keyof typeof handedShapes): Markup {
    const random = this.#random;
    const e = this.#expressions;
    const fallback = random.chance(0.4) ? this.children(budget - 1, 1, 2) : [];
    if (name !== "default" && random.chance(0.4)) {
      return tag(
        "slot",
        [
          'name="extra"',
          `v={${e.text()}}`,
          ...random.one(
            () => [],
            () => [`{...{ w: ${e.text()} }}`],
            () => ["{...rec}"],
          ),
        ],
        fallback,
      );
    }
    const o = random.chance(0.5) ? e.of("list") : undefined;
    const values = random.chance(0.7)
      ? [`h={${e.text()}}`, ...(o?.shape.kind === "list" && o.shape.of.kind === "record" ? [`o={${o.code}[0]}`] : [])]
      : [];
    return tag("slot", [...values, ...(random.chance(0.3) ? [`i={${e.of("number")?.code ?? "n"}}`] : [])], fallback);
  }
}

/** What tells an item from its siblings, under a name the pattern gives it. */
function keyOf(item: Shape, names: Names, pattern: string): string | undefined {
  if (item.kind !== "record" || item.fields["id"] === undefined) return undefined;
  const [name] = names[0] ?? [];
  if (pattern === name) return `${name}.id`;
  return /\bid: (\w+)/.exec(pattern)?.[1] ?? undefined;
}
