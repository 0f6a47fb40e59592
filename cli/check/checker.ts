/** Checks a project's types: its templates, and the files that import them. */
import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import type ts from "typescript";
import { isTypeError, Linker } from "../../compiler/4-link/link.ts";
import type { Outline } from "../../compiler/4-link/outline.ts";
import { type Diagnostic, inFiles } from "../../compiler/diagnostics.ts";
import { inlineTemplates } from "../../compiler/inline.ts";
import { findTemplates, type InlineSource } from "../../project/find.ts";
import type { Project } from "../../project/load.ts";
import { outputOf, readIfThere, templateOf } from "../../project/outputs.ts";
import { claimed, type Problem } from "../../project/problem.ts";
import { compileOptions, slashed } from "../../project/templates.ts";
import { UsageError } from "../../project/usage.ts";
import { type CheckDiagnostic, fromDiagnostic, sorted } from "./diagnostic.ts";
import { Host } from "./host.ts";
import { Round } from "./round.ts";
import { TemplateModules } from "./templates.ts";
import { readTsConfig, type TsConfig } from "./tsconfig.ts";
import type { LoadedTypeScript, TypeScript } from "./typescript.ts";

export interface CheckResult {
  readonly ok: boolean;
  readonly project: Project;
  /** By file and place. */
  readonly diagnostics: readonly CheckDiagnostic[];
  readonly problems: readonly Problem[];
  /** How many templates were checked, and how many files that import them. */
  readonly templates: number;
  readonly modules: number;
  /** Of the TypeScript that checked. */
  readonly version: string;
  readonly milliseconds: number;
  /** The text of a file with diagnostics, by its path relative to the root. */
  sourceOf(file: string): string;
  /** Diagnostics in code of our own that no place of the template answers for. There should be none. */
  readonly unplaced: number;
}

/** Checks one project any number of times; from the second on, only what changed. */
export class Checker {
  readonly #ts: TypeScript;
  readonly #version: string;
  readonly #project: Project;
  readonly #config: TsConfig;
  readonly #reread: () => TsConfig;
  readonly #templates: TemplateModules;
  readonly #host: Host;
  readonly #linker = new Linker();
  #builder: ts.SemanticDiagnosticsBuilderProgram | undefined;
  #roots: string = "";

  constructor({ ts, version }: LoadedTypeScript, project: Project, cwd: string, named: string | undefined) {
    this.#ts = ts;
    this.#version = version;
    this.#project = project;
    this.#reread = () => readTsConfig(ts, project, cwd, named);
    this.#config = this.#reread();
    this.#templates = new TemplateModules(compileOptions(project.config), (path) => this.#nameOf(path));
    this.#host = new Host(ts, this.#config.options, this.#templates);
  }

  /** The tsconfig.json in use. */
  get configFile(): string | undefined {
    return this.#config.file;
  }

