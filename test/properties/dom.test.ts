// @vitest-environment jsdom
/**
 * The invariants of the wire on the DOM, over random templates and random walks of states, with the real compiler, the
 * real rendering and the real client: Agreement (page and values build the same DOM), Convergence (patched equals
 * fresh), Silence (no difference, no write).
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { check } from "./harness.ts";
import { states } from "./random-state.ts";
import { templatePair } from "./random-template.ts";
import { loadPair, walkOf } from "./walk.ts";

/** `LIVEC_RUNS` multiplies it for a long run by hand. */
const TEMPLATES = 120 * Number(process.env["LIVEC_RUNS"] ?? 1);
const WALKS_PER_TEMPLATE = 3;
const TIMEOUT = 300_000;

describe("over random templates and states", () => {
  test(
    "the page agrees with what the client builds, diffs converge, and no difference is no write",
    () => {
      fc.assert(
        fc.property(templatePair, fc.array(states, { minLength: 1, maxLength: WALKS_PER_TEMPLATE }), (pair, walks) => {
          const template = loadPair(pair);
          for (const walk of walks) expect(check(walkOf(template, walk))).toBeNull();
        }),
        { numRuns: TEMPLATES },
      );
    },
    TIMEOUT,
  );
});
