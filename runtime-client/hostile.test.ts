// @vitest-environment jsdom
/** Frames that do not fit: the page is never left half-changed, and the view joins again, asking for all values. */
import { afterEach, expect, it, vi } from "vitest";
import type { ClientBlock } from "../protocol/slots.ts";
import { LivePage, unloadPages } from "./live-page.testing.ts";

afterEach(unloadPages);

const blocks: ClientBlock[] = [
  ["<p><!--$--></p><ul><!--$--></ul><div><!--$--></div>", [[0], [9, 1], [8]]],
  ["<li><!--$--></li>", [[0]]],
  ["<b><!--$--></b>", [[0]]],
];
const html = "<p>n</p><ul><li>a</li><li>b</li><li>c</li></ul><div></div>";
const load = (): Promise<LivePage> => LivePage.joined({ html, skeleton: "3,0", blocks });

it.each([
  ["a slot that is not there", [7, "x"]],
  ["a slot of an odd kind", ["x", 1]],
  ["a slot without a change", [0, "x", 1]],
  ["a patch of a branch that is not shown", [2, [0, "x"]]],
  ["a block that is not known", [2, [[9, "x"]]]],
  ["a block without its values", [2, [[2]]]],
  ["a row that is not there", [1, ["7"]]],
  ["a row taken twice", [1, ["1", "1"]]],
  ["a run over the end", [1, ["1,9"]]],
  ["more rows kept than there are", [1, [9]]],
  ["more rows left out than there are", [1, [-9]]],
  ["a patch of no row", [1, [[0, "x"]]]],
  ["an enumerated row that is not there", [1, [0, 7]]],
  ["an edit script that is none", [1, 5]],
  ["values of no block", [[99]]],
  ["a negative row", [1, [0, -1]]],
])("%s", async (_, diff) => {
  const page = await load();
  page.socket.receive([1, 0, diff]);
  expect([page.sockets.length, page.socket.closed]).toEqual([1, false]);
  expect(page.socket.take()).toMatchObject([[1, expect.any(Number), 0, { values: true }]]);
  page.answer([[0, "n2", ["x", "y"], [2, "z"]]], { n: 2, a: 0 });
  expect(page.html).toBe("<p>n2</p><ul><li>x</li><li>y</li></ul><div><b>z</b></div>");
  page.socket.receive([1, 0, [0, "n3", 1, [["1"].length, -1]]]);
  expect(page.html).toBe("<p>n3</p><ul><li>x</li></ul><div><b>z</b></div>");
});

it("what a frame has besides its patch counts although the patch does not fit: it is not sent again", async () => {
  const page = await load();
  const heard: unknown[] = [];
  document.addEventListener("live:saved", (event) => heard.push((event as CustomEvent).detail), { once: true });
  page.socket.receive([1, 0, [7, "x"], { t: "Saved", e: [["saved", { id: 7 }]] }]);
  expect([heard, document.title, page.socket.closed]).toEqual([[{ id: 7 }], "Saved", false]);
  expect(page.socket.take()).toMatchObject([[1, expect.any(Number), 0, { seq: 2, values: true }]]);
});

it("text that is not JSON makes the connection anew", async () => {
  const page = await load();
  page.socket.receive("{");
  await vi.advanceTimersByTimeAsync(100);
  expect(page.sockets).toHaveLength(2);
  expect(page.html).toBe(html);
});

it("frames of views that are not on the page are ignored", async () => {
  const page = await load();
  page.socket.receive([9, 0, [0, "x"]]);
  expect(page.socket.closed).toBe(false);
  expect(page.html).toBe(html);
});

it("a page that others changed under the client is built anew from values", async () => {
  const page = await load();
  page.query("ul").replaceChildren();
  page.socket.receive([1, 0, [1, [-1]]]);
  page.answer([[0, "n", ["x"], 0]], { n: 2, a: 0 });
  expect(page.html).toBe("<p>n</p><ul><li>x</li></ul><div></div>");
});
