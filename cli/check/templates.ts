/** The modules of templates, made in memory: what TypeScript reads in place of `*.live.ts`. */
import { readFileSync, statSync } from "node:fs";
import type { Mapping } from "../../compiler/3-generate/segments.ts";
import { BROKEN_MODULE } from "../../compiler/4-check/transform.ts";
import type { Outline } from "../../compiler/5-link/outline.ts";
import { type CompileOptions, compile } from "../../compiler/compile.ts";
import type { Diagnostic } from "../../compiler/diagnostics.ts";
import { outputOf, templateEnding, templateOf } from "../build/output.ts";

/** A template's module. */
export interface VirtualModule {
  /** Absolute path of the template. */
  readonly template: string;
  readonly source: string;
  /** Stands in where the template has errors. */
  readonly text: string;
  readonly mappings: readonly Mapping[];
  /** What the compiler has to say. */
  readonly diagnostics: readonly Diagnostic[];
  readonly broken: boolean;
  /** What templates that use it need to know; absent where it is broken. */
  readonly outline: Outline | undefined;
}

interface Known {
  readonly stamp: string;
  readonly module: VirtualModule;
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
    const stats = statSync(template, { throwIfNoEntry: false });
    if (stats?.isFile() !== true) {
      this.#known.delete(path);
      return undefined;
    }
    const stamp = `${stats.mtimeMs} ${stats.size}`;
    if (known?.stamp === stamp) return known.module;
    const module = this.#compile(template);
    this.#known.set(path, { stamp, module });
    return module;
  }

  #compile(template: string): VirtualModule {
    const source = new TextDecoder().decode(readFileSync(template));
    const { code, mappings, diagnostics, outline } = compile(source, { ...this.#options, file: this.#nameOf(template) });
    return { template, source, text: code ?? BROKEN_MODULE, mappings, diagnostics, broken: code === undefined, outline };
  }
}
