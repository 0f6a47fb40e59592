// @vitest-environment jsdom
/** What a frame does to the page: which calls, in which order, and where. */
import { describe, expect, it } from "vitest";
import type { ClientBlock } from "../protocol/slots.ts";
import { logCalls } from "./log-calls.testing.ts";

// The client takes the DOM's methods when it is loaded.
const { Page } = await import("../test/properties/page.ts");

const blocks: readonly ClientBlock[] = [
  ["<ul><!--$--></ul>", [[9, 1]]],
  ["<li :=1><!--$--></li>", [[3], [0]]],
];

describe("a frame", () => {
  it.each([
    ["writes a text into its node", [0, [2, [1, "B"]]], ['"b" becomes "B"']],
    ["puts what a text grew by behind it", [0, [3, [1, ["!"]]]], ['"c": "!" at 1']],
    ["brings new rows in at once", [0, [1, [[null, "x", null, "y"]]]], ["<ul>: <li>x <li>y before <li>b"]],
    ["takes a row out", [0, [1, -1]], ["out: <li>b"]],
    ["moves a row to where it is to stand", [0, ["3"]], ["<ul>: <li>d before <li>a"]],
    ["swaps by two moves", [0, ["3", -1, 2, "0"]], ['<ul>: <li>a before ""', "<ul>: <li>d before <li>b"]],
    ["sets a class", [0, [1, [0, "on"]]], ['<li>a: class="on"']],
    ["does nothing where nothing differs", [0, [1, [0, null, 1, "a"]]], []],
  ] as const)("%s", (_, patch, calls) => {
    const html = [..."abcd"].map((letter) => `<li>${letter}</li>`).join("");
    const page = new Page(blocks, `<ul>${html}</ul>`, "4");
    document.body.replaceChildren(page.container);
    expect(logCalls(() => page.apply(patch as never))).toEqual(calls);
  });
});
