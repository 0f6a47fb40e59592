/**
 * What `livec inspect` is told to look at: a `.live.html`, a TypeScript file with an inline template, or the module of
 * one of several.
 */
import { readFileSync, statSync } from "node:fs";
import { basename, dirname, extname, resolve } from "node:path";
import { type CompileOptions, type CompileResult, compile, compileInline } from "../../compiler/compile.ts";
import { findInline, type InlineFile, inlineTemplates } from "../../compiler/inline.ts";
import { tagImports } from "../../compiler/inline-modules.ts";
import { templateEnding } from "../../project/outputs.ts";
import { reason } from "../../project/problem.ts";
import { UsageError } from "../../project/usage.ts";

export interface Source {
  /** The text of its file, and its own. */
  readonly fileText: string;
  readonly text: string;
  compile(options: Omit<CompileOptions, "file">): CompileResult;
}

/** @throws {UsageError} for what is no template, or not one */
export function readSource(path: string, file: string): Source {
  if (path.endsWith(templateEnding)) {
    const text = readText(path, file);
    return { fileText: text, text, compile: (options) => compile(text, { ...options, file }) };
  }
  const shown = (other: string): string => `${file.slice(0, file.length - basename(path).length)}${basename(other)}`;
  if (path.endsWith(".live.ts")) {
    const found = findInline(path, textIfThere, shown);
    if (found !== undefined) return inlineSource(file, found.source, { ...found, templates: [found.template ?? []].flat() });
  }
  const text = path.endsWith(".ts") ? textIfThere(path) : undefined;
  if (text !== undefined && tagImports(text).length > 0) return inlineSource(file, text, inlineTemplates(text, file));
  throw new UsageError(`"${file}" is no template: their names end in .live.html.${meant(path, file)}`);
}

/** A TypeScript file, and the template in it that is meant. */
function inlineSource(name: string, fileText: string, { templates, diagnostics }: InlineFile): Source {
  const [template, ...others] = templates;
  if (others.length > 0) {
    const modules = templates.map(({ module }) => module).join(", ");
    throw new UsageError(`"${name}" has several inline templates. Give the module of one: ${modules}.`);
  }
  if (template === undefined && diagnostics.length === 0) throw new UsageError(`"${name}" imports a tag, but has no inline template.`);
  return {
    fileText,
    text: template?.excerpt.text ?? "",
    compile(options) {
      const result = template === undefined ? compile("", { file: name }) : compileInline(template, options);
      const all = [...diagnostics, ...result.diagnostics];
      return { ...result, blocks: result.blocks, diagnostics: all, code: diagnostics.length === 0 ? result.code : undefined };
    },
  };
}

function readText(path: string, file: string): string {
  try {
    if (statSync(path).isDirectory()) throw new UsageError(`"${file}" is a directory. Give one template in it.`);
    return new TextDecoder().decode(readFileSync(path));
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`"${file}" cannot be read: ${reason(error)}.`);
  }
}

function textIfThere(path: string): string | undefined {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true ? new TextDecoder().decode(readFileSync(path)) : undefined;
}

/** The template that belongs to another file: the module generated from it, or the view of that name. */
function meant(path: string, file: string): string {
  const name = basename(path).replace(/(\.live)?\.[jt]s$/, "");
  const template = `${name}.live.html`;
  const there = extname(path) !== "" && statSync(resolve(dirname(path), template), { throwIfNoEntry: false })?.isFile() === true;
  return there ? ` Did you mean "${file.slice(0, file.length - basename(path).length)}${template}"?` : "";
}
