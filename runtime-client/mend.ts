/**
 * Mending: other scripts take nodes away that the client needs. A translator puts elements in the place of texts, and
 * who normalises a page removes empty ones. All
 * of them are still known here, with what they hold, so they are put back where their plan has them. Elements are never
 * touched, nor what was typed in them.
 */
import { type Item, mismatch } from "./block.ts";
import { firstChildOf, insertInto, nameOf, nextOf } from "./dom.ts";
import type { Extent, Instance } from "./extent.ts";

/** What a translator makes of a text. */
const isTranslation = (node: ChildNode | null): node is ChildNode => node !== null && /^FONT$|-/.test(nameOf(node));

/** Puts the nodes of a view's instances back into its container. Throws where the page lacks more than texts. */
export function mend(root: Extent): void {
  const container = root.in_ as Node;
  /** What stands next among the children that are being walked. */
  let next = firstChildOf(container);

  const place = (parent: Node, node: ChildNode): void => {
    if (next !== node) insertInto(parent, node, next);
    // A text that went has left its translation.
    if (next !== node && (node as Text).data && isTranslation(next)) next.remove();
    next = nextOf(node);
  };

  /** What the plan says is static: nobody has kept it. */
  const pass = (name: string): ChildNode | undefined => {
    if (name === "#text") {
      if (next && (nameOf(next) === name || isTranslation(next))) next = nextOf(next);
      return undefined;
    }
    while (next && nameOf(next) !== name) next = nextOf(next);
    const found = next ?? mismatch();
    next = nextOf(found);
    return found;
  };

  const mendRow = ({ plan_: plan = mismatch(), slots_: slots, first_: first }: Instance, parent: Node): void => {
    let slot = 0;
    // Where it begins is known, be it static.
    let known: ChildNode | Extent | undefined = first;
    const walk = (items: readonly Item[], parent: Node): void => {
      for (const { name_: name, count_: count, items_: inside } of items) {
        const target: ChildNode | Extent | undefined = count ? slots[slot] : known;
        known = undefined;
        slot += count;
        if (!name) mendExtent(target as Extent, parent);
        else {
          if (target) place(parent, target as ChildNode);
          const element = target ?? pass(name);
          if (!inside) continue;
          const after = next;
          next = firstChildOf(element as Node);
          walk(inside, element as Node);
          // What was typed where everything had been deleted: the server says what stands there.
          while (next && nameOf(next) === "#text") {
            const typed: ChildNode = next;
            next = nextOf(typed);
            typed.remove();
          }
          next = after;
        }
      }
    };
    if (plan.view_ || !plan.items_.length) place(parent, first as ChildNode);
    else walk(plan.items_, parent);
  };

  const mendExtent = (extent: Extent, parent: Node): void => {
    for (const row of extent.rows_) mendRow(row, parent);
    place(parent, extent.end_);
  };

  mendExtent(root, container);
}
