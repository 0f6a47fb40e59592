/** `livec fmt`: one way to write a template. Source to source; what it compiles to stays the same. */

import { BINDING_PREFIX } from "../../protocol/bindings.ts";
import { MAX_TEMPLATE_BYTES, parse } from "../1-parse/parse.ts";
import type { Diagnostic } from "../diagnostics.ts";
import { exceedsBytes } from "../utf8.ts";
import { CodeBook, type CodeFormatter, MAX_ROUNDS } from "./code.ts";
import { layOut } from "./layout.ts";
import { print } from "./print.ts";
import { readSyntax } from "./syntax.ts";

export interface FormatOptions {
  /** Path of the template, as diagnostics shall show it. */
  readonly file: string;
  /** Prefix of bindings; default `live-`. */
  readonly bindingPrefix?: string;
  /** Columns that lines should not exceed; default 120. */
  readonly width?: number;
  /** Formats expressions and the script; without one, expressions are trimmed and the script is indented. */
  readonly formatter?: CodeFormatter;
}

export interface FormatResult {
  /** The formatted template; `undefined` when any diagnostic is an error. */
  readonly source: string | undefined;
  /** Diagnostics of the parser, in source order. */
  readonly diagnostics: readonly Diagnostic[];
}

/** Columns of a line. */
const DEFAULT_WIDTH = 120;

/**
 * Formats a template. Doing it twice is doing it once, and what it compiles to does not change.
 *
 * @example
 * (await format("<p >{ name }</p>", { file: "hello.live.html" })).source // "<p>{name}</p>\n"
 */
export async function format(source: string, options: FormatOptions): Promise<FormatResult> {
  const { file, bindingPrefix = BINDING_PREFIX, width = DEFAULT_WIDTH, formatter } = options;
  const { diagnostics } = parse(source, file, bindingPrefix);
  if (diagnostics.some(({ severity }) => severity === "error")) return { source: undefined, diagnostics };
  const content = readSyntax(source.replace(/\r\n/g, "\n"), file, bindingPrefix);
  const codes = new CodeBook(formatter, width);
  await codes.prepare(content);
  const doc = layOut(content, codes);
  let text = print(doc, width);
  for (let round = 1; round < MAX_ROUNDS && (await codes.answer()); round++) text = print(doc, width);
  const formatted = text === "" ? "" : `${text}\n`;
  // Indentation makes a file longer; what nobody could compile any more is left alone.
  return { source: exceedsBytes(formatted, MAX_TEMPLATE_BYTES) ? source : formatted, diagnostics };
}
