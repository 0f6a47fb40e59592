/** `livec routes`: what leads where in an app. */
import { loadProject } from "../../project/load.ts";
import { UsageError } from "../../project/usage.ts";
import type { RouteInfo } from "../../runtime-server/app/route-list.ts";
import { findApp } from "../app-module.ts";
import type { Call, Command } from "../command.ts";
import { type Environment, Exit, paint, usesColor } from "../environment.ts";
import type { FromRoutes } from "./messages.ts";

export const routes: Command = {
  name: "routes",
  summary: "list the routes of an app: path, view, action, name, live session",
  operands: ["[dir]"],
  options: {
    app: { type: "string", summary: "the module whose default export is the app (app.ts or src/app.ts)" },
    json: { type: "boolean", summary: "print them as JSON" },
  },
  details: "The app's module is loaded, with templates and TypeScript compiled on the way; the app does not listen.",
  run,
};

async function run({ operands: [dir = "."], flags, values }: Call, environment: Environment): Promise<Exit> {
  const project = await loadProject(environment.cwd, dir);
  const app = findApp(project, values.get("app"));
  const { runModules } = await import("../module-process.ts");
  let said: FromRoutes | undefined;
  const heard = (message: FromRoutes): void => {
    said = message;
  };
  const task = (modules: string, url: (file: string) => string): object => ({ modules, entry: url(app) });
  await runModules({ project, script: "routes-process.js", task, heard }, environment);
  if (said?.kind !== "routes") throw new UsageError(said === undefined ? "The process that loads the app ended." : said.error.stack);
  const { stdout } = environment;
  if (flags.has("json")) stdout.write(`${JSON.stringify({ version: 1, routes: said.routes }, null, 2)}\n`);
  else print(said.routes, environment);
  return Exit.ok;
}

const COLUMNS = ["METHOD", "PATH", "VIEW", "ACTION", "NAME", "LIVE SESSION"];

/** One line for each; a column where nothing stands is left out. */
function print(routes: readonly RouteInfo[], { stdout, variables }: Environment): void {
  if (routes.length === 0) return void stdout.write("The app has no routes.\n");
  const rows = routes.map(({ method, path, names, live }) => [
    live === undefined ? method : "LIVE",
    path,
    live?.view ?? "",
    live?.action ?? "",
    names.join(", "),
    live === undefined || live.liveSession === "default" ? "" : live.liveSession,
  ]);
  const shown = COLUMNS.flatMap((_, column) => (rows.some((row) => row[column] !== "") ? [column] : []));
  const widths = new Map(shown.map((column) => [column, Math.max(...[COLUMNS, ...rows].map((row) => row[column]?.length ?? 0))]));
  const line = (row: readonly string[]): string =>
    shown
      .map((column) => (row[column] ?? "").padEnd(widths.get(column) ?? 0))
      .join("  ")
      .trimEnd();
  stdout.write(`${paint(usesColor(stdout, variables), "dim", line(COLUMNS))}\n`);
  for (const row of rows) stdout.write(`${line(row)}\n`);
}
