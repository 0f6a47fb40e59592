/** Probes: who counts what a render evaluates stands between generated code and the renderer. */
import type { SlotWriter } from "./contract.ts";

/** Answers what generated code is to talk to in place of `renderer`; it must hand everything on. */
export type Probe = (renderer: SlotWriter) => SlotWriter;
