/** Formats single files. */
import { readFileSync, realpathSync, statSync } from "node:fs";
import { relative, sep } from "node:path";
import type { Diagnostic } from "../../compiler/diagnostics.ts";
import type { CodeFormatter } from "../../compiler/format/code.ts";
import type { Config } from "../../project/config.ts";
import { writeAll } from "../../project/outputs.ts";
import { type Problem, reason } from "../../project/problem.ts";

/** Bytes; more than a template may have by far. */
export const MAX_READ_BYTES: number = 64 * 1024 * 1024;

export interface FormattedFile {
  /** Relative to the current directory, with `/` between names. */
  readonly file: string;
  /** Absolute. */
  readonly path: string;
  readonly source: string;
  /** `undefined` for a file with errors, or one that could not be read. */
  readonly formatted: string | undefined;
  readonly diagnostics: readonly Diagnostic[];
  readonly problem: Problem | undefined;
}

/** Reads and formats a file. */
export async function formatFile(cwd: string, path: string, config: Config, formatter: CodeFormatter | undefined): Promise<FormattedFile> {
  const file = relative(cwd, path).replaceAll(sep, "/");
  const failure = (message: string): FormattedFile => {
    return { file, path, source: "", formatted: undefined, diagnostics: [], problem: { file, message } };
  };
  let source: string;
  try {
    const { size } = statSync(path);
    if (size > MAX_READ_BYTES) return failure(`it has ${Math.round(size / 1024 / 1024)} MB: this cannot be a template`);
    source = readFileSync(path, "utf8");
  } catch (error) {
    return failure(`cannot be read: ${reason(error)}`);
  }
  try {
    return await formatText(source, { file, path }, config, formatter);
  } catch (error) {
    return failure(
      `the formatter failed, which is a defect of livec: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`,
    );
  }
}

/** Formats a text that is, or may be, in a file. */
export async function formatText(
  source: string,
  { file, path }: { readonly file: string; readonly path: string },
  { bindingPrefix, format: { width } = {} }: Config,
  formatter: CodeFormatter | undefined,
): Promise<FormattedFile> {
  // Loaded here, so that help and the other commands do not wait for it.
  const { format } = await import("../../compiler/format/format.ts");
  const options = {
    file,
    ...(bindingPrefix !== undefined && { bindingPrefix }),
    ...(width !== undefined && { width }),
    ...(formatter !== undefined && { formatter }),
  };
  const { source: formatted, diagnostics } = await format(source, options);
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  return { file, path, source, formatted, diagnostics: errors, problem: undefined };
}

/** Writes what differs, all of it or nothing; a symbolic link stays one. */
export function write(files: readonly FormattedFile[]): Problem[] {
  const outputs = files.flatMap(({ path, source, formatted }) =>
    formatted === undefined || formatted === source ? [] : [{ file: realpathSync(path), text: formatted }],
  );
  return writeAll("/", outputs);
}
