/** What a watching command waits for. */
import { setTimeout as delay } from "node:timers/promises";
import type { FSWatcher } from "chokidar";
import { reason } from "./problem.ts";
import { UsageError } from "./usage.ts";

/**
 * Editors save in several steps, and tools write many files at once: changes this close together make one build. It
 * must exceed the 50 ms in which chokidar reports a file only once, or the last of two quick changes would never be
 * built.
 */
const SETTLE_MS = 60;

/** Changed paths, gathered until they settle. */
export class Changes {
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
