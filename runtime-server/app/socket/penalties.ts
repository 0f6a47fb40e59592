/**
 * What a socket did wrong: logged once for each reason, so that a flood is not one in the log too; too often and it
 * is closed.
 */
import type { LogFields, Logger } from "../../base/host.ts";

/** Whose they are. */
export interface Offender {
  readonly address: string;
}

export class Penalties {
  readonly #logger: Logger;
  readonly #most: number;
  readonly #offender: Offender;
  readonly #logged = new Set<string>();
  #strikes = 0;

  constructor(logger: Logger, most: number, offender: Offender) {
    this.#logger = logger;
    this.#most = most;
    this.#offender = offender;
  }

  /** A strike. False at the last that is borne, and at each after it. */
  strike(reason: string, fields?: LogFields): boolean {
    this.#strikes++;
    this.note(reason, fields);
    return this.#strikes < this.#most;
  }

  /** None, but worth a line. */
  note(reason: string, fields: LogFields = {}): void {
    if (this.#logged.has(reason)) return;
    this.#logged.add(reason);
    this.#logger.warn(`refused: ${reason}`, { ...fields, peer: this.#offender.address });
  }
}
