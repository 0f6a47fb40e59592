/** The whole gallery measured, and what is said of it. */
import { type Measured, measure } from "./measure.ts";
import { scenarios } from "./scenarios.ts";

/** Slots evaluated for each whose input changed, at most. */
export const LIMIT = 1.05;

/** Every event of every page. Some views are random; here they are the same each time. */
export async function measureAll(): Promise<readonly Measured[]> {
  const { random } = Math;
  let seed = 42;
  Math.random = () => {
    seed = (seed * 1_664_525 + 1_013_904_223) >>> 0;
    return seed / 2 ** 32;
  };
  try {
    const rows: Measured[] = [];
    for (const scenario of scenarios) rows.push(...(await measure(scenario)));
    return rows;
  } finally {
    Math.random = random;
  }
}

export function total(rows: readonly Measured[]): Pick<Measured, "evaluated" | "changed" | "changedThemselves"> {
  const sum = (of: (row: Measured) => number): number => rows.reduce((total, row) => total + of(row), 0);
  return {
    evaluated: sum(({ evaluated }) => evaluated),
    changed: sum(({ changed }) => changed),
    changedThemselves: sum(({ changedThemselves }) => changedThemselves),
  };
}

export function ratioOf(rows: readonly Measured[]): number {
  const { evaluated, changed } = total(rows);
  return evaluated / Math.max(1, changed);
}
