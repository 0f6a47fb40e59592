/** What is over its budget, and what grew since the baseline: with the slot that is to blame. */
import type { ScenarioResult, SentSlot, StepResult } from "../../testing/bench/results.ts";
import type { Baseline, BaselineScenario, BaselineStep } from "./baseline.ts";
import type { Ran } from "./messages.ts";

/** Something that costs more than it may, or than it did. */
export interface Excess {
  readonly kind: "over" | "grown";
  readonly file: string;
  readonly scenario: string;
  /** Absent for what the page costs before any step. */
  readonly step?: string;
  /** What is counted: `bytes down`. */
  readonly what: string;
  /** What it may cost, or did cost. */
  readonly limit: number;
  readonly cost: number;
  /** The slot whose values grew most. */
  readonly blame?: Blame;
}

export interface Blame {
  readonly at: string;
  readonly kind: string;
  readonly bytes: number;
  readonly value: string;
  /** Absent for a slot that sent nothing. */
  readonly before?: { readonly bytes: number; readonly value: string };
}

export interface Comparison {
  readonly excesses: readonly Excess[];
  /** Costs that are lower than in the baseline: it is time to write it anew. */
  readonly improved: number;
  /** Scenarios and steps that the baseline does not have. */
  readonly unknown: readonly string[];
  /** Scenarios and steps that are only in the baseline. */
  readonly gone: readonly string[];
}

const stepCounts = {
  bytesDown: "bytes down",
  bytesUp: "bytes up",
  frames: "frames",
  slots: "slots",
  expressions: "expressions",
  rows: "rows",
} as const;
const pageCounts = { firstHtml: "bytes of first HTML", join: "bytes of the join", statics: "bytes of statics" } as const;
const stepBudgets = {
  maxBytes: "bytesDown",
  maxBytesUp: "bytesUp",
  maxFrames: "frames",
  maxSlots: "slots",
  maxEvaluated: "expressions",
  maxRows: "rows",
} as const;
const pageBudgets = { maxFirstHtml: "firstHtml", maxJoin: "join", maxStatics: "statics" } as const;

const keysOf = <T extends object>(of: T): (keyof T)[] => Object.keys(of) as (keyof T)[];

/** Without a baseline only budgets are looked at. */
export function compare(ran: readonly Ran[], baseline: Baseline | undefined): Comparison {
  const excesses: Excess[] = [];
  const unknown: string[] = [];
  let improved = 0;
  for (const { file, result } of ran) {
    const known = baseline === undefined ? undefined : own(baseline.scenarios, result.name);
    if (baseline !== undefined && known === undefined) unknown.push(result.name);
    excesses.push(...pageOver(file, result, known));
    for (const step of result.steps) {
      const before = known && own(known.steps, step.name);
      if (known !== undefined && before === undefined) unknown.push(`${result.name} › ${step.name}`);
      excesses.push(...stepOver(file, result.name, step, before));
      if (before !== undefined) improved += keysOf(stepCounts).filter((count) => step[count] < before[count]).length;
    }
    if (known !== undefined) improved += keysOf(pageCounts).filter((count) => result[count] < known[count]).length;
  }
  return { excesses, improved, unknown, gone: goneFrom(ran, baseline) };
}

function own<T>(record: { readonly [name: string]: T }, name: string): T | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

function pageOver(file: string, result: ScenarioResult, known: BaselineScenario | undefined): readonly Excess[] {
  const at = { file, scenario: result.name };
  return [
    ...keysOf(pageBudgets).flatMap((budget) =>
      exceeded("over", at, pageCounts[pageBudgets[budget]], result.budget[budget], result[pageBudgets[budget]]),
    ),
    ...keysOf(pageCounts).flatMap((count) => exceeded("grown", at, pageCounts[count], known?.[count], result[count])),
  ];
}

function stepOver(file: string, scenario: string, step: StepResult, before: BaselineStep | undefined): readonly Excess[] {
  const at = { file, scenario, step: step.name };
  const blame = blameOf(step.sent, before?.sent);
  const found = [
    ...keysOf(stepBudgets).flatMap((budget) =>
      exceeded("over", at, stepCounts[stepBudgets[budget]], step.budget[budget], step[stepBudgets[budget]]),
    ),
    ...keysOf(stepCounts).flatMap((count) => exceeded("grown", at, stepCounts[count], before?.[count], step[count])),
  ];
  return found.map((excess) => (blame !== undefined && excess.what === stepCounts.bytesDown ? { ...excess, blame } : excess));
}

function exceeded(
  kind: Excess["kind"],
  at: Pick<Excess, "file" | "scenario" | "step">,
  what: string,
  limit: number | undefined,
  cost: number,
): readonly Excess[] {
  return limit === undefined || cost <= limit ? [] : [{ kind, ...at, what, limit, cost }];
}

/** The slot that grew most since then; without a baseline, the one that sends most. */
function blameOf(sent: readonly SentSlot[], before: BaselineStep["sent"] | undefined): Blame | undefined {
  let worst: Blame | undefined;
  let most = 0;
  for (const { at, kind, bytes, value } of gathered(sent)) {
    const earlier = before && gathered(before).find((slot) => slot.at === at && slot.kind === kind);
    const grown = bytes - (earlier?.bytes ?? 0);
    if (grown <= most) continue;
    most = grown;
    worst = { at, kind, bytes, value, ...(earlier === undefined ? {} : { before: { bytes: earlier.bytes, value: earlier.value } }) };
  }
  return worst;
}

/** Slots of one kind on one line of a template are told together. */
function gathered(sent: BaselineStep["sent"]): BaselineStep["sent"] {
  const slots = new Map<string, BaselineStep["sent"][number]>();
  for (const slot of sent) {
    const key = `${slot.at} ${slot.kind}`;
    const known = slots.get(key);
    slots.set(key, known === undefined ? slot : { ...known, bytes: known.bytes + slot.bytes });
  }
  return [...slots.values()];
}

function goneFrom(ran: readonly Ran[], baseline: Baseline | undefined): readonly string[] {
  return Object.entries(baseline?.scenarios ?? {}).flatMap(([name, scenario]) => {
    const found = ran.find(({ result }) => result.name === name);
    if (found === undefined) return [name];
    const steps = new Set(found.result.steps.map((step) => step.name));
    return Object.keys(scenario.steps).flatMap((step) => (steps.has(step) ? [] : [`${name} › ${step}`]));
  });
}
