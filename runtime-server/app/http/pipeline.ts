/** Steps around a request, each of which may answer it or let the next one do so. */
import { LivecError } from "../../base/errors.ts";

/** `next` runs the steps behind this one; it may be called once, and need not be awaited. */
export type Step<C> = (conn: C, next: () => Promise<void>) => unknown;

/**
 * One step of many. It ends when all that were begun have ended: also those behind a step that did not wait for them,
 * whose error then is its own. Steps that are added to the array later count from the next request on.
 *
 * @example
 * const run = compose<Conn>([log, authenticate, answer]);
 * await run(conn, async () => {});
 */
export function compose<C>(steps: readonly Step<C>[]): (conn: C, next: () => Promise<void>) => Promise<void> {
  return (conn, next) => {
    const from = async (index: number): Promise<void> => {
      const step = steps[index];
      if (step === undefined) return next();
      let rest: Rest | undefined;
      let isOver = false;
      try {
        await step(conn, () => {
          // Nobody is there any more to whom an error could be told; the request failed where nothing answered it.
          if (isOver) return new Rest(Promise.reject(misused("after it had ended")));
          if (rest !== undefined) throw misused("a second time");
          rest = new Rest(from(index + 1));
          return rest;
        });
      } finally {
        isOver = true;
        await rest?.settled;
      }
      await rest?.failure();
    };
    return from(0);
  };
}

function misused(how: string): LivecError {
  return new LivecError("bad-reply", `A plug called next() ${how}: what comes behind it runs once, while the plug does.`);
}

/** What `next` returns: a promise that knows whether somebody saw to its failing. */
class Rest extends Promise<void> {
  /** When it has ended, however it did. */
  readonly settled: Promise<unknown>;
  readonly #run: Promise<void>;
  #isSeenTo = false;

  // What `then` derives is an ordinary promise.
  static override get [Symbol.species](): PromiseConstructor {
    return Promise;
  }

  constructor(run: Promise<void>) {
    super((resolve, reject) => void run.then(resolve, reject));
    this.#run = run;
    // The pipeline reports it.
    this.settled = super.then(undefined, () => {});
  }

  // biome-ignore lint/suspicious/noThenProperty: `await` calls it
  override then<A = void, B = never>(
    fulfilled?: ((value: void) => A | PromiseLike<A>) | null,
    rejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    const derived = super.then(fulfilled, rejected);
    if (typeof rejected === "function") this.#isSeenTo = true;
    else derived.catch(() => {});
    return derived;
  }

  /** Throws the error that nobody saw to. */
  async failure(): Promise<void> {
    if (!this.#isSeenTo) await this.#run;
  }
}
