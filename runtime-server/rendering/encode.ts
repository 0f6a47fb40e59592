/** Folds over the instance tree: full values for the wire, and the skeleton for the page. */
import { hasExtent } from "../../protocol/slots.ts";
import type { Leaf, Value } from "../../protocol/wire.ts";
import { Added, Instance, JoinedUrl, RawHtml, Root, Rows, type SlotValue, SpreadValue, Streamed } from "./instance.ts";
import { NestedView } from "./nested-view.ts";
import { type Embed, type Resident, residentOf } from "./resident.ts";
import { type Block, hasValues } from "./slot.ts";
import type { BlockTable } from "./table.ts";
import { leafText } from "./value.ts";

/** `[block, …values]`: an instance as a client builds it from nothing. */
export function valuesOf(instance: Instance, table: BlockTable, embed?: Embed): readonly Value[] {
  return [table.numberOf(instance.block), ...instance.values.map((value) => slotValueOf(value, table, embed))];
}

/** A row's values, which begin at `offset`; a row without slots counts as one `0`. */
export function rowValues(block: Block, values: readonly SlotValue[], offset: number, table: BlockTable, embed?: Embed): readonly Value[] {
  const { length } = block.slots;
  return length === 0 ? [0] : values.slice(offset, offset + length).map((value) => slotValueOf(value, table, embed));
}

function valuesOfRows(rows: Rows, table: BlockTable, embed: Embed | undefined): readonly Value[] {
  if (rows.block.slots.length === 0) return new Array<Value>(rows.length).fill(0);
  return rows.values.map((value) => slotValueOf(value, table, embed));
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
  if (value instanceof Rows) return valuesOfRows(value, table, embed);
  if (value instanceof Added || value instanceof Streamed)
    return value.instances.flatMap(({ block, values }) => rowValues(block, values, 0, table, embed));
  if (value instanceof SpreadValue) return Object.fromEntries(value.attributes);
  if (value instanceof JoinedUrl) return value.url;
  if (value instanceof RawHtml) throw new TypeError("A root layout is not live; it has no values for a client.");
  return value as Leaf | readonly Leaf[];
}

/** The skeleton's integers, joined by commas; see ARCHITECTURE.md. */
export function skeletonOf({ block, values }: Instance, table: BlockTable): string {
  const extents: number[] = [];
  collectExtents(block, values, 0, table, extents);
  return extents.join(",");
}

function collectExtents(block: Block, values: readonly SlotValue[], offset: number, table: BlockTable, extents: number[]): void {
  for (const [index, slot] of block.slots.entries()) {
    const value = values[offset + index];
    if (hasValues(slot)) extents.push(...lengths(value as readonly Leaf[]));
    if (!hasExtent(slot.kind)) continue;
    if (value instanceof Rows) {
      extents.push(value.length);
      if (!value.block.slots.some((slot) => hasExtent(slot.kind) || hasValues(slot))) continue;
      for (let row = 0; row < value.length; row++) collectExtents(value.block, value.values, value.offsetOf(row), table, extents);
    } else if (value instanceof Added || value instanceof Streamed) {
      extents.push(value.instances.length);
      for (const row of value.instances) collectExtents(row.block, row.values, 0, table, extents);
    } else if (value instanceof Instance) {
      if (value instanceof Root && value.component !== undefined) extents.push(-value.component.number);
      extents.push(table.numberOf(value.block) + 1);
      collectExtents(value.block, value.values, 0, table, extents);
    } else {
      extents.push(0);
    }
  }
}

/** How long each value of a run is, but for the last: where that ends the page tells. */
function lengths(leaves: readonly Leaf[]): readonly number[] {
  return leaves.slice(0, -1).map((leaf) => leafText(leaf).length);
}
