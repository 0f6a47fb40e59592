/** Which files hold scenarios. */
import { existsSync, readdirSync, statSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { globMatcher } from "../../project/glob.ts";
import type { Project } from "../../project/load.ts";
import { UsageError } from "../../project/usage.ts";

const ENDING = /\.bench\.m?[jt]s$/;
/** Folders that hold no sources. */
const skipped = new Set(["node_modules", "dist"]);

/**
 * The files that are named, and those below folders that are named; without names, those of the project.
 *
 * @throws {UsageError} where there are none
 */
export function findBenches(project: Project, cwd: string, names: readonly string[]): readonly string[] {
  const found = names.length === 0 ? benchesIn(project, project.dir) : names.flatMap((name) => named(project, cwd, name));
  if (found.length > 0) return [...new Set(found)].sort();
  const where = names.length === 0 ? relative(cwd, project.dir) || "this project" : names.join(", ");
  throw new UsageError(`There are no scenarios in ${where}. They are in files that end in .bench.ts: see livec bench --help.`);
}

function named(project: Project, cwd: string, name: string): readonly string[] {
  const path = resolve(cwd, name);
  if (!existsSync(path)) throw new UsageError(`There is no file or directory "${name}".`);
  return statSync(path).isDirectory() ? benchesIn(project, path) : [path];
}

function benchesIn({ root, config }: Project, directory: string): readonly string[] {
  const excluded = (config.exclude ?? []).map(globMatcher);
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    const file = relative(root, path).replaceAll(sep, "/");
    if (entry.name.startsWith(".") || excluded.some((matches) => matches(file))) return [];
    if (entry.isDirectory()) return skipped.has(entry.name) ? [] : benchesIn({ root, config } as Project, path);
    return ENDING.test(entry.name) ? [path] : [];
  });
}
