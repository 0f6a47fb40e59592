/** The concrete syntax of a template: what phase 1 makes of it, with the comments and white space that it drops. */
import { Namespace } from "../../protocol/slots.ts";
import { skipTrivia } from "../1-parse/brackets.ts";
import { buildElements } from "../1-parse/elements/builder.ts";
import { ExpressionParser } from "../1-parse/expression.ts";
import { mask } from "../1-parse/mask.ts";
import type { RawChild, RawElement } from "../1-parse/raw.ts";
import { type Context, contextInside, ROOT } from "../1-parse/whitespace.ts";
import { Reporter } from "../diagnostics.ts";
import { isRawText } from "../html/content.ts";
import type { Span } from "../tree.ts";

/** White space between two nodes. */
export interface Gap {
  readonly space: boolean;
  /** Line breaks in it. */
  readonly lines: number;
}

/** Siblings, and the white space behind the last of them. */
export interface Content {
  readonly nodes: readonly Node[];
  readonly end: Gap;
}

/** A node and the white space before it. */
export type Node = (Tag | Word | Interpolation | Trivia | ScriptBlock) & { readonly before: Gap };

export interface Tag {
  readonly kind: "tag";
  readonly element: RawElement;
  /** In their order; comments among them. */
  readonly attributes: readonly TagAttribute[];
  /** What the white space inside means. */
  readonly context: Context;
  /** Pieces of its content whose white space has to stay, or its content; empty without one. */
  readonly inside: Content | readonly (string | Code)[];
}

/** A run of static text without white space, character references as written. */
export interface Word {
  readonly kind: "word";
  readonly text: string;
}

export interface Interpolation {
  readonly kind: "interpolation";
  readonly code: Code;
}

/** What leaves no trace in what is compiled. */
export interface Trivia {
  readonly kind: "comment" | "doctype";
  /** As written. */
  readonly text: string;
  /** The same, for a place on lines of its own: without the indentation that it has there. */
  readonly lines: readonly string[];
}

export interface ScriptBlock {
  readonly kind: "script";
  /** Between the tags. */
  readonly source: string;
}

/** Code in braces. */
export interface Code {
  /** What is between the braces. */
  readonly form: "expression" | "for" | "pattern" | "comment";
  /** With the braces. */
  readonly source: string;
}

export interface TagAttribute {
  /** Missing for spreads and comments. */
  readonly name: string | undefined;
  /** Bare: `undefined`. One piece of code in braces, or a text, as written without its quotes, with code in it. */
  readonly value: Code | readonly (string | Code)[] | undefined;
  /** The quotes of a text. */
  readonly quote: '"' | "'";
}

const SPACES = /[ \t\n\f\r]+|[^ \t\n\f\r]+/g;
/** Directives whose values are more than an expression, or less. */
const FORMS: ReadonlyMap<string, Code["form"]> = new Map([
  [":for", "for"],
  [":let", "pattern"],
]);
const NO_GAP: Gap = { space: false, lines: 0 };

/** Reads a template that phase 1 finds no error in. `prefix` is that of bindings. */
export function readSyntax(source: string, file: string, prefix: string): Content {
  // Its diagnostics are known already.
  const reporter = new Reporter(file, source);
  const masked = mask(source, reporter);
  const { children, script } = buildElements(source, masked, new ExpressionParser(source, reporter), reporter, prefix);
  const reader = new Reader(
    source,
    masked.covers.filter(({ kind }) => kind === "expression"),
    masked.declarations,
    prefix,
  );
  return reader.template(children, script);
}

class Reader {
  readonly #source: string;
  readonly #covers: readonly Span[];
  readonly #trivia: readonly Span[];
  readonly #prefix: string;

  constructor(source: string, covers: readonly Span[], declarations: readonly Span[], prefix: string) {
    this.#prefix = prefix;
    this.#source = source;
    this.#covers = covers;
    const comments = covers.filter(({ start, end }) => skipTrivia(source, start + 1, end - 1) === end - 1);
    this.#trivia = [...declarations, ...comments].sort((a, b) => a.start - b.start);
  }

  template(children: readonly RawChild[], script: Span | undefined): Content {
    const source = this.#source;
    const siblings = new Siblings(source);
    let at = source.startsWith("\ufeff") ? 1 : 0;
    if (script !== undefined) {
      const start = source.toLowerCase().lastIndexOf("<script", script.start);
      this.#between(siblings, at, start);
      siblings.add({ kind: "script", source: source.slice(script.start, script.end) });
      at = script.end === source.length ? script.end : source.indexOf(">", script.end) + 1;
    }
    return this.#content(siblings, children, { start: at, end: source.length }, ROOT);
  }

