/**
 * Finds every `{…}` of the markup and covers it, so that an HTML tokenizer sees clean HTML and every offset stays what
 * it was.
 *
 * A cover has the length of what it covers: one private-use character from U+E000 on, then U+F8FF. The tokenizer passes
 * these through as parts of a text, an attribute value or an attribute name.
 */
import type { Reporter } from "../diagnostics.ts";
import { isRawText, isRcdata } from "../html/content.ts";
import type { Span } from "../tree.ts";
import { closingBracket } from "./brackets.ts";
import { markupInside } from "./foreign.ts";
import { isComponentName } from "./names.ts";

/** A covered place; its span includes the braces. */
export interface Cover extends Span {
  /**
   * - expression: `{…}`
   * - character: a reference to a private-use character (icon fonts: `&#xE87C;`), which must not look like a cover
   * - broken: a `{` that is never closed, up to where the damage probably ends
   */
  readonly kind: "expression" | "character" | "broken";
}

export interface Masked {
  readonly html: string;
  /** In document order. */
  readonly covers: readonly Cover[];
  /** Comments and the doctype, in document order: markup that is no part of the tree. */
  readonly declarations: readonly Span[];
}

/** One cover, in a text the tokenizer hands back. */
export const COVER: RegExp = /[\ue000-\uf8fe]\uf8ff*/g;

/** Unclosed braces reported in one file; each costs a scan to the end of it. */
const MAX_UNCLOSED = 8;
/** How far behind an unclosed brace markup explains it. */
const MARKUP_REACH = 120;
/**
 * Covers begin with one of these many characters in turn, so that two on one tag never look like a duplicate attribute.
 */
const COVERS = 0xf8ff - 0xe000;

