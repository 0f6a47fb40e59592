/** One run is as the other: chance and time are fixed. For a process that runs scenarios and nothing else. */
import crypto from "node:crypto";
import { syncBuiltinESMExports } from "node:module";

/** When every scenario begins, in milliseconds since 1970: that of virtual clocks. */
const BEGIN = 1_700_000_000_000;
const SEED = 42;

/** A linear congruential generator (Numerical Recipes). */
class Chance {
  #state = SEED;

  restart(): void {
    this.#state = SEED;
  }

  next(): number {
    this.#state = (this.#state * 1_664_525 + 1_013_904_223) >>> 0;
    return this.#state / 2 ** 32;
  }
}

/** For `Math.random`. */
const ofPrograms = new Chance();
/** For ids and keys. By itself: how many of them livec needs is no matter of a program's. */
const ofKeys = new Chance();

/** The same numbers for each scenario, whichever ran before. */
export function restartChance(): void {
  ofPrograms.restart();
  ofKeys.restart();
}

/**
 * `Math.random`, `node:crypto`'s bytes and ids, and today's date become the same in every run. `now` is asked for the
 * time. Cannot be undone.
 */
export function fixChance(now: () => number = () => BEGIN): void {
  restartChance();
  const next = (): number => ofKeys.next();
  const bytes = <B extends Uint8Array>(into: B): B => {
    for (let at = 0; at < into.length; at++) into[at] = Math.floor(next() * 256);
    return into;
  };
  Math.random = () => ofPrograms.next();
  const id = (): string => {
    const hex = Buffer.from(bytes(new Uint8Array(16))).toString("hex");
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
  };
  const fixed = {
    randomBytes: (size: number) => Buffer.from(bytes(new Uint8Array(size))),
    randomUUID: id,
    randomInt: (low: number, high?: number) => (high === undefined ? Math.floor(next() * low) : low + Math.floor(next() * (high - low))),
  };
  Object.assign(crypto, fixed);
  syncBuiltinESMExports();
  Object.defineProperty(globalThis.crypto, "randomUUID", { value: id, configurable: true });
  const RealDate = Date;
  globalThis.Date = class extends RealDate {
    constructor(...given: readonly unknown[]) {
      super(...((given.length === 0 ? [now()] : given) as [number]));
    }
    static override now(): number {
      return now();
    }
  } as DateConstructor;
}
