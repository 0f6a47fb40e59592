/** Text among elements: characters, expressions between braces, and comments in them. */
import type { Reporter } from "../../diagnostics.ts";
import type { Span } from "../../tree.ts";
import type { CoverIndex } from "../attributes.ts";
import type { ExpressionParser } from "../expression.ts";
import { foreignBlock } from "../foreign.ts";
import type { IgnoreComments } from "../ignores.ts";
import { COVER, type Cover, referencedCharacter } from "../mask.ts";
import type { RawChild } from "../raw.ts";

/** Characters before a brace that may make it one of another language's. */
const MAX_BLOCK_HEADER = 240;

/** Reads texts; one reader serves a whole file. */
export class TextReader {
  readonly #source: string;
  readonly #covers: CoverIndex;
  readonly #expressions: ExpressionParser;
  readonly #reporter: Reporter;
  readonly #ignores: IgnoreComments;

  constructor(source: string, covers: CoverIndex, expressions: ExpressionParser, reporter: Reporter, ignores: IgnoreComments) {
    this.#source = source;
    this.#covers = covers;
    this.#expressions = expressions;
    this.#reporter = reporter;
    this.#ignores = ignores;
  }

  /** Adds a text of the masked markup to the children it stands among; a `literal` one has no expressions. */
  read(chars: string, span: Span, children: RawChild[], literal: boolean): void {
    const covers = literal ? [] : this.#covers.within(span);
    const texts = covers.length === 0 ? [chars] : chars.split(COVER);
    let { start } = span;
    for (const [index, cover] of covers.entries()) {
      addText(children, texts[index] ?? "", start, cover.start);
      if (!this.#refuseBlock(cover, children.at(-1))) this.#fill(cover, children);
      start = cover.end;
    }
    addText(children, texts[covers.length] ?? "", start, span.end);
  }

  #fill(cover: Cover, children: RawChild[]): void {
    const { start, end } = cover;
    if (cover.kind === "character") addText(children, referencedCharacter(this.#source.slice(start, end)), start, end);
    if (cover.kind !== "expression") return;
    const content = this.#expressions.content(cover, "text");
    if (content?.kind === "spread") this.#reporter.report("LC1020", cover, {});
    else if (content?.kind === "comment") this.#ignores.comment(commentIn(this.#source.slice(start + 1, end - 1)), cover, children);
    else if (content?.kind === "expression") children.push({ kind: "interpolation", expression: content.expression, start, end });
  }

  /** `@if (open) {`: a block of another language, which ends in what looks like an expression. */
  #refuseBlock({ kind, start }: Cover, before: RawChild | undefined): boolean {
    if (kind === "character" || before?.kind !== "text") return false;
    const block = foreignBlock(before.value.slice(-MAX_BLOCK_HEADER));
    if (block === undefined) return false;
    this.#reporter.report("LC1017", { start: Math.max(before.start, start - block.length), end: start + 1 }, block);
    return true;
  }
}

/** What a comment between braces says. */
function commentIn(code: string): string {
  return code.replace(/^\s*\/[*/]|\*\/\s*$/g, "");
}

function addText(children: RawChild[], value: string, start: number, end: number): void {
  if (value === "") return;
  const last = children.at(-1);
  if (last?.kind === "text") {
    last.value += value;
    last.end = end;
  } else children.push({ kind: "text", value, start, end });
}
