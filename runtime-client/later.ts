/**
 * What is loaded later: chunks of the client. One joins in by itself when it is loaded; nobody imports it.
 */
import type { ChunkName } from "../protocol/bindings.ts";
import type { Command } from "../protocol/commands.ts";
import type { isSame, match } from "./identity.ts";
import type { mend } from "./mend.ts";
import type { Intent } from "./push.ts";
import type { recover } from "./recovery.ts";
import type { reloadPage, works } from "./reload.ts";
import { stages } from "./stages.ts";

/** Loads a chunk, and answers when it is there. */
export type LoadChunk = (name: ChunkName | "recovery") => Promise<unknown>;

let load: LoadChunk;

/** Sets how this page loads chunks. */
export const loadBy = (loader: LoadChunk): void => {
  load = loader;
};

/** Loads chunks, of which the page may have some. */
export const loadChunks = (names: readonly ChunkName[]): Promise<unknown> => Promise.all(names.map((name) => load(name)));

/** Runs commands, once their chunk is there. */
export function runCommands(commands: string | readonly Command[], intent: Intent): void {
  const run = (): void => stages.run_?.(commands, intent);
  if (stages.run_) run();
  else void loadChunks(["commands"]).then(run);
}

/** What the recovery chunk does. */
export interface RecoveryChunk {
  readonly recover_: typeof recover;
  readonly match_: typeof match;
  readonly isSame_: typeof isSame;
  readonly mend_: typeof mend;
  readonly reload_: typeof reloadPage;
  readonly works_: typeof works;
}

/** The recovery chunk, once it is there. */
export let recovery: RecoveryChunk | undefined;

export const join = (chunk: RecoveryChunk): void => {
  recovery = chunk;
};

let loading: Promise<unknown> | undefined;

/**
 * Does something as soon as the recovery chunk is there, in the order of the calls; something else where it cannot be
 * loaded.
 */
export function whenRecoverable(run: () => void, otherwise?: () => void): void {
  if (recovery) return run();
  loading ??= load("recovery");
  loading.then(run, () => {
    loading = undefined;
    otherwise?.();
  });
}
