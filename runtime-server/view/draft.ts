/** Drafts of a state: what `socket.update((draft) => …)` writes to. */
import { create } from "mutative";
import { LivecError } from "../base/errors.ts";
import { Snapshot, step } from "./in-place.ts";

/**
 * Marks objects of a class that a draft may copy as it copies plain ones: their own members are all there is to them,
 * and none of those is private to JavaScript.
 */
export const asData: unique symbol = Symbol("livec.asData");

/** Objects that a draft hands out as they are; their members are no data of ours. */
export type Opaque = ((...args: never[]) => unknown) | Date | RegExp;

/**
 * What may be written to: the same data without `readonly`. An array is named as such, not mapped, so that a type that
 * contains itself ends.
 */
export type Draft<T> = T extends Opaque
  ? T
  : T extends ReadonlyMap<infer K, infer V>
    ? Map<K, Draft<V>>
    : T extends ReadonlySet<infer V>
      ? Set<Draft<V>>
      : T extends readonly (infer I)[]
        ? number extends T["length"]
          ? Draft<I>[]
          : { -readonly [K in keyof T]: Draft<T[K]> }
        : T extends object
          ? { -readonly [K in keyof T]: Draft<T[K]> }
          : T;

/**
 * The state that `recipe` makes of `state`: a copy of what it wrote to, and the rest itself. Answers `state` where
 * nothing was written. A Date, or an instance of a class, is handed out as it is, to be read or replaced. Throws
 * `changed-in-place` where one was changed.
 */
export function drafted<S extends object>(state: S, recipe: (draft: never) => void): S {
  const handedOut = new Snapshot();
  const mark = (value: unknown, { immutable }: { readonly immutable: "immutable" }): "immutable" | undefined => {
    if (isBare(value) || (typeof value === "object" && value !== null && asData in value)) return immutable;
    if (!isData(value)) handedOut.add(value, "");
    return undefined;
  };
  const next = create(state, (draft) => void recipe(draft as never), { mark });
  for (const [object, key] of handedOut.changes()) throw changedInPlace(state, object, key);
  return next;
}

/** Of a payload, for one. */
function isBare(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === null;
}

/** What a draft copies. */
function isData(value: unknown): boolean {
  if (typeof value !== "object" || value === null || Array.isArray(value) || value instanceof Map || value instanceof Set) return true;
  return Object.getPrototypeOf(value) === Object.prototype;
}

function changedInPlace(state: object, object: object, key: string | number): LivecError {
  const all = new Snapshot();
  all.add(state, "draft");
  const path = step(all.pathOf(object) ?? "a value of the draft", key);
  return new LivecError(
    "changed-in-place",
    `socket.update: ${path} was changed in place. A draft copies plain objects, arrays, Maps and Sets; assign a new Date or instance instead.`,
  );
}
