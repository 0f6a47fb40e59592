/** Runs scenarios in a process of their own. */
import { relative, sep } from "node:path";
import type { Project } from "../../project/load.ts";
import { UsageError } from "../../project/usage.ts";
import type { Environment } from "../environment.ts";
import { runModules } from "../module-process.ts";
import type { BenchTask, FromBench, Ran } from "./messages.ts";

/**
 * What the scenarios of some files cost. What they print goes to standard error.
 *
 * @throws {UsageError} where a file cannot be loaded, or a scenario does not run to its end
 */
export async function runBenches(project: Project, files: readonly string[], environment: Environment): Promise<readonly Ran[]> {
  const ran: Ran[] = [];
  let end: FromBench | undefined;
  const task = (modules: string, url: (file: string) => string): BenchTask => ({
    modules,
    root: project.root,
    files: files.map((file) => ({ file: relative(project.root, file).replaceAll(sep, "/"), url: url(file) })),
  });
  const heard = (message: FromBench): void => {
    if (message.kind === "result") ran.push({ file: message.file, result: message.result });
    else end = message;
  };
  await runModules({ project, script: "bench-process.js", task, heard }, environment);
  if (end?.kind === "done") return ran;
  const said =
    end?.kind === "failed" ? `${end.doing}: ${end.error.stack || end.error.message}` : "The process that runs the scenarios ended.";
  throw new UsageError(said);
}
