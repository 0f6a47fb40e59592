/**
 * Random expressions and patterns over shapes: every way the language has to read a value, with a name's shape as the
 * only guide.
 */
import type { Random } from "./random.ts";
import { type Shape, text } from "./shape.ts";

/** Names in scope and their shapes; later ones come from inner scopes, and are taken more often. */
export type Names = readonly (readonly [name: string, shape: Shape])[];

const nameOf = (key: string): string => (/^[A-Za-z_]\w*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`);

/** Expressions in one scope. */
export class Expressions {
  readonly #names: Names;
  readonly #random: Random;
  readonly #whole: boolean;
  /** Names of parameters, which must not hide those in scope by accident. */
  #parameters = 0;

  /** `whole`: the scope has `assigns`. */
  constructor(names: Names, random: Random, whole: boolean) {
    this.#names = names;
    this.#random = random;
    this.#whole = whole;
  }

  /** Something that prints. */
  text(): string {
    const random = this.#random;
    if (random.chance(0.12)) {
      return random.one(
        () => `\`\${${this.text()}}-\${${this.text()}}\``,
        () => `(${this.test()} ? ${this.text()} : ${this.text()})`,
        () => `[${this.text()}, ${this.text()}].join()`,
        () => `Object.entries({ p: ${this.text()}, ...${this.#record()} }).join()`,
        () => (this.#whole ? this.#ofWhole() : this.text()),
      );
    }
    const [name, shape] = this.#pick();
    return this.#text(name, shape);
  }

  test(): string {
    const random = this.#random;
    const [name, shape] = this.#pick();
    if (shape.kind === "flag")
      return random.one(
        () => name,
        () => `!${name}`,
      );
    return random.one(
      () => `String(${this.#text(name, shape)}).length % 2 === 1`,
      () => `String(${this.#text(name, shape)}).length > 4`,
      () => `${this.text()} < "b"`,
      () => `(${this.#text(name, shape)}) && (${this.#text(name, shape)})`,
      () => (shape.kind === "maybe" ? `${name} == null` : `${this.#text(name, shape)} > "a"`),
    );
  }

  /** An expression of this shape, if there is any: the path of a name, or a computed value. */
  of(kind: Shape["kind"]): { readonly code: string; readonly shape: Shape } | undefined {
    const found = this.#names.flatMap(([name, shape]) => [...places(name, shape, kind, 2)]);
    return found.length === 0 ? undefined : this.#random.pick(found);
  }

  list(): { readonly code: string; readonly item: Shape } {
    const random = this.#random;
    const found = this.of(random.chance(0.8) ? "list" : random.pick(["set", "map"] as const)) ?? this.of("list");
    if (found === undefined) return { code: `[...String(${this.text()})]`, item: text };
    const { code, shape } = found;
    if (shape.kind === "set") return { code, item: text };
    if (shape.kind === "map") return { code, item: { kind: "pair", of: [text, shape.of] } };
    const item = shape.kind === "list" ? shape.of : text;
    const parameter = this.#parameter();
    const inner = this.#with(parameter, item);
    return random.one(
      () => ({ code, item }),
      () => ({ code, item }),
      () => ({ code: `${code}.filter((${parameter}) => ${inner.test()})`, item }),
      () => ({ code: `${code}.toReversed()`, item }),
      () => ({ code: `${this.test()} ? ${code} : []`, item }),
      () => ({ code: `${code}.slice(0, 2)`, item }),
    );
  }

  /**
   * A pattern that takes a value apart, and the names it binds. `prefix` keeps them apart from those of other patterns.
   */
  pattern(shape: Shape, prefix: string): { readonly code: string; readonly names: Names } {
    const random = this.#random;
    const names: (readonly [string, Shape])[] = [];
    const take = (of: Shape): string => {
      const name = `${prefix}${names.length}`;
      names.push([name, of]);
      return name;
    };
    const code = this.#pattern(shape, take, 2, random.chance(0.4));
    return { code, names };
  }

  #pattern(shape: Shape, take: (of: Shape) => string, depth: number, plain: boolean): string {
    const random = this.#random;
    if (plain || depth === 0) return take(shape);
    if (shape.kind === "optional" && random.chance(0.7)) {
      const value = this.#default(shape.of);
      if (value !== undefined) return `${this.#pattern(shape.of, take, depth - 1, random.chance(0.5))} = ${value}`;
    }
    if (shape.kind === "record") {
      const fields = Object.entries(shape.fields).filter(() => random.chance(0.4));
      const taken = fields.map(([key, field]) => {
        const inner = this.#pattern(field, take, depth - 1, random.chance(0.6));
        return `${random.chance(0.2) ? JSON.stringify(key) : key}: ${inner}`;
      });
      const computed = random.chance(0.3) ? [`[${this.#dynamicKey()}]: ${take({ kind: "maybe", of: opaque })}`] : [];
      const rest = random.chance(computed.length > 0 ? 0.8 : 0.25)
        ? [`...${take({ kind: "record", fields: withoutSome(shape.fields, fields) })}`]
        : [];
      const parts = [...taken, ...computed, ...rest];
      return parts.length === 0 ? take(shape) : `{ ${parts.join(", ")} }`;
    }
    if (shape.kind === "pair") {
      const [first, second] = shape.of.map((each) => this.#pattern(each, take, depth - 1, random.chance(0.6))) as [string, string];
      return random.one(
        () => `[${first}, ${second}]`,
        () => `[${first}, ${second}]`,
        () => `[${first}, ${second}, ...${take({ kind: "list", of: text })}]`,
      );
    }
    if (shape.kind === "set" || shape.kind === "list") {
      const of = shape.kind === "list" ? shape.of : text;
      const first = take({ kind: "maybe", of });
      return random.chance(0.4) ? `[${first}, ...${take({ kind: "list", of })}]` : `[${first}]`;
    }
    if (shape.kind === "text" && random.chance(0.3))
      return random.chance(0.5) ? `{ length: ${take({ kind: "number" })} }` : `[${take({ kind: "maybe", of: text })}]`;
    return take(shape);
  }

  #default(shape: Shape): string | undefined {
    if (shape.kind === "text") return this.#random.chance(0.5) ? '"none"' : this.text();
    return this.of(shape.kind)?.shape === shape ? this.of(shape.kind)?.code : literal(shape);
  }

  /** A whole object, mostly of names. */
  #record(): string {
    return this.of("record")?.code ?? this.of("dictionary")?.code ?? "{}";
  }

  #ofWhole(): string {
    return this.#random.one(
      () => "Object.keys(assigns).length",
      () => "assigns.n",
      () => "assigns.user.name",
      () => 'assigns["a"]',
      () => "String(assigns[a])",
      () => "JSON.stringify({ ...assigns })",
      () => "(({ a, ...others }) => Object.keys(others).join())(assigns)",
    );
  }

  #pick(): readonly [string, Shape] {
    const random = this.#random;
    // Names of loops and slots begin like this; they are what is tracked in most ways.
    const inner = this.#names.filter(([name]) => /\d/.test(name));
    return inner.length > 0 && random.chance(0.6) ? random.pick(inner) : random.pick(this.#names.filter(([, { kind }]) => kind !== "html"));
  }

  #with(name: string, shape: Shape): Expressions {
    const inner = new Expressions([...this.#names, [name, shape]], this.#random, this.#whole);
    inner.#parameters = this.#parameters;
    return inner;
  }

  #parameter(): string {
    return `_${this.#parameters++}`;
  }

  /** `code`, which has this shape, as something that prints. */
  #text(code: string, shape: Shape): string {
    const random = this.#random;
    switch (shape.kind) {
      case "text":
        return random.one(
          () => code,
          () => code,
          () => `${code}.length`,
          () => `String(${code}[0])`,
          () => `${code} + "!"`,
          () => `(${code} as string)`,
          () => `(([_c]) => String(_c))(${code})`,
        );
      case "number":
      case "flag":
        return random.one(
          () => code,
          () => `String(${code})`,
          () => `${code} + 1`,
        );
      case "function":
        return `${code}(${this.text()})`;
      case "date":
        return random.one(
          () => `${code}.getTime()`,
          () => `${code}.toISOString()`,
          () => `Number(${code})`,
        );
      case "person":
        return random.one(
          () => `${code}.full`,
          () => `${code}.first`,
          () => `${code}.parts.join("/")`,
          () => `${code}.parts[1]`,
          () => `${code}.parts.length`,
          () => `${code}.greet(${this.text()})`,
          () => `(({ full, parts: [_p] }) => full + _p)(${code})`,
        );
      case "set":
        return random.one(
          () => `${code}.size`,
          () => `[...${code}].join()`,
          () => `String(${code}.has(${this.#dynamicKey()}))`,
          () => `(([_s]) => String(_s))(${code})`,
        );
      case "html":
        return `String(${code})`;
      case "map": {
        const got = `${code}.get(${this.#dynamicKey()})`;
        return random.one(
          () => `${code}.size`,
          () => `[...${code}.keys()].join()`,
          () => this.#text(got, { kind: "maybe", of: shape.of }),
        );
      }
      case "maybe":
      case "optional":
        return random.one(
          () => this.#chained(`${code}?`, shape.of),
          () => this.#chained(`${code}?`, shape.of),
          () => `String(${code} === ${shape.kind === "maybe" ? "null" : "undefined"})`,
          () => `(${code} === null ? "N" : ${code} === undefined ? "U" : ${this.#text(code, shape.of)})`,
          () => (shape.of.kind === "text" ? `String(${code} ?? ${this.text()})` : this.#chained(`${code}?`, shape.of)),
        );
      case "record": {
        const [key, field] = random.pick(Object.entries(shape.fields));
        const parameter = this.#parameter();
        return random.one(
          () => this.#text(`${code}${nameOf(key)}`, field),
          () => this.#text(`${code}${nameOf(key)}`, field),
          () => this.#text(`${code}${nameOf(key)}`, field),
          () => this.#text(`${code}[${JSON.stringify(key)}]`, field),
          () => this.#text(`${code}!${nameOf(key)}`, field),
          () => `JSON.stringify(${code})`,
          () => `JSON.stringify(${code})`,
          () => `JSON.stringify([${code}[${this.#dynamicKey()}]])`,
          () => `String((${this.#dynamicKey()}) in ${code})`,
          () => `JSON.stringify({ ...${code}, ${JSON.stringify(key)}: ${this.text()} })`,
          () => {
            const { code: pattern, names } = this.pattern(shape, `${parameter}_`);
            const inner = new Expressions([...this.#names, ...names], random, this.#whole);
            inner.#parameters = this.#parameters;
            return `((${pattern}) => ${inner.text()})(${code})`;
          },
        );
      }
      case "dictionary": {
        const key = random.pick(shape.names);
        return random.one(
          () => this.#text(`${code}${nameOf(key)}`, { kind: "optional", of: shape.of }),
          () => this.#text(`${code}[${this.#dynamicKey()}]`, { kind: "optional", of: shape.of }),
          () => `Object.keys(${code}).join()`,
          () => `JSON.stringify(Object.entries(${code}))`,
          () => `String(${JSON.stringify(key)} in ${code})`,
        );
      }
      case "pair":
        return random.one(
          () => this.#text(`${code}[0]`, shape.of[0]),
          () => this.#text(`${code}[1]`, shape.of[1]),
          () => `JSON.stringify(${code})`,
        );
      case "list": {
        const parameter = this.#parameter();
        const inner = this.#with(parameter, shape.of);
        return random.one(
          () => `${code}.length`,
          () => `${code}.map((${parameter}) => ${inner.text()}).join()`,
          () => `${code}.filter((${parameter}) => ${inner.test()}).length`,
          () => `String(${code}.some((${parameter}) => ${inner.test()}))`,
          () => this.#text(`${code}[0]`, { kind: "optional", of: shape.of }),
          () => this.#text(`${code}[${this.#random.below(2)}]`, { kind: "optional", of: shape.of }),
          () => this.#text(`${code}.at(-1)`, { kind: "optional", of: shape.of }),
          () => `[...${code}].length`,
          () => `(([_f, ..._m]) => JSON.stringify(_f) + _m.length)(${code})`,
        );
      }
    }
  }

  #dynamicKey(): string {
    const name = this.#names.find(([each]) => each === "k");
    return name === undefined || this.#random.chance(0.3) ? `${this.text()} as string` : "k";
  }

  /** A chain of members of which any may be missing; tells `null` from `undefined`. `code` ends in `?`. */
  #chained(code: string, shape: Shape): string {
    const random = this.#random;
    let chain = code;
    let current = shape;
    for (;;) {
      if (current.kind === "maybe" || current.kind === "optional") {
        if (!chain.endsWith("?")) chain += "?";
        current = current.of;
      } else if (current.kind === "record") {
        const [key, field] = random.pick(Object.entries(current.fields));
        chain += chain.endsWith("?") ? `.${key}` : nameOf(key);
        current = field;
        if (random.chance(0.2)) break;
      } else {
        break;
      }
    }
    if (chain.endsWith("?")) {
      const members = LAST[current.kind];
      chain = members === undefined ? chain.slice(0, -1) : chain + random.pick(members);
    }
    return random.one(
      () => `String(${chain})`,
      () => `String(${chain} ?? "-")`,
      () => `JSON.stringify([${chain}])`,
    );
  }
}

