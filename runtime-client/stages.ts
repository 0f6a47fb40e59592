/**
 * Stages: where features join in. A feature adds its functions when it is imported, and they run in that order; the
 * rest of the client knows none of them.
 */
import { BINDING_PREFIX } from "../protocol/bindings.ts";
import type { Command } from "../protocol/commands.ts";
import type { Effects } from "../protocol/wire.ts";
import type { Extent } from "./extent.ts";
import type { HookCallbacks } from "./hook.ts";
import type { Bindings, Intent, Push } from "./push.ts";
import type { Desk, View } from "./view.ts";

/** The page, for what leads to other pages. */
export interface PageDesk {
  /** By their numbers. */
  readonly views_: Map<number, View>;
  readonly numbers_: Map<Element, number>;
  readonly desk_: Desk;
  /** A number that no view had. */
  readonly next_: () => number;
  /** Views came or went with what is around them. */
  readonly follow_: () => void;
  /** The container of a view on its way to the page. */
  coming_?: Element | undefined;
}

/** A view on its way to the page. */
export interface Going {
  /** The number of the view that the page shows meanwhile. */
  readonly from_: number;
  readonly url_: string;
  /** Messages that it is to show, sealed. */
  readonly flash_: string | undefined;
  /** Makes its container what the server wants. */
  readonly contain_: (container: Element, root: Extent, wanted: NonNullable<Effects["c"]>) => Element;
  /** It is there, in its container. */
  readonly arrived_: (container: Element) => void;
  /** It does not come: the URL is to be loaded. */
  readonly failed_: () => void;
  /** The server sends the page elsewhere instead. */
  readonly left_: () => void;
}

interface Stages {
  page_?: PageDesk;
  /** What binding attributes begin with. */
  prefix_: string;
  /** What the page binds to DOM events; there once the page is open. */
  bindings_?: Bindings;
  /** The hooks of the page, by their names. */
  hooks_: { readonly [name: string]: HookCallbacks };
  /** What is added to the payload of an event, by its type. */
  metadata_: { readonly [type: string]: (event: Event, element: Element) => object };
  /** Asks the visitor. */
  confirm_: (question: string) => boolean | Promise<boolean>;
  /** Runs commands, as JSON or as they are; there with their chunk. */
  run_?: (commands: string | readonly Command[], intent: Intent) => void;
  /** Before an event is sent: whoever does not call `go`, now or later, keeps it from being sent. */
  readonly push_: ((intent: Intent, go: () => void) => void)[];
  /** What the effects of a frame do, by their names on the wire, after its patch. */
  readonly effects_: { [N in keyof Effects]?: (value: NonNullable<Effects[N]>) => void };
  /** An event waits for its answer from now on, or no longer. */
  readonly waits_: ((push: Push, on: boolean) => void)[];
  /** Before a frame changes a node, or what is in it. */
  readonly changing_: ((node: Node) => void)[];
  /** Before a frame takes nodes from the page. */
  readonly leaving_: ((nodes: readonly Node[]) => void)[];
  /** After each frame of a view, and after an event was answered or given up. */
  readonly settled_: (() => void)[];
}

export const stages: Stages = {
  prefix_: BINDING_PREFIX,
  hooks_: {},
  metadata_: {},
  confirm_: (question) => confirm(question),
  push_: [],
  effects_: {},
  waits_: [],
  changing_: [],
  leaving_: [],
  settled_: [],
};

/** A frame is about to change this node. */
export function changing(node: Node): void {
  for (const before of stages.changing_) before(node);
}

/** Brings an event through all stages. */
export function advance(intent: Intent, arrived: () => void, stage = 0): void {
  const next = stages.push_[stage];
  if (next) next(intent, () => advance(intent, arrived, stage + 1));
  else arrived();
}

/** Calls who wants to know that a frame was applied, or that events were answered. */
export function settled(): void {
  for (const after of stages.settled_) after();
}
