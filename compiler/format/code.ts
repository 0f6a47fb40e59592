/**
 * The code of one template: what is written for each piece, on one line and, where a formatter is there, on several.
 */
import { closingBracket } from "../1-parse/brackets.ts";
import { ExpressionParser } from "../1-parse/expression.ts";
import { Reporter } from "../diagnostics.ts";
import { type Doc, flexible } from "./doc.ts";
import { sameMeaning } from "./meaning.ts";
import { hasFixedLines, reindentScript } from "./script.ts";
import type { Code, Content } from "./syntax.ts";

/** Formats TypeScript; answers what it does not understand with an error, or as it was. */
export interface CodeFormatter {
  /** An expression, in at most so many columns where that is possible, without a line break at its end. */
  expression(code: string, width: number): Promise<string>;
  /** Module code, without a line break at its end. */
  script(code: string, width: number): Promise<string>;
}

/** Columns that suffice for any line. */
const UNLIMITED = 100_000;
/** Least columns code is formatted for, however deep it stands. */
const MIN_WIDTH = 20;
/**
 * Characters, but for white space, of the longest code that is formatted, before and after; longer pieces, which no
 * person wrote, stay as they are.
 */
const MAX_CODE = 20_000;
const MAX_SCRIPT = 200_000;
/** Rounds of asking for code in the widths that the layout wants; after a few it has all. */
export const MAX_ROUNDS = 8;

const SIMPLE = /^[\w$]+(?:\??\.[\w$]+)*$/;

/** A piece of code as it will be written. */
interface Written {
  /** With braces; has line breaks only where they may not go. */
  readonly flat: string;
  /** What may be written on several lines, with what stands before it: `...`, `item of `. */
  readonly breakable?: { readonly head: string; readonly code: string };
}

export class CodeBook {
  readonly #formatter: CodeFormatter | undefined;
  readonly #width: number;
  readonly #written = new Map<string, Written>();
  readonly #atWidth = new Map<string, string>();
  readonly #asked = new Map<string, () => Promise<void>>();
  #script = "";

  constructor(formatter: CodeFormatter | undefined, width: number) {
    this.#formatter = formatter;
    this.#width = width;
  }

  /** Reads all code of a template; to be called before anything else. */
  async prepare({ nodes }: Content): Promise<void> {
    for (const node of nodes) {
      if (node.kind === "interpolation") await this.#add(node.code);
      if (node.kind === "script") this.#script = await this.#formatScript(node.source);
      if (node.kind !== "tag") continue;
      for (const { value } of node.attributes) {
        for (const piece of value === undefined ? [] : "form" in value ? [value] : value)
          if (typeof piece !== "string") await this.#add(piece);
      }
      if ("nodes" in node.inside) await this.prepare(node.inside);
      else for (const piece of node.inside) if (typeof piece !== "string") await this.#add(piece);
    }
  }

  /** Code that may take several lines. */
  doc(code: Code): Doc {
    const { flat, breakable } = this.#get(code);
    if (breakable === undefined) return flat.includes("\n") ? flexible(flat, () => undefined) : flat;
    return flexible(flat, (width, offset) => this.#break(flat, breakable, width, offset));
  }

  /** Code between text, on one line unless it cannot be. */
  inline(code: Code): string {
    return this.#get(code).flat;
  }

  /** The script block. */
  get script(): string {
    return this.#script;
  }

  /** Formats what was asked for since the last time; false when that is nothing. */
  async answer(): Promise<boolean> {
    const asked = [...this.#asked.values()];
    this.#asked.clear();
    for (const ask of asked) await ask();
    return asked.length > 0;
  }

  #get(code: Code): Written {
    return this.#written.get(keyOf(code)) ?? { flat: code.source };
  }

  // --------------------------------------------------------------------------------------------------- several lines

  #break(flat: string, { head, code }: { head: string; code: string }, width: number, offset: number): readonly string[] | undefined {
    const columns = Math.max(width, MIN_WIDTH);
    // An object or array is broken at its brackets, also where it would just fit on a line of its own.
    const bracketed = /^[{[]/.test(code) && !code.includes("\n");
    const [first = "", ...others] = this.#at(code, bracketed ? Math.min(columns, code.length - 1) : columns).split("\n");
    const last = others.at(-1);
    // `{{ … }}`, `{[ … ]}` and calls keep their brackets at those of the template.
    if (last !== undefined && /[{[(`]$/.test(first) && /^[}\])`]/.test(last) && offset + 1 + head.length + first.length <= columns) {
      return [`{${head}${first}`, ...others.slice(0, -1), `${last}}`];
    }
    const lines = `${head}${this.#at(code, Math.max(columns - 2, MIN_WIDTH))}`.split("\n");
    if (lines.length === 1 && flat.length > columns) return undefined;
    return ["{", ...lines.map((text) => (text === "" ? "" : `  ${text}`)), "}"];
  }

  /** Code in some width: at once when it is known, else on one line until it is. */
  #at(code: string, width: number): string {
    const key = `${width} ${code}`;
    const known = this.#atWidth.get(key);
    if (known !== undefined) return known;
    this.#asked.set(key, async () => {
      const formatted = await this.#format(code, width);
      this.#atWidth.set(key, formatted ?? code);
    });
    return code;
  }

  // --------------------------------------------------------------------------------------------------------- reading

  async #add(code: Code): Promise<void> {
    const key = keyOf(code);
    if (!this.#written.has(key)) this.#written.set(key, await this.#write(code));
  }

  async #write({ form, source }: Code): Promise<Written> {
    const trimmed = trim(source);
    const inner = trimmed.slice(1, -1);
    if (form === "comment") return { flat: source };
    if (SIMPLE.test(inner)) return { flat: trimmed };
    if (this.#formatter === undefined) return { flat: trimmed };
    const parsed = parsePiece(form, trimmed);
    if (parsed === undefined || hasFixedLines(parsed.code)) return { flat: trimmed };
    const head = await this.#head(parsed.head);
    const expression = parsed.code === "" ? "" : await this.#format(parsed.code, UNLIMITED);
    if (head === undefined || expression === undefined) return { flat: trimmed };
    const flat = `{${head}${expression}}`;
    if (!sameMeaning(form, trimmed, flat)) return { flat: trimmed };
    // Function bodies have several lines however wide the line is: they are broken from the start.
    return { flat, ...(expression !== "" && { breakable: { head, code: expression } }) };
  }

  /** What stands before the expression: text as it is, and patterns. */
  async #head(parts: readonly (string | { pattern: string })[]): Promise<string | undefined> {
    let head = "";
    for (const part of parts) {
      const text = typeof part === "string" ? part : await this.#pattern(part.pattern);
      if (text === undefined) return undefined;
      head += text;
    }
    return head;
  }

  async #pattern(pattern: string): Promise<string | undefined> {
    if (SIMPLE.test(pattern)) return pattern;
    const arrow = await this.#format(`(${pattern}) => 0`, UNLIMITED);
    const found = /^\((.*)\) => 0$/.exec(arrow ?? "")?.[1];
    return found ?? (pattern.includes("\n") ? undefined : pattern);
  }

