/** The templates that paths on the command line name. */
import { existsSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { findTemplates } from "../../project/find.ts";
import { loadProject, type Project } from "../../project/load.ts";
import { templateEnding } from "../../project/outputs.ts";
import type { Problem } from "../../project/problem.ts";
import { UsageError } from "../../project/usage.ts";

export interface FoundFile {
  /** Absolute. */
  readonly path: string;
  /** Whose configuration it has. */
  readonly project: Project;
}

/**
 * The templates among and below some paths, each once, sorted. A file that is named is taken, whatever the
 * configuration leaves out.
 *
 * @throws {UsageError} for a path that does not exist or is no template
 */
export async function findFiles(
  cwd: string,
  paths: readonly string[],
): Promise<{ files: readonly FoundFile[]; problems: readonly Problem[] }> {
  const files = new Map<string, FoundFile>();
  const problems: Problem[] = [];
  for (const path of paths) {
    const absolute = resolve(cwd, path);
    if (!existsSync(absolute)) throw new UsageError(`There is no file or directory "${path}".`);
    if (statSync(absolute).isDirectory()) {
      const project = await loadProject(cwd, path);
      // Inline templates are left as they are.
      const found = findTemplates(project, () => []);
      for (const file of found.templates) files.set(join(project.root, file), { path: join(project.root, file), project });
      problems.push(...found.problems);
    } else {
      if (!path.endsWith(templateEnding)) throw new UsageError(`"${path}" is no template: their names end in ${templateEnding}.`);
      files.set(absolute, { path: absolute, project: await loadProject(cwd, dirname(absolute)) });
    }
  }
  return { files: [...files.values()].sort((a, b) => (a.path < b.path ? -1 : 1)), problems };
}
