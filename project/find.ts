/** Finds the templates of a project, and what earlier builds left of templates that are gone. */
import { type Dirent, readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { isOwnModule, tagImports } from "../compiler/inline-modules.ts";
import { globMatcher } from "./glob.ts";
import type { Project } from "./load.ts";
import { isGenerated, templateEnding, templateOf } from "./outputs.ts";
import { type Problem, reason } from "./problem.ts";

export interface Found {
  /** Paths of templates, relative to the project's root with `/` between names, sorted. */
  readonly templates: readonly string[];
  readonly inline: readonly InlineSource[];
  /** Paths of generated modules that have no `.live.html` beside them. */
  readonly lone: readonly string[];
  readonly problems: readonly Problem[];
}

/** A TypeScript file that imports tags of inline templates. */
export interface InlineSource {
  readonly file: string;
  /** The templates that the tags are for, each by the `.live.html` it is instead of: `counter.live.html`. */
  readonly templates: readonly string[];
}

/** What paths of files in the project's directory begin with, as seen from its root: `""` or `"app/"`. */
export function folderOf({ root, dir }: Pick<Project, "root" | "dir">): string {
  const inside = relative(root, dir).replaceAll(sep, "/");
  return inside === "" ? "" : `${inside}/`;
}

/** Folders that hold no sources. */
const skipped = new Set(["node_modules", "dist"]);

/**
 * Walks the project's directory. Folders reached through symbolic links are left out, so a walk ends and stays inside.
 */
export function findTemplates({ root, dir, config }: Project, importsOf: typeof readTagImports = readTagImports): Found {
  const matchers = (config.exclude ?? []).map(globMatcher);
  const templates: string[] = [];
  const inline: InlineSource[] = [];
  const lone: string[] = [];
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
      if (entry.isFile() && isLone(directory, name, names)) lone.push(file);
      if (entry.isFile() && isSource(name)) {
        const imports = importsOf(join(directory, name));
        const own = imports.filter((module) => isOwnModule(module, name)).map((module) => `${inside}${module.slice(2)}.html`);
        if (imports.length > 0) inline.push({ file, templates: own });
      }
    }
  };
  walk(dir, folderOf({ root, dir }));
  return { templates: templates.sort(), inline: inline.sort((a, b) => (a.file < b.file ? -1 : 1)), lone: lone.sort(), problems };
}

/** A TypeScript file that people write. */
export function isSource(name: string): boolean {
  return name.endsWith(".ts") && !name.endsWith(".d.ts") && !name.endsWith(".live.ts");
}

/** The modules from which a file imports tags. Node reads a text in one step, and bytes in four. */
export function readTagImports(path: string): readonly string[] {
  try {
    return tagImports(readFileSync(path, "utf8"));
  } catch {
    // Whoever needs the file will say what is wrong with it.
    return [];
  }
}

/** A module that we wrote, without a template of its name. */
function isLone(directory: string, name: string, siblings: ReadonlySet<string>): boolean {
  if (!name.endsWith(".live.ts") || siblings.has(templateOf(name))) return false;
  try {
    return isGenerated(readFileSync(join(directory, name), "utf8"));
  } catch {
    // Not ours to judge: it may not be readable to us, or have gone in the meantime.
    return false;
  }
}
