/** The modules of templates, made in memory: what TypeScript reads in place of `*.live.ts`. */
import type { Mapping } from "../../compiler/3-generate/segments.ts";
import type { Outline } from "../../compiler/4-link/outline.ts";
import { BROKEN_MODULE } from "../../compiler/5-editor/transform.ts";
import type { Diagnostic } from "../../compiler/diagnostics.ts";
import { TAG } from "../../compiler/inline-modules.ts";
import type { Surroundings } from "../../compiler/surroundings.ts";
import { outputOf, templateEnding, templateOf } from "../../project/outputs.ts";
import { type CompiledTemplate, type TemplateOptions, Templates } from "../../project/templates.ts";

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

const MODULE_ENDING = outputOf(templateEnding);

/** Templates by the path of their module, the same throughout a round. */
export class TemplateModules {
  readonly #templates: Templates;
  readonly #round = new Map<string, VirtualModule | undefined>();
  /** By what they were made of. */
  readonly #made = new WeakMap<CompiledTemplate["result"], VirtualModule>();

  /** @param nameOf how diagnostics call a file */
  constructor(options: TemplateOptions, nameOf: (path: string) => string) {
    this.#templates = new Templates(options, nameOf);
  }

  /** Files may have changed. */
  startRound(): void {
    this.#round.clear();
  }

  /** The module at a path such as `/app/todo.live.ts`; `undefined` where it has no template beside it. */
  at(path: string): VirtualModule | undefined {
    if (!path.endsWith(MODULE_ENDING) || path.includes("/node_modules/")) return undefined;
    if (!this.#round.has(path)) this.#round.set(path, this.#make(templateOf(path)));
    return this.#round.get(path);
  }

  /** What did not change stays the same object. */
  #make(template: string): VirtualModule | undefined {
    const compiled = this.#templates.at(template);
    if (compiled === undefined) return undefined;
    const module = this.#made.get(compiled.result) ?? moduleOf(template, compiled);
    this.#made.set(compiled.result, module);
    return module;
  }
}

/** Stands in for an inline template that has no module. */
const BROKEN_INLINE_MODULE = `${BROKEN_MODULE}export declare const ${TAG}: any;\n`;

function moduleOf(template: string, { source, result }: CompiledTemplate): VirtualModule {
  const { file, text: sourceText, inline } = source;
  const { code, mappings, diagnostics, outline } = result;
  const broken = inline === undefined ? BROKEN_MODULE : BROKEN_INLINE_MODULE;
  return {
    template,
    file,
    source: sourceText,
    start: inline?.template?.excerpt.offset(0) ?? 0,
    text: code ?? broken,
    mappings,
    diagnostics,
    broken: code === undefined,
    outline,
    ...(inline?.template !== undefined && { surroundings: inline.template.surroundings }),
  };
}
