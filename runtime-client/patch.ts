/** Applies what the server sends to a view's instances. */
import { ContainerAttribute } from "../protocol/bindings.ts";
import { type ClientSlot, SlotKind } from "../protocol/slots.ts";
import type { Change, ListEdit, Patch, Value } from "../protocol/wire.ts";
import { mismatch, type Plan } from "./block.ts";
import { type Content, clone, contentsOf, firstNode, type Hole, type Instance } from "./instance.ts";
import { arrange } from "./list.ts";
import { write } from "./write.ts";

const tokenOf = (container: unknown): string | null => (container as Element).getAttribute(ContainerAttribute.token);

/** True for what patches something that is there; false for what brings something new. */
export const isPatch = (change: unknown): change is Patch => typeof (change as Patch)[0] === "number";

/** Applies a patch to an instance; negative numbers are components. Throws when it does not fit. */
export function patch({ plan_: plan = mismatch(), slots_: targets }: Instance, changes: Patch): void {
  for (let index = 0; index < changes.length; index += 2) {
    const number = changes[index] as number;
    const change = changes[index + 1] as Change;
    if (number < 0) {
      patch(plan.table_.components_.get(-number) as Instance, change as Patch);
      continue;
    }
    const slot = plan.slots_[number] as ClientSlot;
    const target = targets[number];
    if (slot[0] < SlotKind.block) write(slot, target as ChildNode, change);
    else if (slot[0] === SlotKind.list) edit(plan, number, target as Hole, change as ListEdit);
    else if (isPatch(change)) patch((target as Hole).rows_[0] as Instance, change);
    else update(slot, target as Hole, contentsOf(plan, number, change && ((change as unknown as readonly Value[])[0] as Value)));
  }
}

/** Brings a slot to the given contents. Instances of the right block stay and get the values that differ; lists match by position. */
export function sync(hole: Hole, contents: readonly Content[]): void {
  arrange(
    hole,
    contents.map((content, index) => become(hole.rows_[index], content)),
  );
}

/** A row with this content: the given one where it is of the right block, else a new one. */
function become(row: Instance | undefined, content: Content): Instance {
  const [plan, component, ...values] = content;
  // A nested view that is on the page stays, however it is rendered now.
  if (plan.view_ && row && tokenOf(row.first_) === tokenOf(plan.content_.firstChild)) return row;
  if (row?.plan_ !== plan || row.component_ !== component) return clone(content);
  plan.slots_.forEach((slot, number) => {
    const target = row.slots_[number];
    const value = values[number] as Value;
    if (slot[0] < SlotKind.block) write(slot, target as ChildNode, value);
    else if (slot[0] !== SlotKind.ignored) update(slot, target as Hole, contentsOf(plan, number, value));
  });
  return row;
}

const update = ([kind]: ClientSlot, hole: Hole, contents: readonly Content[]): void =>
  kind > SlotKind.ignored ? merge(hole, contents, kind === SlotKind.prepend) : sync(hole, contents);

/** Adds rows at the end, or at the start; a row whose element has a known id becomes what is new of it, where it is. */
function merge(hole: Hole, contents: readonly Content[], atStart: boolean): void {
  const idOf = (row: Instance): string => (firstNode(row.first_) as Element).id;
  const rows = new Map(hole.rows_.map((row) => [idOf(row), row]));
  const fresh = new Map<string, Instance>();
  for (const content of contents) {
    const row = clone(content);
    const id = idOf(row);
    const known = rows.get(id);
    if (known) rows.set(id, become(known, content));
    else fresh.set(id, row);
  }
  arrange(
    hole,
    [...(atStart ? [...fresh, ...rows] : [...rows, ...fresh])].map(([, row]) => row),
  );
}

/** Runs an edit script; its grammar is `ListOp` in `protocol/wire.ts`. */
function edit(plan: Plan, number: number, hole: Hole, script: ListEdit): void {
  const old = hole.rows_;
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
  arrange(hole, [...rows], moving);
}
