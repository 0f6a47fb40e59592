/** `livec build`: reads the command line, builds once or watches, and answers the exit code. */

import { loadProject, type Project } from "../../project/load.ts";
import { UsageError } from "../../project/usage.ts";
import type { Call, Command } from "../command.ts";
import { type Environment, Exit } from "../environment.ts";
import { createReporter } from "./report.ts";

export const build: Command = {
  name: "build",
  summary: "compile every *.live.html under a directory, and live`…` in TypeScript files, to a module beside it",
  operands: ["[dir]"],
  options: {
    watch: { type: "boolean", short: "w", summary: "build again whenever a template or the configuration changes" },
    check: { type: "boolean", summary: "write nothing; fail when a generated file is missing or out of date" },
    "max-warnings": { type: "string", summary: "fail when there are more warnings than this number" },
    json: { type: "boolean", summary: "print one JSON document (with --watch: one line for each build)" },
  },
  details: [
    "livec explain <code> tells more about a diagnostic.",
    "Only what changed is compiled. When any template has an error, nothing is written and all errors are shown.",
    "node_modules, dist and names that begin with a dot are left out; livec.config.ts may leave out more.",
    "Exit codes: 0 all is well, 1 errors in templates or files out of date, 2 wrong usage or configuration.",
  ].join("\n"),
  run,
};

async function run({ operands: [dir = "."], flags, values }: Call, environment: Environment): Promise<Exit> {
  const check = flags.has("check");
  if (check && flags.has("watch")) throw new UsageError("--check and --watch exclude each other: give one.");
  const maxWarnings = countOf(values.get("max-warnings"));
  if (maxWarnings !== undefined && flags.has("watch")) throw new UsageError("--max-warnings and --watch exclude each other: give one.");
  const project = await loadProject(environment.cwd, dir);
  // Loaded here, so that help and the other commands do not wait for the compiler.
  const [{ compile }, { formatDiagnostic }, { Builder }] = await Promise.all([
    import("../../compiler/compile.ts"),
    import("../../compiler/frame.ts"),
    import("./builder.ts"),
  ]);
  const report = createReporter(environment, flags.has("json"), formatDiagnostic);
  if (flags.has("watch")) {
    const reload = (): Promise<Project> => loadProject(environment.cwd, dir);
    const { watch } = await import("./watch.ts");
    return watch({ project, reload, compile, report, signal: environment.untilInterrupted() });
  }
  const result = new Builder(project, compile).build({
    check,
    ...(maxWarnings !== undefined && { maxWarnings }),
    onProgress: report.progress,
  });
  report.result(result);
  return result.ok ? Exit.ok : Exit.failed;
}

function countOf(value: string | undefined): number | undefined {
  if (value === undefined || /^\d{1,9}$/.test(value)) return value === undefined ? undefined : Number(value);
  throw new UsageError(`--max-warnings needs a number, such as 0; you gave "${value}".`);
}
