// @vitest-environment jsdom
/**
 * Events between the visitor and the server: kept until they are answered, sent once each and in order, refused when
 * they are too many.
 */
import { afterEach, describe, expect, it, vi } from "vitest";
import { LivePage, unloadPages } from "./live-page.testing.ts";

const told: unknown[] = [];
const listen = (type: string): void =>
  document.addEventListener(type, (event) => {
    const { element, name } = (event as CustomEvent<{ element: Element; name: string }>).detail;
    told.push([type, element.localName, name]);
  });
listen("live:event-refused");
listen("live:event-lost");
afterEach(() => {
  unloadPages();
  vi.restoreAllMocks();
  told.length = 0;
});

const html = '<button live-click="inc">x</button><form live-change="edit" live-submit="save"><input name="a"><button>y</button></form>';
const load = (): Promise<LivePage> => LivePage.joined({ html, blocks: [[html, []]] });
const names = (live: LivePage): unknown[] => live.socket.take().map((frame) => (frame as unknown[])[2]);
const refs = (live: LivePage): unknown[] => live.socket.take().map((frame) => (frame as unknown[])[1]);
const click = (live: LivePage, times = 1): void => {
  for (let time = 0; time < times; time++) live.query<HTMLElement>("[live-click]").click();
};
/** The connection comes back, and the view goes on; it had received the events up to `received`. */
const resume = (live: LivePage, received: number): void => {
  window.dispatchEvent(new Event("online"));
  live.socket.open();
  live.socket.take();
  live.answer(0, { n: 1, a: received });
};

describe("a resumed view", () => {
  it("is sent what it has not received, in order, with the refs it had", async () => {
    const live = await load();
    click(live, 3);
    const [first, second, third] = refs(live) as number[];
    live.socket.break();
    resume(live, first as number);
    expect(refs(live)).toEqual([second, third]);
    live.socket.receive([1, third as number]);
    expect(live.html).toBe(html);
  });

  it("is sent what was done without a connection, after all before it", async () => {
    const live = await load();
    click(live);
    const [ref] = refs(live) as [number];
    live.socket.break();
    click(live);
    live.query<HTMLFormElement>("form").requestSubmit();
    resume(live, ref - 1);
    expect(names(live)).toEqual(["inc", "inc", "save"]);
  });

  it("is sent the last of several changes of a form, while nothing can be sent", async () => {
    const live = await load();
    live.socket.break();
    const input = live.query<HTMLInputElement>("input");
    for (const text of ["a", "ab", "abc"]) {
      input.value = text;
      input.dispatchEvent(new Event("input", { bubbles: true }));
    }
    resume(live, 0);
    expect(live.socket.take()).toMatchObject([[1, expect.any(Number), "edit", [{ a: "abc" }, {}], 0, 1]]);
  });

  it("is sent forty events at once, and forty a second after that, before anything newer", async () => {
    const live = await load();
    live.socket.break();
    click(live, 60);
    resume(live, 0);
    expect(names(live)).toHaveLength(40);
    live.query<HTMLFormElement>("form").requestSubmit();
    expect(names(live)).toEqual([]);
    await vi.advanceTimersByTimeAsync(260);
    expect(names(live).filter((name) => name === "inc")).toHaveLength(10);
    await vi.advanceTimersByTimeAsync(1_000);
    expect(names(live).slice(-2)).toEqual(["inc", "save"]);
  });

  it("is not sent a second submit of a form whose first one is not answered", async () => {
    const live = await load();
    const form = live.query<HTMLFormElement>("form");
    form.requestSubmit();
    const [ref] = refs(live) as [number];
    live.socket.break();
    expect(live.query<HTMLInputElement>("input").readOnly).toBe(false);
    form.requestSubmit();
    resume(live, ref);
    expect([names(live), live.query<HTMLInputElement>("input").readOnly]).toEqual([[], true]);
    live.socket.receive([1, ref]);
    expect(live.query<HTMLInputElement>("input").readOnly).toBe(false);
  });
});

describe("before the first connection", () => {
  it("what is done is kept for the view that rendered the page", async () => {
    const live = await LivePage.load({ html, blocks: [[html, []]] });
    click(live);
    live.liveSocket.connect();
    live.socket.open();
    live.socket.take();
    live.answer();
    expect(live.socket.take()).toEqual([[1, 3, "inc", 1]]);
    expect(told).toEqual([]);
  });

  it("what is done is lost with that view, and the page is told", async () => {
    const live = await LivePage.load({ html, blocks: [[html, []]] });
    click(live);
    live.liveSocket.connect();
    live.socket.open();
    live.socket.take();
    live.answer([[0]], { k: "next" });
    expect([names(live), told]).toEqual([[], [["live:event-lost", "button", "inc"]]]);
  });
});

describe("an event is refused, and the page told,", () => {
  it("where sixty-four others are not answered", async () => {
    const error = vi.spyOn(console, "error").mockImplementation(() => {});
    const live = await load();
    live.socket.break();
    click(live, 65);
    expect(told).toEqual([["live:event-refused", "button", "inc"]]);
    expect(String(error.mock.calls[0]?.[0])).toContain("inc is refused: 64 others are not answered");
    resume(live, 0);
    await vi.advanceTimersByTimeAsync(2_000);
    expect(names(live).filter((name) => name === "inc")).toHaveLength(64);
  });

  it("where it is larger than a server takes: nothing is sent, and the connection stays", async () => {
    vi.spyOn(console, "error").mockImplementation(() => {});
    const live = await load();
    const input = live.query<HTMLInputElement>("input");
    input.value = "\u4e2d".repeat(23_000);
    input.dispatchEvent(new Event("input", { bubbles: true }));
    expect([live.socket.take(), live.sockets.length, told]).toEqual([[], 1, [["live:event-refused", "form", "edit"]]]);
    expect(input.className).toBe("");
  });

  it("unless the page says that its server takes more", async () => {
    const live = await LivePage.joined({ html, blocks: [[html, []]], head: '<meta name="live-frame-bytes" content="200000">' });
    const input = live.query<HTMLInputElement>("input");
    input.value = "\u4e2d".repeat(23_000);
    input.dispatchEvent(new Event("input", { bubbles: true }));
    expect([names(live), told]).toEqual([["edit"], []]);
  });

  it("where the server says so: what waited for it is free", async () => {
    const error = vi.spyOn(console, "error").mockImplementation(() => {});
    const live = await load();
    live.query<HTMLFormElement>("form").requestSubmit();
    live.answer(0, { d: "the name constructor in a payload" });
    expect([live.query<HTMLInputElement>("input").readOnly, told]).toEqual([false, [["live:event-refused", "form", "save"]]]);
    expect(String(error.mock.calls[0]?.[0])).toContain("save is refused: the name constructor in a payload");
  });
});