  /** `undefined` for what the formatter does not understand. */
  async #format(code: string, width: number): Promise<string | undefined> {
    if (this.#formatter === undefined) return undefined;
    if (SIMPLE.test(code)) return code;
    try {
      if (isLong(code, MAX_CODE)) return undefined;
      const formatted = await this.#formatter.expression(code, width);
      // What is refused the next time is refused now, so that there is no difference.
      return isLong(formatted, MAX_CODE) ? undefined : formatted;
    } catch {
      return undefined;
    }
  }

  async #formatScript(source: string): Promise<string> {
    if (this.#formatter === undefined || isLong(source, MAX_SCRIPT)) return reindentScript(source, false);
    try {
      const formatted = await this.#formatter.script(source, this.#width - 2);
      return isLong(formatted, MAX_SCRIPT) ? reindentScript(source, false) : reindentScript(formatted, true);
    } catch {
      return reindentScript(source, false);
    }
  }
}

function isLong(code: string, limit: number): boolean {
  return code.length > limit && code.replace(/\s+/g, "").length > limit;
}

function keyOf({ form, source }: Code): string {
  return `${form} ${source}`;
}

/** Without white space inside the braces, unless what is there needs it: a line comment at the end. */
function trim(source: string): string {
  const trimmed = `{${source.slice(1, -1).trim()}}`;
  return closingBracket(trimmed, 0, trimmed.length) === trimmed.length - 1 ? trimmed : source;
}

/** The expression of a piece, and what stands before it; `undefined` when there are comments around it. */
function parsePiece(
  form: Code["form"],
  source: string,
): { readonly head: readonly (string | { pattern: string })[]; readonly code: string } | undefined {
  const parser = new ExpressionParser(source, new Reporter("", source));
  const cover = { start: 0, end: source.length };
  if (form === "for") {
    const header = parser.forHeader(cover);
    if (
      header === undefined ||
      /\/[/*]/.test(source.slice(0, header.list.start)) ||
      skipSpace(source, header.list.end) !== source.length - 1
    )
      return undefined;
    const { item, index, list } = header;
    const patterns =
      index === undefined ? [{ pattern: item.code }, " of "] : ["(", { pattern: item.code }, ", ", { pattern: index.code }, ") of "];
    return { head: patterns, code: list.code };
  }
  if (form === "pattern") {
    const pattern = parser.pattern(cover);
    return pattern?.code === source.slice(1, -1) ? { head: [{ pattern: pattern.code }], code: "" } : undefined;
  }
  const content = parser.content(cover);
  if (content === undefined || content.kind === "comment") return undefined;
  const { start, end, code } = content.expression;
  const before = source.slice(1, start).trim();
  if (before !== (content.kind === "spread" ? "..." : "") || skipSpace(source, end) !== source.length - 1) return undefined;
  return { head: [before], code };
}

function skipSpace(source: string, at: number): number {
  return source.length - source.slice(at).trimStart().length;
}
