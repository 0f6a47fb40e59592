/** What a socket did wrong: logged once for each reason, so that a flood is not one in the log too; too often and it is closed. */
import type { LogFields } from "../../base/host.ts";
import type { Refusals } from "./refusals.ts";

export class Penalties {
  readonly #refusals: Refusals;
  readonly #most: number;
  readonly #facts: LogFields;
  readonly #close: () => void;
  readonly #logged = new Set<string>();
  #strikes = 0;

  /** `facts` stand in every line of the log; `close` is called at the `most`th misdeed, and at each after it. */
  constructor(refusals: Refusals, most: number, facts: LogFields, close: () => void) {
    this.#refusals = refusals;
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
    if (this.#logged.has(reason)) return;
    this.#logged.add(reason);
    this.#refusals.warn(reason, { ...fields, ...this.#facts });
  }
}
