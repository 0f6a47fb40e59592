// @vitest-environment jsdom
/**
 * The invariants of the wire on the DOM, over random templates and random walks of states, with the real compiler, the real rendering and the real client:
 * Agreement (page and values build the same DOM), Convergence (patched equals fresh), Silence (no difference, no write).
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ClientBlock } from "../../protocol/slots.ts";
import type { Diff } from "../../protocol/wire.ts";
import { Rendering } from "../../runtime-server/rendering/rendering.ts";
import { staticsOf } from "../../runtime-server/rendering/table.ts";
import type { Template } from "../../runtime-server/template.ts";
import { loadTemplate } from "../load-template.ts";
import { dump } from "./dump.ts";
import { Page } from "./page.ts";
import { type State, states } from "./random-state.ts";
import { type TemplatePair, templatePair } from "./random-template.ts";

/** `LIVEC_RUNS` multiplies it for a long run by hand. */
const TEMPLATES = 120 * Number(process.env["LIVEC_RUNS"] ?? 1);
const WALKS_PER_TEMPLATE = 3;
const TIMEOUT = 300_000;

function load({ page, part }: TemplatePair): Template<State> {
  return loadTemplate<State>(page, { "./part.live.js": loadTemplate(part, {}, "part.live.html") }, "page.live.html");
}

function render(template: Template<State>, state: State): Rendering<State> {
  const rendering = new Rendering(template);
  rendering.mount(state);
  return rendering;
}

/** What arrives at the other end. */
const wire = <T>(value: T): T => (value === undefined ? value : JSON.parse(JSON.stringify(value)));

describe("over random templates and states", () => {
  test(
    "the page agrees with what the client builds, diffs converge, and no difference is no write",
    () => {
      fc.assert(
        fc.property(templatePair, fc.array(states, { minLength: 1, maxLength: WALKS_PER_TEMPLATE }), (pair, walks) => {
          const template = load(pair);
          const blocks = JSON.parse(staticsOf(template).json) as readonly ClientBlock[];
          for (const [first, ...rest] of walks) {
            if (first === undefined) continue;
            const rendering = render(template, first);
            const page = new Page(blocks, rendering.html(), rendering.skeleton());
            expect(page.intact, "the page is what the skeleton says").toBe(true);
            const built = new Page(blocks, "");
            built.apply(wire([rendering.values()]) as unknown as Diff);
            expect(dump(built.container), "Agreement").toBe(dump(page.container));
            for (const state of rest) {
              const diff = wire(rendering.update(state));
              const observer = new MutationObserver(() => {});
              observer.observe(page.container, { attributes: true, characterData: true, childList: true, subtree: true });
              page.apply(diff);
              if (diff === undefined) expect(observer.takeRecords(), "Silence").toEqual([]);
              observer.disconnect();
              const fresh = document.createElement("div");
              fresh.innerHTML = render(template, state).html();
              expect(dump(page.container), "Convergence").toBe(dump(fresh));
            }
          }
        }),
        { numRuns: TEMPLATES },
      );
    },
    TIMEOUT,
  );
});