const IN_TEXT = /[{<&]/g;
const IN_RCDATA = /[{&<]/g;
const COMMENT_END = /--(!?)>/g;
const REFERENCE = /&#(?:x([0-9a-f]+)|([0-9]+));?/iy;
/** Ends of blocks as Svelte writes them, which would read as the start of a regular expression. */
const FOREIGN_END = /\{\s*\/(?:if|each|await|key|snippet)\s*\}/y;
const LETTER = /[a-z]/i;
const SPACE = /[\t\n\f\r ]/;
const TAG_NAME_END = /[\t\n\f\r />]/;

/** Covers every `{…}`; unclosed braces are reported. Linear in the length of the source. */
export function mask(source: string, reporter: Reporter): Masked {
  return new Masker(source, reporter).run();
}

class Masker {
  readonly #source: string;
  readonly #reporter: Reporter;
  readonly #covers: Cover[] = [];
  readonly #declarations: Span[] = [];
  readonly #pieces: string[] = [];
  #copied = 0;
  #at = 0;
  #unclosed = 0;

  constructor(source: string, reporter: Reporter) {
    this.#source = source;
    this.#reporter = reporter;
  }

  run(): Masked {
    if (this.#source.startsWith("\ufeff")) {
      this.#pieces.push(" ");
      this.#copied = this.#at = 1;
    }
    while (this.#seek(IN_TEXT)) {
      const character = this.#source[this.#at];
      if (character === "{") this.#braces(/[<\n]/g);
      else if (character === "&") this.#reference();
      else this.#markup();
    }
    this.#pieces.push(this.#source.slice(this.#copied));
    return { html: this.#pieces.join(""), covers: this.#covers, declarations: this.#declarations };
  }

  /** At `<`: a tag, a comment, a declaration, or a plain character. */
  #markup(): void {
    const source = this.#source;
    const start = this.#at;
    const next = source[this.#at + 1] ?? "";
    if (LETTER.test(next)) this.#startTag();
    else if (next === "/" && LETTER.test(source[this.#at + 2] ?? "")) {
      this.#at += 2;
      this.#tag();
    } else if (source.startsWith("<!--", start)) {
      this.#comment();
      this.#declarations.push({ start, end: this.#at });
    } else if (next === "!" || next === "?" || next === "/") {
      const end = source.indexOf(">", start);
      this.#at = end === -1 ? source.length : end + 1;
      this.#declarations.push({ start, end: this.#at });
    } else this.#at++;
  }

  #comment(): void {
    const start = this.#at;
    COMMENT_END.lastIndex = start + 2;
    for (;;) {
      const end = COMMENT_END.exec(this.#source);
      // In `<!--!>` the dashes belong to the opening, so it does not close.
      if (end !== null && end[1] === "!" && end.index === start + 2) continue;
      this.#at = end === null ? this.#source.length : end.index + end[0].length;
      return;
    }
  }

  #startTag(): void {
    this.#at++;
    const start = this.#at;
    const selfClosing = this.#tag();
    const name = TAG_NAME_END.exec(this.#source.slice(start, start + 64));
    const written = this.#source.slice(start, start + (name?.index ?? 64));
    if (selfClosing || isComponentName(written)) return;
    const tag = written.toLowerCase();
    if (isRawText(tag)) this.#at = this.#endOf(tag);
    else if (isRcdata(tag)) {
      const end = this.#endOf(tag);
      while (this.#seek(IN_RCDATA) && this.#at < end) {
        const character = this.#source[this.#at];
        if (character === "{") this.#braces(/[<\n]/g);
        else if (character === "&") this.#reference();
        else this.#at++;
      }
      // Looking for the next one may have gone beyond the end; braces that contain the end tag are covered all the
      // same.
      this.#at = Math.max(this.#copied, end);
    }
  }

  /** Where the text of a raw text element ends: at its end tag, or with the file. */
  #endOf(tag: string): number {
    const end = new RegExp(`</${tag}(?=[\\t\\n\\f\\r />])`, "gi");
    end.lastIndex = this.#at;
    return end.exec(this.#source)?.index ?? this.#source.length;
  }

  /** From the name of a tag to behind its `>`; true when it ends in `/>`. */
  #tag(): boolean {
    const source = this.#source;
    this.#name(TAG_NAME_END);
    let slash = false;
    while (this.#at < source.length) {
      const character = source[this.#at] ?? "";
      if (character === ">") {
        this.#at++;
        return slash;
      }
      if (SPACE.test(character) || character === "/") {
        slash = character === "/";
        this.#at++;
        continue;
      }
      slash = false;
      if (character === "=") this.#at++;
      this.#name(/[\t\n\f\r />=]/);
      this.#skipSpace();
      if (source[this.#at] !== "=") continue;
      this.#at++;
      this.#skipSpace();
      this.#value();
    }
    return false;
  }

  /** Over a tag or attribute name; braces in one are covered, and refused later. */
  #name(end: RegExp): void {
    while (this.#at < this.#source.length) {
      const character = this.#source[this.#at] ?? "";
      if (character === "{") this.#braces(/[\s>]/g);
      else if (end.test(character)) return;
      else this.#at++;
    }
  }

  #value(): void {
    const source = this.#source;
    const quote = source[this.#at];
    if (quote === '"' || quote === "'") {
      const special = quote === '"' ? /["{&]/g : /['{&]/g;
      this.#at++;
      while (this.#seek(special)) {
        const character = source[this.#at];
        if (character === "{") this.#braces(quote === '"' ? /["\n]/g : /['\n]/g);
        else if (character === "&") this.#reference();
        else {
          this.#at++;
          return;
        }
      }
      return;
    }
    const start = this.#at;
    while (this.#at < source.length) {
      const character = source[this.#at] ?? "";
      if (SPACE.test(character) || character === ">") return;
      // Braces alone are covered as a quoted value, so that the `/` of `a={e}/>` is not part of it.
      if (character === "{") this.#braces(/[\s>]/g, this.#at === start);
      else if (character === "&") this.#reference();
      else this.#at++;
    }
  }

  #braces(damage: RegExp, quotable = false): void {
    const start = this.#at;
    const end = this.#endOfBraces(start);
    if (end !== undefined) {
      const next = this.#source.slice(end, end + 2);
      const quoted = quotable && end - start > 2 && (next === "" || SPACE.test(next[0] ?? "") || next[0] === ">" || next === "/>");
      this.#cover({ kind: "expression", start, end }, quoted);
      return;
    }
    const markup = markupInside(this.#source.slice(start, start + MARKUP_REACH));
    if (markup !== undefined) this.#reporter.report("LC1017", { start, end: start + 1 }, markup);
    else this.#reporter.report("LC1010", { start, end: start + 1 }, {});
    this.#unclosed++;
    damage.lastIndex = start + 1;
    const stop = this.#unclosed < MAX_UNCLOSED ? (damage.exec(this.#source)?.index ?? this.#source.length) : this.#source.length;
    this.#cover({ kind: "broken", start, end: stop }, false);
  }

  /** The offset behind the `}`. */
  #endOfBraces(start: number): number | undefined {
    FOREIGN_END.lastIndex = start;
    const foreign = FOREIGN_END.exec(this.#source);
    if (foreign !== null) return start + foreign[0].length;
    const close = closingBracket(this.#source, start, this.#source.length);
    return close === -1 ? undefined : close + 1;
  }

  /** At `&`. */
  #reference(): void {
    REFERENCE.lastIndex = this.#at;
    const found = REFERENCE.exec(this.#source);
    const code = found === null ? 0 : found[1] === undefined ? Number.parseInt(found[2] ?? "", 10) : Number.parseInt(found[1], 16);
    if (found !== null && code >= 0xe000 && code <= 0xf8ff)
      this.#cover({ kind: "character", start: this.#at, end: this.#at + found[0].length }, false);
    else this.#at++;
  }

  #cover(cover: Cover, quoted: boolean): void {
    const { start, end } = cover;
    const first = String.fromCharCode(0xe000 + (this.#covers.length % COVERS));
    const characters = quoted ? `"${first}${"\uf8ff".repeat(end - start - 3)}"` : first + "\uf8ff".repeat(end - start - 1);
    this.#pieces.push(this.#source.slice(this.#copied, start), characters);
    this.#covers.push(cover);
    this.#copied = this.#at = end;
  }

  /** Moves to the next character the pattern finds; false at the end of the file. */
  #seek(pattern: RegExp): boolean {
    pattern.lastIndex = this.#at;
    this.#at = pattern.exec(this.#source)?.index ?? this.#source.length;
    return this.#at < this.#source.length;
  }

  #skipSpace(): void {
    while (SPACE.test(this.#source[this.#at] ?? "")) this.#at++;
  }
}

/** The character a numeric reference names. */
export function referencedCharacter(reference: string): string {
  const digits = reference.replace(/^&#|;$/g, "");
  return String.fromCodePoint(/^x/i.test(digits) ? Number.parseInt(digits.slice(1), 16) : Number.parseInt(digits, 10));
}
