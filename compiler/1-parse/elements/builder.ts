/** Tokens to elements: a strict tree builder in which every tag is written out and closed. */
import { type ParserError, type Token, type TokenHandler, Tokenizer, TokenizerMode } from "parse5";
import { Namespace } from "../../../protocol/slots.ts";
import type { Reporter } from "../../diagnostics.ts";
import { dropsNewline, isRawText, isRcdata, isVoid } from "../../html/content.ts";
import { type Surroundings, surroundingsIn } from "../../html/namespaces.ts";
import type { Ignore, Script, Span } from "../../tree.ts";
import { AttributeReader, CoverIndex, hasCover } from "../attributes.ts";
import type { ExpressionParser } from "../expression.ts";
import { foreignTag } from "../foreign.ts";
import { IgnoreComments } from "../ignores.ts";
import type { Masked } from "../mask.ts";
import { isComponentName, plainValue } from "../names.ts";
import { expressionIn } from "../noscript.ts";
import { isBlank, type RawChild, type RawElement } from "../raw.ts";
import { ScriptBlock } from "../script.ts";
import { explain, isInTag } from "../tokenizer-errors.ts";
import { ElementReader } from "./element.ts";
import { OpenElements } from "./open.ts";
import { misspeltEnd, reportOpen, writtenName } from "./report.ts";
import { TextReader } from "./text.ts";

/** Levels of elements. Browsers stop at 512, and components nest within components. */
const MAX_DEPTH = 256;

const ROOT: Surroundings = { namespace: Namespace.html, open: true };

export interface Elements {
  readonly children: RawChild[];
  readonly script: Script | undefined;
  readonly doctype: boolean;
  /** False when tags do not match, so that what is inside what is a guess. */
  readonly sound: boolean;
  readonly ignores: readonly Ignore[];
}

/**
 * Builds the tree of the masked markup; every mistake is reported, and the rest of the file still read. `prefix` is
 * that of bindings.
 */
export function buildElements(source: string, masked: Masked, expressions: ExpressionParser, reporter: Reporter, prefix: string): Elements {
  const builder = new Builder(source, masked, expressions, reporter, prefix);
  return builder.run();
}

class Builder implements TokenHandler {
  readonly #source: string;
  readonly #html: string;
  readonly #reporter: Reporter;
  readonly #prefix: string;
  readonly #reader: ElementReader;
  readonly #texts: TextReader;
  readonly #tokenizer: Tokenizer;
  readonly #script: ScriptBlock;
  readonly #ignores: IgnoreComments;
  readonly #root: RawChild[] = [];
  readonly #open = new OpenElements();
  /** Names of tags that an unfinished one before them took for attributes. */
  readonly #swallowed = new Set<string>();
  #duplicates: number[] = [];
  #doctype = false;
  #dropNewline = false;
  /** Where the last token ended: what comes next begins behind it. */
  #tokenEnd = 0;
  /** True once a mistake in the tag at hand was reported. */
  #tagRefused = false;
  #sound = true;
  #stopped = false;

  constructor(source: string, masked: Masked, expressions: ExpressionParser, reporter: Reporter, prefix: string) {
    const covers = new CoverIndex(masked.covers);
    this.#source = source;
    this.#html = masked.html;
    this.#reporter = reporter;
    this.#prefix = prefix;
    this.#script = new ScriptBlock(expressions, reporter);
    this.#ignores = new IgnoreComments(reporter);
    this.#texts = new TextReader(source, covers, expressions, reporter, this.#ignores);
    const attributes = new AttributeReader(source, covers, expressions, reporter, prefix);
    this.#reader = new ElementReader(source, attributes, this.#script, reporter);
    this.#tokenizer = new Tokenizer({ sourceCodeLocationInfo: true }, this);
  }

