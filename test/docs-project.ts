/** The examples of the documentation as projects on disk, one folder per page, and what TypeScript says to them. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import ts from "typescript";
import { type CompileResult, compile, compileInline } from "../compiler/compile.ts";
import { inlineTemplates } from "../compiler/inline.ts";
import { tagImports } from "../compiler/inline-modules.ts";
import type { Page } from "./docs-page.ts";

const ROOT = join(import.meta.dirname, "..");

/** What a project's imports of the package are: its sources. */
const PACKAGE = {
  "livec/server": [join(ROOT, "runtime-server/index.ts")],
  "livec/redis": [join(ROOT, "runtime-server/pubsub/redis.ts")],
  "livec/nats": [join(ROOT, "runtime-server/pubsub/nats.ts")],
  "livec/template": [join(ROOT, "runtime-server/template.ts")],
  "livec/testing": [join(ROOT, "testing/index.ts")],
  "livec/bench": [join(ROOT, "testing/bench/index.ts")],
  "livec/client": [join(ROOT, "runtime-client/index.ts")],
};

export class DocsProject {
  readonly #folder: string = mkdtempSync(join(tmpdir(), "livec-docs-"));
  readonly #modules = new Map<string, string>();

  /** Writes and compiles every file of the pages. Throws where the compiler has anything to say. */
  constructor(pages: readonly Page[]) {
    this.#write("package.json", '{ "type": "module" }');
    symlinkSync(join(ROOT, "node_modules"), join(this.#folder, "node_modules"));
    for (const { name, files } of pages) {
      for (const [file, text] of files) {
        this.#write(join(name, file), text);
        if (file.endsWith(".live.html")) this.#keep(name, file.replace(/html$/, "ts"), compile(text, { file }));
        if (file.endsWith(".ts") && tagImports(text).length > 0) this.#compileInline(name, file, text);
      }
    }
  }

  /** The module a template became. */
  module(page: string, file: string): string {
    return this.#modules.get(join(page, file)) ?? "";
  }

  /** An export of a file, run. */
  async load(page: string, file: string, name = "default"): Promise<unknown> {
    const exported = (await import(pathToFileURL(join(this.#folder, page, file)).href)) as { readonly [name: string]: unknown };
    return exported[name];
  }

  /** The errors of each page as `tsc` prints them, sorted. */
  typeErrors(compilerOptions: object): ReadonlyMap<string, readonly string[]> {
    const { options, errors } = ts.convertCompilerOptionsFromJson(
      {
        ...compilerOptions,
        noEmit: true,
        typeRoots: [join(ROOT, "node_modules/@types")],
        // Sources are read in place of the package's declarations: they need what declarations do not.
        lib: ["es2024", "esnext.disposable", "dom", "dom.iterable"],
        allowImportingTsExtensions: true,
        paths: PACKAGE,
      },
      this.#folder,
    );
    if (errors.length > 0) throw new Error(errors.map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n")).join("\n"));
    const files = readdirSync(this.#folder, { recursive: true, encoding: "utf8" }).filter((file) => /^(?!node_modules).*\.ts$/.test(file));
    const program = ts.createProgram(
      files.map((file) => join(this.#folder, file)),
      options,
    );
    const found = new Map<string, string[]>();
    for (const path of files) {
      const file = program.getSourceFile(join(this.#folder, path));
      if (file === undefined) continue;
      const [page = "", ...rest] = path.split(/[/\\]/);
      for (const { start = 0, code, messageText } of [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)]) {
        const { line, character } = file.getLineAndCharacterOfPosition(start);
        const text = ts.flattenDiagnosticMessageText(messageText, "\n");
        const errorsOfPage = found.get(page) ?? [];
        errorsOfPage.push(`${rest.join("/")}(${line + 1},${character + 1}): error TS${code}: ${text}`);
        found.set(page, errorsOfPage.sort());
      }
    }
    return found;
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true });
  }

  #compileInline(page: string, file: string, text: string): void {
    const { templates, diagnostics } = inlineTemplates(text, file);
    if (diagnostics.length > 0) throw new Error(`docs/${page}.md: ${JSON.stringify(diagnostics, null, 2)}`);
    for (const template of templates) this.#keep(page, template.module, compileInline(template));
  }

  /** Writes the module of a template. */
  #keep(page: string, module: string, { code, diagnostics }: CompileResult): void {
    if (code === undefined || diagnostics.length > 0) throw new Error(`docs/${page}.md: ${JSON.stringify(diagnostics, null, 2)}`);
    const output = join(page, module);
    this.#modules.set(output, code);
    this.#write(output, code);
  }

  #write(file: string, text: string): void {
    const path = join(this.#folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}
