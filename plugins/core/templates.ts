/** Compiles templates in memory, with the configuration of the project they are in. */
import { existsSync, readFileSync } from "node:fs";
import { basename, relative, resolve, sep } from "node:path";
import { outputOf } from "../../cli/build/output.ts";
import { claimed } from "../../cli/build/problem.ts";
import { loadProject, type Project } from "../../cli/config/load.ts";
import { checkLinks } from "../../compiler/4-link/link.ts";
import { type Reach, reachFrom } from "../../compiler/4-link/reach.ts";
import { type CompileOptions, type CompileResult, compile, compileInline } from "../../compiler/compile.ts";
import { type Diagnostic, inFiles } from "../../compiler/diagnostics.ts";
import { type FoundInline, textAround } from "../../compiler/inline.ts";
import { type Log, logOf } from "./log.ts";
import { inlineSource } from "./names.ts";

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

/** Templates whose results are kept; beyond that they are compiled again where they are used. */
const MAX_KEPT = 2000;

/** The text of a template's file; `inline` where that is a TypeScript file. */
interface Source {
  readonly file: string;
  readonly text: string;
  readonly inline: FoundInline | undefined;
}

interface Kept {
  readonly source: Source;
  readonly hot: boolean;
  readonly result: Result;
}

type Result = Pick<CompileResult, "code" | "map" | "diagnostics" | "outline">;

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
    const diagnostics = [...(inline?.diagnostics ?? []), ...result.diagnostics, ...misplaced];
    const [errors, warnings] = [diagnostics.filter(isError), diagnostics.filter((found) => !isError(found))];
    const other = inline === undefined ? inlineSource(template) : undefined;
    const error = errors.length === 0 ? undefined : logOf(errors, file, text);
    return {
      module: code === undefined || map === undefined ? undefined : { code, map: JSON.stringify(map) },
      file,
      uses: used.map((user) => this.#kept.get(user)?.source.file ?? user),
      warnings: warnings.map((found) => logOf([found], file, text)),
      error: other === undefined ? error : twice(template, other.file),
    };
  }

  /** What is wrong, after a change of a template, with one that uses it: of those compiled so far, the first. */
  misplacing(template: string, hot = false): Log | undefined {
    for (const user of this.#kept.keys()) {
      if (user === template || this.#sourceOf(user) === undefined || !this.#reach(user, hot).used.includes(template)) continue;
      const { error } = this.compile(user, hot);
      if (error !== undefined) return error;
    }
    return undefined;
  }

  /** The templates in a TypeScript file that was changed nowhere else since they were compiled; none where it was. */
  inlineIn(file: string): readonly string[] {
    const kept = [...this.#kept].filter(([, { source }]) => source.inline !== undefined && source.file === file);
    return kept.every(([template, { source }]) => {
      const now = this.#sourceOf(template)?.inline;
      return now !== undefined && source.inline !== undefined && textAround(now) === textAround(source.inline);
    })
      ? kept.map(([template]) => template)
      : [];
  }

  /** The file that has a template, whose own file need not exist. */
  #sourceOf(template: string): Source | undefined {
    if (existsSync(template)) return { file: template, text: readFileSync(template, "utf8"), inline: undefined };
    const inline = inlineSource(template, (file) => this.#nameOf(file));
    return inline && { file: inline.file, text: inline.source, inline };
  }

  #bring(template: string, hot: boolean): Kept {
    const { bindingPrefix, diagnostics: levels } = this.#project?.config ?? {};
    const source = this.#sourceOf(template);
    if (source === undefined) throw new Error(`There is no template ${this.#nameOf(template)} any more.`);
    const known = this.#kept.get(template);
    if (known?.source.text === source.text && known.source.file === source.file && known.hot === hot) return known;
    const options = {
      ...(bindingPrefix !== undefined && { bindingPrefix }),
      ...(levels !== undefined && { diagnostics: levels }),
      ...(hot && { hot: template }),
    };
    const kept = { source, hot, result: compileSource(source, { ...options, file: this.#nameOf(template) }) };
    if (this.#kept.size < MAX_KEPT || known !== undefined) this.#kept.set(template, kept);
    return kept;
  }

  #reach(template: string, hot: boolean): Reach {
    const { outlines, used } = reachFrom(this.#nameOf(template), (name) => {
      const path = resolve(this.#root, name);
      return this.#sourceOf(path) === undefined ? undefined : this.#bring(path, hot).result.outline;
    });
    return { outlines, used: used.map((name) => resolve(this.#root, name)) };
  }

  /** The file of a template, as diagnostics show it. */
  #shown(name: string): string {
    const kept = this.#kept.get(resolve(this.#root, name));
    return kept === undefined ? name : this.#nameOf(kept.source.file);
  }

  get #root(): string {
    return this.#project?.root ?? "";
  }

  /** A file as diagnostics show it. */
  #nameOf(file: string): string {
    return relative(this.#root, file).replaceAll(sep, "/");
  }
}

function compileSource({ text, inline }: Source, options: CompileOptions): Result {
  if (inline === undefined) return compile(text, options);
  return inline.template === undefined ? UNMADE : compileInline(inline.template, options);
}

/** Of a template of which only is known what is wrong around it. */
const UNMADE: Result = { code: undefined, map: undefined, diagnostics: [], outline: undefined };

/** For a template that is in a file of its own and in a TypeScript file. */
function twice(template: string, file: string): Log {
  const message = `${basename(file)}: ${claimed(basename(outputOf(template)), basename(template))}`;
  return { message, id: file, pluginCode: "livec", loc: { file, line: 1, column: 1 }, frame: "" };
}

function isError({ severity }: Diagnostic): boolean {
  return severity === "error";
}
