/** Rows: bringing the nodes of an extent into a new order. */
import { findAll, insertInto, own, parentOf } from "./dom.ts";
import { type Extent, firstNode, type Instance, isLost, nodesOf } from "./extent.ts";
import { changing, stages } from "./stages.ts";

/** What would notice a move. */
const DELICATE = ":focus,iframe,audio,video";

const isDelicate = (node: Node): boolean =>
  node instanceof Element && (own(node, "matches", DELICATE) || findAll(node, DELICATE).length > 0);

/**
 * Makes `rows` the rows of an extent: those that are gone are removed, those in `moving` move, new ones (in their
 * fragments) come in, each group
 * of neighbours at once, and no other is touched. The server has found the fewest that must move.
 */
export function arrange(extent: Extent, rows: readonly Instance[], moving: Set<Instance> = new Set()): void {
  const all = extent.rows_;
  // What is the same at the start and at the end is not looked at.
  let from = 0;
  while (from < all.length && all[from] === rows[from]) from++;
  let end = all.length;
  let to = rows.length;
  for (; end > from && to > from && all[end - 1] === rows[to - 1]; end--) to--;
  if (from === end && from === to) return;
  const rest = all[end]?.first_ ?? extent.end_;
  const old = all.slice(from, end);
  const changed = rows.slice(from, to);
  // Where others took texts away, or put elements around them, rows do not begin or end where they should.
  const isElsewhere = (at: ChildNode | Extent): boolean => parentOf(firstNode(at)) !== parentOf(extent.end_);
  if (isLost(extent) || isElsewhere(rest) || old.some((row) => isElsewhere(row.first_))) (all[0] ?? rows[0])?.plan_?.table_.mend_?.();
  const parent = extent.end_.parentNode as Node;
  changing(parent);
  const positions = new Map(old.map((row, index) => [row, index]));
  const positionOf = (row: Instance): number => positions.get(row) as number;

  const extentOf = (row: Instance): ChildNode[] => nodesOf(row, firstNode(old[positionOf(row) + 1]?.first_ ?? rest));
  // Of two that cannot both stay, one moves; those who move for another are not asked again.
  for (const row of [...moving]) {
    if (!positions.has(row)) continue;
    if (!extentOf(row).some((node) => isDelicate(node))) continue;
    // It stays, and the rows it would have passed move instead.
    const at = changed.indexOf(row);
    changed.forEach((other, index) => {
      if ((index - at) * (positionOf(other) - positionOf(row)) < 0) moving.add(other);
    });
    moving.delete(row);
  }
  const kept = new Set(changed);
  const loose = new Map(old.filter((row) => !kept.has(row) || moving.has(row)).map((row) => [row, extentOf(row)]));

  extent.rows_ = rows;
  for (const [row, nodes] of loose) {
    if (kept.has(row)) continue;
    const table = row.plan_?.table_;
    if (table && table.components_.size + table.views_.size) table.gone_.add(row);
    // Together, as what lives in it may yet be wanted elsewhere.
    for (const before of stages.leaving_) before(nodes);
    new DocumentFragment().append(...nodes);
  }
  const batch = new DocumentFragment();
  let next: Node = firstNode(rest);
  const insert = (): void => {
    const first = batch.firstChild;
    if (!first) return;
    insertInto(parent, batch, next);
    next = first;
  };
  for (const row of changed.reverse()) {
    if (row.fragment_) {
      batch.prepend(row.fragment_);
      row.fragment_ = undefined;
      row.extent_ = extent;
    } else {
      insert();
      if (moving.has(row)) for (const node of loose.get(row) as ChildNode[]) move(parent, node, next);
      next = firstNode(row.first_);
    }
  }
  insert();
}

/** `moveBefore` keeps frames loaded and focus where it is; it is not in every browser, and refuses some moves. */
function move(parent: Node, node: Node, before: Node): void {
  try {
    (Element.prototype as Movable).moveBefore.call(parent, node, before);
  } catch {
    insertInto(parent, node, before);
  }
}

interface Movable extends Element {
  moveBefore(node: Node, before: Node): void;
}
