/** `livec check --watch`: a check at the start and after each change, until it is told to end. */
import { basename } from "node:path";
import { isConfigFile, type Project } from "../../project/load.ts";
import { templateEnding } from "../../project/outputs.ts";
import { UsageError } from "../../project/usage.ts";
import { changeNote, reloaded, watchFiles } from "../../project/watch.ts";
import { Exit } from "../environment.ts";
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
  const { root } = project;
  const concerns = (path: string): boolean => path.endsWith(templateEnding) || /\.[cm]?ts$/.test(path) || isConfiguration(path);
  let checker = await reload();
  const check = (): void => attempt(() => report.result(checker.check()), report);
  await watchFiles({ directory: root, concerns, signal }, async (changed) => {
    if (changed.length === 0) {
      check();
      report.note(`watching ${root} – Ctrl-C ends`);
      return;
    }
    if (changed.some(isConfiguration)) checker = (await reloaded(reload, report.note)) ?? checker;
    report.note(changeNote(changed));
    check();
  });
  return Exit.ok;
}

function attempt(action: () => void, report: Reporter): void {
  try {
    action();
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    report.note(`error: ${error.message}`);
  }
}

function isConfiguration(path: string): boolean {
  return isConfigFile(path) || /^(tsconfig.*|package)\.json$/.test(basename(path));
}
