/** `livec dev`: reads the command line, and serves the app until it is told to end. */
import { existsSync } from "node:fs";
import { relative } from "node:path";
import { isConfigFile, loadProject } from "../../project/load.ts";
import { UsageError } from "../../project/usage.ts";
import { findApp } from "../app-module.ts";
import type { Call, Command } from "../command.ts";
import { type Environment, Exit } from "../environment.ts";

const PORT = 4000;

export const dev: Command = {
  name: "dev",
  summary: "serve an app, and show each change of a template, view or module in the pages that are open",
  operands: ["[dir]"],
  options: {
    app: { type: "string", summary: "the module whose default export is the app (app.ts or src/app.ts)" },
    port: { type: "string", short: "p", summary: `where to listen; the next ports are tried where it is taken (PORT, or ${PORT})` },
    host: { type: "string", summary: "the address to listen on (127.0.0.1)" },
  },
  details: [
    "Templates and views are swapped into open pages with their state; a view whose mount changed is mounted anew.",
    "Any other module loads the app again. Errors are shown over the page, with the lines at fault.",
    "Without LIVEC_SECRET, one is made up that lasts until the command ends.",
  ].join("\n"),
  run,
};

async function run({ operands: [dir = "."], values }: Call, environment: Environment): Promise<Exit> {
  const started = performance.now();
  const port = portOf(values.get("port") ?? environment.variables["PORT"]);
  const project = await loadProject(environment.cwd, dir);
  const app = findApp(project, values.get("app"));
  const [{ typeStripper }, { Session }, { Pages }, { DevServer }, { DevReport }, { DevWatcher }, { DiskBuild }] = await Promise.all([
    import("../../project/strip-types.ts"),
    import("./session.ts"),
    import("./pages.ts"),
    import("./server.ts"),
    import("./report.ts"),
    import("./watch.ts"),
    import("./disk-build.ts"),
  ]);
  const strip = await typeStripper();
  const signal = environment.untilInterrupted();
  const report = new DevReport(environment);
  const pages = new Pages();
  const secret = environment.variables["LIVEC_SECRET"] ?? crypto.randomUUID() + crypto.randomUUID();
  const session = new Session({ project, app, strip, pages, report, variables: { ...environment.variables, LIVEC_SECRET: secret } });
  const disk = new DiskBuild(project, environment);
  const server = await DevServer.listen({ port, host: values.get("host") ?? "127.0.0.1", target: session, pages });
  const watcher = new DevWatcher(project.root, async (files) => {
    // It ends soon.
    if (!existsSync(project.root)) return;
    if (files.some(isConfigFile)) {
      report.note("The configuration changed.");
      await session.configured();
    } else await session.changed(files);
    disk.build(pages.failure === undefined);
  });
  try {
    await Promise.all([watcher.ready(), session.start()]);
    disk.build(pages.failure === undefined);
    report.started(server.url, relative(project.root, app), performance.now() - started, pages.failure === undefined);
    await untilEnded(signal, project.root);
  } finally {
    pages.close();
    server.close();
    // First the app: what the watcher still deals with waits for it.
    await session.close();
    await watcher.close();
  }
  return Exit.ok;
}

/** Milliseconds between two looks whether the project is there still. */
const LOOK_AFTER = 2000;

/** Until the command is told to end, or its project is gone. */
async function untilEnded(signal: AbortSignal, root: string): Promise<void> {
  if (signal.aborted) return;
  await new Promise<void>((resolve) => {
    const timer = setInterval(() => !existsSync(root) && end(), LOOK_AFTER);
    const end = (): void => {
      clearInterval(timer);
      resolve();
    };
    signal.addEventListener("abort", end, { once: true });
  });
}

function portOf(value: string | undefined): number {
  if (value === undefined || value === "") return PORT;
  if (/^\d{1,5}$/.test(value) && Number(value) <= 65_535) return Number(value);
  throw new UsageError(`--port needs a number from 0 to 65535; you gave "${value}".`);
}
