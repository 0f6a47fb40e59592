// @vitest-environment jsdom
/** Joining, acknowledging, losing the connection and coming back. */
import { afterEach, describe, expect, it, vi } from "vitest";
import type { ClientBlock } from "../protocol/slots.ts";
import { backoff } from "./connection.ts";
import { LivePage, unloadPages } from "./live-page.testing.ts";

afterEach(unloadPages);

const setup = { html: "<p>0</p>", blocks: [["<p><!--$--></p>", [[0]]]] satisfies ClientBlock[] };
const classes = (page: LivePage): string[] => [...page.container.classList];

describe("a join", () => {
  it("says who joins, from where and with what", async () => {
    const page = await LivePage.load({ ...setup, params: () => ({ width: 80 }) });
    page.liveSocket.connect();
    expect(page.socket.url).toBe("ws://localhost:3000/live/websocket?v=1");
    page.socket.open();
    expect(page.socket.take()).toEqual([
      [
        1,
        expect.any(Number),
        0,
        {
          token: "token",
          csrf: "csrf",
          url: "http://localhost:3000/",
          params: { width: 80, _mounts: 0 },
          statics: "/live/statics/hash.json",
        },
      ],
    ]);
    page.answer();
    expect(classes(page)).toEqual(["live-connected"]);
  });

  it("waits for statics and connection, whichever is later", async () => {
    const page = await LivePage.load(setup);
    expect(page.sockets).toEqual([]);
    page.liveSocket.connect();
    expect(page.socket.sent).toEqual([]);
    page.socket.open();
    expect(page.socket.sent).toHaveLength(1);
  });

  it("after a lost connection asks for what was missed, and counts on from the answer", async () => {
    const page = await LivePage.joined(setup);
    page.socket.receive([1, 0, [0, 1]]);
    page.socket.break();
    await vi.advanceTimersByTimeAsync(100);
    page.socket.open();
    expect(page.socket.take()).toMatchObject([[1, expect.any(Number), 0, { seq: 2, params: { _mounts: 1 } }]]);
    page.answer(0, { n: 2 });
    page.socket.receive([1, 0, [0, 2]]);
    await vi.advanceTimersByTimeAsync(300);
    expect(page.socket.take()).toEqual([[1, 3]]);
    expect(page.html).toBe("<p>2</p>");
  });

  it("sends nothing over a socket that is closing", async () => {
    const page = await LivePage.joined(setup);
    page.socket.receive([1, 0, [0, 1]]);
    Object.assign(page.socket, { readyState: 2 });
    await vi.advanceTimersByTimeAsync(300);
    expect(page.socket.take()).toEqual([]);
  });

  it("ignores frames of an earlier life", async () => {
    const page = await LivePage.load(setup);
    page.liveSocket.connect();
    page.socket.open();
    page.socket.receive([1, 0, [0, "early"]]);
    expect(page.html).toBe("<p>0</p>");
  });

  it("takes a new token", async () => {
    const page = await LivePage.joined(setup, 0, { k: "next" });
    expect(page.container.getAttribute("data-live")).toBe("next");
  });

  it("with statics of another deploy fetches the new ones, joins again on the same connection and rebuilds its view from the values", async () => {
    const page = await LivePage.load(setup);
    page.liveSocket.connect();
    page.socket.open();
    const next: ClientBlock[] = [["<h1><!--$--></h1>", [[0]]]];
    vi.stubGlobal("fetch", async () => ({ json: async () => next }));
    page.socket.take();
    page.answer(0, { s: "/live/statics/next.json" });
    expect(page.html).toBe("<p>0</p>");
    await vi.advanceTimersByTimeAsync(300);
    expect([page.sockets.length, page.socket.closed]).toEqual([1, false]);
    const [join, ...more] = page.socket.take();
    expect(join).toMatchObject([1, expect.any(Number), 0, { statics: "/live/statics/next.json", values: true, seq: 0 }]);
    expect(more).toEqual([]);
    page.answer([[0, "new"]]);
    expect(page.html).toBe("<h1>new</h1>");
  });

  it("with statics of another deploy, on a connection that is lost meanwhile, joins once they are there", async () => {
    const page = await LivePage.joined(setup);
    page.socket.break();
    await vi.advanceTimersByTimeAsync(100);
    page.socket.open();
    let arrive = (_blocks: ClientBlock[]): void => {};
    const blocks = new Promise<ClientBlock[]>((resolve) => {
      arrive = resolve;
    });
    vi.stubGlobal("fetch", async () => ({ json: () => blocks }));
    page.answer(0, { s: "/live/statics/next.json" });
    page.socket.break();
    await vi.advanceTimersByTimeAsync(100);
    page.socket.open();
    expect(page.socket.take()).toEqual([]);
    arrive([["<h1><!--$--></h1>", [[0]]]]);
    await vi.advanceTimersByTimeAsync(0);
    expect(page.socket.take()).toMatchObject([[1, expect.any(Number), 0, { statics: "/live/statics/next.json", values: true, seq: 1 }]]);
    page.answer([[0, "new"]], { n: 2 });
    expect([page.html, page.sockets.length]).toEqual(["<h1>new</h1>", 3]);
  });

  it("that is awaited keeps out answers to earlier requests, on the same connection as well", async () => {
    const page = await LivePage.joined(setup);
    page.socket.break();
    await vi.advanceTimersByTimeAsync(100);
    page.socket.open();
    page.socket.receive([1, page.socket.ref - 1, [0, "early"]]);
    expect([page.html, ...classes(page)]).toEqual(["<p>0</p>", "live-disconnected", "live-error"]);
    page.answer(0, { n: 1 });
    expect(classes(page)).toEqual(["live-connected"]);
    page.socket.receive([1, page.socket.ref - 1, [0, "replayed"]]);
    expect(page.html).toBe("<p>replayed</p>");
    await vi.advanceTimersByTimeAsync(300);
    expect(page.socket.take().at(-1)).toEqual([1, 2]);
  });
});

