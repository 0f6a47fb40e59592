/** A sample of the DOM's invariants in the browser that matters: jsdom's parser is not Chromium's. */
import fc from "fast-check";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { launchBrowser } from "../browser.ts";
import { browserScript } from "../browser-script.ts";
import type * as Harness from "./harness.ts";
import { states } from "./random-state.ts";
import { templatePair } from "./random-template.ts";
import { loadPair, walkOf } from "./walk.ts";

const WALKS = 150 * Number(process.env["LIVEC_RUNS"] ?? 1);

let browser: Browser;
beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

test("agreement, convergence and silence hold in Chromium", { timeout: 120_000 }, async () => {
  const page = await browser.newPage();
  await page.addScriptTag({ content: await browserScript(new URL("./harness.ts", import.meta.url), "harness") });
  const samples = fc.sample(fc.tuple(templatePair, states), { numRuns: WALKS, seed: 20_240_601 });
  const failures: unknown[] = [];
  for (const [pair, walk] of samples) {
    const sample = walkOf(loadPair(pair), walk);
    // As JSON: the types of a walk are deeper than playwright's own can follow.
    const problem = await page.evaluate(
      (json) => (globalThis as unknown as { harness: typeof Harness }).harness.check(JSON.parse(json)),
      JSON.stringify(sample),
    );
    if (problem !== null) failures.push({ problem, pair });
  }
  expect(failures.slice(0, 3)).toEqual([]);
});
