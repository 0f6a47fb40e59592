/**
 * Containers: the elements that a `live-target` names. A patch is split into what is inside of them and the rest, so
 * that one can be sent and the other wait. Both touch other places of the page, so it does not matter which of them
 * comes first.
 */
import type { Change, Patch } from "../../protocol/wire.ts";
import { Instance, Root, Rows, type SlotValue } from "./instance.ts";

/** A patch in two. */
export interface Split {
  readonly now: Patch;
  readonly rest: Patch;
}

/** The part of an instance that leads to containers. */
interface Way {
  /** Slots inside of a container. */
  readonly inside: ReadonlySet<number>;
  /** Slots whose block has a container somewhere in it. */
  readonly onward: ReadonlyMap<number, Way>;
}

/**
 * Splits a patch of `root`. Nothing where that cannot be done: a container is not shown, or is in a list, or the patch
 * brings the block around one anew.
 */
export function splitPatch(root: Instance, patch: Patch, ids: readonly string[]): Split | undefined {
  const ways = new Ways(ids);
  const way = ways.to(root);
  return ways.areComplete ? split(patch, way, ways) : undefined;
}

/** Looks for containers, and takes note of the components on the way and in them. */
class Ways {
  readonly components = new Map<number, Way | "inside">();
  readonly #missing: Set<string>;

  constructor(ids: readonly string[]) {
    this.#missing = new Set(ids);
  }

  get areComplete(): boolean {
    return this.#missing.size === 0;
  }

  to({ block, values }: Instance): Way {
    const inside = new Set<number>();
    const onward = new Map<number, Way>();
    for (const [id, [from, to]] of Object.entries(block.containers)) {
      if (this.#missing.delete(id)) for (let slot = from; slot < to; slot++) inside.add(slot);
    }
    for (const [slot, value] of values.entries()) {
      if (inside.has(slot)) this.#enter(value);
      else if (value instanceof Instance) {
        const way = this.to(value);
        if (way.inside.size + way.onward.size === 0) continue;
        onward.set(slot, way);
        if (value instanceof Root && value.component !== undefined) this.components.set(value.component.number, way);
      }
    }
    return { inside, onward };
  }

  /** Notes the components inside of a container. */
  #enter(value: SlotValue): void {
    if (!(value instanceof Instance || value instanceof Rows)) return;
    if (value instanceof Root && value.component !== undefined) this.components.set(value.component.number, "inside");
    for (const inner of value.values) this.#enter(inner);
  }
}

function split(patch: Patch, way: Way, ways: Ways): Split | undefined {
  const now: (number | Change)[] = [];
  const rest: (number | Change)[] = [];
  for (let index = 0; index < patch.length; index += 2) {
    const number = patch[index] as number;
    const change = patch[index + 1] as Change;
    const onward = number < 0 ? ways.components.get(-number) : way.inside.has(number) ? "inside" : way.onward.get(number);
    if (onward === "inside") now.push(number, change);
    else if (onward === undefined) rest.push(number, change);
    else {
      const parts = isPatch(change) ? split(change, onward, ways) : undefined;
      if (parts === undefined) return undefined;
      if (parts.now.length > 0) now.push(number, parts.now);
      if (parts.rest.length > 0) rest.push(number, parts.rest);
    }
  }
  return { now, rest };
}

function isPatch(change: Change): change is Patch {
  return Array.isArray(change) && typeof change[0] === "number";
}
