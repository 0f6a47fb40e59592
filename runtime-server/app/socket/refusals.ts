/** The log of what was refused: a flood from outside is not one in the log. */
import type { Clock, LogFields, Logger } from "../../base/host.ts";
import { Bucket } from "./bucket.ts";

/** Lines per second on average, and at once; of all sockets together. */
const LINES_PER_SECOND = 1;
const LINES_AT_ONCE = 100;

/** Warns of refusals, within bounds; the next line after some were left out says how many. */
export class Refusals {
  readonly #logger: Logger;
  readonly #bucket: Bucket;
  #leftOut = 0;

  constructor(clock: Clock, logger: Logger) {
    this.#logger = logger;
    this.#bucket = new Bucket(clock, LINES_PER_SECOND, LINES_AT_ONCE);
  }

  warn(reason: string, fields: LogFields): void {
    if (!this.#bucket.take()) {
      this.#leftOut++;
      return;
    }
    this.#logger.warn(`refused: ${reason}`, this.#leftOut === 0 ? fields : { ...fields, leftOut: this.#leftOut });
    this.#leftOut = 0;
  }
}
