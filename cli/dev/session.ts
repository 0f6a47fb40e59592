/** `livec dev` while it runs: the app, the pages, and what becomes of each change. */
import { basename } from "node:path";
import { TemplateModules } from "../../plugins/core/templates.ts";
import type { Project } from "../../project/load.ts";
import type { Strip } from "../../project/strip-types.ts";
import { AppError, AppProcess } from "./app-process.ts";
import type { Failure } from "./failure.ts";
import { DevModules, type Plan } from "./modules.ts";
import type { Pages } from "./pages.ts";
import type { DevReport } from "./report.ts";

export interface SessionOptions {
  readonly project: Project;
  /** Path of the module whose default export is the app. */
  readonly app: string;
  readonly variables: { readonly [name: string]: string | undefined };
  readonly strip: Strip;
  readonly pages: Pages;
  readonly report: DevReport;
}

export class Session {
  readonly #options: SessionOptions;
  readonly #templates = new TemplateModules();
  #running: AppProcess | undefined;
  /** All that were started and not closed since. */
  readonly #processes = new Set<AppProcess>();
  #isClosed = false;
  /** Settles when the app that is being loaded runs, or does not. */
  #loading: Promise<void> = Promise.resolve();
  /** True as long as what runs is not what the files say. */
  #isOutdated = false;

  constructor(options: SessionOptions) {
    this.#options = options;
  }

  /** Loads the app. What keeps it from running is reported and shown, and the next change tries again. */
  async start(): Promise<void> {
    await this.#templates.configure(this.#options.project.root);
    await this.#restart();
  }

  /** The port of the app; rejects where none runs. */
  async port(): Promise<number> {
    await this.#loading;
    if (this.#running === undefined) throw new Error("The app does not run.");
    return this.#running.port;
  }

  /** Deals with files that changed: evaluates what can take the place of what ran, else loads the app again. */
  async changed(files: readonly string[]): Promise<void> {
    const { pages, report } = this.#options;
    const started = performance.now();
    const styles = files.filter((file) => file.endsWith(".css"));
    if (styles.length > 0) pages.tell({ kind: "styles" });
    const code = files.filter((file) => !file.endsWith(".css"));
    if (code.length === 0) return report.changed(styles, "styles loaded again", started);
    const running = this.#running;
    if (running === undefined) return this.#restart(code);
    const fault = running.modules.faultOf(code);
    if (fault !== undefined) return this.#fail(fault);
    const plan = this.#isOutdated ? "restart" : running.modules.plan(code);
    if (plan === "restart") return this.#restart(code);
    if (plan !== undefined) await this.#evaluate(running, plan, code, started);
    else if (pages.failure === undefined) return;
    else await this.#restart(code);
  }

  /** The configuration changed: nothing stays as it was. */
  async configured(): Promise<void> {
    await this.#templates.configure(this.#options.project.root);
    await this.#restart();
  }

  /** Ends the app, also one that is being loaded or does not answer: whoever waits for it is told that it ended. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#running = undefined;
    await Promise.all([...this.#processes].map((process) => process.close()));
  }

  readonly #begun = (process: AppProcess): void => {
    for (const former of this.#processes) if (former.over) this.#processes.delete(former);
    this.#processes.add(process);
    if (this.#isClosed) void process.close();
  };

  async #evaluate(
    running: AppProcess,
    { urls }: Exclude<Plan, "restart" | undefined>,
    files: readonly string[],
    started: number,
  ): Promise<void> {
    const { pages, report } = this.#options;
    try {
      const { reload, remounted } = await running.evaluate(urls);
      pages.fix();
      const views = remounted === 1 ? "1 view" : `${remounted} views`;
      const note = `${views} mounted anew: the state of before would not fit`;
      if (reload) pages.tell({ kind: "reload" });
      else if (remounted > 0) pages.tell({ kind: "note", text: `${names(files)}: ${note}.` });
      report.changed(files, reload ? "pages loaded again" : remounted > 0 ? note : "shown", started);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      this.#fail(error.failure);
    }
  }

  async #restart(files: readonly string[] = []): Promise<void> {
    let done = (): void => {};
    this.#loading = new Promise((resolve) => {
      done = resolve;
    });
    try {
      await this.#load(files);
    } finally {
      done();
    }
  }

  async #load(files: readonly string[]): Promise<void> {
    if (this.#isClosed) return;
    const { project, app, variables, strip, pages, report } = this.#options;
    const started = performance.now();
    const former = this.#running;
    this.#isOutdated = true;
    try {
      const next = await AppProcess.start({
        root: project.root,
        modules: new DevModules(project.root, this.#templates, strip),
        file: app,
        variables,
        print: report.print,
        begun: this.#begun,
        ended: (failure) => this.#ended(next, failure),
      });
      this.#running = next;
      this.#isOutdated = false;
      pages.fix();
      if (former !== undefined || files.length > 0) {
        pages.tell({ kind: "reload" });
        report.changed(files, "app loaded again", started);
      }
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      this.#fail(error.failure);
      return;
    }
    await former?.close();
  }

  /** The app ended by itself; the next change loads it again. */
  #ended(process: AppProcess, failure: Failure): void {
    if (this.#running !== process) return;
    this.#running = undefined;
    this.#fail(failure);
  }

  #fail(failure: Failure): void {
    if (this.#isClosed) return;
    this.#options.pages.fail(failure);
    this.#options.report.failed(failure);
  }
}

export function names(files: readonly string[]): string {
  const shown = [...new Set(files.map((file) => basename(file)))];
  return shown.length > 3 ? `${shown.slice(0, 3).join(", ")} and ${shown.length - 3} more` : shown.join(", ");
}