  /** @throws {UsageError} where the configuration cannot be checked with */
  check(): CheckResult {
    const started = performance.now();
    const { templates, inline, problems } = findTemplates(this.#project);
    const modules = [...new Set([...templates, ...inline.flatMap((source) => source.templates)])].map((file) =>
      slashed(join(this.#project.root, outputOf(file))),
    );
    const roots = [...new Set([...this.#reread().fileNames, ...modules])].sort();
    const key = roots.join("\n");
    this.#templates.startRound();
    this.#host.startRound(key !== this.#roots && this.#roots !== "");
    this.#roots = key;
    const [first] = modules;
    if (first !== undefined) this.#requireRuntime(first);

    const { program, files, round, failures } = this.#goOver(roots);
    const around = this.#aroundInline(inline, templates);
    const misplaced = this.#linker
      .check(this.#outlines(files))
      .filter(({ code }) => !isTypeError(code))
      .map((one) => inFiles(one, (template) => this.#fileOf(template)));
    const diagnostics = sorted([...round.diagnostics, ...[...around.diagnostics, ...misplaced].map(fromDiagnostic)]);
    const cjs = round.inCommonJs ? [commonJsProblem(this.#project)] : [];
    const found = [...problems, ...failures, ...around.problems, ...cjs];
    const inTemplates = files.filter(({ fileName }) => this.#templates.at(fileName) !== undefined).length;
    return {
      ok: found.length === 0 && !diagnostics.some(({ severity }) => severity === "error"),
      project: this.#project,
      diagnostics,
      problems: found,
      templates: inTemplates,
      modules: files.length - inTemplates,
      version: this.#version,
      milliseconds: performance.now() - started,
      sourceOf: (file) => this.#sourceOf(file, program),
      unplaced: round.unplaced,
    };
  }

  /**
   * Has TypeScript check all files. One on which it fails is named and left out, and the others are gone over once
   * more, by a new program.
   */
  #goOver(roots: readonly string[]): {
    readonly program: ts.Program;
    readonly files: readonly ts.SourceFile[];
    readonly round: Round;
    readonly failures: readonly Problem[];
  } {
    const failed = new Map<string, Problem>();
    for (;;) {
      const builder = this.#build(roots);
      const program = builder.getProgram();
      this.#refuseOptions(program);
      const round = new Round(this.#ts, program, this.#templates, (path) => this.#nameOf(path));
      const files = program.getSourceFiles().filter((file) => !failed.has(file.fileName) && this.#isOurs(file, program));
      const ours = new Set(files);
      let current: ts.SourceFile | undefined;
      const isOther = (file: ts.SourceFile): boolean => {
        current = file;
        return !ours.has(file);
      };
      try {
        // Without going over what a change affects, a builder answers with what it knew of the rest.
        while (builder.getSemanticDiagnosticsOfNextAffectedFile(undefined, isOther) !== undefined);
        for (const file of files) {
          current = file;
          round.take(file, [...program.getSyntacticDiagnostics(file), ...builder.getSemanticDiagnostics(file)]);
        }
        return { program, files, round, failures: [...failed.values()] };
      } catch (error) {
        if (current === undefined || !ours.has(current)) throw new UsageError(`TypeScript cannot check this project: ${firstLine(error)}`);
        failed.set(current.fileName, this.#failure(current, error));
        this.#builder = undefined;
      }
    }
  }

  #build(roots: readonly string[]): ts.SemanticDiagnosticsBuilderProgram {
    try {
      this.#builder = this.#ts.createSemanticDiagnosticsBuilderProgram(roots, this.#config.options, this.#host.compilerHost, this.#builder);
      return this.#builder;
    } catch (error) {
      throw new UsageError(`TypeScript cannot read this project: ${firstLine(error)}`);
    }
  }

  #failure({ fileName }: ts.SourceFile, error: unknown): Problem {
    const message =
      error instanceof RangeError
        ? "it is too large for TypeScript to check: make components of its parts."
        : `TypeScript fails on it: ${firstLine(error)}`;
    return { file: this.#nameOf(this.#templates.at(fileName)?.file ?? fileName), message };
  }

  /** What is wrong with files that have inline templates, but for the templates. */
  #aroundInline(sources: readonly InlineSource[], templates: readonly string[]): { diagnostics: Diagnostic[]; problems: Problem[] } {
    const diagnostics: Diagnostic[] = [];
    const problems: Problem[] = [];
    const owners = new Map(templates.map((file) => [file, file]));
    for (const { file } of sources) {
      const content = inlineTemplates(readFileSync(join(this.#project.root, file), "utf8"), file);
      diagnostics.push(...content.diagnostics);
      for (const { module } of content.templates) {
        const template = templateOf(`${file.slice(0, file.lastIndexOf("/") + 1)}${module}`);
        const other = owners.get(template);
        if (other === undefined) owners.set(template, file);
        else problems.push({ file, message: claimed(outputOf(template), other) });
      }
    }
    return { diagnostics, problems };
  }

  /** The file that a template is in. */
  #fileOf(template: string): string {
    const module = this.#templates.at(slashed(join(this.#project.root, outputOf(template))));
    return module === undefined ? template : this.#nameOf(module.file);
  }

  /** What is known of the templates among files, by the names of the templates. */
  #outlines(files: readonly ts.SourceFile[]): ReadonlyMap<string, Outline> {
    const modules = files.flatMap(({ fileName }) => this.#templates.at(fileName) ?? []);
    return new Map(modules.flatMap(({ template, outline }) => (outline === undefined ? [] : [[this.#nameOf(template), outline] as const])));
  }

  /** Templates, and what imports them. */
  #isOurs(file: ts.SourceFile, program: ts.Program): boolean {
    if (file.isDeclarationFile || program.isSourceFileFromExternalLibrary(file)) return false;
    if (this.#templates.at(file.fileName) !== undefined) return true;
    return file.statements.some((statement) => {
      const ts = this.#ts;
      const specifier = ts.isImportDeclaration(statement) || ts.isExportDeclaration(statement) ? statement.moduleSpecifier : undefined;
      if (specifier === undefined || !ts.isStringLiteral(specifier) || !/\.live(\.[jt]s)?$/.test(specifier.text)) return false;
      const path = this.#resolved(specifier.text, file.fileName);
      return path !== undefined && this.#templates.at(path) !== undefined;
    });
  }

  /** Where an import of a template's module leads. */
  #resolved(specifier: string, from: string): string | undefined {
    if (specifier.startsWith(".")) return slashed(join(dirname(from), `${specifier.replace(/\.[jt]s$/, "")}.ts`));
    return this.#ts.resolveModuleName(specifier, from, this.#config.options, this.#host.compilerHost).resolvedModule?.resolvedFileName;
  }

  #requireRuntime(from: string): void {
    const { options } = this.#config;
    const { resolvedModule } = this.#ts.resolveModuleName("livec/template", from, options, this.#host.compilerHost);
    if (resolvedModule !== undefined) return;
    const file = this.#config.file === undefined ? "tsconfig.json" : this.#nameOf(this.#config.file);
    throw new UsageError(
      `TypeScript finds no "livec/template" from ${this.#nameOf(dirname(from)) || "here"}. Install livec in the project, and have "module": "nodenext" (or "moduleResolution": "bundler") in ${file}.`,
    );
  }

  /** Options that contradict each other; every error after them is a riddle. */
  #refuseOptions(program: ts.Program): void {
    const errors = program.getOptionsDiagnostics().filter(({ category }) => category === this.#ts.DiagnosticCategory.Error);
    if (errors.length === 0) return;
    const file = this.#config.file === undefined ? "tsconfig.json" : this.#nameOf(this.#config.file);
    throw new UsageError(errors.map(({ messageText }) => `${file}: ${this.#ts.flattenDiagnosticMessageText(messageText, " ")}`).join("\n"));
  }

  #sourceOf(file: string, program: ts.Program): string {
    const path = slashed(join(this.#project.root, file));
    if (file.endsWith(".html")) return this.#templates.at(outputOf(path))?.source ?? "";
    return program.getSourceFile(path)?.text ?? readIfThere(path) ?? "";
  }

  #nameOf(path: string): string {
    return slashed(relative(this.#project.root, path));
  }
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split("\n", 1).join();
}

function commonJsProblem({ root, dir }: Project): Problem {
  const file = relative(dir, join(root, "package.json"));
  return {
    file: "package.json",
    message: `the package is CommonJS, and templates are ECMAScript modules: add "type": "module" to ${file}.`,
  };
}
