/**
 * Stages: where features join in. A feature adds its functions when it is imported, and they run in that order; the
 * rest of the client knows none of them.
 */
import { BINDING_PREFIX } from "../protocol/bindings.ts";
import type { Effects } from "../protocol/wire.ts";
import type { Intent } from "./push.ts";

interface Stages {
  /** What binding attributes begin with. */
  prefix_: string;
  /** Before an event is sent: whoever does not call `go`, now or later, keeps it from being sent. */
  readonly push_: ((intent: Intent, go: () => void) => void)[];
  /** What the effects of a frame do, by their names on the wire, after its patch. */
  readonly effects_: { [N in keyof Effects]?: (value: NonNullable<Effects[N]>) => void };
  /** After each frame of a view, and after an event was answered or given up. */
  readonly settled_: (() => void)[];
}

export const stages: Stages = { prefix_: BINDING_PREFIX, push_: [], effects_: {}, settled_: [] };

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
