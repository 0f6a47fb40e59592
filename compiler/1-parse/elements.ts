/** Tokens to elements: a strict tree builder in which every tag is written out and closed. */
import { foreignContent, type ParserError, type Token, type TokenHandler, Tokenizer, TokenizerMode } from "parse5";
import { nearest } from "../../base/suggest.ts";
import { Namespace } from "../../protocol/slots.ts";
import type { Reporter } from "../diagnostics.ts";
import type { Ignore, Script, Span } from "../tree.ts";
import { AttributeReader, HoleIndex, hasCover } from "./attributes.ts";
import type { ExpressionParser } from "./expression.ts";
import { foreignBlock, foreignTag } from "./foreign.ts";
import { IgnoreComments } from "./ignores.ts";
import { COVER, type Masked, referencedCharacter } from "./mask.ts";
import { isComponentName, isRawText, isRcdata, isVoid, namespaceOf, plainValue, type Surroundings, surroundingsIn } from "./names.ts";
import { expressionIn } from "./noscript.ts";
import type { RawChild, RawElement } from "./raw.ts";
import { ScriptBlock } from "./script.ts";
import { explain, isInTag } from "./tokenizer-errors.ts";
import { isElementName } from "./vocabulary.ts";

/** Levels of elements. Browsers stop at 512, and components nest within components. */
export const MAX_DEPTH = 256;

/** Characters before a brace that may make it one of another language's. */
const MAX_BLOCK_HEADER = 240;

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

/** Elements that HTML closes by itself. */
const OPTIONAL_END: ReadonlySet<string> = new Set(
  "body caption colgroup dd dt head html li optgroup option p rp rt tbody td tfoot th thead tr".split(" "),
);

/** An element whose end tag is still to come. */
interface Open {
  readonly element: RawElement;
  /** What its end tag must be called: lower case, or as written for a component. */
  readonly key: string;
  readonly inside: Surroundings;
  /** The script block rather than an element. */
  readonly script: boolean;
}

/** An element that the end tag of an outer one has closed. */
interface Cut {
  readonly open: Open;
  readonly by: Span;
  readonly outer: string;
  /** Its own end tag, where that follows. */
  end: Span | undefined;
}

class Builder implements TokenHandler {
  readonly #source: string;
  readonly #masked: Masked;
  readonly #reporter: Reporter;
  readonly #expressions: ExpressionParser;
  readonly #prefix: string;
  readonly #holes: HoleIndex;
  readonly #attributes: AttributeReader;
  readonly #tokenizer: Tokenizer;
  readonly #script: ScriptBlock;
  readonly #ignores: IgnoreComments;
  readonly #root: RawChild[] = [];
  readonly #open: Open[] = [];
  /** How many of a name are open, so that a stray end tag is known without a search. */
  readonly #counts = new Map<string, number>();
  /** Names of tags that an unfinished one before them took for attributes. */
  readonly #swallowed = new Set<string>();
  readonly #cuts: Cut[] = [];
  readonly #cutsByName = new Map<string, Cut[]>();
  #duplicates: number[] = [];
  #doctype = false;
  #swallowNewline = false;
  /** Where the last token ended: what comes next begins behind it. */
  #tokenEnd = 0;
  /** True once a mistake in the tag at hand was reported. */
  #tagRefused = false;
  #sound = true;
  #stopped = false;

  constructor(source: string, masked: Masked, expressions: ExpressionParser, reporter: Reporter, prefix: string) {
    this.#source = source;
    this.#masked = masked;
    this.#reporter = reporter;
    this.#expressions = expressions;
    this.#prefix = prefix;
    this.#holes = new HoleIndex(masked.holes);
    this.#attributes = new AttributeReader(source, this.#holes, expressions, reporter, prefix);
    this.#script = new ScriptBlock(expressions, reporter);
    this.#ignores = new IgnoreComments(reporter);
    this.#tokenizer = new Tokenizer({ sourceCodeLocationInfo: true }, this);
  }

