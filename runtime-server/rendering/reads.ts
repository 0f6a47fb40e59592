/**
 * Change tracking: which of the paths a template reads differ between two states.
 *
 * Every path has a bit (see "Reads" in ARCHITECTURE.md). Before a render the bits of the paths that changed are set; a
 * slot is stale when its mask and the set have a bit in common. Bits only decide what is evaluated. What is sent is
 * decided by comparing values, so a bit too many costs time and never bytes.
 */

/** Bits as 32-bit words; masks of different lengths compare over the words both have. */
export type BitMask = readonly number[];

/** The mask of some bits. */
export function maskOf(bits: readonly number[]): BitMask {
  const words: number[] = [];
  for (const bit of bits) {
    while (words.length <= bit >> 5) words.push(0);
    words[bit >> 5] = (words[bit >> 5] ?? 0) | (1 << (bit & 31));
  }
  return words;
}

export function union(a: BitMask, b: BitMask): BitMask {
  const [long, short] = a.length >= b.length ? [a, b] : [b, a];
  return long.map((word, index) => word | (short[index] ?? 0));
}

export function without(a: BitMask, b: BitMask): BitMask {
  return a.map((word, index) => word & ~(b[index] ?? 0));
}

/** The bits that are set in one render of one template. */
export class ChangeSet {
  /** Most templates read no more than 32 paths: an array for each scope would take 50 bytes of every view. */
  #first = 0;
  readonly #rest: number[] | undefined;

  constructor(bits: number) {
    this.#rest = bits > 32 ? new Array<number>((bits - 1) >> 5).fill(0) : undefined;
  }

  copy(): ChangeSet {
    const rest = this.#rest;
    const copy = new ChangeSet(rest === undefined ? 0 : 32 * (rest.length + 1));
    copy.#first = this.#first;
    for (let index = 0; rest !== undefined && index < rest.length; index++) copy.#setRest(index, rest[index] ?? 0);
    return copy;
  }

  clear(): void {
    this.#first = 0;
    this.#rest?.fill(0);
  }

  /** Everything changed. */
  fill(): void {
    this.#first = -1;
    this.#rest?.fill(-1);
  }

  set(bit: number, changed: boolean): void {
    const flag = 1 << (bit & 31);
    if (bit < 32) this.#first = changed ? this.#first | flag : this.#first & ~flag;
    else {
      const index = (bit >> 5) - 1;
      const word = this.#rest?.[index] ?? 0;
      this.#setRest(index, changed ? word | flag : word & ~flag);
    }
  }

  meets(mask: BitMask): boolean {
    if (mask.length === 0) return false;
    if ((this.#first & (mask[0] ?? 0)) !== 0) return true;
    // A plain loop over few words: this runs for every slot of every visited instance.
    for (let index = 1; index < mask.length; index++) {
      if (((this.#rest?.[index - 1] ?? 0) & (mask[index] ?? 0)) !== 0) return true;
    }
    return false;
  }

  #setRest(index: number, word: number): void {
    if (this.#rest !== undefined) this.#rest[index] = word;
  }
}

/** The keys of a path; one that may be a position is a number. */
export type Path = readonly (string | number)[];

/** A dotted path as its keys; the empty path has none. */
export function parsePath(path: string): Path {
  return path === "" ? [] : path.split(".").map((key) => (/^\d+$/.test(key) ? Number(key) : key));
}

/**
 * True when the value at a path differs. Identical parents settle it without looking further, which is what makes
 * immutable updates cheap. What is missing on the way ends in `undefined`, as with `?.`. A getter or a Proxy that
 * throws counts as changed: the template may guard against it by a branch that is not taken, and if it does not, the
 * expression itself throws.
 */
export function differsAt(before: unknown, after: unknown, path: Path): boolean {
  let a = before;
  let b = after;
  try {
    for (const key of path) {
      if (Object.is(a, b)) return false;
      // `[first]` takes what iterating gives, which is the member 0 of an array, but not of a string or a Set.
      if (typeof key === "number" && !(hasPositions(a) && hasPositions(b))) return true;
      a = member(a, key);
      b = member(b, key);
    }
  } catch {
    return true;
  }
  return !Object.is(a, b);
}

/** {@link shallowEqual} for what may have getters that throw: such a record differs from any other. */
export function shallowDiffers(before: object, after: object): boolean {
  try {
    return !shallowEqual(before, after);
  } catch {
    return true;
  }
}

function hasPositions(value: unknown): boolean {
  return Array.isArray(value) || value === null || value === undefined;
}

function member(value: unknown, key: string | number): unknown {
  return value === null || value === undefined ? undefined : (value as { readonly [key: string]: unknown })[key];
}

/** True when two records have the same keys in the same order with identical values. */
export function shallowEqual(a: object, b: object): boolean {
  if (a === b) return true;
  const keys = Object.keys(a);
  const others = Object.keys(b);
  return keys.length === others.length && keys.every((key, index) => key === others[index] && Object.is(member(a, key), member(b, key)));
}
