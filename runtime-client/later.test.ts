// @vitest-environment jsdom
/** Chunks: when they are loaded, what waits for them, and what happens where they cannot be loaded. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { LoadChunk } from "./later.ts";
import { FakeSocket } from "./live-page.testing.ts";
import type { LivePage } from "./page.ts";

let socket: FakeSocket;
let page: LivePage | undefined;
const asked: string[] = [];
let arrive: (() => void)[] = [];

beforeEach(() => {
  vi.useFakeTimers();
  // What was loaded is as if it was not.
  vi.resetModules();
  asked.length = 0;
  arrive = [];
});
afterEach(() => {
  page?.disconnect();
  vi.clearAllTimers();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Chunks arrive when the test says so. */
const later: LoadChunk = (name) => {
  asked.push(name);
  return new Promise((resolve) => {
    arrive.push(() => resolve(name === "recovery" ? import("./chunks/recovery.ts") : undefined));
  });
};
const never: LoadChunk = (name) => {
  asked.push(name);
  return Promise.reject(new Error("gone with a deploy"));
};

async function open(html: string, blocks: readonly unknown[], load: LoadChunk): Promise<Element> {
  document.body.innerHTML = `<div data-live="token" data-live-statics="/live/s/hash.json" data-live-skeleton="">${html}</div>`;
  vi.stubGlobal("fetch", async () => ({ json: async () => structuredClone(blocks) }));
  const { openPage } = await import("./page.ts");
  page = openPage({
    path_: "/live",
    prefix_: "live-",
    params_: () => undefined,
    reconnectAfter_: () => 100,
    transport_: (url) => {
      socket = new FakeSocket(url);
      return socket;
    },
    load_: load,
  });
  page.connect();
  socket.open();
  await vi.advanceTimersByTimeAsync(0);
  return document.body.firstElementChild as Element;
}
const loaded = async (): Promise<void> => {
  for (const one of arrive.splice(0)) one();
  await vi.dynamicImportSettled();
  await vi.advanceTimersByTimeAsync(0);
};
const answer = (...frame: readonly unknown[]): void => socket.receive([1, socket.ref, ...frame]);

describe("a chunk that the statics name", () => {
  const html = '<button live-click="save">x</button>';

  it("is there before the view joins, and before an event is sent", async () => {
    const container = await open(html, [[html, []], "rate"], later);
    container.querySelector("button")?.click();
    expect([asked, socket.take()]).toEqual([["rate"], []]);
    await loaded();
    expect(socket.take()).toMatchObject([[1, 1, 0, { token: "token" }]]);
    answer(0, { a: 0 });
    expect(socket.take()).toEqual([[1, 3, "save", 1]]);
  });

  it("that cannot be loaded is like statics that cannot: the page is loaded anew, once", async () => {
    const error = vi.spyOn(console, "error").mockImplementation(() => {});
    const container = await open(html, [[html, []], "rate"], never);
    expect(container.className).toBe("live-disconnected");
    expect(error.mock.lastCall?.[0]).toContain("gone with a deploy");
    error.mockRestore();
  });
});

describe("the recovery chunk", () => {
  const blocks = [["<p><!--$--></p>", [[0]]]];

  it("is loaded as soon as a page without fields is connected", async () => {
    await open("<p>a</p>", blocks, later);
    expect(asked).toEqual([]);
    answer();
    expect(asked).toEqual(["recovery"]);
  });

  it("is waited for by a first answer where the visitor may have typed before", async () => {
    const container = await open("<input><p>a</p>", [["<input><p><!--$--></p>", [[0]]]], later);
    expect(asked).toEqual(["recovery"]);
    answer([0, "b"]);
    expect(container.textContent).toBe("a");
    await loaded();
    expect([container.textContent, container.className]).toEqual(["b", "live-connected"]);
  });

  it("is waited for by all values anew, and by what comes after them, in order", async () => {
    const container = await open("<p>a</p>", blocks, later);
    answer();
    socket.receive([1, 0, [[0, "b"]]]);
    socket.receive([1, 0, [0, ["c"]]]);
    expect(container.textContent).toBe("a");
    await loaded();
    expect(container.textContent).toBe("bc");
  });

  it("that cannot be loaded keeps nobody from connecting; who comes back without it loads the page anew", async () => {
    const reload = vi.fn();
    vi.stubGlobal("location", { ...window.location, origin: "http://localhost", href: "http://localhost/", reload });
    const container = await open("<input><p>a</p>", [["<input><p><!--$--></p>", [[0]]]], never);
    answer([0, "b"]);
    await vi.advanceTimersByTimeAsync(0);
    expect([container.textContent, container.className]).toEqual(["b", "live-connected"]);
    socket.break();
    await vi.advanceTimersByTimeAsync(100);
    socket.open();
    answer([0, "c"], { a: 0 });
    await vi.advanceTimersByTimeAsync(500);
    expect([container.textContent, reload.mock.calls.length]).toEqual(["b", 1]);
  });
});
