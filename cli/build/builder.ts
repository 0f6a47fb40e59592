/** One build: find the templates, compile those that changed, write all or nothing. */
import { readFileSync, statSync } from "node:fs";
import { basename, join, relative, sep } from "node:path";
import { Linker } from "../../compiler/4-link/link.ts";
import type { Outline } from "../../compiler/4-link/outline.ts";
import { type compile, compileInline } from "../../compiler/compile.ts";
import { type Diagnostic, inFiles } from "../../compiler/diagnostics.ts";
import { type InlineFile, inlineTemplates } from "../../compiler/inline.ts";
import { FileCache } from "../../project/files.ts";
import { type Found, findTemplates, folderOf, type InlineSource, readTagImports } from "../../project/find.ts";
import type { Project } from "../../project/load.ts";
import {
  isGenerated,
  mapOf,
  type OutputFile,
  outputOf,
  readIfThere,
  removeOutput,
  templateOf,
  withMap,
  writeAll,
} from "../../project/outputs.ts";
import { claimed, type Problem, reason } from "../../project/problem.ts";
import { compileOptions } from "../../project/templates.ts";
import { codeHash, version } from "../package.ts";
import { type Entry, hash, Manifest } from "./manifest.ts";

/**
 * More than a template may have by far (the compiler says so at the place); guards the memory against a file that is
 * none.
 */
const MAX_READ_BYTES = 64 * 1024 * 1024;

/** What a generated file was before the build: as it should be, not there, or with other content. */
export type FileState = "fresh" | "missing" | "stale";

export interface BuiltFile {
  /** The template's file and its module, relative to the project's root. */
  readonly file: string;
  readonly output: string;
  readonly state: FileState;
}

export interface BuildResult {
  readonly ok: boolean;
  readonly project: Project;
  readonly check: boolean;
  /** Set where there are more warnings than this allows. */
  readonly exceeded: number | undefined;
  /** Every template found that has no error. */
  readonly files: readonly BuiltFile[];
  /** Modules whose template is gone: removed, or with `check` to be removed. */
  readonly orphans: readonly string[];
  /** Of all templates, by file and place. */
  readonly diagnostics: readonly Diagnostic[];
  readonly problems: readonly Problem[];
  /** Source text of each template with diagnostics, for code frames. */
  readonly sources: ReadonlyMap<string, string>;
  /** How many templates there are, with those that have errors. */
  readonly templates: number;
  readonly timings: Timings;
}

/** Milliseconds. */
export interface Timings {
  readonly find: number;
  readonly compile: number;
  readonly write: number;
  readonly total: number;
}

export interface BuildOptions {
  readonly check?: boolean;
  /** The build is not ok with more warnings than this; what it made is written all the same. */
  readonly maxWarnings?: number;
  readonly onProgress?: (done: number, total: number, file: string) => void;
}

export type Compile = typeof compile;

/** A template as this process compiled it. */
interface Compiled {
  readonly entry: Entry;
  readonly code: string;
  readonly map: string;
}

interface Source {
  readonly text: string;
  readonly hash: string;
}

/** A template as the build knows it. */
interface Unit {
  /** `todo.live.html`; of an inline template the file it is instead of. */
  readonly template: string;
  /** The file it is in. */
  readonly file: string;
}

/**
 * Builds a project, any number of times; between builds it keeps what it compiled but could not write, and the hashes
 * of files.
 */
export class Builder {
  readonly #project: Project;
  readonly #compile: Compile;
  readonly #manifest: Manifest;
  /** What the paths of files in the directory begin with; a manifest is of the whole project. */
  readonly #inside: string;
  readonly #linker: Linker;
  readonly #compiled = new Map<string, Compiled>();
  readonly #sources = new FileCache<Source>();
  readonly #tagImports = new FileCache<readonly string[]>();
  /** TypeScript files that imported tags at the last build. */
  #tagged: ReadonlySet<string> = new Set();
  /** TypeScript files with inline templates, as they were parsed. */
  readonly #inline = new Map<string, { readonly hash: string; readonly content: InlineFile }>();
  /** By path of the module; its map goes with it, since nobody edits one alone. */
  readonly #outputs = new FileCache<Output>();

