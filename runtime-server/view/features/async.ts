/** What a view does beside its turns: tasks with a name, whose outcome comes back as a task of the view. */
import { LivecError } from "../../base/errors.ts";
import type { Maybe } from "../../base/maybe.ts";
import { type AsyncOutcome, AsyncResult, errorOf, knownResult } from "../async-result.ts";
import type { Desk, Feature, Task } from "../feature.ts";

/** What a task is given: the signal tells that nobody waits for it any more. */
export type AsyncFunction<T> = (signal: AbortSignal) => Maybe<T>;

export interface AsyncOptions {
  /**
   * Begins in `mount` already, and the page is rendered with what comes of it. Otherwise a task begins when the page
   * connects.
   */
  readonly ssr?: boolean;
  /** Forgets what was known before, rather than showing it while it is loaded anew. */
  readonly reset?: boolean;
}

/** Tasks beside the turns of a view. */
export interface AsyncSocket {
  /**
   * Loads assigns by a task, and answers their states: in `mount`, return them. For one key `fn` gives its value, for
   * several an object with all of them. A task of that key that is still under way is cancelled. Throws
   * `too-many-tasks`.
   *
   * @example
   * mount: (socket) => ({ users: socket.assignAsync("users", (signal) => loadUsers({ signal })) })
   */
  assignAsync<T>(key: string, fn: AsyncFunction<T>, options?: AsyncOptions): AsyncResult<T>;
  assignAsync<T extends object>(
    keys: readonly (keyof T & string)[],
    fn: AsyncFunction<T>,
    options?: AsyncOptions,
  ): { readonly [K in keyof T]: AsyncResult<T[K]> };
  /**
   * Begins a task; `handleAsync` is told what came of it. One of that name that is still under way is cancelled. Throws
   * `too-many-tasks`.
   */
  startAsync(name: string, fn: AsyncFunction<unknown>, options?: Pick<AsyncOptions, "ssr">): void;
  /** Ends what is under way under that name: it failed, with `reason`. Otherwise nothing happens. */
  cancelAsync(name: string, reason?: unknown): void;
}

/** Whose task it is: the socket of a view, or of a component. */
export interface AsyncOwner {
  /** True once it has a state. */
  readonly begun: boolean;
  readonly assigns: Readonly<Record<string, unknown>>;
  assign(patch: object): void;
  /** Its `handleAsync`; `undefined` where it has none. */
  readonly handleAsync: ((name: string, outcome: AsyncOutcome) => Maybe<void>) | undefined;
}

/** What of its view the feature needs besides. */
export interface AsyncDesk extends Desk {
  /** False when the mailbox is full. */
  offer(task: Task): boolean;
  /** Calls `fn` with `argument`; errors that come of it later are this view's. */
  within<A>(fn: (argument: A) => void, argument: A): void;
}

/** Milliseconds after which an outcome that found the mailbox full tries again. */
const ROOM_AGAIN = 100;

export class AsyncTasks implements Feature {
  readonly #desk: AsyncDesk;
  readonly #tasks = new Set<Running>();
  /** Those whose outcome the first render waits for. */
  #first: Running[] = [];

  constructor(desk: AsyncDesk) {
    this.#desk = desk;
  }

  /** Tasks that have begun or are to begin, and whose outcome nobody was told yet. */
  get size(): number {
    return this.#tasks.size;
  }

  /** Assigns what a task gives. Answers the states of the keys until then; who has no state yet must return them. */
  assign(
    owner: AsyncOwner,
    keys: readonly string[],
    fn: AsyncFunction<object>,
    options: AsyncOptions,
  ): Record<string, AsyncResult<unknown>> {
    this.#add({ owner, keys: new Set(keys), fn, assigns: true }, options);
    const isFresh = !owner.begun || options.reset === true;
    const states = keys.map((key) => [key, AsyncResult.loading(isFresh ? undefined : knownResult(owner.assigns[key]))] as const);
    const patch = Object.fromEntries(states);
    if (owner.begun) owner.assign(patch);
    return patch;
  }

  /** Throws `bad-definition` where nobody would be told what comes of it. */
  run(owner: AsyncOwner, name: string, fn: AsyncFunction<unknown>, options: AsyncOptions): void {
    if (owner.handleAsync === undefined) {
      throw new LivecError(
        "bad-definition",
        `startAsync("${name}") in ${this.#desk.name}, which has no handleAsync to tell what comes of it.`,
      );
    }
    this.#add({ owner, keys: new Set([name]), fn, assigns: false }, options);
  }

  cancel(owner: AsyncOwner, name: string, reason: unknown): void {
    for (const running of this.#tasks) {
      if (running.task.owner !== owner || !running.task.keys.has(name)) continue;
      const failed = reason === undefined ? new DOMException("The task was cancelled.", "AbortError") : errorOf(reason);
      running.abort(failed);
      this.#settle(running, { ok: false, result: undefined, failed });
    }
  }

