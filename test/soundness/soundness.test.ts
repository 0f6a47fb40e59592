/**
 * Soundness of change tracking: after any change of the state, every slot is what a fresh render would make it. Random
 * programs (a page and two parts), each walked through many states; a run is one update compared with a fresh render,
 * in HTML, in values, and in the values of a client that got the diffs.
 *
 * `LIVEC_SOUNDNESS_RUNS=1000000 npx vitest run test/soundness` is the long run by hand; `LIVEC_SOUNDNESS_SEED` starts
 * elsewhere.
 */
import { expect, test } from "vitest";
import { describe, walk } from "./walk.ts";

const RUNS = Number(process.env["LIVEC_SOUNDNESS_RUNS"] ?? 100_000);
const FIRST_SEED = Number(process.env["LIVEC_SOUNDNESS_SEED"] ?? 1);
/** What compiling a program costs is shared by so many states. */
const STATES = 100;
/**
 * Modules that lack a read, the runs each has to be found in, and how many must be: some never show, in a branch that
 * no state reaches or content that is always new.
 */
const MUTANTS = 60;
const MUTANT_RUNS = 320;
const MUST_NOTICE = 0.4;
/** Seconds that a run may take on a slow machine, and a minute for what starts it. */
const TIMEOUT = RUNS + 60_000;

test(
  "no slot is stale after any change",
  () => {
    const start = performance.now();
    let runs = 0;
    let programs = 0;
    for (let seed = FIRST_SEED; runs < RUNS; seed++, programs++) {
      const walked = walk(seed, STATES);
      if (walked.stale !== undefined) expect.fail(`Seed ${seed}. ${describe(walked.stale)}`);
      runs += walked.runs;
    }
    const seconds = (performance.now() - start) / 1000;
    console.log(
      `soundness: ${runs.toLocaleString("en")} runs over ${programs.toLocaleString("en")} programs from seed ${FIRST_SEED} in ${seconds.toFixed(1)} s (${Math.round(runs / seconds).toLocaleString("en")} runs/s): no stale slot`,
    );
  },
  TIMEOUT,
);

test(
  "a read that is missing from a module is noticed",
  () => {
    let noticed = 0;
    const survivors: string[] = [];
    for (let seed = FIRST_SEED, mutants = 0; mutants < MUTANTS; seed++) {
      let mutated: string | undefined;
      const { stale } = walk(seed, MUTANT_RUNS, (code) => {
        const [mutant, what] = withoutOneRead(code, seed);
        mutated = what;
        return mutant;
      });
      if (mutated === undefined) continue;
      mutants++;
      if (stale === undefined) survivors.push(`seed ${seed}: ${mutated}`);
      else noticed++;
    }
    console.log(`soundness: ${noticed} of ${MUTANTS} missing reads noticed within ${MUTANT_RUNS} runs each`);
    expect(noticed / MUTANTS, `Not noticed:\n${survivors.join("\n")}`).toBeGreaterThan(MUST_NOTICE);
  },
  TIMEOUT,
);

/** The module without one of the reads of one of its slots, and which; the module itself where it reads nothing. */
function withoutOneRead(code: string, seed: number): readonly [code: string, what: string | undefined] {
  const slots = [...code.matchAll(/\blivec\.(?:text|attr|prop|classes|style|spread|content|html|branch|list)\(\[+(\d[\d, ]*)\]/g)];
  const slot = slots[seed % slots.length];
  if (slot === undefined) return [code, undefined];
  const [whole, reads = ""] = slot;
  const kept = reads
    .split(", ")
    .toSpliced(seed % reads.split(", ").length, 1)
    .join(", ");
  const less = whole.replace(`[${reads}]`, `[${kept}]`);
  return [code.slice(0, slot.index) + less + code.slice(slot.index + whole.length), `${whole} became ${less}`];
}
