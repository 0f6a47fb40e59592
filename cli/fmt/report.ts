/** What `livec fmt` prints: for people, or as JSON for programs. */
import type { Diagnostic } from "../../compiler/diagnostics.ts";
import { formatDiagnostic } from "../../compiler/frame.ts";
import type { Problem } from "../../project/problem.ts";
import { type Environment, Exit, paint, usesColor } from "../environment.ts";
import type { FormattedFile } from "./run.ts";

/** The document of `--json`. */
export interface JsonReport {
  readonly ok: boolean;
  readonly files: readonly { readonly file: string; readonly state: FileState }[];
  readonly diagnostics: readonly Diagnostic[];
  readonly problems: readonly Problem[];
  /** Of standard input; absent otherwise, and with errors. */
  readonly formatted?: string;
}

/** Before the run: as it should be, to be formatted (and by now it is, unless `--check` was given), or with errors. */
export type FileState = "formatted" | "unformatted" | "failed";

export interface Result {
  readonly files: readonly FormattedFile[];
  readonly problems: readonly Problem[];
  readonly milliseconds: number;
}

export interface Reporter {
  /** Says once that code is not formatted. */
  withoutFormatter(): void;
  result(result: Result): Exit;
  /** Of standard input. */
  input(file: FormattedFile): Exit;
}

export function createReporter(
  { stdout, stderr, variables }: Environment,
  { check, json }: { readonly check: boolean; readonly json: boolean },
): Reporter {
  const color = usesColor(stderr, variables);
  let told = false;
  const showErrors = (files: readonly FormattedFile[], problems: readonly Problem[]): void => {
    for (const { file, message } of problems) stderr.write(`${paint(color, "red", "error")}: ${file}: ${message}\n\n`);
    for (const { diagnostics, source } of files) {
      for (const diagnostic of diagnostics) stderr.write(`${formatDiagnostic(diagnostic, source, { color })}\n\n`);
    }
  };
  const showJson = (files: readonly FormattedFile[], problems: readonly Problem[], ok: boolean, formatted?: string): void => {
    const report: JsonReport = {
      ok,
      files: files.map((file) => ({ file: file.file, state: stateOf(file) })),
      diagnostics: files.flatMap(({ diagnostics }) => diagnostics),
      problems,
      ...(formatted !== undefined && { formatted }),
    };
    stdout.write(`${JSON.stringify(report)}\n`);
  };
  return {
    withoutFormatter() {
      if (told) return;
      told = true;
      stderr.write("livec fmt: Prettier 3.5 or newer is not installed, so expressions are only trimmed and scripts only indented.\n");
    },
    result({ files, problems: others, milliseconds }) {
      const problems = [...others, ...files.flatMap(({ problem }) => problem ?? [])];
      const failed = files.filter((file) => stateOf(file) === "failed").length;
      const unformatted = files.filter((file) => stateOf(file) === "unformatted");
      const ok = problems.length === 0 && failed === 0 && !(check && unformatted.length > 0);
      if (json) showJson(files, problems, ok);
      else {
        showErrors(files, problems);
        for (const { file } of unformatted) stdout.write(`${file}\n`);
        stdout.write(`${summary(files.length, unformatted.length, failed + others.length, check, milliseconds)}\n`);
      }
      return ok ? Exit.ok : Exit.failed;
    },
    input(file) {
      const state = stateOf(file);
      const ok = state !== "failed" && !(check && state === "unformatted");
      if (json) showJson([file], [], ok, check ? undefined : file.formatted);
      else if (state === "failed") showErrors([file], []);
      else if (check) stdout.write(ok ? "" : `${file.file}\n`);
      else stdout.write(file.formatted ?? "");
      return ok ? Exit.ok : Exit.failed;
    },
  };
}

function stateOf({ source, formatted }: FormattedFile): FileState {
  if (formatted === undefined) return "failed";
  return formatted === source ? "formatted" : "unformatted";
}

/** The last line. */
function summary(all: number, unformatted: number, failed: number, check: boolean, milliseconds: number): string {
  if (all === 0 && failed === 0) return "no *.live.html here";
  const errors = failed === 0 ? "" : `${count(failed, "file")} with errors left as ${failed === 1 ? "it is" : "they are"}, `;
  const time = `${Math.max(1, Math.round(milliseconds))} ms`;
  if (!check) return `${errors}formatted ${unformatted} of ${count(all, "template")} in ${time}`;
  if (unformatted === 0) return `${errors}${count(all - failed, "template")} formatted (${time})`;
  return `${errors}${count(unformatted, "template")} not formatted: run livec fmt`;
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}
