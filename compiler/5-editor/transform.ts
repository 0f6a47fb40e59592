/**
 * Templates for TypeScript's content mappers: the generated module, its mappings, and what is wrong with the template.
 */
import type { Editor } from "../3-generate/editor.ts";
import type { Mapping } from "../3-generate/segments.ts";
import { checkLinks, isTypeError } from "../4-link/link.ts";
import type { Outline } from "../4-link/outline.ts";
import { reachFrom } from "../4-link/reach.ts";
import { type CompileOptions, compileForEditor } from "../compile.ts";
import type { Diagnostic } from "../diagnostics.ts";
import { mend, unmend } from "./mend.ts";

/** The answer to a `transform` request. Offsets are UTF-16. */
export interface Transformed {
  readonly text: string;
  readonly extension: ".ts";
  readonly mappings: readonly Mapping[];
  readonly diagnostics: readonly {
    readonly messageText: string;
    readonly start: number;
    readonly length: number;
    readonly code: number;
  }[];
}

/** Stands in for a template that has no module: whoever imports it is not told the same error twice. */
export const BROKEN_MODULE = `declare const template: any;
export default template;
export type Assigns = any;
export type Events = any;
export type SentEvents = any;
`;

export interface TransformOptions extends CompileOptions {
  /** Whether a template stands where a relative specifier leads; answers for none by default. */
  readonly isTemplate?: (specifier: string) => boolean;
  /**
   * The outlines of the templates that this one uses, by their file, to tell whether they fit; answers for none by
   * default.
   */
  readonly outlineOf?: (file: string) => Outline | undefined;
}

/**
 * A template as TypeScript shall see it: its module, fitted for editors. One with errors is mended where that is
 * possible, so that completion works while a name is being written (`{user.}`); its errors are told either way.
 */
export function transform(
  source: string,
  { isTemplate = () => false, outlineOf = () => undefined, ...options }: TransformOptions,
): Transformed {
  const editor = { isTemplate };
  const { code, mappings, diagnostics, outline } = compileForEditor(source, options, editor);
  const { file } = options;
  const { outlines } = reachFrom(file, (name) => (name === file ? outline : outlineOf(name)));
  // What TypeScript says of the module itself is not said twice.
  const told = [...diagnostics, ...checkLinks(outlines, [file])]
    .filter(({ severity, code }) => severity === "error" && !isTypeError(code))
    .map(mapperDiagnostic);
  const module = code === undefined ? compileMended(source, options, diagnostics, editor) : { text: code, mappings };
  if (module === undefined) return { text: BROKEN_MODULE, extension: ".ts", mappings: [], diagnostics: told };
  return { ...module, extension: ".ts", diagnostics: told };
}

function compileMended(
  source: string,
  options: CompileOptions,
  diagnostics: readonly Diagnostic[],
  editor: Editor,
): Pick<Transformed, "text" | "mappings"> | undefined {
  const mended = mend(source, diagnostics);
  if (mended === undefined) return undefined;
  const { code, mappings } = compileForEditor(mended.source, options, editor);
  return code === undefined ? undefined : { text: code, mappings: unmend(mappings, mended.inserted) };
}

function mapperDiagnostic({ code, message, fix, span }: Diagnostic): Transformed["diagnostics"][number] {
  const messageText = fix === undefined ? message : `${message} ${fix}`;
  return { messageText, start: span.start, length: span.end - span.start, code: Number(code.replace(/\D/g, "")) };
}
