/**
 * Generated code as segments: text of our own, and pieces of the source that are copied verbatim. They are folded once
 * into code and source map.
 */
import type { Excerpt } from "../excerpt.ts";
import { Segments, type SourceMap } from "./sourcemap.ts";

/**
 * A verbatim piece of the source; or, where `code` differs from what stands there, text of our own that speaks for it.
 */
export interface Piece {
  readonly code: string;
  /** Offsets in the source. */
  readonly start: number;
  readonly end: number;
}

export type Segment = string | Piece;
/** A generated line; pieces in it may bring line breaks of their own. */
export type Line = readonly Segment[];

/**
 * A range of the module and what it came from, in UTF-16 offsets: `[start, length]` in the module, `[start, length]` in
 * the source, and a kind. Ranges follow each other and do not overlap. These are the tuples that TypeScript's content
 * mappers speak.
 *
 * @example
 * [412, 9, 87, 9, 0] // nine characters, copied from offset 87
 */
export type Mapping = readonly [start: number, length: number, sourceStart: number, sourceLength: number, kind: MappingKind];

/** `verbatim`: offsets inside correspond, one by one. `atom`: the range stands for the source range as a whole. */
export const MappingKind = { verbatim: 0, atom: 1 } as const;
export type MappingKind = (typeof MappingKind)[keyof typeof MappingKind];

export interface Folded {
  readonly code: string;
  readonly map: SourceMap;
  /** Where each piece went, in the order of the module. */
  readonly mappings: readonly Mapping[];
}

/** How long a line is; for one whose pieces have no line breaks. */
export function columns(line: Line): number {
  return line.reduce((sum, segment) => sum + (typeof segment === "string" ? segment : segment.code).length, 0);
}

export function indented(lines: readonly Line[]): readonly Line[] {
  return lines.map(indent);
}

/** Indentation is one segment, however deep: lines inside hundreds of blocks are indented again and again. */
function indent(line: Line): Line {
  const [first] = line;
  if (first === undefined) return line;
  return typeof first === "string" && INDENTATION.test(first) ? [`  ${first}`, ...line.slice(1)] : ["  ", ...line];
}

const INDENTATION = /^ +$/;

/**
 * Joins the lines. Every word of a piece is mapped, so that a tool finds the column of a name and not only that of the
 * expression.
 *
 * @param file name of the generated file, for the map
 * @param source name of the template's file
 * @param excerpt its text
 */
export function fold(lines: readonly Line[], file: string, source: string, excerpt: Excerpt): Folded {
  const map = new Segments();
  const mappings: Mapping[] = [];
  let code = "";
  let line = 0;
  let column = 0;
  const write = (text: string): void => {
    code += text;
    const lastBreak = text.lastIndexOf("\n");
    if (lastBreak === -1) column += text.length;
    else {
      line += breaksIn(text);
      column = text.length - lastBreak - 1;
    }
  };
  const writeAtom = ({ code: text, start, end }: Piece): void => {
    const span = excerpt.span({ start, end });
    const { line: fromLine, column: fromColumn } = excerpt.position(start);
    if (text.length > 0) mappings.push([code.length, text.length, span.start, span.end - span.start, MappingKind.atom]);
    map.add(line, column, fromLine - 1, fromColumn - 1);
    write(text);
  };
  const writeVerbatim = ({ code: text, start }: Piece): void => {
    if (text.length > 0) mappings.push([code.length, text.length, excerpt.offset(start), text.length, MappingKind.verbatim]);
    const position = excerpt.position(start);
    const from = { line: position.line - 1, column: position.column - 1 };
    const [firstLine, firstColumn] = [line, column];
    let written = 0;
    for (let at = skipSpace(text, 0); WORD.test(text); at = skipSpace(text, written)) {
      if (at > written) write(text.slice(written, at));
      // The copy goes through the source step by step: behind a line break both are in the same column.
      map.add(line, column, from.line + line - firstLine, line === firstLine ? from.column + column - firstColumn : column);
      write(text.slice(at, WORD.lastIndex));
      written = WORD.lastIndex;
    }
    write(text.slice(written));
  };
  const writePiece = (piece: Piece): void => {
    if (!excerpt.text.startsWith(piece.code, piece.start)) writeAtom(piece);
    else if (excerpt.isWhole) writeVerbatim(piece);
    else {
      for (const { start, end } of excerpt.straight({ start: piece.start, end: piece.start + piece.code.length })) {
        const part = { code: excerpt.text.slice(start, end), start, end };
        if (excerpt.fileText.startsWith(part.code, excerpt.offset(start))) writeVerbatim(part);
        else writeAtom(part);
      }
    }
    map.end(line, column);
  };
  for (const segments of lines) {
    for (const segment of segments) {
      if (typeof segment === "string") write(segment);
      else writePiece(segment);
    }
    write("\n");
  }
  const encoded = map.encoded;
  return {
    code,
    map: { version: 3, file, names: [], sources: [source], sourcesContent: [excerpt.fileText], mappings: encoded, ignoreList: [] },
    mappings,
  };
}

/** The next word, at the place to which {@link skipSpace} came. */
const WORD = /[\w$]+|[^\w$\s]+/y;
const SPACE = /\s*/y;

function skipSpace(text: string, from: number): number {
  SPACE.lastIndex = from;
  SPACE.test(text);
  WORD.lastIndex = SPACE.lastIndex;
  return SPACE.lastIndex;
}

function breaksIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) count++;
  return count;
}
