// @vitest-environment jsdom
/** Pages that cannot be brought back: they are loaded anew once, and then stay plain HTML. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { LivePage, unloadPages } from "./live-page.testing.ts";
import { reloadPage } from "./reload.ts";

const html = "<p>0</p>";
const setup = { html, blocks: [[html, []]] } as const;
let said: string[];
beforeEach(() => {
  sessionStorage.clear();
  said = [];
  vi.spyOn(console, "error").mockImplementation((first) => void said.push(String(first)));
});
afterEach(() => {
  unloadPages();
  vi.restoreAllMocks();
});

const refusedPage = async (): Promise<LivePage> => {
  const live = await LivePage.load(setup);
  live.liveSocket.connect();
  live.socket.open();
  live.answer(0, { x: "reload" });
  await vi.advanceTimersByTimeAsync(60_000);
  return live;
};

describe("a view that the server does not take up", () => {
  it("reloads the page once, and after that leaves it as it is, without a connection, and says so", async () => {
    await refusedPage();
    expect(Object.keys(sessionStorage)).toEqual(["live-reload:/:/live/statics/hash.json"]);
    expect(said.filter((text) => text.startsWith("livec"))).toEqual([]);
    unloadPages();
    const live = await refusedPage();
    expect(said.filter((text) => text.startsWith("livec"))).toEqual([
      "livec: the server does not take a view up, also after the page was loaded anew. It stays as it is, without live updates.",
    ]);
    expect([live.sockets.length, live.socket.closed, live.html]).toEqual([1, true, html]);
  });

  it("may reload the page again once it has worked", async () => {
    await refusedPage();
    unloadPages();
    await LivePage.joined(setup);
    expect(sessionStorage.length).toBe(0);
  });
});

describe("statics that cannot be loaded", () => {
  it("reload the page once", async () => {
    // What cannot be cloned is not answered.
    const blocks = [() => {}] as never;
    for (const expected of [[], [expect.stringContaining("the statics of a view could not be loaded (DataCloneError")]]) {
      await LivePage.load({ html, blocks });
      await vi.advanceTimersByTimeAsync(60_000);
      expect(said.filter((text) => text.startsWith("livec"))).toEqual(expected);
      unloadPages();
    }
  });
});

it("a tab without a memory reloads a page that was not reloaded", () => {
  vi.useFakeTimers();
  vi.spyOn(Storage.prototype, "getItem").mockImplementation(() => {
    throw new Error("denied");
  });
  vi.spyOn(Storage.prototype, "setItem").mockImplementation(() => {
    throw new Error("denied");
  });
  vi.stubGlobal("performance", { navigation: { type: 0 } });
  reloadPage("a", "it fails");
  expect(said).toEqual([]);
  vi.stubGlobal("performance", { navigation: { type: 1 } });
  reloadPage("a", "it fails");
  expect(said).toHaveLength(1);
  vi.clearAllTimers();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});
