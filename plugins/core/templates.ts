/** Compiles templates in memory, with the configuration of the project they are in. */
import { existsSync, readFileSync } from "node:fs";
import { relative, resolve, sep } from "node:path";
import { loadProject, type Project } from "../../cli/config/load.ts";
import { checkPlacement } from "../../compiler/5-link/placement.ts";
import { type Reach, reachFrom } from "../../compiler/5-link/reach.ts";
import { type CompileResult, compile } from "../../compiler/compile.ts";
import type { Diagnostic } from "../../compiler/diagnostics.ts";
import { type Log, logOf } from "./log.ts";

/** The module of a template, in TypeScript. */
export interface TemplateModule {
  readonly code: string;
  /** JSON, version 3. */
  readonly map: string;
}

/** What came of a template: the module, or why there is none. */
export interface Compiled {
  readonly module: TemplateModule | undefined;
  /** The templates it uses, directly or not: when they change, it may no longer be right. */
  readonly uses: readonly string[];
  readonly warnings: readonly Log[];
  /** Of the first error; it names the others. */
  readonly error: Log | undefined;
}

/** Templates whose results are kept; beyond that they are compiled again where they are used. */
const MAX_KEPT = 2000;

interface Kept {
  readonly source: string;
  readonly hot: boolean;
  readonly result: CompileResult;
}

export class Templates {
  #project: Project | undefined;
  /** By file, as last compiled. */
  readonly #kept = new Map<string, Kept>();

  /** Reads the configuration of the project around a directory. Rejects with what is wrong with it. */
  async configure(directory: string): Promise<void> {
    this.#project = await loadProject(directory, ".");
    this.#kept.clear();
  }

  /** The configuration; absent in a project without one. */
  get configFile(): string | undefined {
    return this.#project?.configFile;
  }

  /** Compiles a file, and looks whether the templates it uses fit; `hot` lets its template be replaced while the program runs. */
  compile(file: string, hot = false): Compiled {
    const { source, result } = this.#bring(file, hot);
    const { code, map } = result;
    const { outlines, used } = this.#reach(file, hot);
    const diagnostics = [...result.diagnostics, ...checkPlacement(outlines, [this.#nameOf(file)])];
    const [errors, warnings] = [diagnostics.filter(isError), diagnostics.filter((found) => !isError(found))];
    return {
      module: code === undefined || map === undefined ? undefined : { code, map: JSON.stringify(map) },
      uses: used,
      warnings: warnings.map((found) => logOf([found], file, source)),
      error: errors.length === 0 ? undefined : logOf(errors, file, source),
    };
  }

  /** What is wrong, after a change of a file, with a template that uses it: of those compiled so far, the first. */
  misplacing(file: string, hot = false): Log | undefined {
    for (const user of this.#kept.keys()) {
      if (user === file || !existsSync(user) || !this.#reach(user, hot).used.includes(file)) continue;
      const { error } = this.compile(user, hot);
      if (error !== undefined) return error;
    }
    return undefined;
  }

  #bring(file: string, hot: boolean): Kept {
    const { bindingPrefix, diagnostics: levels } = this.#project?.config ?? {};
    const source = readFileSync(file, "utf8");
    const known = this.#kept.get(file);
    if (known?.source === source && known.hot === hot) return known;
    const result = compile(source, {
      file: this.#nameOf(file),
      ...(bindingPrefix !== undefined && { bindingPrefix }),
      ...(levels !== undefined && { diagnostics: levels }),
      ...(hot && { hot: file }),
    });
    const kept = { source, hot, result };
    if (this.#kept.size < MAX_KEPT || known !== undefined) this.#kept.set(file, kept);
    return kept;
  }

  #reach(file: string, hot: boolean): Reach {
    const { outlines, used } = reachFrom(this.#nameOf(file), (name) => {
      const path = resolve(this.#root, name);
      return existsSync(path) ? this.#bring(path, hot).result.outline : undefined;
    });
    return { outlines, used: used.map((name) => resolve(this.#root, name)) };
  }

  get #root(): string {
    return this.#project?.root ?? "";
  }

  /** A file as diagnostics show it. */
  #nameOf(file: string): string {
    return relative(this.#root, file).replaceAll(sep, "/");
  }
}

function isError({ severity }: Diagnostic): boolean {
  return severity === "error";
}
