/**
 * Times in turns: what is compared runs alternately, so that a machine that slows down slows all of it. What is counted
 * is the processor's time, which a busy machine does not lengthen as much as the clock's.
 */

export interface Subject {
  readonly name: string;
  readonly run: () => unknown;
}

/** Microseconds that a turn of each subject takes. */
const TURN = 20_000;
const WARM_UP_TURNS = 5;

/** The median of `turns` measurements of each subject, in microseconds per run. */
export function microseconds(subjects: readonly Subject[], turns = 25): ReadonlyMap<string, number> {
  const times = new Map(subjects.map(({ name }) => [name, [] as number[]]));
  const counts = new Map(subjects.map((subject) => [subject.name, countFor(subject)]));
  for (let turn = 0; turn < turns; turn++) {
    for (const { name, run } of subjects) {
      const count = counts.get(name) ?? 1;
      times.get(name)?.push(timeOf(run, count));
    }
  }
  return new Map([...times].map(([name, each]) => [name, median(each)]));
}

/** How many runs make a turn, once the code is warm. */
function countFor({ run }: Subject): number {
  let each = TURN;
  for (let turn = 0; turn < WARM_UP_TURNS; turn++) {
    const count = Math.max(1, Math.round(TURN / each));
    each = timeOf(run, count);
  }
  return Math.max(1, Math.round(TURN / each));
}

/** Microseconds of one of `count` runs. */
function timeOf(run: () => unknown, count: number): number {
  const start = process.cpuUsage();
  for (let index = 0; index < count; index++) run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / count;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? Number.NaN;
}
