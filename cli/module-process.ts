/** A process that runs modules of a project, with templates and TypeScript compiled on the way. */
import { fork } from "node:child_process";
import { once } from "node:events";
import { TemplateModules } from "../plugins/core/templates.ts";
import type { Project } from "../project/load.ts";
import { typeStripper } from "../project/strip-types.ts";
import { ModuleServer } from "./dev/module-server.ts";
import { DevModules } from "./dev/modules.ts";
import type { Environment } from "./environment.ts";
import { distFile } from "./package.ts";

export interface ModuleRun<Message> {
  readonly project: Project;
  /** A file of this package that the process runs. */
  readonly script: string;
  /**
   * What it is handed: `url` gives what it imports a file by, `modules` is the path of the socket that gives modules.
   */
  readonly task: (modules: string, url: (file: string) => string) => object;
  /** Called with each message of the process. */
  readonly heard: (message: Message) => void;
}

/** Resolves when the process has ended. What it prints goes to standard error. */
export async function runModules<Message>(run: ModuleRun<Message>, { stderr, variables }: Environment): Promise<void> {
  const { project, script, task, heard } = run;
  const templates = new TemplateModules();
  await templates.configure(project.root);
  const modules = new DevModules(project.root, templates, await typeStripper(), false);
  const server = await ModuleServer.open(modules);
  const child = fork(distFile(script), [JSON.stringify(task(server.path, (file) => modules.entry(file)))], {
    cwd: project.root,
    env: { ...variables },
    execArgv: ["--enable-source-maps"],
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  const printed = (chunk: Buffer): void => void stderr.write(String(chunk));
  child.stdout?.on("data", printed);
  child.stderr?.on("data", printed);
  child.on("message", (message) => heard(message as Message));
  await once(child, "close");
  server.close();
}
