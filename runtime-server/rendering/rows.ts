/** Rows: which row of a list's last render each item of the new one is. */
import type { Key, Rows } from "./instance.ts";

/** For each new row the index of the old row with its key, or −1. Without keys a row is its position. Throws on a key used twice. */
export function matchRows(last: Rows | undefined, keys: readonly Key[] | null, length: number, templateName: () => string): Int32Array {
  const sources = new Int32Array(length).fill(-1);
  const oldLength = last?.instances.length ?? 0;
  if (keys === null) {
    for (let index = 0; index < Math.min(length, oldLength); index++) sources[index] = index;
    return sources;
  }
  const oldKeys = last?.keys ?? [];
  // Most edits leave the ends alone: equal ends need no map.
  let start = 0;
  while (start < length && start < oldLength && Object.is(keys[start], oldKeys[start])) sources[start] = start++;
  let end = length;
  let oldEnd = oldLength;
  while (end > start && oldEnd > start && Object.is(keys[end - 1], oldKeys[oldEnd - 1])) sources[--end] = --oldEnd;
  if (start === end) return sources;
  refuseDuplicates(keys, templateName);
  const positions = new Map<Key, number>();
  for (let index = start; index < oldEnd; index++) positions.set(oldKeys[index], index);
  for (let index = start; index < end; index++) sources[index] = positions.get(keys[index]) ?? -1;
  return sources;
}

function refuseDuplicates(keys: readonly Key[], templateName: () => string): void {
  const seen = new Map<Key, number>();
  for (const [index, key] of keys.entries()) {
    const first = seen.get(key);
    if (first !== undefined) {
      throw new Error(
        `${templateName()}: two items of one list have the :key ${JSON.stringify(String(key))} (positions ${first} and ${index}). Keys must differ; use the item's id.`,
      );
    }
    seen.set(key, index);
  }
}
