/** The module of a template, as an editor's questions about it are answered best. Its types are the same. */
import { apply, type Edit, type MappedText } from "./edits.ts";

/** The ending of a relative specifier that names a template's module. */
const IMPORT_ENDINGS = /(?<=\b(?:from|import)\s*\(?\s*(?<quote>["'])(?<template>\.{1,2}\/[^"'\n]*\.live))\.[jt]s(?=\k<quote>)/g;
/** The assigns, each by name on a line of its own. */
const ASSIGNS = / {4}const \{\n(?: {6}.+\n)+ {4}\} = (?<object>\w+);/;
const EXPORT = /^export default (?=(?<runtime>[\w$]+)\.template<(?<types>Assigns(?:, (?:[\w$.]+|\{ default: \{\} \}))+)>)/m;

/**
 * - Imports of templates lead to the templates: what `livec build` wrote beside them may be old, or missing.
 * - Each assign is taken by a statement of its own: where one is being written, all others are proposed, not only those
 *   that are not used yet.
 * - What is exported has a name, at the beginning of the template: there the definition of a tag is.
 *
 * @param isTemplate answers for a specifier whether a template stands there
 */
export function forEditor(module: MappedText, isTemplate: (specifier: string) => boolean): MappedText {
  const { text } = module;
  const edits = [...importEdits(text, isTemplate), ...assignEdits(text), ...exportEdits(text)];
  return apply(
    module,
    edits.sort((a, b) => a.start - b.start),
  );
}

function importEdits(text: string, isTemplate: (specifier: string) => boolean): readonly Edit[] {
  return [...text.matchAll(IMPORT_ENDINGS)]
    .filter(({ groups }) => isTemplate(`${groups?.["template"]}.html`))
    .map(({ index, 0: ending }) => ({ start: index, length: ending.length, text: ".html" }));
}

function assignEdits(text: string): readonly Edit[] {
  const found = ASSIGNS.exec(text);
  if (found === null) return [];
  const commas = [...found[0].matchAll(/,(?= \/\/ .*\n)/g)].slice(0, -1);
  return commas.map(({ index }) => ({ start: found.index + index, length: 1, text: ` } = ${found.groups?.["object"]}; const {` }));
}

function exportEdits(text: string): readonly Edit[] {
  const found = EXPORT.exec(text);
  if (found === null) return [];
  let name = "template";
  while (text.includes(name)) name += "_";
  const { runtime, types } = found.groups ?? {};
  const end = found.index + found[0].length;
  return [
    { start: found.index, length: found[0].length, text: "const " },
    { start: end, length: 0, text: name, source: [0, 0] },
    { start: end, length: 0, text: `: ${runtime}.Template<${types}> = ` },
    { start: text.length, length: 0, text: `export default ${name};\n` },
  ];
}
