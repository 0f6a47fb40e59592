/** Instances: a block bound to its nodes, whether they came with the page or from a clone. One walk does both. */
import { hasExtent, SlotKind } from "../protocol/slots.ts";
import type { Value } from "../protocol/wire.ts";
import { type BlockTable, type Item, mismatch, type Plan, planOf, viewPlan } from "./block.ts";
import { adopt, write } from "./write.ts";

/** A block with the nodes of its slots. */
export interface Instance {
  /** Absent when the page did not match: then only the extent is known, and the instance is to be replaced. */
  readonly plan_?: Plan;
  /** The number of the stateful component it is the root of; 0 for none. */
  readonly component_?: number;
  /** The element, text node or hole of each slot. */
  readonly slots_: (ChildNode | Hole)[];
  /** Where it begins; it ends where the next one begins. */
  first_: ChildNode | Hole;
  /** Its nodes, as long as they are not in the page. */
  fragment_?: DocumentFragment | undefined;
}

/** The place of a block slot (nothing or one block) or a list slot. */
export interface Hole {
  rows_: readonly Instance[];
  /** An empty text node after the last row, which marks the place where there is none. */
  readonly end_: Text;
}

/** A block and its values; the number of the stateful component it is the root of, or 0. */
export type Content = readonly [plan: Plan, component: number, ...values: Value[]];

/** The first node of what begins there. */
export const firstNode = (at: ChildNode | Hole): Node => ("nodeType" in at ? at : at.rows_[0] ? firstNode(at.rows_[0].first_) : at.end_);

/** `[block, …values]`, with the block looked up; a negative number before it is a component's. */
export const contentOf = (table: BlockTable, [block, ...values]: readonly Value[], component = 0): Content =>
  (block as number) < 0 ? contentOf(table, values, -(block as number)) : [planOf(table, block as number), component, ...values];

/** True for slots that hold the rows of one block. */
export const isList = (kind: SlotKind): boolean => kind === SlotKind.list || kind > SlotKind.ignored;

/** What a block slot or a list slot holds, from its value. */
export function contentsOf({ slots_: slots, table_: table }: Plan, slot: number, value: Value): readonly Content[] {
  const values = value as readonly Value[];
  const [kind, block] = slots[slot] as (typeof slots)[number];
  if (kind === SlotKind.view) return [[viewPlan(table, values[0] as string), 0]];
  if (!isList(kind)) return value ? [contentOf(table, values)] : [];
  const plan = planOf(table, block as number);
  const size = plan.slots_.length || 1;
  return Array.from({ length: values.length / size }, (_, row) => [plan, 0, ...values.slice(row * size, (row + 1) * size)] as const);
}

/** A new instance; its nodes wait in `fragment_`. */
export function clone(content: Content): Instance {
  const fragment = document.importNode(content[0].content_, true);
  const [instance] = bind(content, fragment, fragment.firstChild);
  instance.fragment_ = fragment;
  return instance;
}

/**
 * Walks plan and DOM together from `node`, a child of `parent`, on and binds what it meets; answers the instance and the node after it.
 *
 * In a clone values are written and blocks are cloned. Where the page's own nodes are bound (`onBroken` given) blocks are bound in turn,
 * and `content` only tells which ones. Throws when the DOM is not what the plan says.
 */