  run(): Elements {
    this.#tokenizer.write(this.#html, true);
    const ignores = this.#ignores.finish();
    return { children: this.#root, script: this.#script.result, doctype: this.#doctype, sound: this.#sound, ignores };
  }

  // ------------------------------------------------------------------------------------------------------ start tags

  onStartTag(token: Token.TagToken): void {
    if (this.#stopped) return;
    const span = this.#beginTag(token);
    this.#noteSwallowed(token);
    this.#reportDuplicates(token);
    if (this.#refuseUnfinished(token, span)) return;
    const element = this.#reader.read(token, span, this.#open.innermost?.inside ?? ROOT);
    const plaintext = token.tagName === "plaintext" && !element.component;
    if (plaintext) {
      const reason = "everything after it is text, its end tag too";
      this.#reporter.report("LC1034", span, { tag: token.tagName, reason, instead: "pre" });
    }
    const script =
      !element.component && this.#script.begins(element, this.#open.depth === 0 && this.#root.every(isBlank) && !this.#doctype);
    this.#ignores.element(element, this.#children);
    if (!script) this.#children.push(element);
    if (!(element.void || token.selfClosing || plaintext)) this.#enter(element, token.tagName, script);
    else if (script) this.#script.end({ start: span.end, end: span.end });
  }

  #beginTag(token: Token.TagToken): Span {
    const span = spanOf(token);
    this.#tokenEnd = span.end;
    this.#tagRefused = false;
    return span;
  }

  /** What follows is inside the element, until its end tag. */
  #enter(element: RawElement, tag: string, script: boolean): void {
    const { component, namespace, attributes, startTag } = element;
    const key = component ? writtenName(element, this.#source) : tag;
    if (this.#open.depth >= MAX_DEPTH) {
      const what = `<${writtenName(element, this.#source)}>`;
      this.#reporter.report("LC1004", startTag, { what, limit: String(MAX_DEPTH) });
      this.#stopped = true;
      this.#sound = false;
      return;
    }
    const around = this.#open.innermost?.inside ?? ROOT;
    const inside = component
      ? { namespace: around.namespace, open: true }
      : leavesNoElement(element)
        ? around
        : surroundingsIn(tag, namespace, plainValue(attributes, "encoding"));
    this.#open.push({ element, key, inside, script });
    if (component || namespace !== Namespace.html) return;
    this.#dropNewline = dropsNewline(tag);
    // Scripts are read as raw text, without the old rules about `<!--` in them; the browser check sees where that
    // matters.
    if (isRawText(tag)) this.#tokenizer.state = TokenizerMode.RAWTEXT;
    else if (isRcdata(tag)) this.#tokenizer.state = TokenizerMode.RCDATA;
  }

  /** `<p <b>`: the start tag inside the other is lost, and its end tag no mistake of its own. */
  #noteSwallowed(token: Token.TagToken): void {
    for (const { name } of token.attrs) if (name.startsWith("<")) this.#swallowed.add(name.slice(1));
  }

  #refuseUnfinished({ tagName }: Token.TagToken, span: Span): boolean {
    const length = tagName.indexOf("<");
    if (length === -1) return false;
    const start = span.start + 1 + length;
    const reason = `The tag <${tagName.slice(0, length)} is not finished before this <.`;
    this.#reporter.report("LC1026", { start, end: start + 1 }, { reason, fix: "Add the missing >." });
    this.#sound = false;
    return true;
  }