  run(): Elements {
    this.#tokenizer.write(this.#masked.html, true);
    const ignores = this.#ignores.finish();
    return { children: this.#root, script: this.#script.result, doctype: this.#doctype, sound: this.#sound, ignores };
  }

  // ------------------------------------------------------------------------------------------------------------ tags

  onStartTag(token: Token.TagToken): void {
    if (this.#stopped) return;
    const span = spanOf(token);
    this.#tokenEnd = span.end;
    this.#tagRefused = false;
    this.#noteSwallowed(token);
    const nameSpan = { start: span.start + 1, end: span.start + 1 + token.tagName.length };
    const written = this.#source.slice(nameSpan.start, nameSpan.end);
    this.#reportDuplicates(token);
    const dynamic = hasCover(token.tagName);
    if (dynamic) this.#reporter.report("LC1021", nameSpan, {});
    const unfinished = nameSpan.start + token.tagName.indexOf("<");
    if (unfinished >= nameSpan.start) {
      const parameters = {
        reason: `The tag <${token.tagName.slice(0, unfinished - nameSpan.start)} is not finished before this <.`,
        fix: "Add the missing >.",
      };
      this.#reporter.report("LC1026", { start: unfinished, end: unfinished + 1 }, parameters);
      this.#sound = false;
      return;
    }
    const capitals = this.#isElementInCapitals(written);
    if (capitals) this.#reporter.report("LC1035", nameSpan, { tag: written, element: token.tagName });
    const component = dynamic || (isComponentName(written) && !capitals);
    const around = this.#open.at(-1)?.inside ?? { namespace: Namespace.html, open: true };
    const namespace = component ? around.namespace : namespaceOf(token.tagName, around);
    // No element of SVG or MathML is called slot either.
    const ours = component || token.tagName === "slot";
    if (namespace === Namespace.svg && !ours) adjustAttributes(token, foreignContent.adjustTokenSVGAttrs);
    if (namespace === Namespace.math && !ours) adjustAttributes(token, foreignContent.adjustTokenMathMLAttrs);
    const custom = ours || token.tagName.includes("-") || token.attrs.some(({ name }) => name === "is");
    const { attributes, directives } = this.#attributes.read(token, ours ? "written" : "token", { tag: token.tagName, plain: !custom });

    const tag = token.tagName;
    const element: RawElement = {
      kind: "tag",
      component,
      name: component ? written : namespace === Namespace.svg ? (foreignContent.SVG_TAG_NAMES_ADJUSTMENT_MAP.get(tag) ?? tag) : tag,
      nameSpan,
      startTag: span,
      namespace,
      void: !component && namespace === Namespace.html && isVoid(tag),
      attributes,
      directives,
      children: [],
      start: span.start,
      end: span.end,
    };
    if (tag === "plaintext" && !component) {
      this.#reporter.report("LC1034", span, { tag, reason: "everything after it is text, its end tag too", instead: "pre" });
    }
    const script = !component && this.#script.begins(element, this.#open.length === 0 && isBlank(this.#root) && !this.#doctype);
    this.#ignores.element(element, this.#children);
    if (!script) this.#children.push(element);
    if (element.void || token.selfClosing || tag === "plaintext") {
      if (script) this.#script.end({ start: span.end, end: span.end });
      return;
    }
    if (this.#open.length >= MAX_DEPTH) {
      this.#reporter.report("LC1004", span, { what: `<${written}>`, limit: String(MAX_DEPTH) });
      this.#stopped = true;
      this.#sound = false;
      return;
    }
    const key = component ? written : tag;
    const inside = component
      ? { namespace: around.namespace, open: true }
      : leavesNoElement(element)
        ? around
        : surroundingsIn(tag, namespace, plainValue(attributes, "encoding"));
    this.#open.push({ element, key, inside, script });
    this.#counts.set(key, (this.#counts.get(key) ?? 0) + 1);
    if (component || namespace !== Namespace.html) return;
    this.#swallowNewline = tag === "pre" || tag === "listing" || tag === "textarea";
    // Scripts are read as raw text, without the old rules about `<!--` in them; the browser check sees where that
    // matters.
    if (isRawText(tag)) this.#tokenizer.state = TokenizerMode.RAWTEXT;
    else if (isRcdata(tag)) this.#tokenizer.state = TokenizerMode.RCDATA;
  }

  onEndTag(token: Token.TagToken): void {
    if (this.#stopped) return;
    this.#swallowNewline = false;
    const span = spanOf(token);
    this.#tokenEnd = span.end;
    this.#tagRefused = false;
    const written = this.#source.slice(span.start + 2, span.start + 2 + token.tagName.length);
    const capitals = this.#isElementInCapitals(written);
    const key = (isComponentName(written) && !capitals) || hasCover(token.tagName) ? written : token.tagName;
    // Where the start tag is in capitals too, that says it all.
    const open = this.#open.at(-1);
    if (capitals && open?.key === key && !this.#isElementInCapitals(this.#written(open.element))) {
      this.#reporter.report(
        "LC1035",
        { start: span.start + 2, end: span.start + 2 + key.length },
        { tag: `/${written}`, element: `/${key}` },
      );
    }
    if (this.#counts.get(key)) this.#close(key, span);
    else if (!this.#closesCut(key, span)) {
      this.#sound = false;
      if (isVoid(key)) this.#reporter.report("LC1033", span, { tag: written });
      else if (!this.#swallowed.has(key) && !this.#closesByAnotherName(written, span)) {
        const tag = capitals ? key : written;
        this.#reporter.report("LC1032", span, { tag, fix: `Remove it, or add the missing <${tag}>.` });
      }
    }
  }

  /** `<INPUT>`, which HTML takes for `<input>`; a name that the script has is a component's. */
  #isElementInCapitals(written: string): boolean {
    if (!/^[A-Z][A-Z0-9]*$/.test(written) || !isElementName(written.toLowerCase())) return false;
    return !new RegExp(`\\b${written}\\b`).test(this.#script.result?.code ?? "");
  }

  /** An end tag that is a slip for that of the innermost element, or the right one where the start tag was a slip. */
  #closesByAnotherName(written: string, span: Span): boolean {
    const open = this.#open.at(-1);
    if (open === undefined || open.script || nearest(written, [open.key]) === undefined) return false;
    const tag = this.#written(open.element);
    const known = open.element.component || isElementName(open.key);
    const fix = known ? `Did you mean </${tag}>?` : `Did you mean <${written}> where <${tag}> begins?`;
    this.#reporter.report("LC1032", span, { tag: written, fix }, [{ span: open.element.startTag, message: `<${tag}> begins here` }]);
    this.#close(open.key, span);
    return true;
  }

  /** Closes the innermost element of that name, and with it those inside that are still open. */
  #close(key: string, span: Span): void {
    for (let open = this.#pop(); open !== undefined; open = this.#pop()) {
      const matches = open.key === key;
      open.element.end = matches ? span.end : span.start;
      if (open.script) this.#script.end(span);
      if (open.element.name === "noscript" && open.element.namespace === Namespace.html) this.#refuseExpression(open.element, span.start);
      if (matches) return;
      const cut: Cut = { open, by: span, outer: key, end: undefined };
      this.#cuts.push(cut);
      const sameName = this.#cutsByName.get(open.key);
      if (sameName === undefined) this.#cutsByName.set(open.key, [cut]);
      else sameName.push(cut);
    }
  }

  /** In a `<noscript>` braces would be shown as they are. */
  #refuseExpression({ startTag }: RawElement, end: number): void {
    const found = expressionIn(this.#source.slice(startTag.end, end));
    if (found === undefined) return;
    const span = { start: startTag.end + found.start, end: startTag.end + found.end };
    this.#reporter.report("LC1044", span, { code: this.#source.slice(span.start, Math.min(span.end, span.start + 60)) });
  }

  /** An end tag that comes after the element was cut off by an outer one: the two are crossed. */
  #closesCut(key: string, span: Span): boolean {
    const cut = this.#cutsByName.get(key)?.pop();
    if (cut === undefined) return false;
    cut.end = span;
    return true;
  }

