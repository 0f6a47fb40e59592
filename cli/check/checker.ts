/** Checks a project's types: its templates, and the files that import them. */
import { readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import type ts from "typescript";
import { origin } from "../../compiler/4-check/origin.ts";
import type { Outline } from "../../compiler/5-link/outline.ts";
import { Placement } from "../../compiler/5-link/placement.ts";
import type { CompileOptions } from "../../compiler/compile.ts";
import { type Diagnostic, inFiles } from "../../compiler/diagnostics.ts";
import { inlineTemplates } from "../../compiler/inline.ts";
import { Lines } from "../../compiler/positions.ts";
import { findTemplates, type InlineSource } from "../build/find.ts";
import { outputOf, readIfThere, templateOf } from "../build/output.ts";
import { claimed, type Problem } from "../build/problem.ts";
import type { Project } from "../config/load.ts";
import { UsageError } from "../environment.ts";
import { type Finding, fromDiagnostic, type Place, sorted } from "./finding.ts";
import { hint, outsideHint } from "./hints.ts";
import { Host } from "./host.ts";
import { listsAround, nodeAt } from "./syntax.ts";
import { Templates, type VirtualModule } from "./templates.ts";
import { readTsConfig, type TsConfig } from "./tsconfig.ts";
import type { LoadedTypeScript, TypeScript } from "./typescript.ts";
import { definitionAround, viewMistake } from "./views.ts";

export interface CheckResult {
  readonly ok: boolean;
  readonly project: Project;
  /** By file and place. */
  readonly findings: readonly Finding[];
  readonly problems: readonly Problem[];
  /** How many templates were checked, and how many files that import them. */
  readonly templates: number;
  readonly modules: number;
  /** Of the TypeScript that checked. */
  readonly version: string;
  readonly milliseconds: number;
  /** The text of a file with findings, by its path relative to the root. */
  sourceOf(file: string): string;
  /** Findings in code of our own that no place of the template answers for. There should be none. */
  readonly unplaced: number;
}

/** Related places shown with a finding. */
const MAX_RELATED = 3;
/** Errors that follow from a list that cannot be gone over, about its items. */
const UNKNOWN_ITEM = 18046;
/** Errors that follow from a definition that TypeScript cannot make sense of, about parameters without a type. */
const IMPLICIT_ANY_CODES: ReadonlySet<number> = new Set([7006, 7031]);
/** A template in a CommonJS package: ECMAScript syntax where `require` is asked for. */
const COMMONJS_CODES: ReadonlySet<number> = new Set([1286, 1287, 1295]);

/** Checks one project any number of times; from the second on, only what changed. */
export class Checker {
  readonly #ts: TypeScript;
  readonly #version: string;
  readonly #project: Project;
  readonly #config: TsConfig;
  readonly #reread: () => TsConfig;
  readonly #templates: Templates;
  readonly #host: Host;
  readonly #placement = new Placement();
  #builder: ts.SemanticDiagnosticsBuilderProgram | undefined;
  #roots: string = "";

  constructor({ ts, version }: LoadedTypeScript, project: Project, cwd: string, named: string | undefined) {
    this.#ts = ts;
    this.#version = version;
    this.#project = project;
    this.#reread = () => readTsConfig(ts, project, cwd, named);
    this.#config = this.#reread();
    this.#templates = new Templates(compileOptions(project), (path) => this.#nameOf(path));
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

    const builder = this.#ts.createSemanticDiagnosticsBuilderProgram(roots, this.#config.options, this.#host.compilerHost, this.#builder);
    this.#builder = builder;
    const program = builder.getProgram();
    this.#refuseOptions(program);
    const round = new Round(this.#ts, program, this.#templates, (path) => this.#nameOf(path));
    const files = program.getSourceFiles().filter((file) => this.#isOurs(file, program));
    // Without going over what a change affects, a builder answers with what it knew of the rest.
    const ours = new Set(files);
    while (builder.getSemanticDiagnosticsOfNextAffectedFile(undefined, (file) => !ours.has(file)) !== undefined);
    for (const file of files) round.take(file, [...program.getSyntacticDiagnostics(file), ...builder.getSemanticDiagnostics(file)]);
    const around = this.#aroundInline(inline, templates);
    const misplaced = this.#placement.check(this.#outlines(files)).map((one) => inFiles(one, (template) => this.#fileOf(template)));
    const findings = sorted([...round.findings, ...[...around.diagnostics, ...misplaced].map(fromDiagnostic)]);
    const cjs = round.inCommonJs ? [commonJsProblem(this.#project)] : [];
    const found = [...problems, ...around.problems, ...cjs];
    const inTemplates = files.filter(({ fileName }) => this.#templates.at(fileName) !== undefined).length;
    return {
      ok: found.length === 0 && !findings.some(({ severity }) => severity === "error"),
      project: this.#project,
      findings,
      problems: found,
      templates: inTemplates,
      modules: files.length - inTemplates,
      version: this.#version,
      milliseconds: performance.now() - started,
      sourceOf: (file) => this.#sourceOf(file, program),
      unplaced: round.unplaced,
    };
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
      `TypeScript finds no “livec/template” from ${this.#nameOf(dirname(from)) || "here"}. Install livec in the project, and have "module": "nodenext" (or "moduleResolution": "bundler") in ${file}.`,
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

/** One check: from TypeScript's diagnostics to findings. */
class Round {
  readonly findings: Finding[] = [];
  unplaced = 0;
  inCommonJs = false;
  readonly #ts: TypeScript;
  readonly #program: ts.Program;
  readonly #templates: Templates;
  readonly #nameOf: (path: string) => string;

  constructor(ts: TypeScript, program: ts.Program, templates: Templates, nameOf: (path: string) => string) {
    this.#ts = ts;
    this.#program = program;
    this.#templates = templates;
    this.#nameOf = nameOf;
  }

  take(file: ts.SourceFile, diagnostics: readonly ts.Diagnostic[]): void {
    const module = this.#templates.at(file.fileName);
    this.findings.push(...(module?.diagnostics ?? []).map(fromDiagnostic));
    if (module?.broken === true) return;
    const told = diagnostics.filter(
      (each) => !this.#follows(each, diagnostics) && !this.#repeats(each, diagnostics) && !this.#followsMistake(each, diagnostics),
    );
    for (const diagnostic of told) {
      if (module !== undefined && COMMONJS_CODES.has(diagnostic.code)) this.inCommonJs = true;
      else this.findings.push(this.#finding(file, diagnostic, module));
    }
  }

  /** True for an error about the items of a list that is an error itself, or whose name is. */
  #follows({ file, start = 0, length = 0, code, messageText }: ts.Diagnostic, all: readonly ts.Diagnostic[]): boolean {
    const ts = this.#ts;
    if (file === undefined || (code !== UNKNOWN_ITEM && !/\bunknown\b/.test(ts.flattenDiagnosticMessageText(messageText, "\n"))))
      return false;
    const lists = listsAround(ts, nodeAt(ts, file, start, length)).filter((list) => list.getStart() !== start);
    return lists.some(
      (list) =>
        all.some((other) => other.start === list.getStart()) ||
        (this.#program.getTypeChecker().getTypeAtLocation(list).flags & ts.TypeFlags.Any) !== 0,
    );
  }

  /** True for a module that is missing where a generated module names it once more, to have its events. */
  #repeats({ file, start = 0, length = 0, code, messageText }: ts.Diagnostic, all: readonly ts.Diagnostic[]): boolean {
    const ts = this.#ts;
    if (file === undefined || !ts.isImportTypeNode(nodeAt(ts, file, start, length).parent?.parent ?? file)) return false;
    return all.some((other) => other.code === code && (other.start ?? 0) < start && other.messageText === messageText);
  }

  /** True for an error about the type of a parameter in a definition that has a mistake. */
  #followsMistake({ file, start = 0, length = 0, code }: ts.Diagnostic, all: readonly ts.Diagnostic[]): boolean {
    if (file === undefined || !IMPLICIT_ANY_CODES.has(code)) return false;
    const definition = definitionAround(this.#ts, nodeAt(this.#ts, file, start, length));
    const inside = ({ start: at = 0 }: ts.Diagnostic): boolean =>
      definition !== undefined && definition.getStart() <= at && at < definition.end;
    return all.some((other) => inside(other) && viewMistake(this.#ts, this.#program.getTypeChecker(), other) !== undefined);
  }

  #finding(file: ts.SourceFile, diagnostic: ts.Diagnostic, module: VirtualModule | undefined): Finding {
    const ts = this.#ts;
    const checker = this.#program.getTypeChecker();
    const { start = 0, length = 0, code, relatedInformation = [] } = diagnostic;
    const [message = "", ...details] = ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n").split("\n");
    const place = this.#place(file, start, length);
    if (module !== undefined && origin(module.mappings, start, length) === undefined) this.unplaced++;
    const base = {
      ...place,
      code: `TS${code}`,
      severity: diagnostic.category === ts.DiagnosticCategory.Error ? ("error" as const) : ("warning" as const),
    };
    const mistake = module === undefined ? viewMistake(ts, checker, diagnostic) : undefined;
    if (mistake !== undefined) {
      const { asked, ...told } = mistake;
      const related = asked.map(({ name, message }) => ({
        ...this.#place(name.getSourceFile(), name.getStart(), name.getWidth()),
        message,
      }));
      return { ...base, ...told, details: [], related };
    }
    if (module !== undefined && isPropsOfTag(ts, nodeAt(ts, file, start, length))) {
      const props = missingProps([message, ...details]);
      if (props !== undefined) return { ...base, message: props, details: [], related: this.#related(file, relatedInformation) };
    }
    const fix = outsideHint(ts, diagnostic, module) ?? hint(ts, checker, diagnostic, [message, ...details].join("\n"));
    const related = this.#related(file, relatedInformation);
    return { ...base, message, details: details.map((line) => line.trim()), ...(fix === undefined ? {} : { fix }), related };
  }

  #related(file: ts.SourceFile, places: readonly ts.DiagnosticRelatedInformation[]): Finding["related"] {
    return places
      .filter((place) => place.file !== undefined && !place.file.isDeclarationFile)
      .slice(0, MAX_RELATED)
      .map((place) => ({
        ...this.#place(place.file ?? file, place.start ?? 0, place.length ?? 0),
        message: this.#ts.flattenDiagnosticMessageText(place.messageText, " "),
      }));
  }

  /** A place of the program as a person knows it; code of our own is led to where the template begins. */
  #place(file: ts.SourceFile, start: number, length: number): Place {
    const module = this.#templates.at(file.fileName);
    if (module === undefined) {
      const { line, character } = file.getLineAndCharacterOfPosition(start);
      return { file: this.#nameOf(file.fileName), span: { start, end: start + length }, line: line + 1, column: character + 1 };
    }
    const span = origin(module.mappings, start, length) ?? { start: module.start, end: module.start };
    return { file: this.#nameOf(module.file), span, ...new Lines(module.source).position(span.start) };
  }
}

/** True for the object in which a module hands a component its props. */
function isPropsOfTag(ts: TypeScript, node: ts.Node): boolean {
  const { parent } = node;
  return ts.isObjectLiteralExpression(node) && ts.isCallExpression(parent) && /\.component$/.test(parent.expression.getText());
}

/** What TypeScript says of an object that lacks properties, as a person says it of a tag. */
function missingProps(lines: readonly string[]): string | undefined {
  for (const line of lines) {
    const [, one, more] =
      /Property '(.+)' is missing in type .+ but required in|missing the following properties from type .+?: (.+)/.exec(line) ?? [];
    if (one !== undefined) return `The prop “${one}” is missing.`;
    if (more !== undefined) return `These props are missing: ${more}.`;
  }
  return undefined;
}

function compileOptions({ config }: Project): Omit<CompileOptions, "file"> {
  const { bindingPrefix, diagnostics } = config;
  return { ...(bindingPrefix !== undefined && { bindingPrefix }), ...(diagnostics !== undefined && { diagnostics }) };
}

function commonJsProblem({ root, dir }: Project): Problem {
  const file = relative(dir, join(root, "package.json"));
  return {
    file: "package.json",
    message: `the package is CommonJS, and templates are ECMAScript modules: add "type": "module" to ${file}.`,
  };
}

function slashed(path: string): string {
  return path.replaceAll("\\", "/");
}
