// @vitest-environment jsdom
/**
 * The programs of soundness, shown by the client: after every diff the page is what a browser makes of the server's
 * HTML.
 */
import { expect, test } from "vitest";
import type { ClientBlock } from "../../protocol/slots.ts";
import type { Patch } from "../../protocol/wire.ts";
import { staticsOf } from "../../runtime-server/rendering/table.ts";
import { dump } from "../properties/dump.ts";
import { Page } from "../properties/page.ts";
import type { Boxed } from "./boxes.ts";
import { program } from "./generate.ts";
import { Random } from "./random.ts";
import { make, pageShape } from "./shape.ts";
import { attempt, describe, load, next, type State, wire, wordsOf } from "./walk.ts";

const PROGRAMS = Number(process.env["LIVEC_SOUNDNESS_PAGES"] ?? 60);
const STATES = 30;

test("every page is that of its server", { timeout: 1000 * PROGRAMS + 60_000 }, () => {
  let diffs = 0;
  for (let seed = 1; seed <= PROGRAMS; seed++) {
    const source = program(seed);
    const template = load(source);
    const words = wordsOf(source);
    const random = new Random(seed);
    const blocks = JSON.parse(staticsOf(template).json) as readonly ClientBlock[];
    let state = make(pageShape, random) as State;
    let states: State[] = [];
    let boxed: Boxed<State> | undefined;
    let page: Page | undefined;
    for (let step = 0; step < STATES; step++, state = next(state, random, words)) {
      states.push(state);
      if (random.chance(0.4)) boxed?.poke(random.below(6));
      let patch: Patch | undefined;
      try {
        patch = boxed?.rendering.update(state);
      } catch {
        // What a template throws on, its types would have refused.
        boxed = undefined;
      }
      if (patch !== undefined) {
        diffs++;
        page?.apply(wire(patch));
      }
      if (boxed === undefined) {
        boxed = attempt(template, state, new Map());
        page = boxed && new Page(blocks, boxed.rendering.html(), boxed.rendering.skeleton());
        states = [state];
      }
      if (boxed === undefined || page === undefined) continue;
      const { rendering } = boxed;
      const fresh = document.createElement("div");
      fresh.innerHTML = rendering.html();
      const [shown, wanted] = [dump(page.container), dump(fresh)];
      if (shown !== wanted) expect.fail(`Seed ${seed}. ${describe({ program: source, states, updated: shown, fresh: wanted })}`);
      expect([...page.components].sort()).toEqual([...rendering.components].map(({ number }) => number).sort());
    }
  }
  expect(diffs).toBeGreaterThan(PROGRAMS);
});