function bind(content: Content, parent: Node, node: ChildNode | null, onBroken?: () => void): [instance: Instance, next: ChildNode | null] {
  const [plan, component, ...values] = content;
  const slots: Instance["slots_"] = [];
  if (values.length < plan.slots_.length) mismatch();

  const walk = (items: readonly Item[], parent: Node): ChildNode | Hole | undefined => {
    let first: ChildNode | Hole | undefined;
    for (const { name_: name, count_: count, items_: inside } of items) {
      const slot = slots.length;
      let target: ChildNode | Hole;
      if (name) {
        // An empty text run leaves no node in HTML.
        const found = name === "*" || node?.nodeName === name ? node : null;
        node = found ?? (name === "#text" && count ? parent.insertBefore(new Text(), node) : mismatch());
        target = node;
        for (let own = slot; own < slot + count; own++) {
          slots.push(target);
          const definition = plan.slots_[own] as Plan["slots_"][number];
          if (onBroken) adopt(definition, target);
          else write(definition, target, values[own] as Value);
        }
        if (inside) {
          node = target.firstChild;
          walk(inside, target);
          if (node) mismatch();
        }
        node = target.nextSibling;
      } else {
        const hole: Hole = { rows_: [], end_: new Text() };
        target = hole;
        slots.push(hole);
        hole.rows_ = contentsOf(plan, slot, values[slot] as Value).map((content) => {
          let row: Instance;
          if (onBroken) [row, node] = bindOrSkip(content, parent, node, onBroken);
          else {
            row = clone(content);
            parent.insertBefore(row.fragment_ as Node, node);
            row.fragment_ = undefined;
          }
          return row;
        });
        parent.insertBefore(hole.end_, node);
      }
      first ??= target;
    }
    return first;
  };
  const first = walk(plan.items_, parent) ?? parent.insertBefore(new Text(), node);
  const instance: Instance = { plan_: plan, component_: component, slots_: slots, first_: first };
  if (component) plan.table_.components_.set(component, instance);
  if (plan.view_) plan.table_.views_.add(first as Element);
  return [instance, node];
}

/**
 * Binds a block of the page. Where the page was altered inside a block whose own nodes are elements only, and so can be counted, that
 * block alone is marked to be replaced; any other mismatch is its parent's.
 */
function bindOrSkip(content: Content, parent: Node, node: ChildNode | null, onBroken: () => void): [Instance, ChildNode | null] {
  try {
    return bind(content, parent, node, onBroken);
  } catch {
    const first = node as ChildNode;
    for (const { name_: name } of content[0].items_) node = /^\w/.test(name) && node ? node.nextSibling : mismatch();
    onBroken();
    return [{ slots_: [], first_: first }, node];
  }
}

/** Binds the content of a container, whose blocks `skeleton` tells. True when all of it is as it should be; what is not is to be replaced. */
export function hydrate(table: BlockTable, container: Node, root: Hole, skeleton: string): boolean {
  let intact = true;
  try {
    const [instance, rest] = bind(shapeOf(table, skeleton), container, container.firstChild, () => {
      intact = false;
    });
    if (rest) mismatch();
    root.rows_ = [instance];
  } catch {
    abandon(container, root);
    intact = false;
  }
  container.appendChild(root.end_);
  return intact;
}

/** An instance left the page, and the components in it with it. */
export function forget(instance: Instance): void {
  const table = instance.plan_?.table_;
  // One that moved is known by its new place already.
  if (table?.components_.get(instance.component_ as number) === instance) table.components_.delete(instance.component_ as number);
  table?.views_.delete(instance.first_ as Element);
  for (const target of instance.slots_) if (!("nodeType" in target)) target.rows_.forEach(forget);
}

/** Makes a container's nodes one block that matches none, so that all of it is replaced. */
export function abandon(container: Node, root: Hole): void {
  root.rows_ = [{ slots_: [], first_: container.firstChild ?? root.end_ }];
}

/** The skeleton in the form of a value: which block stands in each slot, with nothing for leaves. */
function shapeOf(table: BlockTable, skeleton: string): Content {
  const extents = skeleton.split(",").reverse();
  const shape = (block: number): Value[] => [
    block,
    ...planOf(table, block).slots_.map(([kind, row]) => {
      const count = hasExtent(kind) ? Number(extents.pop()) : 0;
      if (isList(kind)) {
        return Array.from({ length: count }, () => {
          const [, ...values] = shape(row as number);
          return values.length ? values : [0];
        }).flat();
      }
      return count < 0 ? [count, ...shape(Number(extents.pop()) - 1)] : count && shape(count - 1);
    }),
  ];
  return contentOf(table, shape(0));
}