  #reportDuplicates(token: Token.TagToken): void {
    for (const end of this.#duplicates) {
      let start = end;
      while (start > 0 && !/[\s"'/<]/.test(this.#html[start - 1] ?? " ")) start--;
      const name = this.#html.slice(start, end).toLowerCase();
      const first = token.location?.attrs?.[name];
      const related =
        first === undefined ? [] : [{ span: { start: first.startOffset, end: first.startOffset + name.length }, message: "the first" }];
      this.#reporter.report("LC1025", { start, end }, { name, tag: token.tagName }, related);
    }
    this.#duplicates = [];
  }

  // -------------------------------------------------------------------------------------------------------- end tags

  onEndTag(token: Token.TagToken): void {
    if (this.#stopped) return;
    this.#dropNewline = false;
    const span = this.#beginTag(token);
    const written = this.#source.slice(span.start + 2, span.start + 2 + token.tagName.length);
    const capitals = this.#reader.isInCapitals(written);
    const key = (isComponentName(written) && !capitals) || hasCover(token.tagName) ? written : token.tagName;
    if (capitals) this.#refuseCapitals(key, written, span);
    if (this.#open.has(key)) this.#close(key, span);
    else if (!this.#open.endCut(key, span)) this.#refuseEnd(key, capitals ? key : written, written, span);
  }

  /** `</INPUT>`; where the start tag is in capitals too, that says it all. */
  #refuseCapitals(key: string, written: string, { start }: Span): void {
    const open = this.#open.innermost;
    if (open?.key !== key || this.#reader.isInCapitals(writtenName(open.element, this.#source))) return;
    this.#reporter.report("LC1035", { start: start + 2, end: start + 2 + key.length }, { tag: `/${written}`, element: `/${key}` });
  }

  /** An end tag that closes nothing. */
  #refuseEnd(key: string, tag: string, written: string, span: Span): void {
    this.#sound = false;
    if (isVoid(key)) this.#reporter.report("LC1033", span, { tag: written });
    else if (!this.#swallowed.has(key) && !this.#closesByAnotherName(written, span)) {
      this.#reporter.report("LC1032", span, { tag, fix: `Remove it, or add the missing <${tag}>.` });
    }
  }

  #closesByAnotherName(written: string, span: Span): boolean {
    const open = this.#open.innermost;
    const fix = open === undefined || open.script ? undefined : misspeltEnd(written, open.key, open.element, this.#source);
    if (open === undefined || fix === undefined) return false;
    const message = `<${writtenName(open.element, this.#source)}> begins here`;
    this.#reporter.report("LC1032", span, { tag: written, fix }, [{ span: open.element.startTag, message }]);
    this.#close(open.key, span);
    return true;
  }

  #close(key: string, endTag: Span): void {
    for (const { element, script } of this.#open.close(key, endTag)) {
      if (script) this.#script.end(endTag);
      if (element.name === "noscript" && element.namespace === Namespace.html) this.#refuseExpression(element, endTag.start);
    }
  }

  /** In a `<noscript>` braces would be shown as they are. */
  #refuseExpression({ startTag }: RawElement, end: number): void {
    const found = expressionIn(this.#source.slice(startTag.end, end));
    if (found === undefined) return;
    const span = { start: startTag.end + found.start, end: startTag.end + found.end };
    this.#reporter.report("LC1044", span, { code: this.#source.slice(span.start, Math.min(span.end, span.start + 60)) });
  }

  // ------------------------------------------------------------------------------------------------------------ text

  onCharacter(token: Token.CharacterToken): void {
    this.#text(token);
  }

  onWhitespaceCharacter(token: Token.CharacterToken): void {
    this.#text(token);
  }

  onNullCharacter(token: Token.CharacterToken): void {
    this.#text(token);
  }

  #text(token: Token.CharacterToken): void {
    this.#tokenEnd = token.location?.endOffset ?? this.#tokenEnd;
    if (this.#stopped || this.#open.innermost?.script) return;
    const chars = this.#dropNewline && token.chars.startsWith("\n") ? token.chars.slice(1) : token.chars;
    this.#dropNewline = false;
    const inside = this.#open.innermost?.element;
    const literal = inside !== undefined && !inside.component && inside.namespace === Namespace.html && isRawText(inside.name);
    this.#texts.read(chars, spanOf(token), this.#children, literal);
  }

  get #children(): RawChild[] {
    return this.#open.innermost?.element.children ?? this.#root;
  }

  // ---------------------------------------------------------------------------------------------------------- others

  /** Comments leave no trace, but may silence warnings. */
  onComment(token: Token.CommentToken): void {
    const span = spanOf(token);
    this.#tokenEnd = span.end;
    if (!this.#stopped) this.#ignores.comment(token.data, span, this.#children);
  }

  onDoctype(token: Token.DoctypeToken): void {
    if (this.#stopped) return;
    const span = spanOf(token);
    const misplaced = this.#doctype
      ? "There is a second doctype."
      : this.#open.depth > 0 || !this.#root.every(isBlank)
        ? "The doctype comes after other content."
        : undefined;
    if (misplaced !== undefined) this.#reporter.report("LC1038", span, { reason: misplaced });
    else if (token.name !== "html" || token.publicId !== null || token.systemId !== null || token.forceQuirks) {
      this.#reporter.report("LC1038", span, { reason: "This is the doctype of another time." });
    }
    this.#doctype = true;
  }

  onParseError(error: ParserError): void {
    if (this.#stopped) return;
    if (error.code === "duplicate-attribute") this.#duplicates.push(error.startOffset);
    else if (error.code === "invalid-first-character-of-tag-name" && this.#refuseForeignTag(error.startOffset)) return;
    else if (!(isInTag(error) && this.#tagRefused)) {
      this.#tagRefused ||= isInTag(error);
      const problem = explain(error, this.#html, this.#html.indexOf("<", this.#tokenEnd));
      if (problem !== undefined) this.#reporter.report("LC1026", problem.span, { reason: problem.reason, fix: problem.fix });
    }
  }

  /**
   * What begins like no tag: an expression in the place of a name, or a tag of another language. True when it was dealt
   * with.
   */
  #refuseForeignTag(at: number): boolean {
    const html = this.#html;
    const end = html[at - 1] === "/";
    const span = { start: at - (end ? 2 : 1), end: at + 1 };
    const dynamic = hasCover(html[at] ?? "");
    const foreign = foreignTag(html.slice(at, at + 120), this.#prefix);
    if (!dynamic && foreign === undefined) return false;
    if (end) return true;
    this.#sound = false;
    if (foreign === undefined) this.#reporter.report("LC1021", span, {});
    else this.#reporter.report("LC1017", span, foreign);
    return true;
  }

  onEof(): void {
    if (this.#stopped) return;
    if (this.#open.cuts.length > 0 || this.#open.depth > 0) this.#sound = false;
    reportOpen(this.#open, this.#source, this.#reporter);
  }
}

function spanOf(token: Token.Token): Span {
  return { start: token.location?.startOffset ?? 0, end: token.location?.endOffset ?? 0 };
}

/** True for `<slot>` and for a `<template>` that groups or fills: what is inside stands where the tag does. */
function leavesNoElement({ name, directives, attributes }: RawElement): boolean {
  if (name !== "template") return name === "slot";
  return directives.length > 0 || attributes.some((attribute) => attribute.kind === "attribute" && attribute.name === "slot");
}
