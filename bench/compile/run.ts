/**
 * `npm run bench:compile`: a thousand components through the compilers of livec, Svelte and Vue, in turns, and one
 * changed file through livec's build. Exits with 1 where livec misses a limit.
 */
import { mkdir, writeFile } from "node:fs/promises";
import { styleText } from "node:util";
import { Worker } from "node:worker_threads";
import { type Compiler, compilers } from "./compilers.ts";
import { COUNT, corpus } from "./corpus.ts";
import { pass } from "./pass.ts";
import { measureRebuild } from "./rebuild.ts";
import { measureSize } from "./size.ts";

/**
 * How many times faster than the faster of the others livec compiles a component for server and browser, cold and warm.
 */
const MIN_SPEEDUP = 2;
/** Milliseconds for a build after one file changed, in a project of the whole corpus. */
const MAX_REBUILD = 15;

const COLD_ROUNDS = 3;
const WARM_UP_ROUNDS = 1;
const WARM_ROUNDS = 5;
const REBUILDS = 40;

/** Milliseconds and bytes per component. */
interface Figures {
  readonly cold: number;
  readonly warm: number;
  readonly code: number;
  readonly compressed: number;
}

const components = corpus();
const cold = medians(await rounds(COLD_ROUNDS, coldPass));
await rounds(WARM_UP_ROUNDS, async () => pass(compilers, components));
const warm = medians(await rounds(WARM_ROUNDS, async () => pass(compilers, components)));
const passes = new Map<string, Figures>();
for (const compiler of compilers) {
  const { name } = compiler;
  passes.set(name, { cold: cold.get(name) ?? 0, warm: warm.get(name) ?? 0, ...(await measureSize(compiler, components)) });
}
const rebuild = median(measureRebuild(components, REBUILDS).changed);

const projects = new Map(
  (["livec", "Svelte", "Vue"] as const).map((project) => [project, sum(compilers.filter((compiler) => compiler.project === project))]),
);
const livec = projects.get("livec") as Figures;
const others = [...projects].filter(([project]) => project !== "livec").map(([, figures]) => figures);
const speedups = {
  cold: Math.min(...others.map((other) => other.cold)) / livec.cold,
  warm: Math.min(...others.map((other) => other.warm)) / livec.warm,
};
print();
await mkdir(new URL("../results", import.meta.url), { recursive: true });
const results = { components: COUNT, passes: Object.fromEntries(passes), projects: Object.fromEntries(projects), speedups, rebuild };
await writeFile(new URL("../results/compile.json", import.meta.url), `${JSON.stringify(results, null, 2)}\n`);
const missed = [
  ...Object.entries(speedups).flatMap(([pass, speedup]) =>
    speedup < MIN_SPEEDUP
      ? [`${pass}: ${speedup.toFixed(2)} times as fast as the faster of the others, where ${MIN_SPEEDUP} is the least`]
      : [],
  ),
  ...(rebuild > MAX_REBUILD ? [`a build after one change took ${rebuild.toFixed(1)} ms, over its limit of ${MAX_REBUILD}`] : []),
];
for (const line of missed) console.error(line);
process.exitCode = missed.length === 0 ? 0 : 1;

/** Each project in a worker of its own, where nothing is compiled or optimised yet. */
async function coldPass(): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>();
  for (const project of ["livec", "Svelte", "Vue"]) {
    const times = await new Promise<ReadonlyMap<string, number>>((resolve, reject) => {
      const worker = new Worker(new URL("./cold.ts", import.meta.url), { workerData: project });
      worker.once("message", resolve);
      worker.once("error", reject);
    });
    for (const [name, time] of times) found.set(name, time);
  }
  return found;
}

async function rounds<T>(count: number, round: () => Promise<T>): Promise<readonly T[]> {
  const results: T[] = [];
  while (results.length < count) results.push(await round());
  return results;
}

function medians(passes: readonly ReadonlyMap<string, number>[]): ReadonlyMap<string, number> {
  return new Map(compilers.map(({ name }) => [name, median(passes.map((times) => times.get(name) ?? 0))]));
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}

/** What all passes of a project take and make together. */
function sum(own: readonly Compiler[]): Figures {
  const figures = own.map(({ name }) => passes.get(name) as Figures);
  const total = (figure: keyof Figures): number => figures.reduce((sum, figures) => sum + figures[figure], 0);
  return { cold: total("cold"), warm: total("warm"), code: total("code"), compressed: total("compressed") };
}

function print(): void {
  const row = (name: string, { cold, warm, code, compressed }: Figures): string => {
    const time = (own: number, ours: number): string => `${own.toFixed(2).padStart(8)} ms ${`${(own / ours).toFixed(1)}×`.padStart(6)}`;
    const size = (own: number, ours: number): string =>
      `${Math.round(own).toLocaleString("en").padStart(8)} B ${`${(own / ours).toFixed(1)}×`.padStart(6)}`;
    return `${name.padEnd(18)}${time(cold, livec.cold)}${time(warm, livec.warm)}${size(code, livec.code)}${size(compressed, livec.compressed)}`;
  };
  console.log(
    styleText(
      "bold",
      `${`per component of ${COUNT}`.padEnd(18)}${"cold".padStart(18)}${"warm".padStart(18)}${"code".padStart(17)}${"min + brotli".padStart(17)}`,
    ),
  );
  for (const [name, figures] of passes) console.log(row(name, figures));
  console.log(styleText("bold", "server and browser"));
  for (const [name, figures] of projects) console.log(row(name, figures));
  const within = rebuild > MAX_REBUILD ? "red" : "green";
  console.log(`one changed file of ${COUNT}: ${styleText(within, `${rebuild.toFixed(1)} ms`)} (limit ${MAX_REBUILD} ms)`);
}
