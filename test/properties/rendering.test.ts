/**
 * The invariants of the wire on values, over random templates and random walks of states: what `update` sends, applied
 * to the values of state n, gives those of a fresh render of state n + 1; and nothing is sent where nothing differs.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ClientBlock } from "../../protocol/slots.ts";
import { staticsOf } from "../../runtime-server/rendering/table.ts";
import { ValueModel } from "../value-model.ts";
import { states } from "./random-state.ts";
import { templatePair } from "./random-template.ts";
import { fresh, loadPair, wire } from "./walk.ts";

/** Templates; each is walked through several states. `LIVEC_RUNS` multiplies it for a long run by hand. */
const TEMPLATES = 200 * Number(process.env["LIVEC_RUNS"] ?? 1);
const WALKS_PER_TEMPLATE = 4;
/** Random templates take their time; shrinking a failure takes more. */
const TIMEOUT = 300_000;

describe("over random templates and states", () => {
  test(
    "diffs converge, and equal states send nothing",
    () => {
      fc.assert(
        fc.property(templatePair, fc.array(states, { minLength: 1, maxLength: WALKS_PER_TEMPLATE }), (pair, walks) => {
          const template = loadPair(pair);
          const blocks = JSON.parse(staticsOf(template).json) as readonly ClientBlock[];
          for (const [first, ...rest] of walks) {
            if (first === undefined) continue;
            const rendering = fresh(template, first);
            const model = new ValueModel(blocks, wire(rendering.values()));
            for (const state of rest) {
              model.apply(wire(rendering.update(state)));
              const expected = fresh(template, state);
              expect(model.values()).toEqual(wire(expected.values()));
              expect(rendering.html()).toBe(expected.html());
              expect(rendering.skeleton()).toBe(expected.skeleton());
              expect(rendering.update(state)).toBeUndefined();
              expect(rendering.update(structuredClone(state))).toBeUndefined();
            }
          }
        }),
        { numRuns: TEMPLATES },
      );
    },
    TIMEOUT,
  );
});
