/** Applies what the server sends to a view's instances. */
import { type ClientSlot, isLeafSlot, SlotKind } from "../protocol/slots.ts";
import type { Change, Diff, ListEdit, Patch, Value } from "../protocol/wire.ts";
import { type BlockTable, mismatch, type Plan } from "./block.ts";
import { contentOf, contentsOf } from "./content.ts";
import { type Extent, forget, type Instance, isLost } from "./extent.ts";
import { clone, sync, update } from "./instance.ts";
import { recovery } from "./later.ts";
import { arrange } from "./list.ts";
import { hold, keepingFocus, letGo, locks } from "./lock.ts";
import { changed, write } from "./write.ts";

/** True for what patches something that is there; false for what brings something new. */
export const isPatch = (change: unknown): change is Patch => typeof (change as Patch)[0] === "number";

/** The slot that is being patched. */
let at: readonly [plan: Plan | undefined, slot: number] = [undefined, 0];

/**
 * Applies what a frame changes: a patch of the root, or all values anew, be they of a `isNew` view. Throws
 * an error that names block and slot when it does not fit.
 */
export function apply(table: BlockTable, root: Extent, diff: Diff, isNew = false): void {
  table.mend_ = () => recovery?.mend_(root);
  at = [undefined, 0];
  try {
    keepingFocus(() => {
      if (isPatch(diff)) patch(root.rows_[0] as Instance, diff);
      else {
        letGo(table);
        // The components of a view that was mounted anew have other numbers.
        if (isNew) table.components_.clear();
        sync(root, [contentOf(table, diff[0] as readonly Value[])]);
      }
      for (const row of table.gone_) forget(row);
      table.gone_.clear();
    });
  } catch (error) {
    const [plan, slot] = at;
    throw Error(`block ${plan ? table.indexOf(plan) : 0}, slot ${slot}: ${error}`, { cause: error });
  }
}

/** Applies a patch to an instance; negative numbers are components. Throws when it does not fit. */
function patch(instance: Instance, changes: Patch): void {
  const { plan_: plan = mismatch(), slots_: targets, values_: kept } = instance;
  for (let index = 0; index < changes.length; index += 2) {
    const number = changes[index] as number;
    const change = changes[index + 1] as Change;
    if (number < 0) {
      patchComponent(plan.table_, number, change as Patch);
      continue;
    }
    const slot = plan.slots_[number] as ClientSlot;
    const target = targets[number];
    at = [plan, number];
    // A closure for each change would be too much where there is no lock, which is nearly always.
    if (locks.size && hold(plan.table_, target, () => patch(instance, [number, change]))) continue;
    const own = kept?.[number];
    if (isLost(target)) plan.table_.mend_?.();
    if (isLeafSlot(slot[0])) write(slot, target as ChildNode, own ? changed(own, change) : change);
    else if (slot[0] === SlotKind.list) edit(plan, number, target as Extent, change as ListEdit);
    else if (isPatch(change)) patch((target as Extent).rows_[0] as Instance, change);
    else update(slot, target as Extent, contentsOf(plan, number, change && ((change as unknown as readonly Value[])[0] as Value)));
  }
}

/** A component that is not there may be in a change that is held back. */
function patchComponent(table: BlockTable, number: number, change: Patch): void {
  const component = table.components_.get(-number);
  if (component) patch(component, change);
  else if (!hold(table, undefined, () => patchComponent(table, number, change))) mismatch();
}

/** Runs an edit script; its grammar is `ListOp` in `protocol/wire.ts`. */
function edit(plan: Plan, number: number, extent: Extent, script: ListEdit): void {
  const old = extent.rows_;
  const rows = new Set<Instance>();
  const moving = new Set<Instance>();
  const enumerated = script[0] === 0;
  let cursor = 0;
  let last: Instance | undefined;
  const add = (row: Instance | undefined): void => {
    if (!row || rows.has(row)) mismatch();
    last = row as Instance;
    rows.add(last);
  };
  /** The next old row that was not taken. */
  const next = (): Instance => {
    while (rows.has(old[cursor] as Instance)) cursor++;
    return old[cursor++] ?? mismatch();
  };
  for (let step of enumerated ? script.slice(1) : script) {
    if (typeof step === "object") {
      if (isPatch(step)) patch(last as unknown as Instance, step);
      else for (const content of contentsOf(plan, number, (step as readonly Value[])[0] as Value)) add(clone(content));
    } else if (enumerated || typeof step === "string") {
      let [from, count = 1] = `${step}`.split(",").map(Number) as [number, number?];
      while (count--) {
        add(old[from++]);
        moving.add(last as unknown as Instance);
      }
    } else {
      for (; step > 0; step--) add(next());
      for (; step < 0; step++) next();
    }
  }
  // Rows after the cursor stay; a set ignores those that were taken.
  if (!enumerated) for (const row of old.slice(cursor)) rows.add(row);
  arrange(extent, [...rows], moving);
}
