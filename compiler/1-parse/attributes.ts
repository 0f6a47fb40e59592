/** The attributes of one start tag, read from its token and the source. */
import type { Token } from "parse5";
import type { Reporter } from "../diagnostics.ts";
import type { Attribute, Expression, Span, Spread } from "../tree.ts";
import type { ExpressionParser } from "./expression.ts";
import { type Bearer, colonless, foreignFix, isSuspect, type WrittenAttribute } from "./foreign-attributes.ts";
import { COVER, type Cover, referencedCharacter } from "./mask.ts";

/** A `:name`; its value is parsed where its meaning is known. */
export interface RawDirective extends Span {
  readonly name: string;
  readonly nameSpan: Span;
  readonly value: true | string | Cover;
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
  readonly #covers: CoverIndex;
  readonly #expressions: ExpressionParser;
  readonly #reporter: Reporter;
  readonly #prefix: string;

  /** `prefix` is that of bindings. */
  constructor(source: string, covers: CoverIndex, expressions: ExpressionParser, reporter: Reporter, prefix: string) {
    this.#source = source;
    this.#covers = covers;
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
    const covers = this.#covers.within(nameSpan);
    if (covers.some((cover) => cover.kind === "broken")) return [];
    if (valueSpan !== undefined || name.replace(COVER, "") !== "" || covers.some((cover) => cover.kind === "character")) {
      this.#reporter.report("LC1022", { start, end }, {});
      return [];
    }
    return covers.flatMap((cover) => {
      const content = this.#expressions.content(cover);
      if (content === undefined || content.kind === "comment") return [];
      if (content.kind === "spread")
        return [{ kind: "spread" as const, expression: content.expression, start: cover.start, end: cover.end }];
      this.#reporter.report("LC1023", cover, { code: content.expression.code.slice(0, 60) });
      return [];
    });
  }

  #directive(name: string, value: string, { start, end, nameSpan, valueSpan }: Place): RawDirective {
    const [cover, ...others] = valueSpan === undefined ? [] : this.#covers.within(valueSpan);
    const alone = cover?.kind === "expression" && others.length === 0 && value.replace(COVER, "") === "";
    const text = valueSpan === undefined ? true : this.#source.slice(valueSpan.start, valueSpan.end);
    return { name, nameSpan, value: alone ? cover : text, valueSpan, start, end };
  }

  #value(name: string, value: string, place: Place, span: Span, bearer: Bearer): string | Expression | (string | Expression)[] {
    const covers = this.#covers.within(span);
    const texts = value.split(COVER);
    // Where no object can be meant, another pair of braces is a habit.
    const where = place.quoted && bearer.plain && !TAKES_OBJECT.test(name) ? "text" : "attribute";
    const parts: (string | Expression)[] = [];
    let text = texts[0] ?? "";
    for (const [index, cover] of covers.entries()) {
      const part = this.#part(cover, where);
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

  /** An expression, or the text that stands for a cover without one. */
  #part(cover: Cover, where: "attribute" | "text"): string | Expression {
    if (cover.kind === "character") return referencedCharacter(this.#source.slice(cover.start, cover.end));
    const content = cover.kind === "broken" ? undefined : this.#expressions.content(cover, where);
    if (content?.kind === "expression") return content.expression;
    if (content?.kind === "spread") this.#reporter.report("LC1020", cover, {});
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

/** Covers by place. Asked in document order, it takes linear time altogether. */
export class CoverIndex {
  readonly #covers: readonly Cover[];
  #next = 0;

  constructor(covers: readonly Cover[]) {
    this.#covers = covers;
  }

  /** The covers that begin in the span; no earlier span may be asked for afterwards. */
  within(span: Span): Cover[] {
    while ((this.#covers[this.#next]?.start ?? Number.POSITIVE_INFINITY) < span.start) this.#next++;
    const found: Cover[] = [];
    for (let cover = this.#covers[this.#next]; cover !== undefined && cover.start < span.end; cover = this.#covers[++this.#next])
      found.push(cover);
    return found;
  }
}