  /** A component is gone, and its tasks with it. */
  release(owner: AsyncOwner): void {
    for (const running of this.#tasks) if (running.task.owner === owner) this.#drop(running);
  }

  start(): void {
    for (const running of this.#tasks) if (!running.hasBegun) this.#begin(running);
  }

  end(): void {
    for (const running of this.#tasks) this.#drop(running);
    this.#first = [];
  }

  /** Before the first render: waits for what was to be in it, and says what came of it. */
  async ready(): Promise<void> {
    for (let running = this.#first.shift(); running !== undefined; running = this.#first.shift()) {
      await running.done;
      await this.#tell(running);
    }
  }

  #add(task: AsyncTask, { ssr = false }: AsyncOptions): void {
    const { started, ended, limits } = this.#desk;
    if (ended) return;
    this.#supersede(task);
    if (this.#tasks.size >= limits.asyncTasks) {
      throw new LivecError("too-many-tasks", `A view has at most ${limits.asyncTasks} asynchronous tasks (limit "asyncTasks").`);
    }
    const running = new Running(task);
    this.#tasks.add(running);
    // Of what a component loads nothing can be in the page that is being rendered.
    if (ssr && !started && !task.owner.begun) this.#first.push(running);
    if (ssr || started) this.#begin(running);
  }

  /** Whoever loads a key again does not want what is on its way. */
  #supersede({ owner, keys }: AsyncTask): void {
    for (const running of this.#tasks) {
      if (running.task.owner !== owner) continue;
      for (const key of keys) running.task.keys.delete(key);
      if (running.task.keys.size === 0) this.#drop(running);
    }
  }

  #begin(running: Running): void {
    this.#desk.within((running) => {
      running.begin((outcome) => this.#settle(running, outcome));
    }, running);
  }

  #settle(running: Running, outcome: AsyncOutcome): void {
    if (!this.#tasks.has(running) || running.outcome !== undefined) return;
    running.outcome = outcome;
    if (!this.#first.includes(running)) this.#offer(running);
  }

  #offer(running: Running): void {
    const { clock } = this.#desk;
    const task: Task = { describe: () => ({ message: "async", name: running.name }), run: () => this.#tell(running) };
    if (this.#desk.ended || this.#desk.offer(task)) return;
    clock.setTimeout(() => this.#offer(running), ROOM_AGAIN);
  }

  #tell(running: Running): Maybe<void> {
    const { outcome, task } = running;
    if (!this.#tasks.delete(running) || outcome === undefined) return;
    const told = task.assigns ? assigned(task, outcome) : outcome;
    if (!told.ok && !running.isAborted) this.#desk.log("error", "an asynchronous task failed", { task: running.name, error: told.failed });
    if (!task.assigns) return task.owner.handleAsync?.(running.name, outcome);
  }

  #drop(running: Running): void {
    this.#tasks.delete(running);
    this.#first = this.#first.filter((other) => other !== running);
    running.abort(new DOMException("Nobody waits for this task any more.", "AbortError"));
  }
}

/** What a task is made of. */
interface AsyncTask {
  readonly owner: AsyncOwner;
  /** The assigns that it gives, or its name alone. Those that are loaded anew meanwhile are taken out. */
  readonly keys: Set<string>;
  readonly fn: AsyncFunction<unknown>;
  readonly assigns: boolean;
}

class Running {
  readonly task: AsyncTask;
  /** All its keys, for messages. */
  readonly name: string;
  readonly #controller = new AbortController();
  outcome: AsyncOutcome | undefined;
  /** Settled when it is over. */
  done: Promise<void> | undefined;

  constructor(task: AsyncTask) {
    this.task = task;
    this.name = [...task.keys].join(", ");
  }

  get hasBegun(): boolean {
    return this.done !== undefined;
  }

  get isAborted(): boolean {
    return this.#controller.signal.aborted;
  }

  begin(settled: (outcome: AsyncOutcome) => void): void {
    const { signal } = this.#controller;
    // Even what is there at once comes in a turn of its own.
    this.done = (async () => this.task.fn(signal))().then(
      (result) => settled({ ok: true, result, failed: undefined }),
      (error: unknown) => settled({ ok: false, result: undefined, failed: errorOf(error) }),
    );
  }

  abort(reason: Error): void {
    this.#controller.abort(reason);
  }
}

/** Assigns what came of a task. Answers the outcome, which is a failure too where a key is missing. */
function assigned({ owner, keys }: AsyncTask, outcome: AsyncOutcome): AsyncOutcome {
  const values = outcome.ok ? (outcome.result as object) : {};
  const missing = outcome.ok ? [...keys].filter((key) => !Object.hasOwn(values, key)) : [];
  const failed =
    outcome.failed ?? (missing.length > 0 ? new TypeError(`assignAsync: the task gave no "${missing.join('", "')}".`) : undefined);
  const states = [...keys].map((key) => {
    const state =
      failed === undefined
        ? AsyncResult.ok((values as { readonly [key: string]: unknown })[key])
        : AsyncResult.failed(failed, knownResult(owner.assigns[key]));
    return [key, state] as const;
  });
  owner.assign(Object.fromEntries(states));
  return failed === undefined ? outcome : { ok: false, result: undefined, failed };
}
