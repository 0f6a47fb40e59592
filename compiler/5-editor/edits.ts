/** Changes of a module for an editor's sake, and the mappings after them. */
import { type Mapping, MappingKind } from "../3-generate/segments.ts";

export interface MappedText {
  readonly text: string;
  readonly mappings: readonly Mapping[];
}

/** Puts `text` in place of a range of the module. What it replaces is in one mapping, or in none. */
export interface Edit {
  readonly start: number;
  readonly length: number;
  readonly text: string;
  /** Start and length of what the text stands for in the template; by default what it replaces, or nothing. */
  readonly source?: readonly [start: number, length: number];
}

/** Applies edits, which come in the order of the module and do not overlap. */
export function apply({ text, mappings }: MappedText, edits: readonly Edit[]): MappedText {
  let edited = "";
  let from = 0;
  const moved: Mapping[] = [];
  const rest = [...mappings];
  /** Takes over what comes before an offset; a mapping that goes on behind it is cut in two. */
  const takeUntil = (offset: number): void => {
    const shift = edited.length - from;
    for (let first = rest[0]; first !== undefined && first[0] < offset; first = rest[0]) {
      const [start, length, source, sourceLength, kind] = first;
      const taken = Math.min(length, offset - start);
      const cut = kind === MappingKind.verbatim && taken < length;
      moved.push([start + shift, taken, source, cut ? taken : sourceLength, kind]);
      if (cut) rest[0] = [offset, length - taken, source + taken, length - taken, kind];
      else rest.shift();
    }
    edited += text.slice(from, offset);
    from = offset;
  };
  for (const edit of edits) {
    takeUntil(edit.start);
    const source = edit.source ?? dropUntil(rest, edit.start, edit.start + edit.length);
    if (source !== undefined) moved.push([edited.length, edit.text.length, ...source, MappingKind.atom]);
    edited += edit.text;
    from = edit.start + edit.length;
  }
  takeUntil(text.length);
  return { text: edited, mappings: moved };
}

/** Drops what is mapped in a range; answers what it came from. */
function dropUntil(mappings: Mapping[], start: number, end: number): readonly [start: number, length: number] | undefined {
  const [first] = mappings;
  if (first === undefined || first[0] >= end) return undefined;
  const [at, length, source, , kind] = first;
  const dropped = end - start;
  if (kind === MappingKind.verbatim && dropped < at + length - start)
    mappings[0] = [end, at + length - end, source + end - at, at + length - end, kind];
  else mappings.shift();
  return [source, dropped];
}
