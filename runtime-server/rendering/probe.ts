/** Probes: who counts what a render evaluates stands between generated code and the renderer. */
import type { Content, SlotWriter } from "./contract.ts";
import type { SlotValue } from "./instance.ts";
import type { Block } from "./slot.ts";

/** A renderer, as a probe sees it. */
export interface ProbedWriter extends SlotWriter {
  /** Of the instance that is rendered. */
  readonly block: Block;
  /** The page has nothing of the instance yet. */
  readonly fresh: boolean;
  /** The value of its slot, as it is kept. */
  at(slot: number): SlotValue | undefined;
  outlet(slot: number, name: string, fallback?: Content, values?: object): void;
}

/** Answers what generated code is to talk to in place of `renderer`; it must hand everything on. */
export type Probe = (renderer: ProbedWriter) => SlotWriter;
