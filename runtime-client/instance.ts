/** Instances: a block bound to its nodes, whether they came with the page or from a clone. One walk does both. */
import { ContainerAttribute } from "../protocol/bindings.ts";
import { type ClientSlot, isAddedTo, isElementSlot, isLeafSlot, SlotKind } from "../protocol/slots.ts";
import type { Value } from "../protocol/wire.ts";
import { type Item, mismatch, type Plan } from "./block.ts";
import { type Content, contentsOf } from "./content.ts";
import { firstChildOf, insertInto, nameOf, nextOf } from "./dom.ts";
import { type Extent, firstNode, type Instance, isLost, type Kept, nodesOf } from "./extent.ts";
import { recovery } from "./later.ts";
import { arrange } from "./list.ts";
import { hold } from "./lock.ts";
import { adopt, note, replaced, write } from "./write.ts";

/**
 * An instance for a new place; its nodes wait in `fragment_`. What lives on the page already goes there with its nodes.
 */
export function clone(content: Content): Instance {
  const known = residentOf(content);
  if (known) return become(detached(known), content);
  const fragment = document.importNode(content[0].content_, true);
  // A sticky view goes on with its page: the container that is there is the one that comes.
  const token = content[0].view_ && fragment.firstElementChild?.getAttribute("data-live");
  const sticky = token && document.querySelector(`[data-live="${token}"]`);
  if (sticky) fragment.replaceChildren(sticky);
  const [instance] = bind(content, fragment, fragment.firstChild);
  instance.fragment_ = fragment;
  return instance;
}

/** The component of that number, or the nested view of that token, on the page or gone from it in this frame. */
function residentOf([plan, component]: Content): Instance | undefined {
  const { components_: components, views_: views } = plan.table_;
  const known = plan.view_ ? [...views.values()].find((row) => isSameView(row, plan)) : components.get(component);
  return plan.view_ || known?.plan_ === plan ? known : undefined;
}

/** Takes an instance from where it is; one that is gone lies alone in a fragment. */
function detached(row: Instance): Instance {
  const extent = row.extent_ as Extent;
  const isGone = row.plan_?.table_.gone_.delete(row);
  row.fragment_ = new DocumentFragment();
  row.fragment_.append(...nodesOf(row, isGone ? null : extent.end_));
  extent.rows_ = extent.rows_.filter((other) => other !== row);
  return row;
}

/**
 * Walks plan and DOM together from `node`, a child of `parent`, on and binds what it meets; answers the instance and
 * the node after it.
 *
 * In a clone values are written and blocks are cloned. Where the page's own nodes are bound (`onBroken` given) blocks
 * are bound in turn, and `content` only tells which ones. Throws when the DOM is not what the plan says.
 */
export function bind(
  content: Content,
  parent: Node,
  node: ChildNode | null,
  onBroken?: () => void,
): [instance: Instance, next: ChildNode | null] {
  const [plan, component, ...values] = content;
  const slots: Instance["slots_"] = [];
  let kept: Kept[] | undefined;
  if (values.length < plan.slots_.length) mismatch();

  const walk = (items: readonly Item[], parent: Node): ChildNode | Extent | undefined => {
    let first: ChildNode | Extent | undefined;
    for (const { name_: name, count_: count, own_: names, items_: inside } of items) {
      const slot = slots.length;
      let target: ChildNode | Extent;
      if (name) {
        // An empty text run leaves no node in HTML.
        const found = node && (name === "*" || nameOf(node) === name) ? node : null;
        node = found ?? (name === "#text" && count ? insertInto(parent, new Text(), node) : mismatch());
        target = node;
        for (let own = slot; own < slot + count; own++) {
          slots.push(target);
          const definition = plan.slots_[own] as Plan["slots_"][number];
          note(definition, target);
          let value: unknown = values[own];
          if (onBroken) value = adopt(definition, target, value as Value, names);
          else write(definition, target, value as Value);
          if (value && typeof value === "object") {
            kept ??= [];
            kept[own] = value as Kept;
          }
        }
        if (inside) {
          node = firstChildOf(target);
          walk(inside, target);
          if (node) mismatch();
        }
        node = nextOf(target);
      } else {
        const extent: Extent = { rows_: [], end_: new Text() };
        target = extent;
        slots.push(extent);
        extent.rows_ = contentsOf(plan, slot, values[slot] as Value).map((content) => {
          let row: Instance;
          if (onBroken) [row, node] = bindOrSkip(content, parent, node, onBroken);
          else {
            row = clone(content);
            insertInto(parent, row.fragment_ as Node, node);
            row.fragment_ = undefined;
          }
          row.extent_ = extent;
          return row;
        });
        insertInto(parent, extent.end_, node);
      }
      first ??= target;
    }
    return first;
  };
  const first = walk(plan.items_, parent) ?? insertInto(parent, new Text(), node);
  const instance: Instance = { plan_: plan, component_: component, slots_: slots, values_: kept, first_: first };
  if (component) plan.table_.components_.set(component, instance);
  if (plan.view_) plan.table_.views_.set(first as Element, instance);
  return [instance, node];
}