describe("acknowledgements", () => {
  it("come by themselves after 250 ms", async () => {
    const page = await LivePage.joined(setup);
    page.socket.receive([1, 0, [0, 1]]);
    await vi.advanceTimersByTimeAsync(249);
    expect(page.socket.take()).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(page.socket.take()).toEqual([[1, 2]]);
  });

  it("come after 8 frames at the latest", async () => {
    const page = await LivePage.joined(setup);
    for (let count = 1; count <= 8; count++) page.socket.receive([1, 0, [0, count]]);
    expect(page.socket.take()).toEqual([[1, 9]]);
  });

  it("travel with the next event", async () => {
    const page = await LivePage.joined({
      ...setup,
      html: '<p>0</p><button live-click="go">x</button>',
      blocks: [['<p><!--$--></p><button live-click="go">x</button>', [[0]]]],
    });
    page.socket.receive([1, 0, [0, 1]]);
    page.query("button").click();
    expect(page.socket.take()).toEqual([[1, expect.any(Number), "go", 2]]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(page.socket.take()).toEqual([]);
  });

  it("do not count frames that end the view", async () => {
    const page = await LivePage.joined(setup);
    page.socket.receive([1, 0, 0, { x: "closed" }]);
    await vi.advanceTimersByTimeAsync(1000);
    expect(page.socket.take()).toEqual([]);
    expect(classes(page)).toEqual(["live-disconnected"]);
  });
});

describe("a connection", () => {
  it("that is lost shows it, and is made anew after the back-off", async () => {
    const page = await LivePage.joined(setup);
    page.socket.break();
    expect(classes(page)).toEqual(["live-disconnected", "live-error"]);
    await vi.advanceTimersByTimeAsync(99);
    expect(page.sockets).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(page.sockets).toHaveLength(2);
  });

  it("is made anew at once when the network is back", async () => {
    const page = await LivePage.joined(setup);
    page.socket.break();
    window.dispatchEvent(new Event("online"));
    expect(page.sockets).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(500);
    expect(page.sockets).toHaveLength(2);
  });

  it("beats every 30 s, and is dead when nothing came in between", async () => {
    const page = await LivePage.joined(setup);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(page.socket.take()).toEqual([[0]]);
    page.socket.receive([0]);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(page.socket.take()).toEqual([[0]]);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(page.sockets[0]?.closed).toBe(true);
  });

  it("that is closed stays closed", async () => {
    const page = await LivePage.joined(setup);
    page.liveSocket.disconnect();
    window.dispatchEvent(new Event("online"));
    await vi.advanceTimersByTimeAsync(60_000);
    expect(page.sockets).toHaveLength(1);
  });

  it("rests while the page is in the browser's cache, and resumes from there", async () => {
    const page = await LivePage.joined(setup);
    window.dispatchEvent(new Event("pagehide"));
    expect(page.socket.closed).toBe(true);
    expect(classes(page)).toEqual(["live-disconnected", "live-error"]);
    window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
    page.socket.open();
    expect(page.socket.take()).toMatchObject([[1, expect.any(Number), 0, { seq: 1 }]]);
    page.answer(0, { n: 1 });
    expect(classes(page)).toEqual(["live-connected"]);
  });

  it("that rested sends what the user changed before it was back", async () => {
    const field = '<input name="a" live-change="edit">';
    const page = await LivePage.joined({ html: field, blocks: [[field, []]] });
    window.dispatchEvent(new PageTransitionEvent("pagehide", { persisted: true }));
    window.dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true }));
    const input = page.query<HTMLInputElement>("input");
    input.value = "x";
    input.dispatchEvent(new Event("change", { bubbles: true }));
    expect([page.socket.take(), input.className]).toEqual([[], ""]);
    page.socket.open();
    page.socket.take();
    page.answer(0, { n: 1, a: 0 });
    expect(page.socket.take()).toMatchObject([[1, expect.any(Number), "edit", { value: "x" }, 0, 1]]);
  });

  it("that was silent twice is borne for longer: a large frame takes its time on a slow line", async () => {
    const page = await LivePage.joined(setup);
    const lives: number[] = [];
    for (let life = 0; life < 3; life++) {
      const { socket } = page;
      let beats = 0;
      for (; !socket.closed; beats++) await vi.advanceTimersByTimeAsync(30_000);
      lives.push(beats);
      page.socket.open();
    }
    expect(lives).toEqual([2, 3, 4]);
    page.socket.receive([0]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(page.sockets.at(-2)?.closed).toBe(true);
  });

  it("backs off with jitter, from half a second to half a minute", () => {
    for (let tries = 0; tries < 2000; tries++) {
      const first = backoff(0);
      expect(first >= 100 && first <= 500).toBe(true);
      expect(backoff(tries) <= 30_000).toBe(true);
    }
  });
});

