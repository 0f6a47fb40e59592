/** The modules of an app as one process runs them: which they are, who imports them, what changed of them. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, resolve, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { nameDefinitions } from "../../compiler/definitions.ts";
import { moduleId, resolveImport, templateFile } from "../../plugins/core/names.ts";
import type { TemplateModules } from "../../plugins/core/templates.ts";
import type { Strip } from "../../project/strip-types.ts";
import { type Failure, failureOfLog } from "./failure.ts";
import type { ModuleAnswer, ResolveQuestion } from "./messages.ts";

/** What a change asks for: some modules are evaluated again, or the app is loaded again; `undefined` for nothing. */
export type Plan = { readonly urls: readonly string[] } | "restart" | undefined;

/**
 * Node keeps every module it evaluated, in each version, for as long as it runs. After so many, the app is loaded again
 * in a new process.
 */
const MAX_EVALUATIONS = 2000;

interface Module {
  /** How often it was to be evaluated again. */
  version: number;
  /** The ids of those that import it. */
  readonly importers: Set<string>;
  /** Templates, and modules that export nothing but views and components, take the place of themselves. */
  replaceable: boolean;
}

const TYPESCRIPT = /\.m?ts$/;

export class DevModules {
  readonly #root: string;
  readonly #templates: TemplateModules;
  readonly #strip: Strip;
  readonly #hot: boolean;
  /** By id: a file, or for a template what {@link moduleId} says. */
  readonly #modules = new Map<string, Module>();
  #evaluations = 0;
  /** Why the module that was asked for last could not be given, and what was said to Node. */
  #failure: { readonly message: string; readonly failure: Failure } | undefined;

  /** `hot`: what changes is to take the place of itself. */
  constructor(root: string, templates: TemplateModules, strip: Strip, hot = true) {
    this.#hot = hot;
    this.#root = root;
    this.#templates = templates;
    this.#strip = strip;
  }

  /** The failure behind an error with that message, if it is one of a template. */
  failureOf(message: string): Failure | undefined {
    return this.#failure !== undefined && message.includes(this.#failure.message) ? this.#failure.failure : undefined;
  }

