/** `livec gen live`: pages to list, search, show and edit rows, with their data and tests. */
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { loadProject } from "../../../project/load.ts";
import { UsageError } from "../../../project/usage.ts";
import { findApp } from "../../app-module.ts";
import { type Environment, Exit } from "../../environment.ts";
import { packageFile } from "../../package.ts";
import { filesOf, routesOf } from "./files.ts";
import { fieldsOf, namesOf } from "./names.ts";

/** What all generated pages share, made with the first of them; by its place in the project. */
const SHARED = new Map([
  ["data/repository.ts", "repository.ts"],
  ["data/sqlite.ts", "sqlite.ts"],
  ["views/list.ts", "list.ts"],
  ["components/field.live.html", "field.live.html"],
]);

export async function genLive([type, ...written]: readonly string[], environment: Environment): Promise<Exit> {
  if (type === undefined) throw new UsageError("Name a type and its fields: livec gen live Article title:string body:text.");
  const names = namesOf(type);
  const files = filesOf(names, fieldsOf(written));
  const project = await loadProject(environment.cwd, ".");
  const app = findApp(project, undefined);
  const root = dirname(app);
  const taken = [...files.keys()].filter((file) => existsSync(join(root, file)));
  if (taken.length > 0) throw new UsageError(`There is already ${taken.join(", ")}. Nothing was written.`);
  const { stdout } = environment;
  const made = (file: string): void => void stdout.write(`  made     ${file}\n`);
  for (const [file, source] of SHARED) {
    if (existsSync(join(root, file))) continue;
    mkdirSync(dirname(join(root, file)), { recursive: true });
    cpSync(packageFile(`fixtures/crud/${source}`), join(root, file));
    made(file);
  }
  for (const [file, text] of files) {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
    made(file);
  }
  const { imports, routes } = routesOf(names);
  const source = readFileSync(app, "utf8");
  const changed = withRoutes(source, imports, routes);
  if (changed === undefined) stdout.write(`\nAdd to ${relative(root, app)}:\n\n${[...imports, "", ...routes].join("\n")}\n`);
  else {
    writeFileSync(app, changed);
    stdout.write(`  changed  ${relative(root, app)}\n`);
  }
  stdout.write(`\nRows are kept in memory; with DATABASE=rows.sqlite they are kept in that file.\n`);
  return Exit.ok;
}

/** The module of the app with imports behind its others and routes behind its others; `undefined` where it has none. */
export function withRoutes(source: string, imports: readonly string[], routes: readonly string[]): string | undefined {
  const lastImport = [...source.matchAll(/^import [^;]*;\n/gm)].at(-1);
  const lastRoute = [...source.matchAll(/^app\.live\(.*\);\n/gm)].at(-1);
  if (lastImport === undefined || lastRoute === undefined) return undefined;
  const [afterImports, afterRoutes] = [lastImport.index + lastImport[0].length, lastRoute.index + lastRoute[0].length];
  if (afterRoutes < afterImports) return undefined;
  const text = (lines: readonly string[]): string => lines.map((line) => `${line}\n`).join("");
  return source.slice(0, afterImports) + text(imports) + source.slice(afterImports, afterRoutes) + text(routes) + source.slice(afterRoutes);
}
