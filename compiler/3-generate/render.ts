/**
 * The body of `render`: control flow is real `if`, so that TypeScript narrows; every expression is copied once, with
 * its source line.
 */
import { isCheckedWhole } from "../../protocol/contexts.ts";
import type {
  AttributeSlot,
  Block,
  ChoiceSlot,
  ComponentSlot,
  Content,
  IgnoredSlot,
  ListSlot,
  OutletSlot,
  Prop,
  Slot,
  SpreadSlot,
  TextSlot,
  WholeSlot,
} from "../2-analyse/blocks.ts";
import type { Loop } from "../2-analyse/scope.ts";
import type { Excerpt } from "../excerpt.ts";
import type { Expression, FillCondition, Span } from "../tree.ts";
import { type Condition, concerns, conditions, forgotten, namesIn, UsedNames, unhidden } from "./conditions.ts";
import { propertyKey, quote } from "./literals.ts";
import { loopVariable, parameters, usesIndex } from "./patterns.ts";
import { indented, type Line, type Segment } from "./segments.ts";

export interface RenderNames {
  /** The renderer's variable. */
  readonly r: string;
  /** The namespace of `livec/template`. */
  readonly livec: string;
  /** A free name, for what a slot hands back. */
  readonly values: string;
  /** The variable of each block. */
  readonly blocks: ReadonlyMap<Block, string>;
}

/**
 * Lines of one function: TypeScript does not follow the control flow of much longer ones. Those of a block are then
 * divided among several.
 */
const MAX_LINES = 400;

export class RenderWriter {
  readonly #used = new UsedNames();
  readonly #names: RenderNames;
  readonly #excerpt: Excerpt;
  readonly #file: string;

  constructor(names: RenderNames, excerpt: Excerpt, file: string) {
    this.#names = names;
    this.#excerpt = excerpt;
    this.#file = file;
  }