  #content(siblings: Siblings, children: readonly RawChild[], { start, end }: Span, context: Context): Content {
    let at = start;
    for (const child of children) {
      if (child.kind === "text") continue;
      this.#between(siblings, at, child.start);
      if (child.kind === "tag") siblings.add(this.#tag(child, context));
      else siblings.add({ kind: "interpolation", code: { form: "expression", source: this.#source.slice(child.start, child.end) } });
      at = child.end;
    }
    this.#between(siblings, at, end);
    return siblings.finish();
  }

  /** Text and comments. */
  #between(siblings: Siblings, from: number, to: number): void {
    let at = from;
    for (const { start, end } of within(this.#trivia, from, to)) {
      siblings.addText(at, start);
      const comment = this.#source[start] === "{" || this.#source.startsWith("<!--", start);
      siblings.add({ kind: comment ? "comment" : "doctype", text: this.#source.slice(start, end), lines: this.#outdented(start, end) });
      at = end;
    }
    siblings.addText(at, to);
  }

  /**
   * The lines of a comment, the later ones relative to the first where that begins its line, else to the outermost of
   * them.
   */
  #outdented(start: number, end: number): string[] {
    const [first = "", ...others] = this.#source.slice(start, end).split("\n");
    if (others.length === 0) return [first];
    const column = start - this.#source.lastIndexOf("\n", start - 1) - 1;
    const begins = this.#source.slice(start - column, start).trim() === "";
    const indentation = begins ? column : Math.min(...others.filter((text) => text.trim() !== "").map(spacesBefore));
    return [first, ...others.map((text) => text.slice(Math.min(indentation, spacesBefore(text))))].map((text) => text.trimEnd());
  }

  #tag(element: RawElement, around: Context): Tag {
    const { name, namespace, component, startTag, children } = element;
    const transparent = name === "slot" || isGroup(element);
    const context = component
      ? { kept: around.kept, withoutText: false }
      : transparent
        ? around
        : contextInside(element, around, this.#prefix);
    const inner = { start: startTag.end, end: this.#innerEnd(element) };
    const attributes = this.#attributes(element);
    const raw = !component && namespace === Namespace.html && isRawText(name);
    const inside =
      context.kept || raw ? this.#pieces(inner, raw ? [] : children) : this.#content(new Siblings(this.#source), children, inner, context);
    return { kind: "tag", element, attributes, context, inside };
  }

  /** Where the end tag begins. */
  #innerEnd({ startTag, end }: RawElement): number {
    return end === startTag.end ? end : this.#source.lastIndexOf("</", end - 1);
  }

  /** Source text with code in it that may be written in another way. */
  #pieces({ start, end }: Span, children: readonly RawChild[]): (string | Code)[] {
    const pieces: (string | Code)[] = [];
    let at = start;
    for (const child of children) {
      if (child.kind !== "interpolation") continue;
      pieces.push(this.#source.slice(at, child.start), { form: "expression", source: this.#source.slice(child.start, child.end) });
      at = child.end;
    }
    pieces.push(this.#source.slice(at, end));
    return pieces.filter((piece) => piece !== "");
  }

  // ------------------------------------------------------------------------------------------------------ attributes

  #attributes({ attributes, directives, startTag }: RawElement): TagAttribute[] {
    const comments = within(this.#trivia, startTag.start, startTag.end).map(({ start, end }) => ({ kind: "comment" as const, start, end }));
    const items = [...attributes, ...directives, ...comments].sort((a, b) => a.start - b.start);
    const read: TagAttribute[] = [];
    let at = startTag.start;
    for (const item of items) {
      // Comments in a value are part of it.
      if (item.start < at) continue;
      at = item.end;
      if ("nameSpan" in item) read.push(this.#attribute(item));
      else
        read.push({
          name: undefined,
          value: { form: item.kind === "comment" ? "comment" : "expression", source: this.#text(item) },
          quote: '"',
        });
    }
    return read;
  }

  #text({ start, end }: Span): string {
    return this.#source.slice(start, end);
  }

  #attribute({ nameSpan, valueSpan }: { readonly nameSpan: Span; readonly valueSpan: Span | undefined }): TagAttribute {
    const source = this.#source;
    const name = this.#text(nameSpan);
    if (valueSpan === undefined) return { name, value: undefined, quote: '"' };
    const { start, end } = valueSpan;
    const form = FORMS.get(name.toLowerCase()) ?? "expression";
    const covers = within(this.#covers, start, end);
    const [cover] = covers;
    if (cover !== undefined && cover.start === start && cover.end === end) {
      const comment = within(this.#trivia, start, end).length > 0;
      if (!comment) return { name, value: { form, source: source.slice(start, end) }, quote: '"' };
    }
    const pieces: (string | Code)[] = [];
    let at = start;
    for (const piece of covers) {
      pieces.push(source.slice(at, piece.start), { form, source: source.slice(piece.start, piece.end) });
      at = piece.end;
    }
    pieces.push(source.slice(at, end));
    const quote = pieces.some((piece) => typeof piece === "string" && piece.includes('"')) ? "'" : '"';
    return { name, value: pieces.filter((piece) => piece !== ""), quote };
  }
}

/** Collects siblings and the white space between them. */
class Siblings {
  readonly #source: string;
  readonly #nodes: Node[] = [];
  #gap: Gap = NO_GAP;

  constructor(source: string) {
    this.#source = source;
  }

  add(node: Tag | Word | Interpolation | Trivia | ScriptBlock): void {
    this.#nodes.push({ ...node, before: this.#gap });
    this.#gap = NO_GAP;
  }

  /** The words of a range and the white space around them. */
  addText(from: number, to: number): void {
    for (const [run] of this.#source.slice(from, to).matchAll(SPACES)) {
      if (/^[ \t\n\f\r]/.test(run)) this.#gap = { space: true, lines: this.#gap.lines + run.split("\n").length - 1 };
      else this.add({ kind: "word", text: run });
    }
  }

  finish(): Content {
    return { nodes: this.#nodes, end: this.#gap };
  }
}

function spacesBefore(text: string): number {
  return text.length - text.trimStart().length;
}

/** A `<template>` that vanishes, since a directive decides over what is in it. */
function isGroup({ name, component, directives }: RawElement): boolean {
  if (component || name !== "template") return false;
  return directives.some((directive) => ["if", "else-if", "else", "for"].includes(directive.name));
}

/** The spans of a sorted list that begin in a range. */
function within(spans: readonly Span[], from: number, to: number): readonly Span[] {
  let low = 0;
  for (let high = spans.length; low < high; ) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.start ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while ((spans[end]?.start ?? to) < to) end++;
  return spans.slice(low, end);
}
