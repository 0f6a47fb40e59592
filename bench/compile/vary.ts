/** The variations of a component: the same on every run. */

const ENTITIES =
  "account article author booking campaign channel comment contract course customer delivery device document employee event invoice issue lead meeting member message note order page patient payment payout plan player post product project question release report request review room route server session shipment student supplier task team ticket transfer user vehicle".split(
    " ",
  );
const FIELDS =
  "amount capacity category city comment company country currency department discount duration email fax language location manager mobile nickname notes origin owner phone position priority quantity reference region score source state street subject summary tax terms timezone title total unit version website weight zip".split(
    " ",
  );
const WORDS =
  "all any before changes check choose close days each every first from here last later many more never new next nobody nothing now once only open other please range ready same saved save several since some soon still sure these this today together until week when while with without year yet your".split(
    " ",
  );

/** A linear congruential generator (Numerical Recipes) makes all choices. */
export class Vary {
  #seed: number;

  constructor(seed: number) {
    this.#seed = Math.imul(seed + 1, 2_654_435_761) >>> 0;
  }

  /** From `low` to `high`, both included. */
  int(low: number, high: number): number {
    this.#seed = (Math.imul(this.#seed, 1_664_525) + 1_013_904_223) >>> 0;
    return low + Math.floor((this.#seed / 2 ** 32) * (high - low + 1));
  }

  chance(percent: number): boolean {
    return this.int(1, 100) <= percent;
  }

  pick<T>(items: readonly T[]): T {
    return items[this.int(0, items.length - 1)] as T;
  }

  entity(): string {
    return this.pick(ENTITIES);
  }

  /** Distinct names for members. */
  fields(count: number): readonly string[] {
    const found = new Set<string>();
    while (found.size < count) found.add(this.pick(FIELDS));
    return [...found];
  }

  /** A sentence for people, without its full stop. */
  sentence(low = 2, high = 7): string {
    return capital(Array.from({ length: this.int(low, high) }, () => this.pick(WORDS)).join(" "));
  }
}

export function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
