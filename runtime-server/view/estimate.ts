/** How much memory a view's state holds, roughly and cheaply: large parts are sampled. */

/** Items of an array, and members of an object, that are looked at. The others are taken to be like them. */
const SAMPLES = 16;
/** Values that are looked at in all; what is left then counts as a reference. */
const MOST_VALUES = 4_000;

const REFERENCE = 8;
const OBJECT = 24;
const HEADER = 16;

/**
 * Bytes that `values` hold together, estimated. What they share counts once. Getters are not called, and what closures
 * hold is not seen.
 *
 * @example
 * estimateBytes([{ note: "x".repeat(1_000) }]);   // 1048
 */
export function estimateBytes(values: readonly unknown[]): number {
  const walk: Walk = { seen: new Set(), left: MOST_VALUES };
  return values.reduce<number>((sum, value) => sum + bytesOf(value, walk), 0);
}

interface Walk {
  readonly seen: Set<object>;
  left: number;
}

/** What `value` holds besides the reference to it. */
function bytesOf(value: unknown, walk: Walk): number {
  if (typeof value === "string") return HEADER + (isWide(value) ? 2 : 1) * value.length;
  if (typeof value === "bigint") return HEADER + REFERENCE;
  if (typeof value !== "object" || value === null || walk.seen.has(value) || walk.left-- <= 0) return 0;
  walk.seen.add(value);
  if (ArrayBuffer.isView(value)) return OBJECT + value.byteLength;
  if (value instanceof ArrayBuffer) return OBJECT + value.byteLength;
  if (Array.isArray(value)) return HEADER + value.length * REFERENCE + sampled(value.length, (index) => bytesOf(value[index], walk));
  if (value instanceof Map) return collectionBytes([...value.keys()], walk) + collectionBytes([...value.values()], walk);
  if (value instanceof Set) return collectionBytes([...value], walk);
  return objectBytes(value, walk);
}

function collectionBytes(items: readonly unknown[], walk: Walk): number {
  return OBJECT + 2 * REFERENCE * items.length + sampled(items.length, (index) => bytesOf(items[index], walk));
}

function objectBytes(value: object, walk: Walk): number {
  try {
    const names = Object.keys(value);
    const member = (index: number): number => bytesOf(Object.getOwnPropertyDescriptor(value, names[index] ?? "")?.value, walk);
    return OBJECT + names.length * REFERENCE + sampled(names.length, member);
  } catch {
    // A Proxy may throw, and is nobody's mistake here.
    return OBJECT;
  }
}

/** The sum of `bytes` over all indexes below `count`, from a few that are spread evenly. */
function sampled(count: number, bytes: (index: number) => number): number {
  const looks = Math.min(count, SAMPLES);
  let sum = 0;
  for (let look = 0; look < looks; look++) sum += bytes(Math.floor((look * count) / looks));
  return looks === 0 ? 0 : Math.round((sum * count) / looks);
}

/** True where a character takes two bytes, by its first ones. */
function isWide(text: string): boolean {
  for (let index = 0; index < Math.min(text.length, SAMPLES); index++) if (text.charCodeAt(index) > 255) return true;
  return false;
}
