/** Compares what arrived with what a test expects of it. */
import { inspect, isDeepStrictEqual } from "node:util";

/** Whether `expected` is in `actual`: of objects, what is named; everything else must be equal. */
export function matches(actual: unknown, expected: unknown): boolean {
  if (expected === undefined) return true;
  if (!isRecord(expected) || !isRecord(actual)) return isEqual(actual, expected);
  return Object.entries(expected).every(([name, value]) => Object.hasOwn(actual, name) && matches(actual[name], value));
}

/** Deep equality; an object without a prototype, as payloads are, is as one with. */
export function isEqual(actual: unknown, expected: unknown): boolean {
  return isDeepStrictEqual(plain(actual), plain(expected));
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (!isRecord(value) || ![null, Object.prototype].includes(Object.getPrototypeOf(value) as null)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, plain(member)]));
}

function isRecord(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A value for messages, on one line where it is short. */
export function printed(value: unknown): string {
  return inspect(value, { depth: 4, breakLength: 100, maxArrayLength: 10, maxStringLength: 200 });
}
