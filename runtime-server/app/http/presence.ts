/** Whether a request's visitor still waits for the answer: who has gone must not leave work behind that never ends. */
import { httpError } from "../../base/errors.ts";
import type { Cancel, Clock } from "../../base/host.ts";
import type { Request } from "../../transport/transport.ts";

/** How often it is looked, ms. */
const LOOKED_EVERY = 1_000;

export class Presence {
  readonly #request: Request;
  readonly #clock: Clock;
  readonly #whenGone: (() => void)[] = [];
  #looking: Cancel = () => {};

  constructor(request: Request, clock: Clock) {
    this.#request = request;
    this.#clock = clock;
  }

  /** Calls `fn` once the visitor has gone, unless there was an answer before. */
  whenGone(fn: () => void): void {
    this.#whenGone.push(fn);
  }

  /** What `work` comes to, as long as somebody waits for it. Rejects with 499, which nobody is told, when not. */
  async during<T>(work: Promise<T>): Promise<T> {
    const gone = new Promise<never>((_resolve, reject) => this.whenGone(() => reject(httpError(499, "The visitor went away."))));
    this.#look();
    try {
      return await Promise.race([work, gone]);
    } finally {
      this.#looking();
    }
  }

  #look(): void {
    this.#looking = this.#clock.setTimeout(() => {
      if (!this.#request.aborted) return this.#look();
      for (const fn of this.#whenGone.splice(0)) fn();
    }, LOOKED_EVERY);
  }
}
