/** What a check prints: for people, for programs, for GitHub's annotations. */
import { join, relative } from "node:path";
import { formatDiagnostic } from "../../compiler/frame.ts";
import type { Problem } from "../../project/problem.ts";
import { type Environment, paint, usesColor } from "../environment.ts";
import type { CheckResult } from "./checker.ts";
import type { CheckDiagnostic } from "./diagnostic.ts";

export type Format = "pretty" | "json" | "github";

export interface Reporter {
  result(result: CheckResult): void;
  /** A line that is no result: what is watched, what is wrong with a changed configuration. */
  note(text: string): void;
}

export function createReporter(format: Format, environment: Environment): Reporter {
  switch (format) {
    case "pretty":
      return prettyReporter(environment);
    case "json":
      return jsonReporter(environment);
    case "github":
      return githubReporter(environment);
  }
}

function prettyReporter({ cwd, stdout, stderr, variables }: Environment): Reporter {
  const errorColor = usesColor(stderr, variables);
  const color = usesColor(stdout, variables);
  return {
    result(result) {
      const here = (file: string): string => relative(cwd, join(result.project.root, file)) || ".";
      for (const { file, message } of result.problems) stderr.write(`${paint(errorColor, "red", "error")}: ${here(file)}: ${message}\n\n`);
      for (const diagnostic of result.diagnostics) stderr.write(`${frame(diagnostic, result, here, errorColor)}\n\n`);
      stdout.write(`${result.ok ? summary(result, here) : paint(color, "red", summary(result, here))}\n`);
    },
    note: (text) => void stdout.write(`${paint(color, "dim", text)}\n`),
  };
}

/** A diagnostic with its code frame, and below it what belongs to it in other files. */
function frame(diagnostic: CheckDiagnostic, result: CheckResult, here: (file: string) => string, color: boolean): string {
  const { file, details, related, ...rest } = diagnostic;
  const beside = related.flatMap(({ file: other, ...place }) => (other === file ? [place] : []));
  const shown = formatDiagnostic({ ...rest, file: here(file), related: beside }, result.sourceOf(file), { color });
  const notes = [
    ...details,
    ...related.filter((place) => place.file !== file).map((place) => `${here(place.file)}:${place.line}:${place.column}: ${place.message}`),
  ];
  return [shown, ...notes.map((note) => `  ${paint(color, "dim", "=")} ${note}`)].join("\n");
}

function summary(
  { diagnostics, problems, templates, modules, version, milliseconds, project }: CheckResult,
  here: (file: string) => string,
): string {
  if (templates === 0 && problems.length === 0) return `no *.live.html in ${here(relative(project.root, project.dir))}`;
  const errors = problems.length + diagnostics.filter(({ severity }) => severity === "error").length;
  const warnings = diagnostics.filter(({ severity }) => severity === "warning").length;
  const found = [...(errors > 0 ? [count(errors, "error")] : []), ...(warnings > 0 ? [count(warnings, "warning")] : [])].join(" and ");
  const broken = new Set([...problems, ...diagnostics].map(({ file }) => file)).size;
  const checked = `checked ${count(templates, "template")} and ${count(modules, "module")} in ${Math.max(1, Math.round(milliseconds))} ms, TypeScript ${version}`;
  return found === "" ? checked : `${found} in ${count(broken, "file")} (${checked})`;
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}

/** The document of `--format json`; with `--watch` one line for each check. Paths are relative to `root`. */
export interface JsonReport {
  readonly ok: boolean;
  /** Absolute. */
  readonly root: string;
  /** The version of TypeScript. */
  readonly typescript: string;
  /** How many were checked. */
  readonly templates: number;
  readonly modules: number;
  readonly diagnostics: readonly CheckDiagnostic[];
  readonly problems: readonly Problem[];
  /** To two places. */
  readonly milliseconds: number;
}

function jsonReporter({ stdout }: Environment): Reporter {
  return {
    result({ ok, project, diagnostics, problems, templates, modules, version, milliseconds }) {
      const report: JsonReport = {
        ok,
        root: project.root,
        typescript: version,
        templates,
        modules,
        diagnostics,
        problems,
        milliseconds: Math.round(milliseconds * 100) / 100,
      };
      stdout.write(`${JSON.stringify(report)}\n`);
    },
    note() {},
  };
}

/** Workflow commands: GitHub shows them beside the lines of a pull request. */
function githubReporter({ cwd, stdout, variables }: Environment): Reporter {
  const base = variables["GITHUB_WORKSPACE"] ?? cwd;
  return {
    result(result) {
      const path = (file: string): string => relative(base, join(result.project.root, file)).replaceAll("\\", "/");
      for (const { file, message } of result.problems) stdout.write(`::error file=${property(path(file))}::${data(message)}\n`);
      for (const { severity, file, line, column, span, code, message, details, fix, related } of result.diagnostics) {
        const at = `file=${property(path(file))},line=${line},col=${column},endColumn=${column + Math.max(span.end - span.start, 1)},title=${code}`;
        const places = related.map((place) => `${path(place.file)}:${place.line}:${place.column}: ${place.message}`);
        stdout.write(`::${severity} ${at}::${data([message, ...details, ...(fix === undefined ? [] : [fix]), ...places].join("\n"))}\n`);
      }
      stdout.write(`${summary(result, path)}\n`);
    },
    note: (text) => void stdout.write(`${text}\n`),
  };
}

function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
