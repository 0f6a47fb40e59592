/**
 * What a socket did wrong: logged once for each reason, so that a flood is not one in the log too; too often and it
 * is closed.
 */
import type { LogFields, Logger } from "../../base/host.ts";

export class Penalties {
  readonly #logger: Logger;
  readonly #most: number;
  readonly #facts: LogFields;
  readonly #close: () => void;
  #logged: Set<string> | undefined;
  #strikes = 0;

  /** `facts` stand in every line of the log; `close` is called at the `most`th misdeed, and at each after it. */
  constructor(logger: Logger, most: number, facts: LogFields, close: () => void) {
    this.#logger = logger;
    this.#most = most;
    this.#facts = facts;
    this.#close = close;
  }

  /** A misdeed. */
  strike(reason: string, fields?: LogFields): void {
    this.#strikes++;
    this.note(reason, fields);
    if (this.#strikes >= this.#most) this.#close();
  }

  /** None, but worth a line. */
  note(reason: string, fields: LogFields = {}): void {
    this.#logged ??= new Set();
    if (this.#logged.has(reason)) return;
    this.#logged.add(reason);
    this.#logger.warn(`refused: ${reason}`, { ...fields, ...this.#facts });
  }
}
