/** `:if` … `:else`. */
import type { Namespace } from "../../../protocol/slots.ts";
import type { If } from "../../tree.ts";
import { readsOf, type Slot } from "../blocks.ts";
import { minimal } from "../reads.ts";
import type { Scope } from "../scope.ts";
import type { Lowering } from "./lowering.ts";

export function choiceSlot(node: If, scope: Scope, namespace: Namespace, lowering: Lowering): Slot {
  const tests = node.branches.flatMap(({ test }) => (test === null ? [] : scope.reads(test)));
  const branches = node.branches.map(({ test, children }) => ({ test, block: lowering.block(children, scope, namespace) }));
  return { kind: "choice", branches, reads: minimal([...tests, ...readsOf(branches.map(({ block }) => block))]) };
}
