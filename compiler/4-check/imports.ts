/** Imports of templates in templates, for a TypeScript that reads `.live.html` itself. */
import { type Mapping, MappingKind } from "../3-generate/segments.ts";

export interface Module {
  readonly text: string;
  readonly mappings: readonly Mapping[];
}

/** The ending of a relative specifier that names a template's module. */
const ENDINGS = /(?<=\b(?:from|import)\s*\(?\s*(?<quote>["'])(?<template>\.{1,2}\/[^"'\n]*\.live))\.[jt]s(?=\k<quote>)/g;

/**
 * Leads imports to the templates themselves: `./badge.live.js` becomes `./badge.live.html` where there is such a template. What stands beside it
 * on the disk may be older than what the editor shows, or missing.
 *
 * @param isTemplate answers for a specifier whether a template stands there
 */
export function importTemplates({ text, mappings }: Module, isTemplate: (specifier: string) => boolean): Module {
  const endings = [...text.matchAll(ENDINGS)]
    .filter(({ groups }) => isTemplate(`${groups?.["template"]}.html`))
    .map(({ index, 0: ending }) => ({ index, length: ending.length }));
  if (endings.length === 0) return { text, mappings };
  let rewritten = "";
  let from = 0;
  for (const { index, length } of endings) {
    rewritten += `${text.slice(from, index)}.html`;
    from = index + length;
  }
  const shift = (offset: number): number =>
    endings.reduce((moved, { index, length }) => (index + length <= offset ? moved + ".html".length - length : moved), offset);
  const moved = mappings.flatMap((mapping) => cut(mapping, endings, shift));
  return { text: rewritten + text.slice(from), mappings: moved };
}

/** A range as what stands between the endings in it, and each ending as an atom. */
function cut(
  [start, length, source, sourceLength, kind]: Mapping,
  endings: readonly { readonly index: number; readonly length: number }[],
  shift: (offset: number) => number,
): readonly Mapping[] {
  const inside = endings.filter(({ index }) => index >= start && index < start + length);
  if (kind === MappingKind.atom || inside.length === 0) return [[shift(start), length, source, sourceLength, kind]];
  const pieces: Mapping[] = [];
  let from = start;
  for (const ending of inside) {
    pieces.push([shift(from), ending.index - from, source + from - start, ending.index - from, MappingKind.verbatim]);
    pieces.push([shift(ending.index), ".html".length, source + ending.index - start, ending.length, MappingKind.atom]);
    from = ending.index + ending.length;
  }
  pieces.push([shift(from), start + length - from, source + from - start, start + length - from, MappingKind.verbatim]);
  return pieces;
}
