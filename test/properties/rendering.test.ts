/**
 * The invariants of the wire on values, over random templates and random walks of states: what `update` sends, applied to the values of state n, gives those of a
 * fresh render of state n + 1; and nothing is sent where nothing differs.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ClientBlock } from "../../protocol/slots.ts";
import { Rendering } from "../../runtime-server/rendering/rendering.ts";
import { staticsOf } from "../../runtime-server/rendering/table.ts";
import type { Template } from "../../runtime-server/template.ts";
import { loadTemplate } from "../load-template.ts";
import { ValueModel } from "../value-model.ts";
import { type State, states } from "./random-state.ts";
import { type TemplatePair, templatePair } from "./random-template.ts";

/** Templates; each is walked through several states. `LIVEC_RUNS` multiplies it for a long run by hand. */
const TEMPLATES = 200 * Number(process.env["LIVEC_RUNS"] ?? 1);
const WALKS_PER_TEMPLATE = 4;
/** Random templates take their time; shrinking a failure takes more. */
const TIMEOUT = 300_000;

function load({ page, part }: TemplatePair): Template<State> {
  return loadTemplate<State>(page, { "./part.live.js": loadTemplate(part, {}, "part.live.html") }, "page.live.html");
}

function fresh(template: Template<State>, state: State): Rendering<State> {
  const rendering = new Rendering(template);
  rendering.mount(state);
  return rendering;
}

describe("over random templates and states", () => {
  test("diffs converge, and equal states send nothing", () => {
    fc.assert(
      fc.property(templatePair, fc.array(states, { minLength: 1, maxLength: WALKS_PER_TEMPLATE }), (pair, walks) => {
        const template = load(pair);
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
  }, TIMEOUT);
});

/** What arrives at the other end. */
function wire<T>(value: T): T {
  return value === undefined ? value : JSON.parse(JSON.stringify(value));
}
