/** `livec check --watch`: a check at the start and after each change, until it is told to end. */
import { once } from "node:events";
import { basename } from "node:path";
import { type FSWatcher, watch as watchFiles } from "chokidar";
import { templateEnding } from "../build/output.ts";
import { Changes } from "../changes.ts";
import { isConfigFile, type Project } from "../config/load.ts";
import { Exit, UsageError } from "../environment.ts";
import type { Checker } from "./checker.ts";
import type { Reporter } from "./report.ts";

export interface WatchOptions {
  readonly project: Project;
  /** A checker by the configuration as it is now. */
  readonly reload: () => Promise<Checker>;
  readonly report: Reporter;
  readonly signal: AbortSignal;
}

/** Errors, in files or a changed configuration, are reported and waited out: the next change may mend them. */
export async function watch({ project, reload, report, signal }: WatchOptions): Promise<Exit> {
  const watcher = watchProject(project);
  try {
    const changes = new Changes(watcher, signal);
    await once(watcher, "ready", { signal });
    let checker = await reload();
    const check = (): void => attempt(() => report.result(checker.check()), report);
    check();
    report.note(`watching ${project.root} – Ctrl-C ends`);
    for (;;) {
      const changed = await changes.next();
      if (changed.some(isConfiguration)) checker = (await reloaded(reload, report)) ?? checker;
      report.note(`${new Date().toTimeString().slice(0, 8)} ${[...new Set(changed.map((path) => basename(path)))].slice(0, 3).join(", ")}`);
      check();
    }
  } catch (error) {
    if (signal.aborted) return Exit.ok;
    throw error;
  } finally {
    await watcher.close();
  }
}

function attempt(action: () => void, report: Reporter): void {
  try {
    action();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    report.note(`error: ${error.message}`);
  }
}

async function reloaded(reload: () => Promise<Checker>, report: Reporter): Promise<Checker | undefined> {
  try {
    return await reload();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    report.note(`error: ${error.message} The configuration before it stays in use.`);
    return undefined;
  }
}

function isConfiguration(path: string): boolean {
  return isConfigFile(path) || /^(tsconfig.*|package)\.json$/.test(basename(path));
}

function watchProject({ root }: Project): FSWatcher {
  return watchFiles(root, {
    ignoreInitial: true,
    followSymlinks: false,
    ignored: (path, stats) => {
      if (path === root) return false;
      const name = basename(path);
      if (name.startsWith(".") || name === "node_modules" || name === "dist") return true;
      return stats?.isFile() === true && !name.endsWith(templateEnding) && !/\.[cm]?ts$/.test(name) && !isConfiguration(path);
    },
  });
}
