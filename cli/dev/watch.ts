/** Files that change, told soon: what is on the screen waits for it. */
import { once } from "node:events";
import { statSync } from "node:fs";
import { basename } from "node:path";
import { type FSWatcher, watch as watchFiles } from "chokidar";

/** Milliseconds in which changes are taken together: a tool that writes many files, an editor that renames. */
const SETTLE = 8;
/**
 * chokidar tells a file once in 50 ms: after that we look ourselves whether it changed again. An empty file, which is
 * one that an editor is about to write, waits as long.
 */
const LOOK_AGAIN = 70;

const WATCHED = /\.(?:live\.html|m?[jt]s|json|css)$/;

export class DevWatcher {
  readonly #watcher: FSWatcher;
  readonly #changed: (files: readonly string[]) => Promise<void>;
  readonly #pending = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  /** Changes are dealt with one after the other. */
  #turn: Promise<void> = Promise.resolve();

  /** @param changed deals with changed files; the next are told when it is done */
  constructor(directory: string, changed: (files: readonly string[]) => Promise<void>) {
    this.#changed = changed;
    this.#watcher = watchFiles(directory, {
      ignoreInitial: true,
      followSymlinks: false,
      ignored: (path, stats) => path !== directory && isIgnored(path, stats?.isFile() === true),
    });
    this.#watcher.on("all", (event, path) => {
      if (event !== "addDir" && event !== "unlinkDir") this.#note(path);
    });
  }

  async ready(): Promise<void> {
    await once(this.#watcher, "ready");
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#watcher.close();
    await this.#turn;
  }

  #note(path: string): void {
    this.#pending.add(path);
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const files = [...this.#pending];
      this.#pending.clear();
      this.#turn = this.#turn.then(() => this.#tell(files));
    }, SETTLE);
  }

  async #tell(files: readonly string[]): Promise<void> {
    const seen = new Map(files.map((file) => [file, stampOf(file)]));
    const written = files.filter((file) => seen.get(file) !== EMPTY);
    const again = setTimeout(() => {
      for (const [file, stamp] of seen) {
        const now = stampOf(file);
        if (now !== stamp) this.#note(file);
        else if (now === EMPTY) this.#turn = this.#turn.then(() => this.#changed([file]));
      }
    }, LOOK_AGAIN);
    again.unref();
    if (written.length > 0) await this.#changed(written);
  }
}

const EMPTY = "empty";

/** Tells one state of a file from another. */
function stampOf(file: string): string {
  const stats = statSync(file, { throwIfNoEntry: false });
  if (stats === undefined) return "gone";
  return stats.size === 0 ? EMPTY : `${stats.mtimeMs} ${stats.size} ${stats.ino}`;
}

function isIgnored(path: string, isFile: boolean): boolean {
  const name = basename(path);
  if (name.startsWith(".") || name === "node_modules" || name === "dist" || name === "build") return true;
  return isFile && (!WATCHED.test(name) || name.endsWith(".live.ts") || name.endsWith(".d.ts") || /\.(?:test|bench)\.m?ts$/.test(name));
}
