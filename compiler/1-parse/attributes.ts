/** The attributes of one start tag, read from its token and the source. */
import type { Token } from "parse5";
import type { Reporter } from "../diagnostics.ts";
import type { Attribute, Expression, Span, Spread } from "../tree.ts";
import type { ExpressionParser } from "./expression.ts";
import { type Bearer, colonless, foreignFix, isSuspect, type WrittenAttribute } from "./foreign-attributes.ts";
import { COVER, type Hole, referencedCharacter } from "./mask.ts";

/** A `:name`; its value is parsed where its meaning is known. */
export interface RawDirective extends Span {
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: true | string | Hole;
  readonly valueSpan: Span | undefined;
}

export interface TagAttributes {
  readonly attributes: readonly (Attribute | Spread)[];
  readonly directives: readonly RawDirective[];
}

/** Where an attribute's name and value are in the source. */
interface Place extends Span {
  readonly nameSpan: Span;
  readonly valueSpan: Span | undefined;
  readonly quoted: boolean;
}

/** Attributes whose value may be an object. */
const TAKES_OBJECT = /^(?:class|style|.*-values)$/i;

/** Reads attributes; one reader serves a whole file. */
export class AttributeReader {
  readonly #source: string;
  readonly #holes: HoleIndex;
  readonly #expressions: ExpressionParser;
  readonly #reporter: Reporter;
  readonly #prefix: string;

  /** `prefix` is that of bindings. */
  constructor(source: string, holes: HoleIndex, expressions: ExpressionParser, reporter: Reporter, prefix: string) {
    this.#source = source;
    this.#holes = holes;
    this.#expressions = expressions;
    this.#reporter = reporter;
    this.#prefix = prefix;
  }

  /** Names are `written` (as in the source) on components, else `token`'s, which the tokenizer has lower-cased. */
  read(token: Token.TagToken, named: "written" | "token", bearer: Bearer): TagAttributes {
    const attributes: (Attribute | Spread)[] = [];
    const directives: RawDirective[] = [];
    for (const { name: lower, value } of token.attrs) {
      const location = token.location?.attrs?.[lower];
      if (location === undefined) continue;
      const place = this.#place(location.startOffset, location.endOffset, lower.length);
      const { nameSpan } = place;
      const written = this.#source.slice(nameSpan.start, nameSpan.end);
      if (hasCover(lower)) attributes.push(...this.#spreads(lower, place));
      else if (lower.startsWith(":")) directives.push(this.#directive(lower.slice(1), value, place));
      else if (!this.#refuse(written, lower, value, place, bearer, directives)) {
        const { start, end, valueSpan } = place;
        attributes.push({
          kind: "attribute",
          name: named === "written" ? written : lower,
          nameSpan,
          value: valueSpan === undefined ? true : this.#value(written, value, place, valueSpan, bearer),
          valueSpan,
          start,
          end,
        });
      }
    }
    return { attributes, directives };
  }

  #place(start: number, end: number, nameLength: number): Place {
    const source = this.#source;
    const nameSpan = { start, end: start + nameLength };
    let at = nameSpan.end;
    while (at < end && /\s/.test(source[at] ?? "")) at++;
    if (at >= end || source[at] !== "=") return { start, end: nameSpan.end, nameSpan, valueSpan: undefined, quoted: false };
    at++;
    while (at < end && /\s/.test(source[at] ?? "")) at++;
    const quoted = source[at] === '"' || source[at] === "'";
    return { start, end, nameSpan, valueSpan: quoted ? { start: at + 1, end: end - 1 } : { start: at, end }, quoted };
  }

  /** A name with covers in it: spreads and comments, or a mistake. */
  #spreads(name: string, { start, end, nameSpan, valueSpan }: Place): Spread[] {
    const holes = this.#holes.within(nameSpan);
    if (holes.some((hole) => hole.kind === "broken")) return [];
    if (valueSpan !== undefined || name.replace(COVER, "") !== "" || holes.some((hole) => hole.kind === "character")) {
      this.#reporter.report("LC1022", { start, end }, {});
      return [];
    }
    return holes.flatMap((hole) => {
      const content = this.#expressions.content(hole);
      if (content === undefined || content.kind === "comment") return [];
      if (content.kind === "spread") return [{ kind: "spread" as const, expression: content.expression, start: hole.start, end: hole.end }];
      this.#reporter.report("LC1023", hole, { code: content.expression.code.slice(0, 60) });
      return [];
    });
  }

