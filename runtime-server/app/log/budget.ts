/** One budget for all that livec logs: a flood from outside, or of errors, is not one in the log. */
import type { Cancel, Clock, LogFields, Logger, LogLevel } from "../../base/host.ts";
import { Bucket, Rate } from "../bounds/bucket.ts";
import { shorten } from "./entry.ts";

export interface LogLimits {
  /** Bytes of one entry. */
  readonly logBytes: number;
  /** Entries per second, on average. */
  readonly logsPerSecond: number;
  /** Entries at once. */
  readonly logsBurst: number;
  /** Of these, with the same message and view; a tenth of `logsPerSecond` on average. */
  readonly logsPerReason: number;
}

/** Messages are livec's own words; with the names of views they are few. */
const MOST_REASONS = 1_000;
/** When the flood is over, its entries that were left out are told. */
const TOLD_AFTER = 10_000;

/**
 * Writes to `logger` within bounds. An entry says how many of its reason were left out before it; what is never said
 * so is told once the flood is over.
 */
export function budgeted(logger: Logger, clock: Clock, limits: LogLimits): Logger {
  const budget = new Budget(logger, clock, limits);
  const log =
    (level: LogLevel) =>
    (message: string, fields: LogFields = {}): void =>
      budget.log(level, message, fields);
  return { debug: log("debug"), info: log("info"), warn: log("warn"), error: log("error") };
}

class Budget {
  readonly #logger: Logger;
  readonly #clock: Clock;
  readonly #limits: LogLimits;
  readonly #all: Bucket;
  /** Of one reason. */
  readonly #rate: Rate;
  readonly #reasons = new Map<string, Bucket>();
  /** How many entries of a reason were left out. */
  readonly #leftOut = new Map<string, number>();
  #telling: Cancel | undefined;
  #hasFailed = false;

  constructor(logger: Logger, clock: Clock, limits: LogLimits) {
    this.#logger = logger;
    this.#clock = clock;
    this.#limits = limits;
    this.#all = new Bucket(new Rate(clock, limits.logsPerSecond, limits.logsBurst));
    this.#rate = new Rate(clock, limits.logsPerSecond / 10, limits.logsPerReason);
  }

  log(level: LogLevel, message: string, fields: LogFields): void {
    const reason = typeof fields["view"] === "string" ? `${message} (${fields["view"]})` : message;
    if (!this.#bucketOf(reason).take() || !this.#all.take()) return this.#leave(reason);
    const leftOut = this.#leftOut.get(reason);
    this.#leftOut.delete(reason);
    this.#write(level, message, leftOut === undefined ? fields : { ...fields, leftOut });
  }

  #bucketOf(reason: string): Bucket {
    const known = this.#reasons.get(reason);
    if (known !== undefined) return known;
    const [oldest] = this.#reasons.keys();
    if (this.#reasons.size >= MOST_REASONS && oldest !== undefined) this.#reasons.delete(oldest);
    const bucket = new Bucket(this.#rate);
    this.#reasons.set(reason, bucket);
    return bucket;
  }

  #leave(reason: string): void {
    const kept = this.#leftOut.has(reason) || this.#leftOut.size < MOST_REASONS ? reason : "others";
    this.#leftOut.set(kept, (this.#leftOut.get(kept) ?? 0) + 1);
    this.#telling ??= this.#clock.setTimeout(() => this.#tell(), TOLD_AFTER);
  }

  #tell(): void {
    this.#telling = undefined;
    if (this.#leftOut.size === 0) return;
    const reasons = [...this.#leftOut].sort(([, a], [, b]) => b - a);
    this.#leftOut.clear();
    const total = reasons.reduce((sum, [, count]) => sum + count, 0);
    this.#write("warn", "log entries were left out", { leftOut: total, reasons: Object.fromEntries(reasons.slice(0, 10)) });
  }

  /** A log that fails must not take what it tells of down with it. */
  #write(level: LogLevel, message: string, fields: LogFields): void {
    try {
      this.#logger[level](message, shorten(fields, this.#limits.logBytes - message.length));
    } catch (error) {
      if (!this.#hasFailed) process.emitWarning(`The logger of the livec app failed: ${String(error)}`);
      this.#hasFailed = true;
    }
  }
}
