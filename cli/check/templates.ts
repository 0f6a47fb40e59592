/** The modules of templates, made in memory: what TypeScript reads in place of `*.live.ts`. */
import { readFileSync, statSync } from "node:fs";
import type { Mapping } from "../../compiler/3-generate/segments.ts";
import type { Outline } from "../../compiler/4-link/outline.ts";
import { BROKEN_MODULE } from "../../compiler/5-editor/transform.ts";
import { type CompileOptions, type CompileResult, compile, compileInline } from "../../compiler/compile.ts";
import type { Diagnostic } from "../../compiler/diagnostics.ts";
import { findInline } from "../../compiler/inline.ts";
import { sourcesOf, TAG } from "../../compiler/inline-modules.ts";
import type { Surroundings } from "../../compiler/surroundings.ts";
import { outputOf, templateEnding, templateOf } from "../build/output.ts";

/** A template's module. */
export interface VirtualModule {
  /** Absolute path of the template; of an inline one, the path it would have as a file. */
  readonly template: string;
  /** Absolute path of the file it is in, and the text of that. */
  readonly file: string;
  readonly source: string;
  /** Where it begins in there. */
  readonly start: number;
  /** Stands in where the template has errors. */
  readonly text: string;
  readonly mappings: readonly Mapping[];
  /** What the compiler has to say. */
  readonly diagnostics: readonly Diagnostic[];
  readonly broken: boolean;
  /** What templates that use it need to know; absent where it is broken. */
  readonly outline: Outline | undefined;
  /** Of an inline template. */
  readonly surroundings?: Surroundings;
}

interface Known {
  readonly stamp: string;
  readonly module: VirtualModule | undefined;
}

const MODULE_ENDING = outputOf(templateEnding);

/** Templates by the path of their module, compiled when asked for and again when they changed. */
export class Templates {
  readonly #options: Omit<CompileOptions, "file">;
  readonly #nameOf: (path: string) => string;
  readonly #known = new Map<string, Known>();
  /** What files look like is asked once in each round. */
  readonly #fresh = new Set<string>();

  /** @param nameOf how diagnostics call a file */
  constructor(options: Omit<CompileOptions, "file">, nameOf: (path: string) => string) {
    this.#options = options;
    this.#nameOf = nameOf;
  }

  /** Files may have changed. */
  startRound(): void {
    this.#fresh.clear();
  }

  /** The module at a path such as `/app/todo.live.ts`; `undefined` where it has no template beside it. */
  at(path: string): VirtualModule | undefined {
    if (!path.endsWith(MODULE_ENDING) || path.includes("/node_modules/")) return undefined;
    const known = this.#known.get(path);
    if (this.#fresh.has(path)) return known?.module;
    this.#fresh.add(path);
    const template = templateOf(path);
    const stamp = stampOf(template) ?? sourcesOf(path).map(stampOf).join();
    if (known?.stamp === stamp) return known.module;
    const module = stampOf(template) === undefined ? this.#compileInline(path) : this.#compile(template);
    this.#known.set(path, { stamp, module });
    return module;
  }

  #compile(template: string): VirtualModule {
    const source = textOf(template);
    const result = compile(source, { ...this.#options, file: this.#nameOf(template) });
    return { template, file: template, source, start: 0, ...moduleOf(result) };
  }

  #compileInline(path: string): VirtualModule | undefined {
    const read = (file: string): string | undefined => (stampOf(file) === undefined ? undefined : textOf(file));
    const found = findInline(path, read, this.#nameOf);
    if (found === undefined) return undefined;
    const { file, source, template, diagnostics } = found;
    const place = { template: templateOf(path), file, source, start: template?.excerpt.offset(0) ?? 0 };
    if (template === undefined)
      return { ...place, mappings: [], diagnostics, outline: undefined, broken: true, text: BROKEN_INLINE_MODULE };
    const module = moduleOf(compileInline(template, this.#options));
    return { ...place, ...module, ...(module.broken && { text: BROKEN_INLINE_MODULE }), surroundings: template.surroundings };
  }
}

/** Stands in for an inline template that has no module. */
const BROKEN_INLINE_MODULE = `${BROKEN_MODULE}export declare const ${TAG}: any;\n`;

function moduleOf({
  code,
  mappings,
  diagnostics,
  outline,
}: CompileResult): Pick<VirtualModule, "text" | "mappings" | "diagnostics" | "broken" | "outline"> {
  return { text: code ?? BROKEN_MODULE, mappings, diagnostics, broken: code === undefined, outline };
}

function textOf(file: string): string {
  return new TextDecoder().decode(readFileSync(file));
}

/** By what is known whether a file changed; `undefined` where there is none. */
function stampOf(path: string): string | undefined {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats?.isFile() === true ? `${stats.mtimeMs} ${stats.size}` : undefined;
}
