/** Rows: bringing the nodes of a hole into a new order. */
import { firstNode, forget, type Hole, type Instance } from "./instance.ts";

/** What would notice a move. */
const DELICATE = ":focus,iframe,audio,video";

/**
 * Makes `rows` the rows of a hole: those that are gone are removed, those in `moving` move, new ones (in their fragments) come in, each group
 * of neighbours at once, and no other is touched. The server has found the fewest that must move.
 */
export function arrange(hole: Hole, rows: readonly Instance[], moving: Set<Instance> = new Set()): void {
  const old = hole.rows_;
  if (rows.length === old.length && rows.every((row, index) => row === old[index])) return;
  const parent = hole.end_.parentNode as Movable;
  const positions = new Map(old.map((row, index) => [row, index]));
  const positionOf = (row: Instance): number => positions.get(row) as number;

  const nodesOf = (row: Instance): Element[] => {
    const nodes: Element[] = [];
    const end = firstNode(old[positionOf(row) + 1]?.first_ ?? hole.end_);
    for (let node = firstNode(row.first_); node !== end; node = node.nextSibling as Node) nodes.push(node as Element);
    return nodes;
  };
  // Of two that cannot both stay, one moves; those who move for another are not asked again.
  for (const row of [...moving]) {
    if (!nodesOf(row).some((node) => node.matches?.(DELICATE) || node.querySelector?.(DELICATE))) continue;
    // It stays, and the rows it would have passed move instead.
    const at = rows.indexOf(row);
    rows.forEach((other, index) => {
      if ((index - at) * (positionOf(other) - positionOf(row)) < 0) moving.add(other);
    });
    moving.delete(row);
  }
  const kept = new Set(rows);
  const loose = new Map(old.filter((row) => !kept.has(row) || moving.has(row)).map((row) => [row, nodesOf(row)]));

  hole.rows_ = rows;
  for (const [row, nodes] of loose) {
    if (kept.has(row)) continue;
    const table = row.plan_?.table_;
    if (table && table.components_.size + table.views_.size) forget(row);
    for (const node of nodes) node.remove();
  }
  const batch = new DocumentFragment();
  let next: Node = hole.end_;
  const insert = (): void => {
    const first = batch.firstChild;
    if (!first) return;
    parent.insertBefore(batch, next);
    next = first;
  };
  for (const row of [...rows].reverse()) {
    if (row.fragment_) {
      batch.prepend(row.fragment_);
      row.fragment_ = undefined;
    } else {
      insert();
      if (moving.has(row)) for (const node of loose.get(row) as Element[]) move(parent, node, next);
      next = firstNode(row.first_);
    }
  }
  insert();
}

/** `moveBefore` keeps frames loaded and focus where it is; it is not in every browser, and refuses some moves. */
function move(parent: Movable, node: Node, before: Node): void {
  try {
    parent.moveBefore(node, before);
  } catch {
    parent.insertBefore(node, before);
  }
}

interface Movable extends Element {
  moveBefore(node: Node, before: Node): void;
}