  /** The statements of a block, or of some of its slots. `held` are the conditions that hold where they stand. */
  statements(block: Block, held: readonly Condition[] = [], from = 0, to: number = block.slots.length): readonly Line[] {
    const slots = block.slots.slice(from, to).map((slot, position) => ({ slot, lines: this.#lines(slot, from + position, held) }));
    const parts = partsOf(slots);
    if (parts.length < 2) return slots.flatMap(({ lines }) => lines);
    return parts.flatMap((part) => {
      const names = this.#used.of(part.map(({ slot }) => slot));
      const lines = part.flatMap((each) => each.lines);
      return [[`${this.#names.livec}.part(() => {`], ...indented([...this.#given(forgotten(held, names)), ...lines]), ["});"]];
    });
  }

  #lines(slot: Slot, index: number, held: readonly Condition[]): readonly Line[] {
    const { r } = this.#names;
    if ("parts" in slot && slot.values.length > 1) return this.#severalValues(slot, index);
    if (slot.kind === "component" && slot.own !== undefined) return this.#propsApart(slot, index, held);
    const lines = this.#statement(slot, index, held);
    const stale = `if (${r}.stale(${index})) `;
    if (slot.kind === "choice" || slot.kind === "ignored" || ("loop" in slot && slot.body.slots.length > 0))
      return [[`${stale}{`], ...indented(lines), ["}"]];
    const [first = [], ...rest] = lines;
    return [[stale, ...first], ...rest];
  }

  /** A component whose contents may change alone: its props are evaluated where they changed. */
  #propsApart(slot: ComponentSlot, index: number, held: readonly Condition[]): readonly Line[] {
    const { r } = this.#names;
    const tag = { code: slot.name, ...slot.nameSpan };
    const [first = [], ...rest] = this.#record([`${r}.props(${index}, `, tag, ", "], slot, [");"]);
    return [
      [`if (${r}.stale(${index})) {`],
      ...indented([
        [`if (${r}.staleProps(${index})) `, ...first],
        ...rest,
        ...this.#filled([[`${r}.filled(${index}, `, tag, ", null"]], slot, hasConstants(slot.props) ? slot.nameSpan : null, held),
      ]),
      ["}"],
    ];
  }

  /** Has TypeScript know again what it forgot. */
  #given(conditions: readonly Condition[]): readonly Line[] {
    return conditions.map(({ test, holds }): Line => {
      const said: Line = holds ? [piece(test)] : ["!", ...atom(test)];
      return [`${this.#names.livec}.given(`, ...said, ");", this.#origin(test)];
    });
  }

  #statement(slot: Slot, index: number, held: readonly Condition[]): readonly Line[] {
    switch (slot.kind) {
      case "text":
      case "content":
        return this.#value(slot, index);
      case "attr":
      case "prop":
      case "class":
        return this.#attribute(slot, index);
      case "style":
      case "html":
      case "spread":
        return this.#whole(slot.kind, slot, index);
      case "csrf":
        return [
          [`${this.#names.r}.csrf(${[index, slot.posts, ...(slot.tag.length === 0 ? [] : [`[${slot.tag.join(", ")}]`])].join(", ")});`],
        ];
      case "choice":
        return this.#choice(slot, index, held);
      case "list":
      case "append":
      case "prepend":
        return this.#list(slot, index, held);
      case "ignored":
        return this.#ignored(slot, index, held);
      case "component":
        return this.#component(slot, index, held);
      case "view":
        return this.#record([`${this.#names.r}.view(${index}, `], slot, [");"]);
      case "outlet":
        return this.#outlet(slot, index, held);
    }
  }

  #whole(method: string, { value }: WholeSlot | SpreadSlot, index: number): readonly Line[] {
    return [[`${this.#names.r}.${method}(${index}, `, piece(value), ");", this.#origin(value)]];
  }

  #attribute(slot: AttributeSlot, index: number): readonly Line[] {
    if (slot.parts !== undefined) return this.#value(slot, index);
    return this.#value(slot, index, slot.kind === "class" ? "classes" : "attr");
  }

  #value({ values }: TextSlot | AttributeSlot, index: number, method = "text"): readonly Line[] {
    return values.map(({ expression }) => [`${this.#names.r}.${method}(${index}, `, piece(expression), ");", this.#origin(expression)]);
  }

  /** Each value for itself; a URL that is checked whole is put together when all of them are there. */
  #severalValues(slot: TextSlot | AttributeSlot, index: number): readonly Line[] {
    const { r } = this.#names;
    const lines = slot.values.map(
      ({ expression }, at): Line => [
        `if (${r}.staleValue(${index}, ${at})) ${r}.value(${index}, ${at}, `,
        piece(expression),
        ");",
        this.#origin(expression),
      ],
    );
    if (!("context" in slot) || !isCheckedWhole(slot.context, slot.parts)) return lines;
    return [[`if (${r}.stale(${index})) {`], ...indented([...lines, [`${r}.url(${index});`]]), ["}"]];
  }

  #choice(slot: ChoiceSlot, index: number, held: readonly Condition[]): readonly Line[] {
    const { r } = this.#names;
    let refuted = held;
    const branches = slot.branches.map(({ test, block }): readonly Line[] => {
      const head: Line = test === null ? [] : ["if (", piece(test), ") "];
      const [first = [], ...rest] = this.#branch(block, index, test, [...refuted, ...conditions(test, true)]);
      refuted = [...refuted, ...conditions(test, false)];
      return [[...head, ...first], ...rest];
    });
    if (slot.branches.at(-1)?.test !== null) branches.push([[`${r}.hide(${index});`]]);
    return branches.reduce((chain, branch) => otherwise(chain, branch));
  }

  /** A branch's statements stand in the `if` itself, not in a callback: TypeScript keeps what the test narrows. */
  #branch(block: Block, index: number, test: Span | null, held: readonly Condition[]): readonly Line[] {
    const { r } = this.#names;
    const name = this.#names.blocks.get(block) ?? "";
    const comment = test === null ? [] : [this.#origin(test)];
    if (block.slots.length === 0) return [[`${r}.show(${index}, ${name});`, ...comment]];
    return [["{", ...comment], ...indented([[`${r}.open(${index}, ${name});`], ...this.statements(block, held), [`${r}.close();`]]), ["}"]];
  }

  #ignored({ block }: IgnoredSlot, index: number, held: readonly Condition[]): readonly Line[] {
    const { r } = this.#names;
    return [[`${r}.open(${index}, ${this.#names.blocks.get(block) ?? ""});`], ...this.statements(block, held), [`${r}.close();`]];
  }

  /** A call whose last arguments are a block and, where it has slots, its body. */
  #call(before: Line, block: Block, after: Line, held: readonly Condition[]): readonly Line[] {
    const name = this.#names.blocks.get(block) ?? "";
    if (block.slots.length === 0) return [[...before, name, ...after]];
    const given = this.#given(forgotten(held, this.#used.of(block.slots)));
    return [[...before, `${name}, () => {`], ...indented([...given, ...this.statements(block, held)]), ["}", ...after]];
  }

