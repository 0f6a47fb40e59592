/**
 * Documents: text with the places where it may break. A group is printed on one line when it fits, a fill breaks where
 * the next piece does not fit; the printer decides. Made with the functions below, which know at once whether something
 * must break.
 */

export type Doc = string | Concat | Indent | Group | Fill | Line | Literal | Flexible;

/** Whether a document contains a line break that is always there, which breaks the groups around it. */
interface Breakable {
  readonly breaks: boolean;
}

export interface Concat extends Breakable {
  readonly kind: "concat";
  readonly parts: readonly Doc[];
}

export interface Indent extends Breakable {
  readonly kind: "indent";
  readonly content: Doc;
}

/** Its lines break all or not at all. */
export interface Group extends Breakable {
  readonly kind: "group";
  readonly content: Doc;
}

/** Contents with {@link line}s between them, as many on a printed line as fit. */
export interface Fill extends Breakable {
  readonly kind: "fill";
  readonly parts: readonly Doc[];
}

export interface Line extends Breakable {
  readonly kind: "line";
  /** Where it does not break. */
  readonly flat: "" | " ";
  /** Line breaks: two leave a blank line. */
  readonly breakCount: 1 | 2;
}

/** Text printed as it is, whatever the indentation. */
export interface Literal extends Breakable {
  readonly kind: "literal";
  readonly text: string;
}

/** Text that has another form where it does not fit on a line. */
export interface Flexible extends Breakable {
  readonly kind: "flexible";
  readonly flat: string;
  /**
   * Lines without their indentation, for so many columns and a first line that begins `offset` columns in; `undefined`
   * when the flat form is the best.
   */
  broken(width: number, offset: number): readonly string[] | undefined;
}

/** A space, or a line break. */
export const line: Line = { kind: "line", flat: " ", breakCount: 1, breaks: false };
/** Nothing, or a line break. */
export const softline: Line = { kind: "line", flat: "", breakCount: 1, breaks: false };
/** A line break. */
export const hardline: Line = { kind: "line", flat: "", breakCount: 1, breaks: true };
/** A line break and a blank line. */
export const blankline: Line = { kind: "line", flat: "", breakCount: 2, breaks: true };

export function breaks(doc: Doc): boolean {
  return typeof doc !== "string" && doc.breaks;
}

export function concat(...parts: readonly Doc[]): Doc {
  return parts.length === 1 && parts[0] !== undefined ? parts[0] : { kind: "concat", parts, breaks: parts.some(breaks) };
}

export function indent(content: Doc): Indent {
  return { kind: "indent", content, breaks: breaks(content) };
}

export function group(content: Doc): Group {
  return { kind: "group", content, breaks: breaks(content) };
}

/** @param parts contents and separators in turn, beginning and ending with a content */
export function fill(parts: readonly Doc[]): Doc {
  return parts.length === 1 && parts[0] !== undefined ? parts[0] : { kind: "fill", parts, breaks: parts.some(breaks) };
}

/** Text as it is; with line breaks in it, it breaks what is around it. */
export function literal(text: string): Doc {
  return text.includes("\n") ? { kind: "literal", text, breaks: true } : text;
}

export function flexible(flat: string, broken: Flexible["broken"]): Flexible {
  return { kind: "flexible", flat, broken, breaks: flat.includes("\n") };
}
