/** Watching the files of a project: something is done at the start and after each change, until it is told to end. */
import { once } from "node:events";
import { basename } from "node:path";
import { watch } from "chokidar";
import { Changes } from "./changes.ts";
import { UsageError } from "./usage.ts";

export interface Watching {
  /** The directory whose files are watched. */
  readonly directory: string;
  /** Files outside of it. */
  readonly files?: readonly string[];
  /** Which files count, by their path. */
  concerns(path: string): boolean;
  readonly signal: AbortSignal;
}

/** Runs `action` with the paths that changed, at the start with none. Resolves when the signal aborts. */
export async function watchFiles(
  { directory, files = [], concerns, signal }: Watching,
  action: (changed: readonly string[]) => Promise<void> | void,
): Promise<void> {
  const watcher = watch([directory, ...files], {
    ignoreInitial: true,
    followSymlinks: false,
    ignored: (path, stats) => {
      if (path === directory) return false;
      const name = basename(path);
      if (name.startsWith(".") || name === "node_modules" || name === "dist") return true;
      return stats?.isFile() === true && !concerns(path);
    },
  });
  try {
    const changes = new Changes(watcher, signal);
    await once(watcher, "ready", { signal });
    await action([]);
    for (;;) await action(await changes.next());
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    await watcher.close();
  }
}

/** The time and some names: `12:01:59 todo.live.html`. */
export function changeNote(changed: readonly string[]): string {
  return `${new Date().toTimeString().slice(0, 8)} ${[...new Set(changed.map((path) => basename(path)))].slice(0, 3).join(", ")}`;
}

/** What a changed configuration makes; `undefined`, once it was noted, where something is wrong with it. */
export async function reloaded<T>(reload: () => Promise<T>, note: (text: string) => void): Promise<T | undefined> {
  try {
    return await reload();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    note(`error: ${error.message} The configuration before it stays in use.`);
    return undefined;
  }
}