  /** `for (const todo of r.each(1, todos, li, (todo) => todo.id)) { … }` */
  #list(slot: ListSlot, index: number, held: readonly Condition[]): readonly Line[] {
    const { loop, list, key, where, body } = slot;
    const { r, livec } = this.#names;
    const outer = unhidden(held, loop);
    const inBody = where !== undefined && concerns(where, loop, this.#used.of(body.slots)) ? conditions(where, true) : [];
    const inside = [...this.#given(inBody), ...this.statements(body, [...outer, ...inBody])];
    const used = usedBy(loop.used.body, loop, inBody);
    const method = inside.length === 0 ? "repeat" : usesIndex(loop, used) ? "indexed" : "each";
    const variable = loopVariable(loop, used);
    const start: Line = inside.length === 0 ? [`${r}.${method}(`] : ["for (const ", ...variable, ` of ${r}.${method}(`];
    const inputs: readonly { readonly segments: Line; readonly span: Span | null }[] = [
      where === undefined
        ? { segments: [piece(list)], span: list }
        : { segments: [`${livec}.where(`, piece(list), ", ", ...this.#function(where, loop, loop.used.where, outer), ")"], span: list },
      { segments: [this.#names.blocks.get(body) ?? ""], span: null },
      { segments: key === undefined ? ["null"] : this.#key(key, slot, outer), span: key ?? null },
    ];
    const spans = [list, key, where].flatMap((span) => span ?? []);
    const lines = new Set(spans.flatMap((span) => [this.#lineOf(span.start), this.#lineOf(span.end)]));
    const end: Line = inside.length === 0 ? [");"] : [")) {"];
    const head: readonly Line[] =
      lines.size === 1
        ? [[...start, `${index}, `, ...joined(inputs.map(({ segments }) => segments)), ...end, this.#origin(list)]]
        : [
            start,
            ...indented([
              [`${index},`],
              ...inputs.map(({ segments, span }): Line => [...segments, ",", ...(span === null ? [] : [this.#origin(span)])]),
            ]),
            end,
          ];
    return inside.length === 0 ? head : [...head, ...indented(inside), ["}"]];
  }

  /**
   * `(todo) => todo.id`; where the `:if` beside a `:for` says more of the item, `(todo) => { livec.given(todo.owner);
   * return todo.owner.id; }`.
   */
  #key(key: Expression, { loop, where }: ListSlot, held: readonly Condition[]): Line {
    const own = where !== undefined && concerns(where, loop, namesIn(key)) ? conditions(where, true, true) : [];
    return this.#function(key, loop, usedBy(loop.used.key, loop, own), held, own);
  }

  /** A function of a loop's names. What is wrong with it is wrong with its expression. */
  #function(value: Expression, loop: Loop, used: ReadonlySet<string>, held: readonly Condition[], own: readonly Condition[] = []): Line {
    const start: Line = [{ code: "(", start: value.start, end: value.end }, ...parameters(loop, used), ") => "];
    const known = [...forgotten(held, namesIn(value)), ...own];
    if (known.length === 0) return [...start, ...result(value)];
    const given = known.flatMap(
      ({ test, holds }): Line => [`${this.#names.livec}.given(`, ...(holds ? [piece(test)] : ["!", ...atom(test)]), "); "],
    );
    return [...start, "{ ", ...given, "return ", piece(value), "; }"];
  }

  #component(slot: ComponentSlot, index: number, held: readonly Condition[]): readonly Line[] {
    const { name, nameSpan, props } = slot;
    const head = this.#record([`${this.#names.r}.component(${index}, `, { code: name, ...nameSpan }, ", "], slot, []);
    return this.#filled(head, slot, hasConstants(props) ? nameSpan : null, held);
  }

  /** A call that began with `head`, with the contents as its last argument. */
  #filled(head: readonly Line[], { contents }: ComponentSlot, origin: Span | null, held: readonly Condition[]): readonly Line[] {
    const before = head.at(-1) ?? [];
    const [only, second] = contents;
    if (only === undefined) return [...head.slice(0, -1), [...before, ");", ...(origin === null ? [] : [this.#origin(origin)])]];
    if (only.name === "default" && second === undefined) {
      const names = only.parts.find((part) => part.let !== undefined)?.let?.item ?? null;
      return [...head.slice(0, -1), ...this.#content([...before, ", { "], only, [" });"], origin ?? names, held)];
    }
    return [
      ...head.slice(0, -1),
      [...before, ", {", ...(origin === null ? [] : [this.#origin(origin)])],
      ...indented(contents.flatMap((content) => this.#content([], content, [","], content.nameSpan, held))),
      ["});"],
    ];
  }

  /** The attributes of a tag, between what stands before and after them. */
  #record(before: Line, { props, nameSpan }: Pick<ComponentSlot, "props" | "nameSpan">, after: Line): readonly Line[] {
    if (hasConstants(props)) return [[...before, ...staticProps(props, nameSpan), ...after]];
    return [
      [...before, { code: "{", ...nameSpan }],
      ...indented(props.map((prop): Line => [...propSegments(prop), ",", this.#origin(prop)])),
      ["}", ...after],
    ];
  }

  /** `header: [th, ({ column }) => { … }]` */
  #content(
    before: Line,
    { name, nameSpan, block, when, parts }: Content,
    then: Line,
    origin: Span | null,
    held: readonly Condition[],
  ): readonly Line[] {
    const { values, blocks } = this.#names;
    const comment = origin === null ? [] : [this.#origin(origin)];
    const condition = filled(when);
    const after: Line = condition === undefined ? ["]", ...then] : ["] : undefined", ...then];
    const shown: Line = condition === undefined ? [] : [...condition, " ? "];
    const start: Line = [...before, { code: propertyKey(name), ...nameSpan }, ": ", ...shown, `[${blocks.get(block) ?? ""}, `];
    const patterns = parts.map((part) => (part.let === undefined ? [] : parameters(part.let, part.let.used.body)));
    const [only = [], second] = patterns;
    const bodies = parts.map((part, index): readonly Line[] => {
      const [from, to] = [parts[index - 1]?.end ?? 0, part.end];
      const around = part.let === undefined ? held : unhidden(held, part.let);
      const given = this.#given(forgotten(around, this.#used.of(block.slots.slice(from, to))));
      const statements = [...given, ...this.statements(block, around, from, to)];
      const pattern = patterns[index] ?? [];
      // Fills of one slot each have their own names for what it hands back.
      if (second === undefined || pattern.length === 0 || part.let === undefined) return statements;
      return [["{"], ...indented([["const ", ...pattern, ` = ${values};`, this.#origin(part.let.item)], ...statements]), ["}"]];
    });
    const inside = bodies.flat();
    const parameter = second === undefined ? only : patterns.some((pattern) => pattern.length > 0) ? [values] : [];
    if (inside.length === 0) return [[...start, "(", ...parameter, ") => {}", ...after, ...comment]];
    return [[...start, "(", ...parameter, ") => {", ...comment], ...indented(inside), ["}", ...after]];
  }

  #outlet({ name, nameSpan, values, fallback }: OutletSlot, index: number, held: readonly Condition[]): readonly Line[] {
    // The method stands for the slot: values that are missing are reported there.
    const start: Line = [`${this.#names.r}.`, { code: "outlet", ...nameSpan }, `(${index}, `, ...literal(name, nameSpan)];
    const shown: readonly Line[] =
      fallback !== undefined
        ? this.#call([...start, ", ["], fallback, fallback.slots.length === 0 ? [", () => {}]"] : ["]"], held)
        : [values.length === 0 ? start : [...start, ", undefined"]];
    const before = shown.at(-1) ?? [];
    // The default slot is there without being declared; another may be misspelt.
    const origin = name === "default" || name.startsWith("@") ? [] : [this.#origin(nameSpan)];
    if (values.length === 0) return [...shown.slice(0, -1), [...before, ");", ...origin]];
    return [
      ...shown.slice(0, -1),
      [...before, ", ", { code: "{", ...nameSpan }],
      ...indented(values.map((value): Line => [...propSegments(value), ",", this.#origin(value)])),
      ["});"],
    ];
  }

  /** `// todo.live.html:12` */
  #origin(span: Span): string {
    return ` // ${this.#file}:${this.#lineOf(span.start)}`;
  }

  #lineOf(offset: number): number {
    return this.#excerpt.position(offset).line;
  }
}

function hasConstants(props: readonly Prop[]): boolean {
  return props.every(({ value }) => value === true || typeof value === "string");
}

function piece({ code, start, end }: Expression): Segment {
  return { code, start, end };
}

/** Whether any fill of a slot is shown; `undefined` where one is in any case. */
function filled(when: Content["when"]): Line | undefined {
  const fills = when?.map((conditions) => conditions.reduceRight<Line | boolean>(either, false));
  if (fills === undefined || fills.includes(true)) return undefined;
  return fills.flatMap((fill, index) => (typeof fill === "boolean" ? [] : index === 0 ? fill : [" || ", ...fill]));
}

/** `(a) || !(b) && rest`, where what is known is left out. */
function either(rest: Line | boolean, { test, shown }: FillCondition): Line | boolean {
  if (test === null || rest === shown) return shown;
  const condition = atom(test);
  if (typeof rest === "boolean") return shown ? condition : ["!", ...condition];
  if (shown) return [...condition, " || ", ...rest];
  return ["!", ...condition, " && ", ...(rest.includes(" || ") ? ["(", ...rest, ")"] : rest)];
}

/** The names of a loop that some code uses, which says so many conditions again. */
function usedBy(used: ReadonlySet<string>, loop: Loop, said: readonly Condition[]): ReadonlySet<string> {
  if (said.length === 0) return used;
  const names = new Set(said.flatMap(({ test }) => [...namesIn(test)]));
  return new Set([...used, ...[...loop.used.where].filter((name) => names.has(name))]);
}

/** A test behind which an operator may stand, or before. */
function atom(test: Expression): Line {
  return /^[\w$.]+$/.test(test.code) ? [piece(test)] : ["(", piece(test), ")"];
}

/** Slots in groups of so many lines. */
function partsOf<S extends { readonly lines: readonly Line[] }>(slots: readonly S[]): readonly (readonly S[])[] {
  const parts: S[][] = [];
  let room = 0;
  for (const slot of slots) {
    room -= slot.lines.length;
    if (room >= 0) parts.at(-1)?.push(slot);
    else {
      parts.push([slot]);
      room = MAX_LINES - slot.lines.length;
    }
  }
  return parts;
}

/** Two branches with `else` between them, after the brace where one ends the first. */
function otherwise(before: readonly Line[], [first = [], ...rest]: readonly Line[]): readonly Line[] {
  const last = before.at(-1) ?? [];
  const closes = last.length === 1 && last[0] === "}";
  return closes ? [...before.slice(0, -1), ["} else ", ...first], ...rest] : [...before, ["else ", ...first], ...rest];
}

function joined(pieces: readonly Line[]): Line {
  return pieces.flatMap((segments, index) => (index === 0 ? segments : [", ", ...segments]));
}

/** As the result of an arrow function, where a brace would open a body. */
function result(expression: Expression): Line {
  return expression.code.startsWith("{") ? ["(", piece(expression), ")"] : [piece(expression)];
}

/** The brace that opens the props stands for the tag: it is where a prop that is missing is reported. */
function staticProps(props: readonly Prop[], tag: Span): Line {
  if (props.length === 0) return [{ code: "{}", ...tag }];
  return [{ code: "{", ...tag }, " ", ...joined(props.map(propSegments)), " }"];
}

function propSegments({ name = "", nameSpan, value, valueSpan }: Prop): Line {
  const key: Segment = { code: propertyKey(name), ...nameSpan };
  if (value === true) return [key, ": true"];
  if (typeof value === "string") return [key, ": ", ...literal(value, valueSpan)];
  if ("code" in value) {
    if (name === "") return ["...", piece(value)];
    return name === value.code ? [piece(value)] : [key, ": ", piece(value)];
  }
  const parts = value.flatMap(
    (part): Line => (typeof part === "string" ? [part.replace(/[\\`]|\$(?=\{)/g, "\\$&")] : ["${", piece(part), "}"]),
  );
  return [key, ": `", ...parts, "`"];
}

/** A string literal; its quotes are ours, and what is between them the template's. */
function literal(value: string, span: Span): Line {
  const quoted = quote(value);
  return [quoted.slice(0, 1), { code: quoted.slice(1, -1), ...span }, quoted.slice(-1)];
}
