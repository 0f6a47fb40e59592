/** Compiles templates in memory, with the configuration of the project they are in. */
import { basename, relative, resolve } from "node:path";
import { checkLinks } from "../../compiler/4-link/link.ts";
import { type Reach, reachFrom } from "../../compiler/4-link/reach.ts";
import { type Diagnostic, inFiles } from "../../compiler/diagnostics.ts";
import { textAround } from "../../compiler/inline.ts";
import { loadProject, type Project } from "../../project/load.ts";
import { outputOf } from "../../project/outputs.ts";
import { claimed } from "../../project/problem.ts";
import { type CompiledTemplate, compileOptions, inlineSource, slashed, Templates } from "../../project/templates.ts";
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
  /** The file it is in. */
  readonly file: string;
  /** The templates it uses, directly or not: when they change, it may no longer be right. */
  readonly uses: readonly string[];
  readonly warnings: readonly Log[];
  /** Of the first error; it names the others. */
  readonly error: Log | undefined;
}

export class TemplateModules {
  #project: Project | undefined;
  #templates = new Templates({}, slashed);

  /** Reads the configuration of the project around a directory. Rejects with what is wrong with it. */
  async configure(directory: string): Promise<void> {
    const project = await loadProject(directory, ".");
    this.#project = project;
    this.#templates = new Templates(compileOptions(project.config), (file) => slashed(relative(project.root, file)));
  }

  /** The configuration; absent in a project without one. */
  get configFile(): string | undefined {
    return this.#project?.configFile;
  }

  /**
   * Compiles a template, and looks whether the templates it uses fit; `hot` lets it be replaced while the program runs.
   * An inline template is known by the `.live.html` it is instead of.
   */
  compile(template: string, hot = false): Compiled {
    const { source, result } = this.#bring(template, hot);
    const { file, text, inline } = source;
    const { code, map } = result;
    const { outlines, used } = this.#reach(template, hot);
    const misplaced = checkLinks(outlines, [this.#nameOf(template)]).map((one) => inFiles(one, (name) => this.#shown(name)));
    const around = inline?.template === undefined ? [] : inline.diagnostics;
    const diagnostics = [...around, ...result.diagnostics, ...misplaced];
    const [errors, warnings] = [diagnostics.filter(isError), diagnostics.filter((found) => !isError(found))];
    const other = inline === undefined ? inlineSource(template) : undefined;
    const error = errors.length === 0 ? undefined : logOf(errors, file, text);
    return {
      module: code === undefined || map === undefined ? undefined : { code, map: JSON.stringify(map) },
      file,
      uses: used.map((user) => this.#templates.kept.get(user)?.source.file ?? user),
      warnings: warnings.map((found) => logOf([found], file, text)),
      error: other === undefined ? error : twice(template, other.file),
    };
  }

  /** What is wrong, after a change of a template, with one that uses it: of those compiled so far, the first. */
  misplacing(template: string, hot = false): Log | undefined {
    for (const user of [...this.#templates.kept.keys()]) {
      if (user === template || this.#templates.read(user) === undefined || !this.#reach(user, hot).used.includes(template)) continue;
      const { error } = this.compile(user, hot);
      if (error !== undefined) return error;
    }
    return undefined;
  }

  /** The templates in a TypeScript file that was changed nowhere else since they were compiled; none where it was. */
  inlineIn(file: string): readonly string[] {
    const kept = [...this.#templates.kept].filter(([, { source }]) => source.inline !== undefined && source.file === file);
    return kept.every(([template, { source }]) => {
      const now = this.#templates.read(template)?.inline;
      return now !== undefined && source.inline !== undefined && textAround(now) === textAround(source.inline);
    })
      ? kept.map(([template]) => template)
      : [];
  }

  #bring(template: string, hot: boolean): CompiledTemplate {
    const found = this.#templates.at(template, hot);
    if (found === undefined) throw new Error(`There is no template ${this.#nameOf(template)} any more.`);
    return found;
  }

  #reach(template: string, hot: boolean): Reach {
    const { outlines, used } = reachFrom(this.#nameOf(template), (name) => {
      return this.#templates.at(resolve(this.#root, name), hot)?.result.outline;
    });
    return { outlines, used: used.map((name) => resolve(this.#root, name)) };
  }

  /** The file of a template, as diagnostics show it. */
  #shown(name: string): string {
    const kept = this.#templates.kept.get(resolve(this.#root, name));
    return kept === undefined ? name : this.#nameOf(kept.source.file);
  }

  get #root(): string {
    return this.#project?.root ?? "";
  }

  /** A file as diagnostics show it. */
  #nameOf(file: string): string {
    return slashed(relative(this.#root, file));
  }
}

/** For a template that is in a file of its own and in a TypeScript file. */
function twice(template: string, file: string): Log {
  const message = `${basename(file)}: ${claimed(basename(outputOf(template)), basename(template))}`;
  return { message, id: file, pluginCode: "livec", loc: { file, line: 1, column: 1 }, frame: "" };
}

function isError({ severity }: Diagnostic): boolean {
  return severity === "error";
}
