/** `livec build --watch`: a build at the start and after each change, until it is told to end. */
import { once } from "node:events";
import { basename } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { type FSWatcher, watch as watchFiles } from "chokidar";
import { isConfigFile, type Project } from "../config/load.ts";
import { Exit, UsageError } from "../environment.ts";
import { Builder, type Compile } from "./builder.ts";
import { templateEnding } from "./output.ts";
import { reason } from "./problem.ts";
import type { Reporter } from "./report.ts";

/**
 * Editors save in several steps, and tools write many files at once: changes this close together make one build. It must exceed the
 * 50 ms in which chokidar reports a file only once, or the last of two quick changes would never be built.
 */
const SETTLE_MS = 60;

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
      const changed = await changes.next();
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
      return stats?.isFile() === true && !name.endsWith(templateEnding) && !isConfigFile(path);
    },
  });
}

/** Changed paths, gathered until they settle. */
class Changes {
  readonly #signal: AbortSignal;
  #paths: string[] = [];
  #wake: () => void = () => {};
  #failure: unknown;

  constructor(watcher: FSWatcher, signal: AbortSignal) {
    this.#signal = signal;
    watcher.on("all", (_event, path) => {
      this.#paths.push(path);
      this.#wake();
    });
    watcher.on("error", (error) => {
      this.#failure = error;
      this.#wake();
    });
    signal.addEventListener("abort", () => this.#wake());
  }

  /** Waits for changes. Rejects when the signal aborts, or the system cannot watch any longer. */
  async next(): Promise<readonly string[]> {
    if (this.#paths.length === 0) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
        if (this.#signal.aborted || this.#failure !== undefined) resolve();
      });
    }
    this.#signal.throwIfAborted();
    if (this.#failure !== undefined) throw new UsageError(`The files cannot be watched: ${reason(this.#failure)}`);
    for (let seen = 0; seen < this.#paths.length; ) {
      seen = this.#paths.length;
      await delay(SETTLE_MS, undefined, { signal: this.#signal });
    }
    const paths = this.#paths;
    this.#paths = [];
    return paths;
  }
}
