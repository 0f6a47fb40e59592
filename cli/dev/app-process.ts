/** One process that runs the app, from its start to its end. */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { distFile } from "../package.ts";
import { type Failure, failureOf, type Thrown } from "./failure.ts";
import type { AppTask, Evaluated, FromApp } from "./messages.ts";
import { ModuleServer } from "./module-server.ts";
import type { DevModules } from "./modules.ts";

/** Milliseconds in which an app must have ended that was told to. */
const END_AFTER = 2000;

export interface AppOptions {
  readonly root: string;
  readonly modules: DevModules;
  /** Path of the module whose default export is the app. */
  readonly file: string;
  readonly variables: { readonly [name: string]: string | undefined };
  /** Where what the app prints goes. */
  readonly print: (text: string) => void;
  /** There is a process, which must be closed in the end, whether the app runs or not. */
  readonly begun: (process: AppProcess) => void;
  /** The process ended though nobody told it to. */
  readonly ended: (failure: Failure) => void;
}

/** Why an app does not run, or a module was not evaluated. */
export class AppError extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.message);
    this.failure = failure;
  }
}

export class AppProcess {
  readonly modules: DevModules;
  readonly #root: string;
  readonly #server: ModuleServer;
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, (result: Evaluated) => void>();
  #port = 0;
  #requests = 0;
  #isClosing = false;
  /** The last lines it wrote to standard error: what a process that ends says last. */
  #lastWords = "";

  private constructor({ root, modules, file, variables, print, ended }: AppOptions, server: ModuleServer) {
    this.#root = root;
    this.modules = modules;
    this.#server = server;
    const task: AppTask = { modules: server.path, entry: modules.entry(file) };
    this.#child = fork(distFile("dev-app.js"), [JSON.stringify(task)], {
      cwd: root,
      env: { ...variables },
      execArgv: ["--enable-source-maps"],
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    this.#child.stdout?.on("data", (chunk: Buffer) => print(String(chunk)));
    this.#child.stderr?.on("data", (chunk: Buffer) => {
      this.#lastWords = (this.#lastWords + String(chunk)).slice(-8192);
      print(String(chunk));
    });
    // Node cannot even be started: the exit that is waited for does not come.
    this.#child.on("error", (error) => {
      this.#lastWords = String(error);
      this.#child.emit("exit", 1, null);
    });
    this.#child.on("exit", () => {
      this.#server.close();
      for (const settle of this.#waiting.values()) settle({ id: 0, reload: false, remounted: 0, error: ENDED });
      this.#waiting.clear();
      if (!this.#isClosing && this.#port !== 0) ended(this.#explain(this.#stackOf()));
    });
  }

  /** Resolves when the app listens. Rejects with an {@link AppError} where it does not. */
  static async start(options: AppOptions): Promise<AppProcess> {
    const made = new AppProcess(options, await ModuleServer.open(options.modules));
    options.begun(made);
    const message = await made.#first();
    if (message.kind === "listening") {
      made.#port = message.port;
      made.#child.on("message", (next: FromApp) => {
        if (next.kind === "evaluated") made.#settle(next.result);
      });
      return made;
    }
    await made.close();
    throw new AppError(made.#explain(message.kind === "failed" ? message.error : ENDED));
  }

  get port(): number {
    return this.#port;
  }

  /** True when the process is gone. */
  get over(): boolean {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  /** Evaluates modules again. Rejects with an {@link AppError} where one throws; what ran goes on. */
  async evaluate(urls: readonly string[]): Promise<Evaluated> {
    const id = ++this.#requests;
    const result = await new Promise<Evaluated>((settle) => {
      this.#waiting.set(id, settle);
      this.#child.send({ id, urls });
    });
    if (result.error !== undefined) throw new AppError(this.#explain(result.error));
    return result;
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    if (this.over || this.#child.pid === undefined) return;
    const ended = once(this.#child, "exit");
    this.#child.kill("SIGTERM");
    const timer = setTimeout(() => this.#child.kill("SIGKILL"), END_AFTER);
    await ended;
    clearTimeout(timer);
  }

  async #first(): Promise<FromApp> {
    const ended = once(this.#child, "exit").then((): FromApp => ({ kind: "failed", error: this.#stackOf() }));
    const told = once(this.#child, "message").then(([message]) => message as FromApp);
    return Promise.race([told, ended]);
  }

  #settle(result: Evaluated): void {
    this.#waiting.get(result.id)?.(result);
    this.#waiting.delete(result.id);
  }

  #explain(error: Thrown): Failure {
    return this.modules.failureOf(error.message) ?? failureOf(error, this.#root);
  }

  #stackOf(): Thrown {
    const words = this.#lastWords.trim();
    const message = /^\w*Error(?: \[\w+\])?: (.*)$/m.exec(words)?.[0] ?? ENDED.message;
    return { message, stack: words === "" ? ENDED.stack : words };
  }
}

const ENDED: Thrown = { message: "The app's process ended.", stack: "The app's process ended." };
