/** Drafts of a state: what `socket.update((draft) => …)` writes to. */
import { create } from "mutative";

/** Objects that a draft hands out as they are; their members are no data of ours. */
export type Opaque = ((...args: never[]) => unknown) | Date | RegExp;

/** What may be written to: the same data without `readonly`. An array is named as such, not mapped, so that a type that contains itself ends. */
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

/** The state that `recipe` makes of `state`: a copy of what it wrote to, and the rest itself. Answers `state` where nothing was written. */
export function drafted<S extends object>(state: S, recipe: (draft: never) => void): S {
  return create(state, (draft) => void recipe(draft as never));
}
