/** The file system as TypeScript shall see it: the disk, with the modules of templates in memory over it. */
import { statSync } from "node:fs";
import type ts from "typescript";
import type { TemplateModules } from "./templates.ts";
import type { TypeScript } from "./typescript.ts";

interface Cached {
  readonly stamp: string;
  readonly file: ts.SourceFile;
}

/** Source files are kept between rounds: parsing the standard library takes longer than all the rest. */
export class Host {
  readonly compilerHost: ts.CompilerHost;
  readonly #files = new Map<string, Cached>();
  readonly #stamps = new Map<string, string>();
  /** Set in a round in which files came or went, and imports may lead elsewhere. */
  #moved = false;

  constructor(ts: TypeScript, options: ts.CompilerOptions, templates: TemplateModules) {
    const disk = ts.createCompilerHost(options);
    this.compilerHost = {
      ...disk,
      fileExists: (name) => templates.at(name) !== undefined || disk.fileExists(name),
      readFile: (name) => templates.at(name)?.text ?? disk.readFile(name),
      hasInvalidatedResolutions: () => this.#moved,
      getSourceFile: (name, languageVersion) => {
        const module = templates.at(name);
        const stamp = module === undefined ? this.#stampOf(name) : module.text;
        const cached = this.#files.get(name);
        if (cached?.stamp === stamp) return cached.file;
        const text = module?.text ?? disk.readFile(name);
        if (text === undefined) return undefined;
        const file = ts.createSourceFile(name, text, languageVersion);
        // A builder tells by it which files changed.
        Object.assign(file, { version: stamp });
        this.#files.set(name, { stamp, file });
        return file;
      },
    };
  }

  /** Files may have changed; `moved` when some came or went. */
  startRound(moved: boolean): void {
    this.#moved = moved;
    this.#stamps.clear();
  }

  #stampOf(name: string): string {
    let stamp = this.#stamps.get(name);
    if (stamp === undefined) {
      const stats = statSync(name, { throwIfNoEntry: false });
      stamp = stats === undefined ? "" : `${stats.mtimeMs} ${stats.size}`;
      this.#stamps.set(name, stamp);
    }
    return stamp;
  }
}
