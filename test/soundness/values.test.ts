/** Values of runs are tracked alone: each is evaluated when it would be as the only one of its element or attribute. */
import { expect, test } from "vitest";
import type { Boxed } from "./boxes.ts";
import { program } from "./generate.ts";
import { apart, type Program, print } from "./markup.ts";
import { Random } from "./random.ts";
import { make, pageShape } from "./shape.ts";
import { attempt, load, next, type State, wordsOf } from "./walk.ts";

const PROGRAMS = Number(process.env["LIVEC_SOUNDNESS_PAGES"] ?? 60);
const STATES = 40;

/** A program whose values say when they are evaluated. */
class Ticking {
  readonly #template: ReturnType<typeof load>;
  #ticks: number[] = [];
  #boxed: Boxed<State> | undefined;

  constructor(program: Program) {
    this.#template = load(program, undefined, (value, result) => {
      this.#ticks.push(value);
      return result;
    });
  }

  /** What is evaluated to show a state; nothing where the template throws, which begins anew with the next state. */
  show(state: State): string | undefined {
    this.#ticks = [];
    try {
      if (state.poke !== undefined) this.#boxed?.poke(state.poke);
      if (this.#boxed === undefined) this.#boxed = attempt(this.#template, state, new Map());
      else this.#boxed.rendering.update(state);
    } catch {
      this.#boxed = undefined;
    }
    return this.#boxed && this.#ticks.sort((a, b) => a - b).join(" ");
  }
}

test("a value is evaluated when it would be alone", { timeout: 1000 * PROGRAMS + 60_000 }, () => {
  let evaluated = 0;
  for (let seed = 1; seed <= PROGRAMS; seed++) {
    const together = program(seed);
    const alone = Object.fromEntries(Object.entries(together).map(([name, markup]) => [name, apart(markup)])) as unknown as Program;
    const [run, single] = [new Ticking(together), new Ticking(alone)];
    const words = wordsOf(together);
    const random = new Random(seed);
    let state = make(pageShape, random) as State;
    for (let step = 0; step < STATES; step++) {
      const ticks = run.show(state);
      expect(ticks, `Seed ${seed}, state ${step}: ${print(together.page)}`).toBe(single.show(state));
      evaluated += ticks?.length ?? 0;
      state = { ...next(state, random, words), poke: random.chance(0.4) ? random.below(6) : undefined };
    }
  }
  expect(evaluated).toBeGreaterThan(PROGRAMS);
});