/**
 * Binds a block of the page. Where the page was altered inside a block whose own nodes are elements only, and so can be
 * counted, that block alone is marked to be replaced; any other mismatch is its parent's.
 */
function bindOrSkip(content: Content, parent: Node, node: ChildNode | null, onBroken: () => void): [Instance, ChildNode | null] {
  try {
    return bind(content, parent, node, onBroken);
  } catch {
    const first = node as ChildNode;
    for (const { name_: name } of content[0].items_) node = /^\w/.test(name) && node ? nextOf(node) : mismatch();
    onBroken();
    return [{ slots_: [], first_: first }, node];
  }
}

/**
 * Brings a slot to the given contents. Instances of the right block stay and get the values that differ; `isList`: each
 * the row that it is of.
 */
export function sync(extent: Extent, contents: readonly Content[], isList = false): void {
  const old = extent.rows_;
  const matches = isList && contents[0]?.[0].isPersonal_ ? (recovery?.match_(old, contents) ?? []) : old;
  const moving = new Set<Instance>();
  let last = -1;
  const rows = contents.map((content, index) => {
    const row = become(matches[index], content);
    const position = old.indexOf(row);
    if (position < 0) return row;
    if (position < last) moving.add(row);
    else last = position;
    return row;
  });
  arrange(extent, rows, moving);
}

/**
 * True for a component that is the one with this number, or becomes it: where its view was mounted anew, numbers are
 * given anew.
 */
function isThat(row: Instance, content: Content): boolean {
  const [plan, component] = content;
  const { components_: components } = plan.table_;
  if (!component || components.get(component) === row) return row.component_ === component;
  if (!row.component_ || components.has(component) || !recovery?.isSame_(row, content)) return false;
  row.component_ = component;
  components.set(component, row);
  return true;
}

/** A row with this content: the given one where it is of the right block, else a new one. */
function become(row: Instance | undefined, content: Content): Instance {
  const [plan, , ...values] = content;
  // A nested view that is on the page stays, however it is rendered now.
  if (plan.view_ && row && isSameView(row, plan)) return row;
  if (row?.plan_ !== plan || !isThat(row, content)) return clone(content);
  // One that goes elsewhere is named by its number alone.
  if (values.length)
    plan.slots_.forEach((slot, number) => {
      const target = row.slots_[number] as ChildNode | Extent;
      const value = values[number] as Value;
      const run = (): void => {
        if (isLost(target)) plan.table_.mend_?.();
        if (isLeafSlot(slot[0])) {
          const kept = row.values_?.[number];
          write(slot, target as ChildNode, slot[0] === SlotKind.spread ? replaced(kept as Kept, value as Kept) : value, false);
          if (kept) (row.values_ as Kept[])[number] = value as Kept;
        } else if (!isElementSlot(slot[0])) update(slot, target as Extent, contentsOf(plan, number, value));
      };
      if (!hold(plan.table_, target, run)) run();
    });
  return row;
}

export const update = ([kind]: ClientSlot, extent: Extent, contents: readonly Content[]): void =>
  isAddedTo(kind) ? merge(extent, contents, kind === SlotKind.prepend) : sync(extent, contents, kind === SlotKind.list);

/** Adds rows at the end, or at the start; a row whose element has a known id becomes what is new of it, where it is. */
function merge(extent: Extent, contents: readonly Content[], atStart: boolean): void {
  const idOf = (row: Instance): string => (firstNode(row.first_) as Element).id;
  const rows = new Map(extent.rows_.map((row) => [idOf(row), row]));
  const fresh = new Map<string, Instance>();
  for (const content of contents) {
    const row = clone(content);
    const id = idOf(row);
    const known = rows.get(id);
    if (known) rows.set(id, become(known, content));
    else fresh.set(id, row);
  }
  arrange(
    extent,
    [...(atStart ? [...fresh, ...rows] : [...rows, ...fresh])].map(([, row]) => row),
  );
}

const isSameView = ({ first_: first }: Instance, { content_: content }: Plan): boolean => tokenOf(first) === tokenOf(content.firstChild);

const tokenOf = (container: unknown): string | null => (container as Element).getAttribute(ContainerAttribute.token);
