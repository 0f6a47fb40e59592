/** Finds the templates of a project, and what earlier builds left of templates that are gone. */
import { type Dirent, readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { globMatcher } from "../config/glob.ts";
import type { Project } from "../config/load.ts";
import { isGenerated, templateEnding, templateOf } from "./output.ts";
import { type Problem, reason } from "./problem.ts";

export interface Found {
  /** Paths of templates, relative to the project's root with `/` between names, sorted. */
  readonly templates: readonly string[];
  /** Paths of generated modules whose template is gone. */
  readonly orphans: readonly string[];
  readonly problems: readonly Problem[];
}

/** What paths of files in the project's directory begin with, as seen from its root: `""` or `"app/"`. */
export function folderOf({ root, dir }: Pick<Project, "root" | "dir">): string {
  const inside = relative(root, dir).replaceAll(sep, "/");
  return inside === "" ? "" : `${inside}/`;
}

/** Folders that hold no sources. */
const skipped = new Set(["node_modules", "dist"]);

/** Walks the project's directory. Folders reached through symbolic links are left out, so a walk ends and stays inside. */
export function findTemplates({ root, dir, config }: Project): Found {
  const matchers = (config.exclude ?? []).map(globMatcher);
  const templates: string[] = [];
  const orphans: string[] = [];
  const problems: Problem[] = [];

  /** `inside` is what stands before names in the folder, in paths relative to the root. */
  const walk = (directory: string, inside: string): void => {
    let entries: Dirent[];
    try {
      entries = readdirSync(directory, { withFileTypes: true });
    } catch (error) {
      problems.push({ file: inside.slice(0, -1) || ".", message: `this folder cannot be read: ${reason(error)}` });
      return;
    }
    const names = new Set(entries.map((entry) => entry.name));
    for (const entry of entries) {
      const { name } = entry;
      if (name.startsWith(".")) continue;
      const file = `${inside}${name}`;
      if (matchers.some((matches) => matches(file))) continue;
      if (name.endsWith(templateEnding)) {
        if (entry.isFile() || entry.isSymbolicLink()) templates.push(file);
        else problems.push({ file, message: "a template is a file; this is not one. Rename it." });
      }
      if (entry.isDirectory() && !skipped.has(name)) walk(join(directory, name), `${file}/`);
      if (entry.isFile() && isOrphan(directory, name, names)) orphans.push(file);
    }
  };
  walk(dir, folderOf({ root, dir }));
  return { templates: templates.sort(), orphans: orphans.sort(), problems };
}

/** A module that we wrote, without the template it was made from. */
function isOrphan(directory: string, name: string, siblings: ReadonlySet<string>): boolean {
  if (!name.endsWith(".live.ts") || siblings.has(templateOf(name))) return false;
  try {
    return isGenerated(readFileSync(join(directory, name), "utf8"));
  } catch {
    // Not ours to judge: it may not be readable to us, or have gone in the meantime.
    return false;
  }
}
