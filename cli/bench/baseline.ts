/** The baseline: what scenarios cost when it was written, committed beside them. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { UsageError } from "../../project/usage.ts";
import type { PageCounts, SentSlot, StepCounts } from "../../testing/bench/results.ts";
import type { Ran } from "./messages.ts";

/** Steps and slots in their order, so that a change is a small difference. */
export interface Baseline {
  readonly version: 1;
  readonly scenarios: { readonly [name: string]: BaselineScenario };
}

export interface BaselineScenario extends PageCounts {
  readonly steps: { readonly [name: string]: BaselineStep };
}

export interface BaselineStep extends StepCounts {
  /** What each slot sent, for comparisons to say which grew. */
  readonly sent: readonly Pick<SentSlot, "at" | "kind" | "bytes" | "value">[];
}

const VERSION = 1;
/** Slots of a step that are kept: the largest. */
const KEPT_SLOTS = 12;

export function baselineOf(ran: readonly Ran[]): Baseline {
  const sorted = [...ran].sort((a, b) => (a.result.name < b.result.name ? -1 : 1));
  return { version: VERSION, scenarios: Object.fromEntries(sorted.map(({ result }) => [result.name, scenarioOf(result)])) };
}

function scenarioOf({ firstHtml, join, statics, steps }: Ran["result"]): BaselineScenario {
  const kept = steps.map(({ name, bytesDown, bytesUp, frames, slots, expressions, rows, sent }): [string, BaselineStep] => {
    const told = sent.filter(({ bytes }) => bytes > 0).slice(0, KEPT_SLOTS);
    const counts = { bytesDown, bytesUp, frames, slots, expressions, rows };
    return [name, { ...counts, sent: told.map(({ at, kind, bytes, value }) => ({ at, kind, bytes, value })) }];
  });
  return { firstHtml, join, statics, steps: Object.fromEntries(kept) };
}

/** @throws {UsageError} where there is none, or it is not one */
export function readBaseline(file: string, shown: string): Baseline {
  if (!existsSync(file)) throw new UsageError(`There is no baseline ${shown}. Write it with --update-baseline, and commit it.`);
  let read: Partial<Baseline>;
  try {
    read = JSON.parse(readFileSync(file, "utf8")) as Partial<Baseline>;
  } catch (error) {
    throw new UsageError(`The baseline ${shown} is not JSON: ${String(error)}`);
  }
  if (read.version !== VERSION || typeof read.scenarios !== "object")
    throw new UsageError(`The baseline ${shown} is not one of this version of livec. Write it anew with --update-baseline.`);
  return read as Baseline;
}

export function writeBaseline(file: string, baseline: Baseline): void {
  writeFileSync(file, `${JSON.stringify(baseline, null, 2)}\n`);
}
