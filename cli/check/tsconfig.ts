/** A project's tsconfig.json, as far as checking needs it. */
import { existsSync, statSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import type ts from "typescript";
import type { Project } from "../../project/load.ts";
import { UsageError } from "../../project/usage.ts";
import type { TypeScript } from "./typescript.ts";

export interface TsConfig {
  /** Absolute; absent where there is none, and livec's defaults are in force. */
  readonly file: string | undefined;
  readonly options: ts.CompilerOptions;
  /** Absolute paths of the files it includes, templates excepted. */
  readonly fileNames: readonly string[];
}

/** What a project without a tsconfig.json is checked with. */
const DEFAULTS = {
  target: "es2023",
  module: "nodenext",
  strict: true,
  noUncheckedIndexedAccess: true,
  skipLibCheck: true,
};

/** Options that concern output, or how projects build on each other; a check writes nothing. */
const OUTPUT_OPTIONS = [
  ...["composite", "incremental", "tsBuildInfoFile", "declaration", "declarationMap", "declarationDir", "emitDeclarationOnly"],
  ...["isolatedDeclarations", "outDir", "outFile", "rootDir", "sourceMap", "inlineSourceMap", "inlineSources", "noEmitOnError"],
];

/** "No inputs were found": a project may have templates alone. */
const NO_INPUTS = 18003;

/**
 * Reads the configuration that is named, or the nearest one from the project's directory upwards.
 *
 * @param named the value of `--project`: a file, or the directory with a tsconfig.json
 * @throws {UsageError} where there is none of that name, or it has errors
 */
export function readTsConfig(ts: TypeScript, project: Project, cwd: string, named: string | undefined): TsConfig {
  const file = named === undefined ? ts.findConfigFile(project.dir, ts.sys.fileExists) : namedFile(cwd, named);
  if (file === undefined || (named === undefined && relative(project.root, file).startsWith(".."))) {
    return { file: undefined, ...parsed(ts, { compilerOptions: DEFAULTS }, project.dir, cwd, undefined) };
  }
  const { config, error } = ts.readConfigFile(file, ts.sys.readFile) as { config?: unknown; error?: ts.Diagnostic };
  if (error !== undefined) throw configError(ts, [error], cwd, file);
  return { file, ...parsed(ts, config, dirname(file), cwd, file) };
}

function namedFile(cwd: string, named: string): string {
  const path = resolve(cwd, named);
  const file = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true ? join(path, "tsconfig.json") : path;
  if (!existsSync(file)) throw new UsageError(`There is no file "${relative(cwd, file) || file}". Give --project a tsconfig.json.`);
  return file;
}

function parsed(ts: TypeScript, config: unknown, directory: string, cwd: string, file: string | undefined): Omit<TsConfig, "file"> {
  const { options, fileNames, errors, projectReferences } = ts.parseJsonConfigFileContent(config, ts.sys, directory, undefined, file);
  const bad = errors.filter(({ code, category }) => code !== NO_INPUTS && category === ts.DiagnosticCategory.Error);
  if (file !== undefined && bad.length > 0) throw configError(ts, bad, cwd, file);
  if (file !== undefined && fileNames.length === 0 && (projectReferences?.length ?? 0) > 0) {
    const [first] = projectReferences ?? [];
    const example = relative(cwd, first?.path ?? "");
    throw new UsageError(`${relative(cwd, file)} only refers to other projects. Say which one is to be checked: --project ${example}`);
  }
  for (const name of OUTPUT_OPTIONS) delete options[name];
  return { options: { ...options, noEmit: true }, fileNames };
}

function configError(ts: TypeScript, diagnostics: readonly ts.Diagnostic[], cwd: string, file: string): UsageError {
  const messages = diagnostics.map(({ messageText, file: source, start }) => {
    const { line, character } = source === undefined ? { line: 0, character: 0 } : source.getLineAndCharacterOfPosition(start ?? 0);
    const place = source === undefined ? "" : `:${line + 1}:${character + 1}`;
    return `${relative(cwd, source?.fileName ?? file)}${place}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`;
  });
  return new UsageError(messages.join("\n"));
}
