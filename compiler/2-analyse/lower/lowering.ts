/** What the nodes of one template are lowered with. */
import type { ChunkName } from "../../../protocol/bindings.ts";
import type { Namespace } from "../../../protocol/slots.ts";
import type { Reporter } from "../../diagnostics.ts";
import type { Child } from "../../tree.ts";
import type { EventUse } from "../bindings.ts";
import type { Block, ListSlot } from "../blocks.ts";
import type { Context, Scope } from "../scope.ts";
import type { Draft } from "./draft.ts";

export interface Lowering {
  readonly context: Context;
  readonly reporter: Reporter;
  /** The prefix of bindings. */
  readonly prefix: string;
  /** Selectors of the template's containers: `#results`. */
  readonly containers: ReadonlySet<string>;
  /** What is found besides blocks. */
  readonly events: EventUse[];
  readonly components: Set<string>;
  readonly outlets: Set<string>;
  /** Chunks of the client that its bindings need. */
  readonly chunks: Set<ChunkName>;
  /** Loops around. */
  loops: number;
  /** Writes children to a block; `list` is what a `:for` among them is. */
  children(children: readonly Child[], draft: Draft, scope: Scope, namespace: Namespace, list?: ListSlot["kind"]): void;
  /** A block inside another; `opening` is the HTML that it begins with. */
  block(children: readonly Child[], scope: Scope, namespace: Namespace, opening?: string): Block;
}
