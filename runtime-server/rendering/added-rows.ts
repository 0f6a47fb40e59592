/**
 * Lists that are only added to (`live-update="append"` and `"prepend"`): the rows of new items, kept until the page has
 * them.
 */
import { SlotKind } from "../../protocol/slots.ts";
import type { Leaf } from "../../protocol/wire.ts";
import type { Cursor } from "./cursor.ts";
import { rowValues } from "./encode.ts";
import { Added, Instance } from "./instance.ts";
import { Filtered, type Items, itemsOf } from "./items.ts";
import type { RenderContext } from "./render-context.ts";
import { type Block, kindName, outerMask, type RowReads, type Slot } from "./slot.ts";
import { leafText } from "./value.ts";

/** Gives the items that are new since the last render, each with its row entered. */
export function* addedRows<T>(
  cursor: Cursor,
  context: RenderContext,
  slot: number,
  row: RowReads,
  given: Items<T>,
  block: Block,
): Generator<readonly [item: T, index: number], undefined> {
  const last = cursor.before(slot);
  const added = last instanceof Added ? last : new Added();
  const outerChanged = cursor.scope.changes.meets(outerMask(row, block));
  const readsPosition = row.reads.includes("@index");
  const definition = cursor.slotAt(slot);
  const where = cursor.placeOf(slot);
  const items = new Map<unknown, number>();
  const rows = new Map<Leaf, Instance>();
  // Of two rows with one id only the later is shown.
  const writes = cursor.pauseWriting();
  cursor.descend(slot);
  for (const [index, item] of itemsOf(given).entries()) {
    const position = given instanceof Filtered ? (given.positions[index] ?? index) : index;
    const before = added.items.get(item);
    items.set(item, position);
    if (before !== undefined && !outerChanged && (before === position || !readsPosition)) continue;
    const instance = new Instance(block);
    cursor.goTo(block, instance.values, 0, true);
    yield [item, position];
    cursor.leave();
    rows.set(idOf(instance, definition, where), instance);
  }
  cursor.ascend();
  cursor.writeAgain(writes);
  added.items = items;
  added.add(rows, definition.kind === SlotKind.prepend);
  cursor.put(slot, added);
  if (cursor.fresh) cursor.written(slot);
  context.remember(added);
  if (rows.size === 0) return;
  context.owe(added);
  if (cursor.fresh) return;
  const { table, residents } = context;
  cursor.record(slot, [[...rows.values()].flatMap(({ values }) => rowValues(block, values, 0, table, residents?.embed))]);
}

/** The id of a row, by which the page knows it. The first id in its block is that of its element. */
function idOf({ block, values }: Instance, list: Slot, where: string): Leaf {
  const id = values[block.slots.findIndex(({ kind, name }) => kind === SlotKind.attr && name === "id")];
  if (typeof id === "string" ? id !== "" : typeof id === "number") return id as Leaf;
  if (Array.isArray(id)) return id.map(leafText).join("\0");
  throw new TypeError(`${where}: a row of a live-update="${kindName(list.kind)}" has no id; each must have one of its own.`);
}
