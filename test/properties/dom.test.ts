// @vitest-environment jsdom
/**
 * The invariants of the wire on the DOM, over random templates and random walks of states, with the real compiler, the real rendering and the real client:
 * Agreement (page and values build the same DOM), Convergence (patched equals fresh), Silence (no difference, no write).
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ClientBlock } from "../../protocol/slots.ts";
import type { Diff } from "../../protocol/wire.ts";
import { Tree } from "../../runtime-client/tree.ts";
import { Rendering } from "../../runtime-server/rendering/rendering.ts";
import { staticsOf } from "../../runtime-server/rendering/table.ts";
import type { Template } from "../../runtime-server/template.ts";
import { loadTemplate } from "../load-template.ts";
import { dump } from "./dump.ts";
import { type State, states } from "./random-state.ts";
import { type TemplatePair, templatePair } from "./random-template.ts";

const TEMPLATES = 120 * Number(process.env["LIVEC_RUNS"] ?? 1);
const WALKS_PER_TEMPLATE = 3;
const TIMEOUT = 300_000;

interface Page {
  readonly rendering: Rendering<State>;
  readonly blocks: readonly ClientBlock[];
}

function load({ page, part }: TemplatePair): Template<State> {
  return loadTemplate<State>(page, { "./part.live.js": loadTemplate(part, {}, "part.live.html") }, "page.live.html");
}

function render(template: Template<State>, state: State): Page {
  const rendering = new Rendering(template);
  rendering.mount(state);
  return { rendering, blocks: JSON.parse(staticsOf(template).json) };
}

/** What a browser makes of the page, hydrated. */
function hydrated({ rendering, blocks }: Page): { readonly container: Element; readonly tree: Tree } {
  const container = document.createElement("div");
  container.innerHTML = rendering.html();
  document.body.replaceChildren(container);
  return { container, tree: new Tree(container, blocks, rendering.skeleton()) };
}

/** What the client makes of values alone. */
function built({ rendering, blocks }: Page): Element {
  const container = document.createElement("div");
  const tree = new Tree(container, blocks, "");
  tree.apply_(wire([rendering.values()]));
  return container;
}

const wire = <T>(value: T): T => JSON.parse(JSON.stringify(value));

describe("over random templates and states", () => {
  test(
    "the page agrees with what the client builds, and diffs converge",
    () => {
      fc.assert(
        fc.property(templatePair, fc.array(states, { minLength: 1, maxLength: WALKS_PER_TEMPLATE }), (pair, walks) => {
          const template = load(pair);
          for (const [first, ...rest] of walks) {
            if (first === undefined) continue;
            const page = render(template, first);
            const { container, tree } = hydrated(page);
            expect(tree.broken_, "the page is what the skeleton says").toBe(false);
            expect(dump(built(page)), "Agreement").toBe(dump(container));
            for (const state of rest) {
              const patch = page.rendering.update(state);
              const observer = new MutationObserver(() => {});
              observer.observe(container, { attributes: true, characterData: true, childList: true, subtree: true });
              if (patch !== undefined) tree.apply_(wire(patch) as Diff);
              if (patch === undefined) expect(observer.takeRecords(), "Silence").toEqual([]);
              observer.disconnect();
              const fresh = document.createElement("div");
              fresh.innerHTML = render(template, state).rendering.html();
              expect(dump(container), "Convergence").toBe(dump(fresh));
            }
          }
        }),
        { numRuns: TEMPLATES },
      );
    },
    TIMEOUT,
  );
});
