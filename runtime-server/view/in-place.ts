/** Data that is changed in place, which no change tracking can see: found by comparing it with what it was. */

/** Objects that one snapshot remembers; what is beyond goes unwatched. */
const MOST_OBJECTS = 10_000;

type Key = string | number;
type Entries = readonly (readonly [key: Key, value: unknown])[];

/** The own values of every object that can be reached from some data, as they were when it was added. */
export class Snapshot {
  readonly #objects = new Map<object, { readonly path: string; readonly entries: Entries }>();

  /** `path` is how `value` is called. Of an object that is reached by several paths the first is kept. */
  add(value: unknown, path: string): void {
    const waiting: (readonly [value: unknown, path: string])[] = [[value, path]];
    for (let at = 0; at < waiting.length && this.#objects.size < MOST_OBJECTS; at++) {
      const [item, itemPath] = waiting[at] ?? [undefined, ""];
      if (typeof item !== "object" || item === null || this.#objects.has(item)) continue;
      const entries = entriesOf(item);
      this.#objects.set(item, { path: itemPath, entries });
      for (const [key, inside] of entries) if (typeof inside === "object") waiting.push([inside, step(itemPath, key)]);
    }
  }

  /** The path of an object, where it is known. */
  pathOf(object: object): string | undefined {
    return this.#objects.get(object)?.path;
  }

  /** Each object whose values are not what they were, with the first key that tells. */
  *changes(): Generator<readonly [object: object, key: Key]> {
    for (const [object, { entries }] of this.#objects) {
      const key = difference(entries, entriesOf(object));
      if (key !== undefined) yield [object, key];
    }
  }
}

/** `assigns.todos[3].done`; of a Date its time, which has no key, the Date's own path. */
export function step(path: string, key: Key): string {
  if (key === "") return path;
  if (typeof key === "number") return `${path}[${key}]`;
  return /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`;
}

function difference(before: Entries, now: Entries): Key | undefined {
  const length = Math.max(before.length, now.length);
  for (let i = 0; i < length; i++) {
    const [key, value] = before[i] ?? [];
    const [keyNow, valueNow] = now[i] ?? [];
    if (key !== keyNow || !Object.is(value, valueNow)) return keyNow ?? key;
  }
  return undefined;
}

/** Getters are not called, and what cannot be looked into (a Proxy that throws) has no entries. */
function entriesOf(object: object): Entries {
  if (object instanceof Date) return [["", object.getTime()]];
  if (Array.isArray(object)) return object.map((item, index) => [index, item]);
  if (object instanceof Map) return [...object].map(([key, value]) => [String(key), value]);
  if (object instanceof Set) return [...object].map((item, index) => [index, item]);
  try {
    return Object.entries(Object.getOwnPropertyDescriptors(object)).map(([name, { value }]) => [name, value]);
  } catch {
    return [];
  }
}
