/** Hydration: the page that the server rendered, bound as it is. */
import { hasExtent, hasRows, hasSeveralValues, partsOf } from "../protocol/slots.ts";
import type { Value } from "../protocol/wire.ts";
import { type BlockTable, mismatch, planOf } from "./block.ts";
import { type Content, contentOf } from "./content.ts";
import type { Extent } from "./extent.ts";
import { bind } from "./instance.ts";

/**
 * Binds the content of a container, whose blocks `skeleton` tells. True when all of it is as it should be; what is not
 * is to be replaced.
 */
export function hydrate(table: BlockTable, container: Node, root: Extent, skeleton: string): boolean {
  let intact = true;
  root.in_ = container;
  try {
    const [instance, rest] = bind(firstContent(table, skeleton), container, container.firstChild, () => {
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

/** Makes a container's nodes one block that matches none, so that all of it is replaced. */
export function abandon(container: Node, root: Extent): void {
  root.rows_ = [{ slots_: [], first_: container.firstChild ?? root.end_ }];
}

/**
 * The skeleton in the form of a value: which block stands in each slot; of a run with several values the lengths, with
 * nothing for other leaves.
 */
function firstContent(table: BlockTable, skeleton: string): Content {
  const extents = skeleton.split(",").reverse();
  const valuesOf = (block: number): Value[] => [
    block,
    ...planOf(table, block).slots_.map((slot) => {
      const [kind, row] = slot;
      if (hasSeveralValues(slot))
        return partsOf(slot)
          .slice(2)
          .map(() => Number(extents.pop()));
      const count = hasExtent(kind) ? Number(extents.pop()) : 0;
      if (hasRows(kind)) {
        return Array.from({ length: count }, () => {
          const [, ...values] = valuesOf(row as number);
          return values.length ? values : [0];
        }).flat();
      }
      return count < 0 ? [count, ...valuesOf(Number(extents.pop()) - 1)] : count && valuesOf(count - 1);
    }),
  ];
  return contentOf(table, valuesOf(0));
}
