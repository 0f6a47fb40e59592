/** `<slot/>`, where a caller's content goes, and `<LiveScripts/>`, where the server's goes. */
import type { Namespace } from "../../../protocol/slots.ts";
import type { Outlet, Span } from "../../tree.ts";
import { readsOf, type Slot } from "../blocks.ts";
import { minimal, type Read, SLOTS } from "../reads.ts";
import type { Context, Scope } from "../scope.ts";
import type { Lowering } from "./lowering.ts";
import { propOf, readsOfProps } from "./props.ts";

export function outletSlot(node: Outlet, scope: Scope, namespace: Namespace, lowering: Lowering): Slot {
  const { name, nameSpan, start, end } = node;
  const { context, reporter } = lowering;
  const values = node.values.map(propOf);
  const [first] = values;
  if (first !== undefined && !context.script.hasSlots) {
    const members = values.map((value) => (value.name === undefined ? "…" : `${value.name}: …`)).join("; ");
    const fix = `<script lang="ts">export interface Slots { ${/^[\w$]+$/.test(name) ? name : `"${name}"`}: { ${members} } }</script>`;
    reporter.report("LC4006", first.nameSpan, { name, fix });
  }
  lowering.outlets.add(name);
  const fallback = node.children.length === 0 ? undefined : lowering.block(node.children, scope, namespace);
  const reads = minimal([contents(context), ...readsOfProps(values, scope), ...readsOf([fallback])]);
  return { kind: "outlet", name, nameSpan, values, start, end, fallback, reads };
}

export function scriptsSlot({ start, end }: Span, { context }: Lowering): Slot {
  const nameSpan = { start, end };
  return { kind: "outlet", name: "@scripts", nameSpan, values: [], start, end, fallback: undefined, reads: [contents(context)] };
}

/** The contents that a caller hands in. */
function contents({ assigns }: Context): Read {
  return { source: assigns, path: SLOTS };
}
