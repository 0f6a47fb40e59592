/** What `livec bench` and the process that runs scenarios tell each other. */
import type { ScenarioResult } from "../../testing/bench/results.ts";
import type { Thrown } from "../dev/failure.ts";

/** What is to be run. */
export interface BenchTask {
  /** Path of the socket that gives modules. */
  readonly modules: string;
  readonly root: string;
  readonly files: readonly { readonly file: string; readonly url: string }[];
}

export type FromBench =
  | { readonly kind: "result"; readonly file: string; readonly result: ScenarioResult }
  | { readonly kind: "done" }
  | { readonly kind: "failed"; readonly doing: string; readonly error: Thrown };

/** A scenario, where it is, and what it cost. */
export interface Ran {
  /** Relative to the project's root. */
  readonly file: string;
  readonly result: ScenarioResult;
}
