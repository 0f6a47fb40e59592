/** Runs scenarios in a process of their own, with templates and TypeScript compiled on the way. */
import { fork } from "node:child_process";
import { once } from "node:events";
import { relative, sep } from "node:path";
import { TemplateModules } from "../../plugins/core/templates.ts";
import type { Project } from "../../project/load.ts";
import { typeStripper } from "../../project/strip-types.ts";
import { UsageError } from "../../project/usage.ts";
import { ModuleServer } from "../dev/module-server.ts";
import { DevModules } from "../dev/modules.ts";
import type { Environment } from "../environment.ts";
import { distFile } from "../package.ts";
import type { BenchTask, FromBench, Ran } from "./messages.ts";

/**
 * What the scenarios of some files cost. What they print goes to standard error.
 *
 * @throws {UsageError} where a file cannot be loaded, or a scenario does not run to its end
 */
export async function runBenches(project: Project, files: readonly string[], { stderr, variables }: Environment): Promise<readonly Ran[]> {
  const templates = new TemplateModules();
  await templates.configure(project.root);
  const modules = new DevModules(project.root, templates, await typeStripper(), false);
  const server = await ModuleServer.open(modules);
  const named = files.map((file) => ({ file: relative(project.root, file).replaceAll(sep, "/"), url: modules.entry(file) }));
  const task: BenchTask = { modules: server.path, root: project.root, files: named };
  const child = fork(distFile("bench-process.js"), [JSON.stringify(task)], {
    cwd: project.root,
    env: { ...variables },
    execArgv: ["--enable-source-maps"],
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const printed = (chunk: Buffer): void => void stderr.write(String(chunk));
  child.stdout?.on("data", printed);
  child.stderr?.on("data", printed);
  const ran: Ran[] = [];
  let end: FromBench | undefined;
  child.on("message", (message: FromBench) => {
    if (message.kind === "result") ran.push({ file: message.file, result: message.result });
    else end = message;
  });
  await once(child, "close");
  server.close();
  if (end?.kind === "done") return ran;
  const said =
    end?.kind === "failed" ? `${end.doing}: ${end.error.stack || end.error.message}` : "The process that runs the scenarios ended.";
  throw new UsageError(said);
}
