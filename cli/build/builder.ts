/** One build: find the templates, compile those that changed, write all or nothing. */
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Outline } from "../../compiler/5-link/outline.ts";
import { Placement } from "../../compiler/5-link/placement.ts";
import type { compile } from "../../compiler/compile.ts";
import type { Diagnostic } from "../../compiler/diagnostics.ts";
import type { Project } from "../config/load.ts";
import { codeHash, version } from "../package.ts";
import { findTemplates, folderOf } from "./find.ts";
import { type Entry, hash, Manifest } from "./manifest.ts";
import { isGenerated, mapOf, type OutputFile, outputOf, readIfThere, removeOutput, writeAll } from "./output.ts";
import { type Problem, reason } from "./problem.ts";
import { Unchanged } from "./unchanged.ts";

/** More than a template may have by far (the compiler says so at the place); guards the memory against a file that is none. */
const MAX_READ_BYTES = 64 * 1024 * 1024;

/** What a generated file was before the build: as it should be, not there, or with other content. */
export type FileState = "fresh" | "missing" | "stale";

export interface BuiltFile {
  /** The template and its module, relative to the project's root. */
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

/** Builds a project, any number of times; between builds it keeps what it compiled but could not write, and the hashes of files. */
export class Builder {
  readonly #project: Project;
  readonly #compile: Compile;
  readonly #manifest: Manifest;
  /** What the paths of files in the directory begin with; a manifest is of the whole project. */
  readonly #inside: string;
  readonly #placement: Placement;
  readonly #compiled = new Map<string, Compiled>();
  readonly #sources = new Unchanged<Source>();
  /** By path of the module; its map goes with it, since nobody edits one alone. */
  readonly #outputs = new Unchanged<Output>();

  constructor(project: Project, compile: Compile) {
    this.#project = project;
    this.#compile = compile;
    const options = JSON.stringify([version(), codeHash(), project.config.bindingPrefix ?? null, project.config.diagnostics ?? null]);
    this.#manifest = Manifest.load(project.root, hash(options));
    this.#inside = folderOf(project);
    this.#placement = new Placement(outlinesOf(this.#manifest.entries));
  }

  build({ check = false, maxWarnings = Number.POSITIVE_INFINITY, onProgress }: BuildOptions = {}): BuildResult {
    const started = performance.now();
    const found = findTemplates(this.#project);
    const afterFind = performance.now();
    this.#sources.begin();
    this.#outputs.begin();

    const files: BuiltFile[] = [];
    const diagnostics: Diagnostic[] = [];
    const problems: Problem[] = [...found.problems];
    const sources = new Map<string, string>();
    const pending: OutputFile[] = [];
    const entries = new Map<string, Entry>();
    for (const [file, entry] of this.#manifest.entries) if (!this.#isInside(file)) entries.set(file, entry);
    for (const [index, file] of found.templates.entries()) {
      onProgress?.(index, found.templates.length, file);
      try {
        const source = this.#sourceOf(file);
        const { entry, text } = this.#bring(file, source);
        if (entry.diagnostics.length > 0) {
          diagnostics.push(...entry.diagnostics);
          sources.set(file, source.text);
        }
        if (hasError(entry.diagnostics)) continue;
        entries.set(file, entry);
        const output = outputOf(file);
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
    for (const misplaced of this.#placement.check(outlinesOf(entries))) {
      const { file } = misplaced;
      // What another directory's template has to change for is said when that is built.
      if (!this.#isInside(file)) this.#manifest.forget(file);
      else {
        diagnostics.push(misplaced);
        sources.set(file, this.#sourceOf(file).text);
      }
    }
    const afterCompile = performance.now();

    const sound = problems.length === 0 && !hasError(diagnostics);
    if (sound && !check) {
      problems.push(...writeAll(this.#project.root, pending));
      if (problems.length === 0) problems.push(...found.orphans.flatMap((file) => removeOutput(this.#project.root, file)));
      if (problems.length === 0) this.#remember(found.templates);
    }
    const upToDate = found.orphans.length === 0 && files.every(({ state }) => state === "fresh");
    const warnings = diagnostics.filter(({ severity }) => severity === "warning").length;
    const exceeded = warnings > maxWarnings ? maxWarnings : undefined;
    const ended = performance.now();
    return {
      ok: sound && problems.length === 0 && exceeded === undefined && (!check || upToDate),
      exceeded,
      project: this.#project,
      check,
      files: files.filter(({ file }) => !diagnostics.some((one) => one.file === file && one.severity === "error")),
      orphans: found.orphans,
      diagnostics: diagnostics.sort(byPlace),
      problems,
      sources,
      templates: found.templates.length,
      timings: { find: afterFind - started, compile: afterCompile - afterFind, write: ended - afterCompile, total: ended - started },
    };
  }

  #sourceOf(file: string): Source {
    const path = join(this.#project.root, file);
    return this.#sources.get(path, () => sourceOf(readSource(path)));
  }

  /** True for a file in the directory that is built. */
  #isInside(file: string): boolean {
    return file.startsWith(this.#inside);
  }

  /** The entry of a template: the manifest's, or by compiling. `text` compiles where only the files on the disk were lost. */
  #bring(file: string, source: Source): { entry: Entry; text: () => Pick<Compiled, "code" | "map"> } {
    const known = this.#manifest.entries.get(file);
    const text = (): Compiled => {
      const kept = this.#compiled.get(file);
      if (kept?.entry.source === source.hash) return kept;
      const fresh = this.#compileFile(file, source);
      this.#compiled.set(file, fresh);
      return fresh;
    };
    return { entry: known?.source === source.hash ? known : text().entry, text };
  }

  #compileFile(file: string, source: Source): Compiled {
    const { bindingPrefix, diagnostics: levels } = this.#project.config;
    try {
      const {
        code = "",
        map,
        diagnostics,
        outline,
      } = this.#compile(source.text, {
        file,
        ...(bindingPrefix !== undefined && { bindingPrefix }),
        ...(levels !== undefined && { diagnostics: levels }),
      });
      const mapText = JSON.stringify(map) ?? "";
      return { entry: { source: source.hash, code: hash(code), map: hash(mapText), diagnostics, outline }, code, map: mapText };
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

  /** Takes what this build compiled into the manifest, and forgets what is gone; other directories of the project keep theirs. */
  #remember(templates: readonly string[]): void {
    const found = new Set(templates);
    for (const file of this.#manifest.entries.keys()) if (!found.has(file) && this.#isInside(file)) this.#manifest.forget(file);
    for (const [file, { entry }] of this.#compiled) if (found.has(file)) this.#manifest.set(file, entry);
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