/** What may end an optional chain on a value of a kind. */
const LAST: { readonly [K in Shape["kind"]]?: readonly string[] } = {
  text: [".length", ".[0]", ".slice(1)"],
  number: [".toFixed(1)"],
  list: [".length", ".[0]", ".at(0)"],
  set: [".size"],
  map: [".size"],
  person: [".full", ".parts.length", '.greet("x")'],
  date: [".getTime()"],
  pair: [".[0]", ".[1]"],
};

const opaque: Shape = { kind: "record", fields: { id: { kind: "text" } } };

/** A value of a shape as source, for a default. */
function literal(shape: Shape): string | undefined {
  switch (shape.kind) {
    case "number":
      return "7";
    case "flag":
      return "true";
    case "maybe":
    case "optional":
      return literal(shape.of);
    case "text":
      return '"none"';
    case "record": {
      const fields = Object.entries(shape.fields).map(([key, field]) => [key, literal(field)] as const);
      return fields.some(([, value]) => value === undefined)
        ? undefined
        : `{ ${fields.map(([key, value]) => `${key}: ${value}`).join(", ")} }`;
    }
    default:
      return undefined;
  }
}

function withoutSome(
  fields: { readonly [name: string]: Shape },
  taken: readonly (readonly [string, Shape])[],
): { readonly [name: string]: Shape } {
  const left = Object.fromEntries(Object.entries(fields).filter(([name]) => !taken.some(([other]) => other === name)));
  return Object.keys(left).length === 0 ? { gone: { kind: "optional", of: text } } : left;
}

/** Paths of a value that have a kind, to a depth. */
function* places(code: string, shape: Shape, kind: Shape["kind"], depth: number): Generator<{ code: string; shape: Shape }> {
  if (shape.kind === kind) yield { code, shape };
  if (depth === 0 || shape.kind !== "record") return;
  for (const [key, field] of Object.entries(shape.fields)) yield* places(`${code}${nameOf(key)}`, field, kind, depth - 1);
}
