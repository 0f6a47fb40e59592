// @vitest-environment jsdom
/** Lists that tell when one of their ends comes into view. */
import { afterEach, expect, it, vi } from "vitest";
import { LivePage, unloadPages } from "./live-page.testing.ts";

afterEach(unloadPages);

it("live-viewport-top and -bottom are sent when the first or last row comes into view", async () => {
  let seen: (entries: readonly { readonly isIntersecting: boolean; readonly target: Element }[]) => void = () => {};
  const watched: Element[] = [];
  class Observer {
    constructor(callback: typeof seen) {
      seen = callback;
    }
    observe(row: Element): void {
      watched.push(row);
    }
  }
  vi.stubGlobal("IntersectionObserver", Observer);
  const html = '<ul live-viewport-top="newer" live-viewport-bottom="older"><li id="r1">1</li><li id="r2">2</li></ul>';
  const live = await LivePage.joined({
    html,
    blocks: [
      ["<ul live-viewport-top='newer' live-viewport-bottom='older'><!--$--></ul>", [[9, 1]]],
      ["<li :=1><!--$--></li>", [[1, "id"], [0]]],
      "events",
    ],
    skeleton: "2",
  });
  expect(watched.map(({ id }) => id)).toEqual(["r1", "r2"]);
  seen(watched.map((target) => ({ isIntersecting: target.id === "r2", target })));
  expect(live.socket.take()).toEqual([[1, 2, "older", { id: "r2" }]]);
  live.socket.receive([1, live.socket.ref, [0, [2, [["r3", "3"]]]]]);
  expect(watched.map(({ id }) => id)).toEqual(["r1", "r2", "r3"]);
  // What was the last row is none any more.
  seen([{ isIntersecting: true, target: watched[1] as Element }]);
  expect(live.socket.take()).toEqual([]);
});
