/** Text among elements: characters, expressions between braces, and comments in them. */
import type { Reporter } from "../../diagnostics.ts";
import type { Span } from "../../tree.ts";
import type { HoleIndex } from "../attributes.ts";
import type { ExpressionParser } from "../expression.ts";
import { foreignBlock } from "../foreign.ts";
import type { IgnoreComments } from "../ignores.ts";
import { COVER, type Hole, referencedCharacter } from "../mask.ts";
import type { RawChild } from "../raw.ts";

/** Characters before a brace that may make it one of another language's. */
const MAX_BLOCK_HEADER = 240;

/** Reads texts; one reader serves a whole file. */
export class TextReader {
  readonly #source: string;
  readonly #holes: HoleIndex;
  readonly #expressions: ExpressionParser;
  readonly #reporter: Reporter;
  readonly #ignores: IgnoreComments;

  constructor(source: string, holes: HoleIndex, expressions: ExpressionParser, reporter: Reporter, ignores: IgnoreComments) {
    this.#source = source;
    this.#holes = holes;
    this.#expressions = expressions;
    this.#reporter = reporter;
    this.#ignores = ignores;
  }

  /** Adds a text of the masked markup to the children it stands among; a `literal` one has no expressions. */
  read(chars: string, span: Span, children: RawChild[], literal: boolean): void {
    const holes = literal ? [] : this.#holes.within(span);
    const texts = holes.length === 0 ? [chars] : chars.split(COVER);
    let { start } = span;
    for (const [index, hole] of holes.entries()) {
      addText(children, texts[index] ?? "", start, hole.start);
      if (!this.#refuseBlock(hole, children.at(-1))) this.#fill(hole, children);
      start = hole.end;
    }
    addText(children, texts[holes.length] ?? "", start, span.end);
  }

  #fill(hole: Hole, children: RawChild[]): void {
    const { start, end } = hole;
    if (hole.kind === "character") addText(children, referencedCharacter(this.#source.slice(start, end)), start, end);
    if (hole.kind !== "expression") return;
    const content = this.#expressions.content(hole, "text");
    if (content?.kind === "spread") this.#reporter.report("LC1020", hole, {});
    else if (content?.kind === "comment") this.#ignores.comment(commentIn(this.#source.slice(start + 1, end - 1)), hole, children);
    else if (content?.kind === "expression") children.push({ kind: "interpolation", expression: content.expression, start, end });
  }

  /** `@if (open) {`: a block of another language, which ends in what looks like an expression. */
  #refuseBlock({ kind, start }: Hole, before: RawChild | undefined): boolean {
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