  /** The module an import means; without URL where that is Node's to say. */
  async resolve({ specifier, parent }: ResolveQuestion): Promise<ModuleAnswer> {
    const importer = idOf(parent);
    const id = (await resolveImport(specifier, importer, "", () => Promise.resolve(null))) ?? fileOf(specifier, importer);
    if (id === undefined) return {};
    this.#moduleOf(id).importers.add(importer);
    return { url: this.#urlOf(id) };
  }

  /** The module that runs first. */
  entry(file: string): string {
    this.#moduleOf(file);
    return this.#urlOf(file);
  }

  /** The JavaScript of a module; without source where Node reads it itself. */
  load(url: string): ModuleAnswer {
    const id = idOf(url);
    const module = this.#moduleOf(id);
    const template = templateFile(id);
    try {
      if (template !== undefined) return { source: this.#compiled(template, module) };
      const text = readFileSync(id, "utf8");
      const named = this.#hot ? nameDefinitions(text, id) : undefined;
      module.replaceable = named?.replaceable ?? false;
      if (TYPESCRIPT.test(id)) return { source: this.#strip(named?.code ?? text) };
      return named === undefined ? {} : { source: named.code };
    } catch (error) {
      return { error: error instanceof Error ? `${shortOf(id, this.#root)}: ${error.message}` : String(error) };
    }
  }

  #compiled(template: string, module: Module): string {
    module.replaceable = true;
    const { module: made, error } = this.#templates.compile(template, this.#hot);
    if (error !== undefined) this.#failure = { message: error.message, failure: failureOfLog(error, this.#root) };
    if (error !== undefined || made === undefined) throw new Error(error?.message ?? "it has no module");
    const map = Buffer.from(made.map).toString("base64");
    return `${this.#strip(made.code)}\n//# sourceMappingURL=data:application/json;base64,${map}\n`;
  }

  /** What is wrong with changed templates, and with those that use them; the app is not told of these. */
  faultOf(files: readonly string[]): Failure | undefined {
    for (const id of this.#changedIds(files)) {
      const template = templateFile(id);
      if (template === undefined || !this.#modules.has(id)) continue;
      const error = existsSync(template) || id.includes("=") ? this.#templates.compile(template, true).error : undefined;
      const found = error ?? this.#templates.misplacing(template, true);
      if (found !== undefined) return failureOfLog(found, this.#root);
    }
    return undefined;
  }

  /** What is to be done for changed files. Modules that are to be evaluated again have new URLs from now on. */
  plan(files: readonly string[]): Plan {
    const stale = new Set<string>();
    const evaluated = new Set<string>();
    const ids = this.#changedIds(files).filter((id) => this.#modules.has(id));
    if (ids.length === 0) return undefined;
    for (const id of ids) if (!this.#collect(id, stale, evaluated)) return "restart";
    this.#evaluations += stale.size;
    if (this.#evaluations > MAX_EVALUATIONS) return "restart";
    for (const id of stale) this.#moduleOf(id).version++;
    // What is used before what uses it: then each is evaluated once.
    return { urls: [...evaluated].sort((a, b) => Number(this.#reaches(a, b)) - Number(this.#reaches(b, a))).map((id) => this.#urlOf(id)) };
  }

  /** The modules that changed with files: of a TypeScript file of which only inline templates did, those. */
  #changedIds(files: readonly string[]): readonly string[] {
    return files.flatMap((file) => {
      if (file.endsWith(".live.html")) return [moduleId(file, "")];
      const inline = existsSync(file) ? this.#templates.inlineIn(file) : [];
      return inline.length > 0 ? inline.map((template) => moduleId(template, "", file)) : [file];
    });
  }

  /** Gathers what must be evaluated again for one module; false where that is the app itself. */
  #collect(id: string, stale: Set<string>, evaluated: Set<string>): boolean {
    if (stale.has(id)) return true;
    stale.add(id);
    const { importers } = this.#moduleOf(id);
    if (this.#isReplaceable(id)) {
      evaluated.add(id);
      return true;
    }
    return importers.size > 0 && [...importers].every((importer) => this.#collect(importer, stale, evaluated));
  }

  /** By what the file says now. */
  #isReplaceable(id: string): boolean {
    const module = this.#moduleOf(id);
    if (templateFile(id) !== undefined) return true;
    if (!module.replaceable || !existsSync(id)) return false;
    return nameDefinitions(readFileSync(id, "utf8"), id)?.replaceable ?? false;
  }

  /** Whether `id` imports `other`, directly or not. */
  #reaches(id: string, other: string, seen: Set<string> = new Set()): boolean {
    if (seen.has(other)) return false;
    seen.add(other);
    const { importers } = this.#moduleOf(other);
    return importers.has(id) || [...importers].some((importer) => this.#reaches(id, importer, seen));
  }

  #moduleOf(id: string): Module {
    const known = this.#modules.get(id);
    if (known !== undefined) return known;
    const made: Module = { version: 0, importers: new Set(), replaceable: false };
    this.#modules.set(id, made);
    return made;
  }

  #urlOf(id: string): string {
    const [file = "", query] = id.split("?", 2);
    const url = pathToFileURL(file);
    const { version } = this.#moduleOf(id);
    url.search = [...(query === undefined ? [] : [query]), ...(version === 0 ? [] : [`v${version}`])].join("&");
    return url.href;
  }
}

/** The id of the module with a URL. */
function idOf(url: string): string {
  const { search } = new URL(url);
  const query = search
    .slice(1)
    .split("&")
    .filter((part) => part.startsWith("livec"))
    .join("&");
  return `${fileURLToPath(url.replace(/[?#].*$/s, ""))}${query === "" ? "" : `?${decodeURIComponent(query)}`}`;
}

/** The file an import means, as TypeScript has it: `counter.ts` for `./counter.js` where there is no `counter.js`. */
function fileOf(specifier: string, importer: string): string | undefined {
  const path = specifier.startsWith("file:") ? fileURLToPath(specifier) : resolve(dirname(importer.replace(/\?.*$/s, "")), specifier);
  if (path.includes(`${sep}node_modules${sep}`)) return undefined;
  return [path, path.replace(/\.(m?)js$/, ".$1ts")].find((candidate) => existsSync(candidate));
}

function shortOf(id: string, root: string): string {
  return id.startsWith(root) ? id.slice(root.length + 1).replace(/\?.*$/s, "") : id;
}
