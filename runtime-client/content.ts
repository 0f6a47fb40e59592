/** Contents: what a block slot or a list slot is to hold, from its value on the wire. */
import { hasRows, SlotKind } from "../protocol/slots.ts";
import type { Value } from "../protocol/wire.ts";
import { type BlockTable, mismatch, type Plan, planOf, viewPlan } from "./block.ts";

/** A block and its values; the number of the stateful component it is the root of, or 0. */
export type Content = readonly [plan: Plan, component: number, ...values: Value[]];

/**
 * `[block, …values]`, with the block looked up; a negative number before it is a component's, and alone names one that
 * is on the page.
 */
export const contentOf = (table: BlockTable, [block, ...values]: readonly Value[], component = 0): Content =>
  (block as number) < 0
    ? contentOf(table, values, -(block as number))
    : [
        block === undefined ? (table.components_.get(component)?.plan_ ?? mismatch()) : planOf(table, block as number),
        component,
        ...values,
      ];

/** What a block slot or a list slot holds, from its value. */
export function contentsOf({ slots_: slots, table_: table }: Plan, slot: number, value: Value): readonly Content[] {
  const values = value as readonly Value[];
  const [kind, block] = slots[slot] as (typeof slots)[number];
  if (kind === SlotKind.view) return [[viewPlan(table, values[0] as string), 0]];
  if (!hasRows(kind)) return value ? [contentOf(table, values)] : [];
  const plan = planOf(table, block as number);
  const size = plan.slots_.length || 1;
  return Array.from({ length: values.length / size }, (_, row) => [plan, 0, ...values.slice(row * size, (row + 1) * size)] as const);
}
