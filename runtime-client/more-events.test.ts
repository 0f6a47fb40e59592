// @vitest-environment jsdom
/** Bindings that only some pages have, and what they send. */
import { afterEach, describe, expect, it, vi } from "vitest";
import { LivePage, type PageSetup, unloadPages } from "./live-page.testing.ts";

afterEach(unloadPages);

const page = (html: string, options: Partial<PageSetup> = {}): Promise<LivePage> =>
  LivePage.joined({ html, blocks: [[html, []], "events"], ...options });
/** Names and payloads, without acknowledgements. */
const events = (page: LivePage): unknown[] =>
  page.socket.take().map((frame) => (frame as unknown[]).slice(2).filter((part) => typeof part !== "number"));
const fire = (target: EventTarget, event: Event): boolean => target.dispatchEvent(event);

describe("on an element", () => {
  it("a double click, the focus and its loss are sent, with the element's values", async () => {
    const live = await page('<div live-focus="in" live-blur="out" live-value-id="7"><input><input></div><p live-dblclick="open">x</p>');
    const [first, second] = live.container.querySelectorAll("input");
    first?.focus();
    second?.focus();
    second?.blur();
    fire(live.query("p"), new MouseEvent("dblclick", { bubbles: true }));
    expect(events(live)).toEqual([["in", { id: "7" }], ["out", { id: "7" }], ["open"]]);
  });

  it("live-capture-click counts clicks on the element itself, and not on what is in it", async () => {
    const live = await page('<div id="back" live-capture-click="close"><section><b>x</b></section></div>');
    live.query("b").click();
    live.query("#back").click();
    expect(events(live)).toEqual([["close"]]);
  });

  it("live-click-away counts clicks that began elsewhere, and ended there", async () => {
    const live = await page('<div id="menu" live-click-away="close"><b>x</b></div><p>y</p>');
    live.query("b").click();
    live.query("p").click();
    fire(live.query("b"), new MouseEvent("pointerdown", { bubbles: true }));
    fire(live.query("p"), new MouseEvent("click", { bubbles: true, detail: 1 }));
    expect(events(live)).toEqual([["close"]]);
  });

  it("live-scroll tells where it is", async () => {
    const live = await page('<div live-scroll="more" style="overflow: auto">x</div>');
    const div = live.query("div");
    Object.defineProperties(div, { scrollHeight: { value: 500 }, clientHeight: { value: 100 } });
    for (const scrollTop of [200, 399.5]) {
      div.scrollTop = scrollTop;
      fire(div, new Event("scroll"));
    }
    expect(events(live)).toEqual([
      ["more", { scrollTop: 200, scrollHeight: 500, clientHeight: 100, atEnd: false }],
      ["more", { scrollTop: 399.5, scrollHeight: 500, clientHeight: 100, atEnd: true }],
    ]);
  });
});

describe("of the window", () => {
  it("focus, loss of focus and keys are sent by each element that wants them", async () => {
    const live = await page(
      '<div live-window-focus="back" live-window-blur="away" live-value-page="1">x</div><i live-window-keyup="key"></i><i live-window-keydown="stop" live-key="Escape"></i><input>',
    );
    fire(window, new Event("focus"));
    fire(window, new Event("blur"));
    live.query("input").focus();
    for (const key of ["a", "escape"]) {
      fire(live.query("input"), new KeyboardEvent("keydown", { key, bubbles: true }));
      fire(live.query("input"), new KeyboardEvent("keyup", { key, bubbles: true }));
    }
    expect(events(live)).toEqual([
      ["back", { page: "1" }],
      ["away", { page: "1" }],
      ["key", { key: "a" }],
      ["stop", { key: "escape" }],
      ["key", { key: "escape" }],
    ]);
  });

  it("scrolling is sent", async () => {
    const live = await page('<div live-window-scroll="moved">x</div>');
    fire(document, new Event("scroll"));
    expect(events(live)).toEqual([["moved", { scrollTop: 0, scrollHeight: 0, clientHeight: 0, atEnd: true }]]);
  });
});

describe("of an element's life", () => {
  const blocks = [
    ["<p live-mounted='shown'>x</p><!--$-->", [[8]]],
    ["<i live-mounted='came' live-remove='went' live-value-id='1'>y</i>", []],
    "events",
  ] as PageSetup["blocks"];

  it("live-mounted is sent once it is there and connected, live-remove when it goes", async () => {
    const live = await LivePage.load({ html: "<p live-mounted='shown'>x</p>", blocks, skeleton: "0" });
    live.liveSocket.connect();
    live.socket.open();
    live.socket.take();
    live.answer(0, { a: 0 });
    expect(events(live)).toEqual([["shown"]]);
    live.socket.receive([1, 0, [0, [[1]]]]);
    live.socket.receive([1, 0]);
    expect(events(live)).toMatchObject([["came", { id: "1" }]]);
    live.socket.receive([1, 0, [0, 0]]);
    expect(events(live)).toMatchObject([["went", { id: "1" }]]);
  });

  it("live-connected is sent at each connection", async () => {
    const live = await page('<p live-connected="hello">x</p>');
    live.socket.break();
    await vi.advanceTimersByTimeAsync(100);
    live.socket.open();
    const { length } = live.socket.take();
    live.answer(0, { a: 2 });
    expect([length, events(live)]).toEqual([1, [["hello"]]]);
  });
});

describe("metadata", () => {
  it("is added to the payload of its type; the element's own values win", async () => {
    const metadata = { click: (event: Event, element: Element) => ({ alt: (event as MouseEvent).altKey, tag: element.tagName, id: "no" }) };
    const live = await page('<button live-click="a" live-value-id="1">x</button><p live-dblclick="b">y</p>', { metadata });
    fire(live.query("button"), new MouseEvent("click", { bubbles: true, altKey: true }));
    fire(live.query("p"), new MouseEvent("dblclick", { bubbles: true }));
    expect(events(live)).toEqual([["a", { alt: true, tag: "BUTTON", id: "1" }], ["b"]]);
  });
});

describe("live-confirm", () => {
  const html = '<button live-click="drop" live-confirm="Sure?">x</button>';

  it.each([
    ["at once", true, [["drop"]]],
    ["not", false, []],
    ["later", Promise.resolve(true), [["drop"]]],
    ["later not", Promise.resolve(false), []],
  ])("sends the event when the visitor agrees: %s", async (_, answer, sent) => {
    const asked: string[] = [];
    const confirm = (question: string): boolean | Promise<boolean> => {
      asked.push(question);
      return answer;
    };
    const live = await LivePage.joined({ html, blocks: [[html, []], "confirm"], confirm });
    live.query("button").click();
    await vi.advanceTimersByTimeAsync(0);
    expect([asked, events(live)]).toEqual([["Sure?"], sent]);
  });
});
