/** `livec build --watch`: a build at the start and after each change, until it is told to end. */
import { once } from "node:events";
import { basename } from "node:path";
import { type FSWatcher, watch as watchFiles } from "chokidar";
import { Changes } from "../changes.ts";
import { isConfigFile, type Project } from "../config/load.ts";
import { Exit, UsageError } from "../environment.ts";
import { Builder, type Compile } from "./builder.ts";
import { isSource } from "./find.ts";
import { templateEnding } from "./output.ts";
import type { Reporter } from "./report.ts";

export interface WatchOptions {
  readonly project: Project;
  /** Reads the configuration anew. */
  readonly reload: () => Promise<Project>;
  readonly compile: Compile;
  readonly report: Reporter;
  readonly signal: AbortSignal;
}

/** Errors, in templates or a changed configuration, are reported and waited out: the next change may mend them. */
export async function watch({ project, reload, compile, report, signal }: WatchOptions): Promise<Exit> {
  const watcher = watchProject(project);
  try {
    const changes = new Changes(watcher, signal);
    await once(watcher, "ready", { signal });
    let builder = new Builder(project, compile);
    const build = (): void => report.result(builder.build({ onProgress: report.progress }));
    build();
    report.note(`watching ${project.dir} – Ctrl-C ends`);
    for (;;) {
      const all = await changes.next();
      const kept = builder;
      const changed = all.filter((path) => !isSource(basename(path)) || isConfigFile(path) || kept.concerns(path));
      if (changed.length === 0) continue;
      if (changed.some(isConfigFile)) {
        const reloaded = await configured(reload, report);
        if (reloaded === undefined) continue;
        builder = new Builder(reloaded, compile);
      }
      report.note(`${new Date().toTimeString().slice(0, 8)} ${[...new Set(changed.map((path) => basename(path)))].slice(0, 3).join(", ")}`);
      build();
    }
  } catch (error) {
    if (signal.aborted) return Exit.ok;
    throw error;
  } finally {
    await watcher.close();
  }
}

async function configured(reload: () => Promise<Project>, report: Reporter): Promise<Project | undefined> {
  try {
    return await reload();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    report.note(`error: ${error.message} The configuration before it stays in use.`);
    return undefined;
  }
}

function watchProject({ dir, configFile }: Project): FSWatcher {
  return watchFiles(configFile === undefined ? dir : [dir, configFile], {
    ignoreInitial: true,
    followSymlinks: false,
    ignored: (path, stats) => {
      if (path === dir) return false;
      const name = basename(path);
      if (name.startsWith(".") || name === "node_modules" || name === "dist") return true;
      return stats?.isFile() === true && !name.endsWith(templateEnding) && !isSource(name) && !isConfigFile(path);
    },
  });
}
