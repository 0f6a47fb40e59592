/** Fields by name: `phones.0.number`, the `number` of the first of `phones`. In markup it is `phones[0][number]`. */
import { type Data, isData } from "./shape.ts";

export type FieldPath = readonly string[];

export function parseName(name: string): FieldPath {
  return name === "" ? [] : name.split(".");
}

/** The name that a field's element has. */
export function elementName(path: FieldPath): string {
  return path.map((key, index) => (index === 0 ? key : `[${key}]`)).join("");
}

/** What stands there; `undefined` where nothing does. */
export function valueAt(data: unknown, path: FieldPath): unknown {
  let value = data;
  for (const key of path) {
    if (!(isData(value) || Array.isArray(value)) || !Object.hasOwn(value, key)) return undefined;
    value = (value as Data)[key];
  }
  return value;
}

/** A copy of `data` with `value` there; a list keeps its other items. `path` may lead where nothing was. */
export function withValueAt(data: unknown, path: FieldPath, value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (Array.isArray(data)) {
    const items: unknown[] = [...data];
    // A row that is not there is put at the end.
    const index = Math.min(Number.parseInt(key, 10) || 0, items.length);
    items[index] = withValueAt(items[index], rest, value);
    return items;
  }
  return {
    ...(isData(data) ? data : {}),
    [key]: withValueAt(isData(data) && Object.hasOwn(data, key) ? data[key] : undefined, rest, value),
  };
}

/** `over` put over `data`: groups field by field, everything else whole. */
export function merged(data: unknown, over: unknown): unknown {
  if (!isData(data) || !isData(over)) return over;
  const values = Object.entries(over).map(([name, value]) => [name, Object.hasOwn(data, name) ? merged(data[name], value) : value]);
  return { ...data, ...Object.fromEntries(values) };
}

/** The paths of all values in `data` that hold nothing else. */
export function leavesOf(data: unknown): readonly FieldPath[] {
  if (!isData(data) && !Array.isArray(data)) return [[]];
  return Object.entries(data).flatMap(([name, value]) => leavesOf(value).map((path) => [name, ...path]));
}

/** True where `path` leads to what is at `name`, or into it. */
export function isWithin(path: string, name: string): boolean {
  return name === "" || path === name || path.startsWith(`${name}.`);
}