describe("effects", () => {
  it("set the title between its prefix and suffix", async () => {
    const page = await LivePage.joined({ ...setup, head: '<title live-prefix="Shop: " live-suffix="!">x</title>' });
    page.socket.receive([1, 0, 0, { t: "Cart" }]);
    expect(document.title).toBe("Shop: Cart!");
    page.socket.receive([1, 0, 0, { t: ["Home"] }]);
    expect(document.title).toBe("Home");
  });

  it("reach the page as events, after the diff of their frame", async () => {
    const page = await LivePage.joined(setup);
    const seen: unknown[] = [];
    const listener = (event: Event): void => void seen.push((event as CustomEvent).detail, page.html);
    document.addEventListener("live:saved", listener);
    page.socket.receive([1, 0, [0, 1], { e: [["saved", { id: 1 }]] }]);
    document.removeEventListener("live:saved", listener);
    expect(seen).toEqual([{ id: 1 }, "<p>1</p>"]);
  });

  it("of a crash let the view join as new, with all values", async () => {
    const page = await LivePage.joined(setup);
    page.socket.receive([1, 0, 0, { x: "error" }]);
    await vi.advanceTimersByTimeAsync(2_000);
    page.socket.open();
    const [[, , , join]] = page.socket.take() as [[number, number, number, object]];
    expect(join).toMatchObject({ values: true });
    expect(join).not.toHaveProperty("seq");
  });
});
