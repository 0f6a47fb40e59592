/** Folds over the instance tree: full values for the wire, and the skeleton for the page. */
import { hasExtent } from "../../protocol/slots.ts";
import type { Leaf, Value } from "../../protocol/wire.ts";
import { Added, Instance, JoinedUrl, RawHtml, Rows, type SlotValue, SpreadValue } from "./instance.ts";
import { NestedView } from "./nested-view.ts";
import { type Embed, type Resident, residentOf } from "./resident.ts";
import { hasValues } from "./slot.ts";
import type { BlockTable } from "./table.ts";
import { leafText } from "./value.ts";

/** `[block, …values]`: an instance as a client builds it from nothing. */
export function valuesOf(instance: Instance, table: BlockTable, embed?: Embed): readonly Value[] {
  return [table.numberOf(instance.block), ...instance.values.map((value) => slotValueOf(value, table, embed))];
}

/** A row's values; a row without slots counts as one `0`. */
export function rowValues(instance: Instance, table: BlockTable, embed?: Embed): readonly Value[] {
  return instance.values.length === 0 ? [0] : instance.values.map((value) => slotValueOf(value, table, embed));
}

/** A component is `[-number, block, …values]`, a nested view `[html]`, its container with what is in it. */
export function residentValues(resident: Resident, table: BlockTable, embed?: Embed): readonly Value[] {
  return resident instanceof NestedView ? [resident.html] : [-resident.number, ...valuesOf(resident.root, table, embed)];
}

/** `[-number]`: a component that the page has. */
export function residentReference(resident: Resident): readonly Value[] {
  return resident instanceof NestedView ? [resident.html] : [-resident.number];
}

function slotValueOf(value: SlotValue, table: BlockTable, embed: Embed | undefined): Value {
  const resident = residentOf(value);
  if (resident !== undefined) return embed === undefined ? residentValues(resident, table) : embed(resident);
  if (value instanceof Instance) return valuesOf(value, table, embed);
  if (value instanceof Rows || value instanceof Added) return value.instances.flatMap((row) => rowValues(row, table, embed));
  if (value instanceof SpreadValue) return Object.fromEntries(value.attributes);
  if (value instanceof JoinedUrl) return value.url;
  if (value instanceof RawHtml) throw new TypeError("A root layout is not live; it has no values for a client.");
  return value as Leaf | readonly Leaf[];
}

/** The skeleton's integers, joined by commas; see ARCHITECTURE.md. */
export function skeletonOf(instance: Instance, table: BlockTable): string {
  const extents: number[] = [];
  collectExtents(instance, table, extents);
  return extents.join(",");
}

function collectExtents(instance: Instance, table: BlockTable, extents: number[]): void {
  for (const [index, slot] of instance.block.slots.entries()) {
    const value = instance.values[index];
    if (hasValues(slot)) extents.push(...lengths(value as readonly Leaf[]));
    if (!hasExtent(slot.kind)) continue;
    if (value instanceof Rows || value instanceof Added) {
      extents.push(value.instances.length);
      for (const row of value.instances) collectExtents(row, table, extents);
    } else if (value instanceof Instance) {
      if (value.component !== undefined) extents.push(-value.component.number);
      extents.push(table.numberOf(value.block) + 1);
      collectExtents(value, table, extents);
    } else {
      extents.push(0);
    }
  }
}

/** How long each value of a run is, but for the last: where that ends the page tells. */
function lengths(leaves: readonly Leaf[]): readonly number[] {
  return leaves.slice(0, -1).map((leaf) => leafText(leaf).length);
}
