/** The templates of a project as their files are: read and compiled when asked for, and again when they changed. */
import { readFileSync } from "node:fs";
import { sep } from "node:path";
import { type CompileOptions, type CompileResult, compile, compileInline } from "../compiler/compile.ts";
import { type FoundInline, findInline } from "../compiler/inline.ts";
import { sourcesOf } from "../compiler/inline-modules.ts";
import type { Config } from "./config.ts";
import { isSame, isSettled, type Stats, statsOf } from "./files.ts";

/** The text of the file that has a template. */
export interface TemplateSource {
  readonly file: string;
  readonly text: string;
  /** Set where that is a TypeScript file. */
  readonly inline: FoundInline | undefined;
}

export interface CompiledTemplate {
  readonly source: TemplateSource;
  readonly result: TemplateResult;
}

type TemplateResult = Pick<CompileResult, "code" | "map" | "mappings" | "diagnostics" | "outline">;

/** How a project's templates are compiled. */
export type TemplateOptions = Omit<CompileOptions, "file" | "hot">;

/** Templates whose results are kept; beyond that they are compiled again where they are used. */
const MAX_KEPT = 2000;

interface Kept extends CompiledTemplate {
  readonly hot: boolean;
  /** Of the files that may have the template; absent where one of them is too young to tell by. */
  readonly stats: readonly (Stats | undefined)[] | undefined;
}

export class Templates {
  readonly #options: TemplateOptions;
  readonly #nameOf: (path: string) => string;
  readonly #kept = new Map<string, Kept>();

  /** @param nameOf how diagnostics call a file */
  constructor(options: TemplateOptions, nameOf: (path: string) => string) {
    this.#options = options;
    this.#nameOf = nameOf;
  }

  /** Those compiled so far, as they were then; an inline one is known by the `.live.html` it is instead of. */
  get kept(): ReadonlyMap<string, CompiledTemplate> {
    return this.#kept;
  }

  /** Reads a template; `undefined` where there is none. */
  read(template: string): TemplateSource | undefined {
    if (isFile(template)) return { file: template, text: textOf(template), inline: undefined };
    const inline = inlineSource(template, this.#nameOf);
    return inline && { file: inline.file, text: inline.source, inline };
  }

  /** The template as it is now; `hot` lets its module be replaced while the program runs. */
  at(template: string, hot = false): CompiledTemplate | undefined {
    const known = this.#kept.get(template);
    const stats = [template, ...sourcesOf(template)].map(statsOf);
    if (known?.hot === hot && known.stats !== undefined && areSame(known.stats, stats)) return known;
    const source = this.read(template);
    if (source === undefined) {
      this.#kept.delete(template);
      return undefined;
    }
    const isKnown = known?.hot === hot && known.source.text === source.text && known.source.file === source.file;
    const kept: Kept = {
      source,
      hot,
      stats: stats.every((each) => each === undefined || isSettled(each)) ? stats : undefined,
      result: isKnown ? known.result : this.#compile(template, source, hot),
    };
    if (this.#kept.size < MAX_KEPT || known !== undefined) this.#kept.set(template, kept);
    return kept;
  }

  #compile(template: string, { text, inline }: TemplateSource, hot: boolean): TemplateResult {
    const options = { ...this.#options, ...(hot && { hot: template }), file: this.#nameOf(template) };
    if (inline === undefined) return compile(text, options);
    return inline.template === undefined ? { ...UNMADE, diagnostics: inline.diagnostics } : compileInline(inline.template, options);
  }
}

/** Of a template of which only is known what is wrong around it. */
const UNMADE: TemplateResult = { code: undefined, map: undefined, mappings: [], diagnostics: [], outline: undefined };

/** The TypeScript file that has the inline template which is known as `template`. */
export function inlineSource(template: string, nameOf: (file: string) => string = (file) => file): FoundInline | undefined {
  return findInline(template, (file) => (isFile(file) ? textOf(file) : undefined), nameOf);
}

/** How the templates of a project with this configuration are compiled. */
export function compileOptions({ bindingPrefix, diagnostics }: Config): TemplateOptions {
  return { ...(bindingPrefix !== undefined && { bindingPrefix }), ...(diagnostics !== undefined && { diagnostics }) };
}

/** A path with `/` between its names. */
export function slashed(path: string): string {
  return path.replaceAll(sep, "/");
}

function isFile(path: string): boolean {
  return statsOf(path)?.isFile() === true;
}

function textOf(file: string): string {
  return new TextDecoder().decode(readFileSync(file));
}

function areSame(before: readonly (Stats | undefined)[], now: readonly (Stats | undefined)[]): boolean {
  return before.every((one, index) => {
    const other = now[index];
    return one === undefined || other === undefined ? one === other : isSame(one, other);
  });
}
