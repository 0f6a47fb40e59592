/** What a build prints: for people, or as JSON for programs. */
import { join, relative } from "node:path";
import type { Diagnostic } from "../../compiler/diagnostics.ts";
import type { Problem } from "../../project/problem.ts";
import { type Environment, paint, usesColor } from "../environment.ts";
import type { BuildResult, Timings } from "./builder.ts";

export interface Reporter {
  /** Before each template. */
  progress(done: number, total: number, file: string): void;
  result(result: BuildResult): void;
  /** A line that is no result: what is watched, what is wrong with a changed configuration. Nothing in JSON. */
  note(text: string): void;
}

export type FormatDiagnostic = (diagnostic: Diagnostic, source: string, options: { readonly color: boolean }) => string;

/** Milliseconds between two states of the progress line. */
const PROGRESS_MS = 50;

export function createReporter(environment: Environment, json: boolean, formatDiagnostic: FormatDiagnostic): Reporter {
  return json ? jsonReporter(environment) : textReporter(environment, formatDiagnostic);
}

function textReporter({ cwd, stdout, stderr, variables }: Environment, formatDiagnostic: FormatDiagnostic): Reporter {
  const errorColor = usesColor(stderr, variables);
  const color = usesColor(stdout, variables);
  let shown = Number.NEGATIVE_INFINITY;
  const clear = (): void => {
    if (shown !== Number.NEGATIVE_INFINITY) stderr.write("\r\u001b[K");
    shown = Number.NEGATIVE_INFINITY;
  };
  return {
    progress(done, total, file) {
      const now = performance.now();
      if (stderr.isTTY !== true || now - shown < PROGRESS_MS) return;
      shown = now;
      const line = `compiling ${done + 1}/${total} ${file}`;
      stderr.write(`\r\u001b[K${line.slice(0, (stderr.columns ?? 80) - 1)}`);
    },
    result(result) {
      clear();
      const here = (file: string): string => relative(cwd, join(result.project.root, file)) || ".";
      for (const { file, message } of result.problems) {
        stderr.write(`${paint(errorColor, "red", "error")}: ${here(file)}: ${message}\n\n`);
      }
      for (const diagnostic of result.diagnostics) {
        const source = result.sources.get(diagnostic.file) ?? "";
        const related = diagnostic.related?.map((place) => (place.file === undefined ? place : { ...place, file: here(place.file) }));
        const shown = { ...diagnostic, file: here(diagnostic.file), ...(related !== undefined && { related }) };
        stderr.write(`${formatDiagnostic(shown, source, { color: errorColor })}\n\n`);
      }
      if (result.check) for (const line of outOfDate(result)) stderr.write(`${here(line.file)} ${line.what}\n`);
      stdout.write(`${result.ok ? summary(result, here) : paint(color, "red", summary(result, here))}\n`);
    },
    note(text) {
      clear();
      stdout.write(`${paint(color, "dim", text)}\n`);
    },
  };
}

function outOfDate({ files, orphans }: BuildResult): { file: string; what: string }[] {
  return [
    ...files
      .filter(({ state }) => state !== "fresh")
      .map(({ output, state }) => ({ file: output, what: state === "missing" ? "is missing" : "is out of date" })),
    ...orphans.map((file) => ({ file, what: "has no template any more" })),
  ];
}

/** The last line of a build. */
function summary(result: BuildResult, here: (file: string) => string): string {
  const { templates, files, orphans, timings, check, project, exceeded } = result;
  const time = `${Math.max(1, Math.round(timings.total))} ms`;
  const counts = countDiagnostics(result);
  if (result.problems.length > 0 || result.diagnostics.some(({ severity }) => severity === "error")) {
    const broken = new Set(
      [...result.problems, ...result.diagnostics.filter(({ severity }) => severity === "error")].map(({ file }) => file),
    ).size;
    return `${counts} in ${count(broken, "file")}: nothing was written`;
  }
  if (templates === 0 && orphans.length === 0) return `no *.live.html in ${here(relative(project.root, project.dir))}`;
  if (exceeded !== undefined) return `${counts} in ${count(templates, "template")}: --max-warnings allows ${exceeded}`;
  const changed = files.filter(({ state }) => state !== "fresh").length;
  if (check && !result.ok) return `${count(changed + orphans.length, "generated file")} out of date: run livec build`;
  if (check) return `${count(templates, "template")} up to date (${time})`;
  const details = [`${changed} changed`, ...(orphans.length > 0 ? [`${orphans.length} removed`] : []), ...(counts === "" ? [] : [counts])];
  return `compiled ${count(templates, "template")} in ${time} (${details.join(", ")})`;
}

function countDiagnostics({ diagnostics, problems }: { diagnostics: readonly Diagnostic[]; problems: readonly Problem[] }): string {
  const errors = problems.length + diagnostics.filter(({ severity }) => severity === "error").length;
  const warnings = diagnostics.filter(({ severity }) => severity === "warning").length;
  return [...(errors > 0 ? [count(errors, "error")] : []), ...(warnings > 0 ? [count(warnings, "warning")] : [])].join(" and ");
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}

/**
 * The document of `--json`. Paths are relative to `root`, so it is the same on every machine but for `root` and the
 * times.
 */
export interface JsonReport {
  readonly ok: boolean;
  /** Absolute. */
  readonly root: string;
  readonly files: BuildResult["files"];
  readonly orphans: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  readonly problems: readonly Problem[];
  /** Milliseconds, to two places. */
  readonly timings: Timings;
}

function jsonReporter({ stdout }: Environment): Reporter {
  return {
    progress() {},
    result({ ok, project, files, orphans, diagnostics, problems, timings }) {
      const { find, compile, write, total } = timings;
      const rounded = { find: round(find), compile: round(compile), write: round(write), total: round(total) };
      const report: JsonReport = { ok, root: project.root, files, orphans, diagnostics, problems, timings: rounded };
      stdout.write(`${JSON.stringify(report)}\n`);
    },
    note() {},
  };
}

function round(milliseconds: number): number {
  return Math.round(milliseconds * 100) / 100;
}
