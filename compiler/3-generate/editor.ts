/**
 * What is different in a module that an editor asks about; its types are the same.
 *
 * - Imports of templates lead to the templates: what `livec build` wrote beside them may be old, or missing.
 * - Each assign is taken by a statement of its own: where one is being written, all others are proposed, not only those
 *   that are not used yet.
 * - What is exported has a name, at the beginning of the template: there the definition of a tag is.
 */
import { childAt, children, type Node, nodeOf } from "../2-analyse/ast.ts";
import type { Script, Span } from "../tree.ts";

export interface Editor {
  /** Whether a template stands where a relative specifier leads: `./badge.live.html`. */
  isTemplate(specifier: string): boolean;
}

const MODULE_ENDING = /^(?<template>\.{1,2}\/.*\.live)(?<ending>\.[jt]s)$/;
const IMPORTS: ReadonlySet<string> = new Set([
  "ImportDeclaration",
  "ExportNamedDeclaration",
  "ExportAllDeclaration",
  "ImportExpression",
  "TSImportType",
]);

/** What a module is imported as: by an editor's module, the template that it is made of. */
export function specifierOf(written: string, editor: Editor | undefined): string {
  const { template } = MODULE_ENDING.exec(written)?.groups ?? {};
  const file = `${template}.html`;
  return template !== undefined && editor?.isTemplate(file) === true ? file : written;
}

/** Where the script's imports of templates say `.js`, in the order of the source. */
export function specifierEndings(script: Script | undefined, editor: Editor | undefined): readonly Span[] {
  if (script === undefined || editor === undefined) return [];
  return [...specifiersIn(nodeOf(script.ast))].flatMap(({ start, end, value }) => {
    const { ending } = MODULE_ENDING.exec(String(value))?.groups ?? {};
    // Behind the ending is a quote; a specifier with escapes in it is left alone.
    const isPlain = end - start === String(value).length + 2;
    if (ending === undefined || !isPlain || specifierOf(String(value), editor) === value) return [];
    return [{ start: end - 1 - ending.length, end: end - 1 }];
  });
}

function* specifiersIn(node: Node): Generator<Node> {
  if (IMPORTS.has(node.type)) {
    const source = childAt(node, "source") ?? childAt(node, "argument");
    const literal = source?.type === "TSLiteralType" ? childAt(source, "literal") : source;
    if (literal?.type === "Literal") yield literal;
  }
  for (const child of children(node)) yield* specifiersIn(child);
}
