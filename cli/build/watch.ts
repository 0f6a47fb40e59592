/** `livec build --watch`: a build at the start and after each change, until it is told to end. */
import { basename } from "node:path";
import { isSource } from "../../project/find.ts";
import { isConfigFile, type Project } from "../../project/load.ts";
import { templateEnding } from "../../project/outputs.ts";
import { changeNote, reloaded, watchFiles } from "../../project/watch.ts";
import { Exit } from "../environment.ts";
import { Builder, type Compile } from "./builder.ts";
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
  const { dir, configFile } = project;
  const files = configFile === undefined ? [] : [configFile];
  const concerns = (path: string): boolean => path.endsWith(templateEnding) || isSource(basename(path)) || isConfigFile(path);
  let builder = new Builder(project, compile);
  const build = (): void => report.result(builder.build({ onProgress: report.progress }));
  await watchFiles({ directory: dir, files, concerns, signal }, async (all) => {
    if (all.length === 0) {
      build();
      report.note(`watching ${dir} – Ctrl-C ends`);
      return;
    }
    const changed = all.filter((path) => !isSource(basename(path)) || isConfigFile(path) || builder.concerns(path));
    if (changed.length === 0) return;
    if (changed.some(isConfigFile)) {
      const now = await reloaded(reload, report.note);
      if (now === undefined) return;
      builder = new Builder(now, compile);
    }
    report.note(changeNote(changed));
    build();
  });
  return Exit.ok;
}
