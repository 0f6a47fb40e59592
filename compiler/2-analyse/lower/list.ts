/** `:for`. */
import { type Namespace, SEPARATOR } from "../../../protocol/slots.ts";
import type { For } from "../../tree.ts";
import { type ListSlot, readsOf } from "../blocks.ts";
import { minimal } from "../reads.ts";
import { Loop, type Scope } from "../scope.ts";
import { rowsTouch } from "../separators.ts";
import type { Lowering } from "./lowering.ts";

export function listSlot(node: For, scope: Scope, namespace: Namespace, kind: ListSlot["kind"], lowering: Lowering): ListSlot {
  const loop = new Loop(node.item, node.index);
  const { list, key, where } = node;
  const outer = [
    ...scope.reads(list),
    ...(key === undefined ? [] : scope.inside(loop, "key").reads(key)),
    ...(where === undefined ? [] : scope.inside(loop, "where").reads(where)),
  ];
  lowering.loops++;
  const body = lowering.block(node.children, scope.inside(loop, "body"), namespace, rowsTouch(node) ? SEPARATOR : "");
  lowering.loops--;
  const reads = minimal([...outer, ...readsOf([body])].filter(({ source }) => source !== loop));
  return { kind, loop, list, key, where, body, reads };
}
