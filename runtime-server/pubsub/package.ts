/** Packages that a program installs beside livec, for the engine it chose. */
import { LivecError } from "../base/errors.ts";

/** Loads a package, whose shape the caller knows. Throws `pubsub` where it is not installed. */
export async function load<T>(name: string, what: string): Promise<T> {
  try {
    return (await import(name)) as T;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== "ERR_MODULE_NOT_FOUND") throw cause;
    throw new LivecError("pubsub", `${what} needs the package ${name}. Install it: npm install ${name}`, { cause });
  }
}

/** Tells a listener when an engine goes and comes back, once each. */
export class Presence {
  readonly #changed: (isUp: boolean, reason: string) => void;
  #isUp = true;

  constructor(changed: (isUp: boolean, reason: string) => void) {
    this.#changed = changed;
  }

  get isUp(): boolean {
    return this.#isUp;
  }

  set(isUp: boolean, reason: string): void {
    if (isUp === this.#isUp) return;
    this.#isUp = isUp;
    this.#changed(isUp, reason);
  }
}
