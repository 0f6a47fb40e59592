/**
 * Errors that nobody catches: a promise that a handler did not await, a throw in its `setTimeout`. Node ends the
 * process for them, and with it every view. Here they end the view whose code they come from.
 *
 * A view's code runs inside an `AsyncLocalStorage`, once per turn. Of an error that Node is about to die of we are
 * told as monitors, which changes nothing. Only where it is a view's, and the program does not handle such errors
 * itself, it is then taken from Node.
 */
import { AsyncLocalStorage } from "node:async_hooks";
import type { Attribution, Logger, Sourced } from "../base/host.ts";
import type { LiveView } from "../view/live-view.ts";

/** What is remembered of a view by what it started, and not the view: timers and promises may outlive it by far. */
class Source implements Sourced {
  readonly id: string;
  readonly name: string;
  readonly strays: Strays;

  constructor(id: string, name: string, strays: Strays) {
    this.id = id;
    this.name = name;
    this.strays = strays;
  }

  run<A>(fn: (argument: A) => void, argument: A): void {
    sources.run(this, fn, argument);
  }
}

const sources = new AsyncLocalStorage<Source>();
/** Of the apps that listen. */
const watching = new Set<Strays>();

export class Strays implements Attribution {
  readonly #find: (id: string) => LiveView | undefined;
  readonly #logger: Logger;

  constructor(find: (id: string) => LiveView | undefined, logger: Logger) {
    this.#find = find;
    this.#logger = logger;
  }

  source(id: string, name: string): Sourced {
    return new Source(id, name, this);
  }

  /** From now on. One listener serves all apps of the process. */
  watch(): void {
    if (watching.size === 0) process.on("uncaughtExceptionMonitor", claim);
    watching.add(this);
  }

  stop(): void {
    if (watching.delete(this) && watching.size === 0) process.off("uncaughtExceptionMonitor", claim);
  }

  /** Ends the view, as an error in its handler does. */
  end(error: unknown, { id, name }: Source): void {
    const view = this.#find(id);
    if (view === undefined) this.#logger.error("an error of a view that has ended", { view: name, id, error });
    else view.fail(error);
  }
}

/** Takes an uncaught error that is a view's. */
function claim(_error: unknown): void {
  const source = sources.getStore();
  if (source === undefined || !watching.has(source.strays)) return;
  if (process.listenerCount("uncaughtException") > 0 || process.hasUncaughtExceptionCaptureCallback()) return;
  process.once("uncaughtException", (error) => source.strays.end(error, source));
}