  #directive(name: string, value: string, { start, end, nameSpan, valueSpan }: Place): RawDirective {
    const [hole, ...others] = valueSpan === undefined ? [] : this.#holes.within(valueSpan);
    const alone = hole?.kind === "expression" && others.length === 0 && value.replace(COVER, "") === "";
    const text = valueSpan === undefined ? true : this.#source.slice(valueSpan.start, valueSpan.end);
    return { name, nameSpan, value: alone ? hole : text, valueSpan, start, end };
  }

  #value(name: string, value: string, place: Place, span: Span, bearer: Bearer): string | Expression | (string | Expression)[] {
    const holes = this.#holes.within(span);
    const texts = value.split(COVER);
    // Where no object can be meant, another pair of braces is a habit.
    const where = place.quoted && bearer.plain && !TAKES_OBJECT.test(name) ? "text" : "attribute";
    const parts: (string | Expression)[] = [];
    let text = texts[0] ?? "";
    for (const [index, hole] of holes.entries()) {
      const part = this.#part(hole, where);
      if (typeof part === "string") text += part;
      else {
        if (text !== "") parts.push(text);
        parts.push(part);
        text = "";
      }
      text += texts[index + 1] ?? "";
    }
    if (text !== "") parts.push(text);
    if (!place.quoted && parts.length > 1)
      this.#reporter.report("LC1024", span, { name, value: this.#source.slice(span.start, Math.min(span.end, span.start + 60)) });
    const [only] = parts;
    return parts.length > 1 ? parts : (only ?? "");
  }

  /** An expression, or the text that stands for a hole without one. */
  #part(hole: Hole, where: "attribute" | "text"): string | Expression {
    if (hole.kind === "character") return referencedCharacter(this.#source.slice(hole.start, hole.end));
    const content = hole.kind === "broken" ? undefined : this.#expressions.content(hole, where);
    if (content?.kind === "expression") return content.expression;
    if (content?.kind === "spread") this.#reporter.report("LC1020", hole, {});
    return "";
  }

  /**
   * Reports what only looks like an attribute. A directive without its colon is taken for what it was meant to be where
   * that is clear, so that what depends on it is no mistake of its own.
   */
  #refuse(name: string, lower: string, value: string, place: Place, bearer: Bearer, directives: RawDirective[]): boolean {
    if (!isSuspect(lower)) return false;
    const { nameSpan, valueSpan, quoted } = place;
    const attribute: WrittenAttribute = { name, value: valueSpan && this.#source.slice(valueSpan.start, valueSpan.end), quoted };
    const fix = foreignFix(attribute, bearer, this.#prefix);
    if (fix !== undefined) {
      this.#reporter.report("LC2011", nameSpan, { name, fix });
      return true;
    }
    const meant = colonless(attribute, bearer);
    if (meant === undefined) return false;
    this.#reporter.report("LC2019", nameSpan, { name: lower, instead: meant.written });
    const repeats = directives.some((directive) => directive.name === "for");
    if (meant.sound && (meant.name !== "key" || repeats)) directives.push(this.#directive(meant.name, value, place));
    return true;
  }
}

export function hasCover(text: string): boolean {
  return /[\ue000-\uf8fe]/.test(text);
}

/** Holes by place. Asked in document order, it takes linear time altogether. */
export class HoleIndex {
  readonly #holes: readonly Hole[];
  #next = 0;

  constructor(holes: readonly Hole[]) {
    this.#holes = holes;
  }

  /** The holes that begin in the span; no earlier span may be asked for afterwards. */
  within(span: Span): Hole[] {
    while ((this.#holes[this.#next]?.start ?? Number.POSITIVE_INFINITY) < span.start) this.#next++;
    const found: Hole[] = [];
    for (let hole = this.#holes[this.#next]; hole !== undefined && hole.start < span.end; hole = this.#holes[++this.#next])
      found.push(hole);
    return found;
  }
}
