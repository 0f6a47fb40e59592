/** Compiles templates in memory, with the configuration of the project they are in. */
import { readFileSync } from "node:fs";
import { relative, sep } from "node:path";
import { loadProject, type Project } from "../../cli/config/load.ts";
import { compile } from "../../compiler/compile.ts";
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
  readonly warnings: readonly Log[];
  /** Of the first error; it names the others. */
  readonly error: Log | undefined;
}

export class Templates {
  #project: Project | undefined;

  /** Reads the configuration of the project around a directory. Rejects with what is wrong with it. */
  async configure(directory: string): Promise<void> {
    this.#project = await loadProject(directory, ".");
  }

  /** The configuration; absent in a project without one. */
  get configFile(): string | undefined {
    return this.#project?.configFile;
  }

  /** Compiles a file; `hot` lets its template be replaced while the program runs. */
  compile(file: string, hot = false): Compiled {
    const { root = "", config: { bindingPrefix, diagnostics: levels } = {} } = this.#project ?? {};
    const source = readFileSync(file, "utf8");
    const { code, map, diagnostics } = compile(source, {
      file: relative(root, file).replaceAll(sep, "/"),
      ...(bindingPrefix !== undefined && { bindingPrefix }),
      ...(levels !== undefined && { diagnostics: levels }),
      ...(hot && { hot: file }),
    });
    const [errors, warnings] = [diagnostics.filter(isError), diagnostics.filter((found) => !isError(found))];
    return {
      module: code === undefined || map === undefined ? undefined : { code, map: JSON.stringify(map) },
      warnings: warnings.map((found) => logOf([found], file, source)),
      error: errors.length === 0 ? undefined : logOf(errors, file, source),
    };
  }
}

function isError({ severity }: Diagnostic): boolean {
  return severity === "error";
}