  /** `<p <b>`: the start tag inside the other is lost, and its end tag no mistake of its own. */
  #noteSwallowed(token: Token.TagToken): void {
    for (const { name } of token.attrs) if (name.startsWith("<")) this.#swallowed.add(name.slice(1));
  }

  #pop(): Open | undefined {
    const open = this.#open.pop();
    if (open !== undefined) this.#counts.set(open.key, (this.#counts.get(open.key) ?? 1) - 1);
    return open;
  }

  #reportDuplicates(token: Token.TagToken): void {
    for (const end of this.#duplicates) {
      let start = end;
      while (start > 0 && !/[\s"'/<]/.test(this.#masked.html[start - 1] ?? " ")) start--;
      const name = this.#masked.html.slice(start, end).toLowerCase();
      const first = token.location?.attrs?.[name];
      const related =
        first === undefined ? [] : [{ span: { start: first.startOffset, end: first.startOffset + name.length }, message: "the first" }];
      this.#reporter.report("LC1025", { start, end }, { name, tag: token.tagName }, related);
    }
    this.#duplicates = [];
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
    if (this.#stopped || this.#open.at(-1)?.script) return;
    const span = spanOf(token);
    const chars = this.#swallowNewline && token.chars.startsWith("\n") ? token.chars.slice(1) : token.chars;
    this.#swallowNewline = false;
    const inside = this.#open.at(-1)?.element;
    const literal = inside !== undefined && !inside.component && inside.namespace === Namespace.html && isRawText(inside.name);
    const holes = literal ? [] : this.#holes.within(span);
    if (holes.length === 0) {
      this.#addText(chars, span.start, span.end);
      return;
    }
    const texts = chars.split(COVER);
    let start = span.start;
    for (const [index, hole] of holes.entries()) {
      this.#addText(texts[index] ?? "", start, hole.start);
      const before = this.#children.at(-1);
      const block = hole.kind !== "character" && before?.kind === "text" ? foreignBlock(before.value.slice(-MAX_BLOCK_HEADER)) : undefined;
      if (block !== undefined) {
        this.#reporter.report("LC1017", { start: Math.max(before?.start ?? start, hole.start - block.length), end: hole.start + 1 }, block);
        start = hole.end;
        continue;
      }
      if (hole.kind === "character") this.#addText(referencedCharacter(this.#source.slice(hole.start, hole.end)), hole.start, hole.end);
      else if (hole.kind === "expression") {
        const content = this.#expressions.content(hole, "text");
        if (content?.kind === "spread") this.#reporter.report("LC1020", hole, {});
        else if (content?.kind === "comment") this.#comment(hole);
        else if (content?.kind === "expression") {
          this.#children.push({ kind: "interpolation", expression: content.expression, start: hole.start, end: hole.end });
        }
      }
      start = hole.end;
    }
    this.#addText(texts[holes.length] ?? "", start, span.end);
  }

  #addText(value: string, start: number, end: number): void {
    if (value === "") return;
    const last = this.#children.at(-1);
    if (last?.kind === "text") {
      last.value += value;
      last.end = end;
    } else this.#children.push({ kind: "text", value, start, end });
  }

  get #children(): RawChild[] {
    return this.#open.at(-1)?.element.children ?? this.#root;
  }

  // ---------------------------------------------------------------------------------------------------------- others

  /** Comments leave no trace, but may silence warnings. */
  onComment(token: Token.CommentToken): void {
    const span = spanOf(token);
    this.#tokenEnd = span.end;
    if (!this.#stopped) this.#ignores.comment(token.data, span, this.#children);
  }

  /** A hole with nothing in it but comments. */
  #comment(hole: Span): void {
    const text = this.#source.slice(hole.start + 1, hole.end - 1).replace(/^\s*\/[*/]|\*\/\s*$/g, "");
    this.#ignores.comment(text, hole, this.#children);
  }

  onDoctype(token: Token.DoctypeToken): void {
    if (this.#stopped) return;
    const span = spanOf(token);
    const misplaced = this.#doctype
      ? "There is a second doctype."
      : this.#open.length > 0 || !isBlank(this.#root)
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
      const problem = explain(error, this.#masked.html, this.#masked.html.indexOf("<", this.#tokenEnd));
      if (problem !== undefined) this.#reporter.report("LC1026", problem.span, { reason: problem.reason, fix: problem.fix });
    }
  }

  /**
   * What begins like no tag: an expression in the place of a name, or a tag of another language. True when it was dealt
   * with.
   */
  #refuseForeignTag(at: number): boolean {
    const { html } = this.#masked;
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
    if (this.#cuts.length > 0 || this.#open.length > 0) this.#sound = false;
    for (const { element } of this.#open) this.#reportUnclosed(element, []);
    for (const { open, by, outer, end } of this.#cuts) {
      const { startTag } = open.element;
      const tag = this.#written(open.element);
      if (end === undefined) this.#reportUnclosed(open.element, [{ span: by, message: `</${outer}> comes before its end` }]);
      else {
        const related = [
          { span: startTag, message: `<${tag}> begins here` },
          { span: end, message: "and ends here" },
        ];
        this.#reporter.report("LC1031", by, { outer, inner: tag }, related);
      }
    }
  }

  #reportUnclosed(element: RawElement, related: readonly { span: Span; message: string }[]): void {
    const tag = this.#written(element);
    const fix =
      element.component && isVoid(tag.toLowerCase())
        ? `For the HTML element, write <${tag.toLowerCase()}>; a component has an end tag, or none as <${tag}/>.`
        : element.namespace === Namespace.html && (isRawText(tag) || isRcdata(tag))
          ? `Add </${tag}>.`
          : OPTIONAL_END.has(tag.toLowerCase())
            ? `Add </${tag}>: it is written here, also where HTML would let you leave it out.`
            : `Add </${tag}>, or write <${tag}/> if it has no content.`;
    this.#reporter.report("LC1030", element.startTag, { tag, fix }, related);
  }

  #written(element: RawElement): string {
    return this.#source.slice(element.nameSpan.start, element.nameSpan.end);
  }
}

function spanOf(token: Token.Token): Span {
  return { start: token.location?.startOffset ?? 0, end: token.location?.endOffset ?? 0 };
}

function isBlank(children: readonly RawChild[]): boolean {
  return children.every((child) => child.kind === "text" && child.value.trim() === "");
}

/** True for `<slot>` and for a `<template>` that groups or fills: what is inside stands where the tag does. */
function leavesNoElement({ name, directives, attributes }: RawElement): boolean {
  if (name !== "template") return name === "slot";
  return directives.length > 0 || attributes.some((attribute) => attribute.kind === "attribute" && attribute.name === "slot");
}

/** Gives SVG and MathML attributes their capitals, keeping each one's location under its new name. */
function adjustAttributes(token: Token.TagToken, adjust: (token: Token.TagToken) => void): void {
  const before = token.attrs.map(({ name }) => name);
  adjust(token);
  const places = token.location?.attrs;
  if (places === undefined) return;
  for (const [index, { name }] of token.attrs.entries()) {
    const place = places[before[index] ?? name];
    if (place !== undefined) places[name] = place;
  }
}