  constructor(project: Project, compile: Compile) {
    this.#project = project;
    this.#compile = compile;
    const options = JSON.stringify([version(), codeHash(), project.config.bindingPrefix ?? null, project.config.diagnostics ?? null]);
    this.#manifest = Manifest.load(project.root, hash(options));
    this.#inside = folderOf(project);
    this.#linker = new Linker(outlinesOf(this.#manifest.entries));
  }

  build({ check = false, maxWarnings = Number.POSITIVE_INFINITY, onProgress }: BuildOptions = {}): BuildResult {
    const started = performance.now();
    this.#tagImports.begin();
    const found = findTemplates(this.#project, (path) => this.#tagImports.get(path, () => readTagImports(path)));
    this.#tagged = new Set(found.inline.map(({ file }) => file));
    const afterFind = performance.now();
    this.#sources.begin();
    this.#outputs.begin();

    const files: BuiltFile[] = [];
    const problems: Problem[] = [...found.problems];
    const sources = new Map<string, string>();
    const pending: OutputFile[] = [];
    const entries = new Map<string, Entry>();
    for (const [template, entry] of this.#manifest.entries) if (!this.#isInside(template)) entries.set(template, entry);
    const { units, diagnostics } = this.#unitsOf(found, problems);
    for (const { file } of diagnostics) sources.set(file, this.#sourceOf(file).text);
    // Of a file with errors it is not known which templates it has.
    const unknown = found.inline.filter(({ file }) => sources.has(file)).flatMap(({ templates }) => templates);
    const made = new Set([...units.map(({ template }) => template), ...unknown].map(outputOf));
    const orphans = found.lone.filter((module) => !made.has(module));
    for (const [index, unit] of units.entries()) {
      const { template, file } = unit;
      onProgress?.(index, units.length, file);
      try {
        const source = this.#sourceOf(file);
        const { entry, text } = this.#bring(unit, source);
        if (entry.diagnostics.length > 0) {
          diagnostics.push(...entry.diagnostics);
          sources.set(file, source.text);
        }
        if (hasError(entry.diagnostics)) continue;
        entries.set(template, entry);
        const output = outputOf(template);
        const state = this.#stateOf(output, entry);
        files.push({ file, output, state });
        if (state !== "fresh") {
          const { code, map } = text();
          pending.push({ file: output, text: code }, { file: mapOf(output), text: map });
        }
      } catch (error) {
        if (!(error instanceof FileError)) throw error;
        problems.push(error.problem(file));
      }
    }
    for (const misplaced of this.#linker.check(outlinesOf(entries))) {
      // What another directory's template has to change for is said when that is built.
      if (!this.#isInside(misplaced.file)) this.#manifest.forget(misplaced.file);
      else {
        const shown = inFiles(misplaced, (template) => entries.get(template)?.file ?? template);
        diagnostics.push(shown);
        sources.set(shown.file, this.#sourceOf(shown.file).text);
      }
    }
    const afterCompile = performance.now();

    const sound = problems.length === 0 && !hasError(diagnostics);
    if (sound && !check) {
      problems.push(...writeAll(this.#project.root, pending));
      if (problems.length === 0) problems.push(...orphans.flatMap((file) => removeOutput(this.#project.root, file)));
      if (problems.length === 0) this.#remember(units);
    }
    const upToDate = orphans.length === 0 && files.every(({ state }) => state === "fresh");
    const warnings = diagnostics.filter(({ severity }) => severity === "warning").length;
    const exceeded = warnings > maxWarnings ? maxWarnings : undefined;
    const ended = performance.now();
    return {
      ok: sound && problems.length === 0 && exceeded === undefined && (!check || upToDate),
      exceeded,
      project: this.#project,
      check,
      files: files.filter(({ file }) => !diagnostics.some((one) => one.file === file && one.severity === "error")),
      orphans,
      diagnostics: diagnostics.sort(byPlace),
      problems,
      sources,
      templates: units.length,
      timings: { find: afterFind - started, compile: afterCompile - afterFind, write: ended - afterCompile, total: ended - started },
    };
  }

  /** Whether a build may make something else after a change of a TypeScript file. */
  concerns(path: string): boolean {
    return this.#tagged.has(relative(this.#project.root, path).replaceAll(sep, "/")) || readTagImports(path).length > 0;
  }

  #sourceOf(file: string): Source {
    const path = join(this.#project.root, file);
    return this.#sources.get(path, () => sourceOf(readSource(path)));
  }

  /** True for a file in the directory that is built. */
  #isInside(file: string): boolean {
    return file.startsWith(this.#inside);
  }

  /** All templates, those in TypeScript files after the others; and what is wrong with these files. */
  #unitsOf({ templates, inline }: Found, problems: Problem[]): { units: readonly Unit[]; diagnostics: Diagnostic[] } {
    const units = new Map(templates.map((file): [string, Unit] => [file, { template: file, file }]));
    const diagnostics: Diagnostic[] = [];
    for (const source of inline) {
      const { file } = source;
      try {
        const found = this.#templatesIn(source);
        diagnostics.push(...found.diagnostics);
        for (const template of found.templates) {
          const other = units.get(template);
          if (other === undefined) units.set(template, { template, file });
          else problems.push({ file, message: claimed(outputOf(template), other.file) });
        }
      } catch (error) {
        if (!(error instanceof FileError)) throw error;
        problems.push(error.problem(file));
      }
    }
    for (const file of this.#inline.keys()) if (!inline.some((source) => source.file === file)) this.#inline.delete(file);
    return { units: [...units.values()], diagnostics };
  }

  /** The templates in a TypeScript file. One that is as it was when they were compiled is not parsed. */
  #templatesIn({ file, templates }: InlineSource): { templates: readonly string[]; diagnostics: readonly Diagnostic[] } {
    const source = this.#sourceOf(file);
    const isKnown = (template: string): boolean => {
      const entry = this.#manifest.entries.get(template);
      return entry?.file === file && entry.source === source.hash;
    };
    if (templates.length > 0 && templates.every(isKnown)) return { templates, diagnostics: [] };
    const found = this.#parsed(file, source);
    const folder = file.slice(0, file.lastIndexOf("/") + 1);
    return { templates: found.templates.map(({ module }) => templateOf(`${folder}${module}`)), diagnostics: found.diagnostics };
  }

  #parsed(file: string, { text, hash }: Source): InlineFile {
    const known = this.#inline.get(file);
    if (known?.hash === hash) return known.content;
    const content = inlineTemplates(text, file);
    this.#inline.set(file, { hash, content });
    return content;
  }

  /**
   * The entry of a template: the manifest's, or by compiling. `text` compiles where only the files on the disk were
   * lost.
   */
  #bring(unit: Unit, source: Source): { entry: Entry; text: () => Pick<Compiled, "code" | "map"> } {
    const { template, file } = unit;
    const known = this.#manifest.entries.get(template);
    const text = (): Compiled => {
      const kept = this.#compiled.get(template);
      if (kept?.entry.source === source.hash) return kept;
      const fresh = this.#compileUnit(unit, source);
      this.#compiled.set(template, fresh);
      return fresh;
    };
    return { entry: known?.source === source.hash && (known.file ?? template) === file ? known : text().entry, text };
  }

  #compileUnit({ template, file }: Unit, source: Source): Compiled {
    const options = compileOptions(this.#project.config);
    const isInline = template !== file;
    try {
      const inline = isInline
        ? this.#parsed(file, source).templates.find(({ module }) => module === basename(outputOf(template)))
        : undefined;
      const result = inline === undefined ? this.#compile(source.text, { ...options, file }) : compileInline(inline, options);
      const { map, diagnostics, outline } = result;
      const code = result.code === undefined || map === undefined ? "" : withMap(result.code, map);
      const mapText = JSON.stringify(map) ?? "";
      const hashes = { source: source.hash, code: hash(code), map: hash(mapText) };
      return { entry: { ...(isInline && { file }), ...hashes, diagnostics, outline }, code, map: mapText };
    } catch (error) {
      throw new FileError(
        `the compiler failed, which is a defect of livec: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
      );
    }
  }

  /** Compares what is on the disk with what should be there, and refuses to touch what somebody wrote by hand. */
  #stateOf(output: string, entry: Entry): FileState {
    const { root } = this.#project;
    const { code, map } = this.#outputs.get(join(root, output), () => readOutput(root, output));
    if (code === FOREIGN) {
      throw new FileError(`${output} stands where its output belongs, and was not generated by livec. Rename one of the two.`);
    }
    if (code === undefined) return "missing";
    return code === entry.code && map === entry.map ? "fresh" : "stale";
  }

  /**
   * Takes what this build compiled into the manifest, and forgets what is gone; other directories of the project keep
   * theirs.
   */
  #remember(units: readonly Unit[]): void {
    const found = new Set(units.map(({ template }) => template));
    for (const template of this.#manifest.entries.keys())
      if (!found.has(template) && this.#isInside(template)) this.#manifest.forget(template);
    for (const [template, { entry }] of this.#compiled) if (found.has(template)) this.#manifest.set(template, entry);
    this.#compiled.clear();
    this.#manifest.save();
  }
}

function outlinesOf(entries: ReadonlyMap<string, Entry>): ReadonlyMap<string, Outline> {
  const outlines = new Map<string, Outline>();
  for (const [file, { outline }] of entries) if (outline !== undefined) outlines.set(file, outline);
  return outlines;
}

/** A problem with the file at hand; the build goes on with the next. */
class FileError extends Error {
  override readonly name = "FileError";

  problem(file: string): Problem {
    return { file, message: this.message };
  }
}

/** Hashes of what is on the disk for a template; `undefined` for a file that is not there. */
interface Output {
  readonly code: string | undefined;
  readonly map: string | undefined;
}

/** In the place of a module's hash where somebody wrote the file by hand. */
const FOREIGN = "foreign";

function readOutput(root: string, output: string): Output {
  const [code, map] = [output, mapOf(output)].map((file) => {
    try {
      return readIfThere(join(root, file));
    } catch (error) {
      throw new FileError(`${file} stands where its output belongs, and cannot be read: ${reason(error)}`);
    }
  });
  if (code !== undefined && !isGenerated(code)) return { code: FOREIGN, map: undefined };
  const hashed = (text: string | undefined): string | undefined => (text === undefined ? undefined : hash(text));
  return { code: hashed(code), map: hashed(map) };
}

function sourceOf(text: string): Source {
  return { text, hash: hash(text) };
}

/** The compiler answers for what is in the text: bytes that are not UTF-8 come to it as U+FFFD. */
function readSource(path: string): string {
  try {
    const stats = statSync(path);
    if (stats.isFile() && stats.size <= MAX_READ_BYTES) return new TextDecoder().decode(readFileSync(path));
    if (stats.isFile()) throw new FileError(`it has ${Math.round(stats.size / 1024 / 1024)} MB: this cannot be a template`);
    throw new FileError(`cannot be read: ${stats.isDirectory() ? "it is a directory" : "it is not a file"}`);
  } catch (error) {
    throw error instanceof FileError ? error : new FileError(`cannot be read: ${reason(error)}`);
  }
}

function hasError(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some(({ severity }) => severity === "error");
}

function byPlace(a: Diagnostic, b: Diagnostic): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.span.start - b.span.start || (a.code < b.code ? -1 : Number(a.code > b.code));
}
