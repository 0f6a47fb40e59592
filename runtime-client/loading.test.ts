// @vitest-environment jsdom
/** What shows that an event waits for its answer, as templates say it. */
import { afterEach, describe, expect, it } from "vitest";
import { LivePage, unloadPages } from "./live-page.testing.ts";

afterEach(unloadPages);

const page = (html: string): Promise<LivePage> => LivePage.joined({ html, blocks: [[html, []], "loading"] });
const button = (live: LivePage, selector = "button"): HTMLButtonElement => live.query(selector);
/** The last event is answered. */
const answer = (live: LivePage): void => live.answer();

describe("live-loading", () => {
  it.each([
    ["disable", "", '<button live-click="save" live-loading.disable="" class="live-click-loading" disabled="" aria-busy="true">x</button>'],
    [
      "class",
      "dim  wide",
      '<button live-click="save" live-loading.class="dim  wide" class="dim wide live-click-loading" aria-busy="true">x</button>',
    ],
    [
      "show",
      "flex",
      '<button live-click="save" live-loading.show="flex" style="display: flex;" class="live-click-loading" aria-busy="true">x</button>',
    ],
    [
      "show",
      "",
      '<button live-click="save" live-loading.show="" style="display: block;" class="live-click-loading" aria-busy="true">x</button>',
    ],
    [
      "remove",
      "",
      '<button live-click="save" live-loading.remove="" style="display: none;" class="live-click-loading" aria-busy="true">x</button>',
    ],
  ])(".%s=%j until the answer, then as it was", async (name, value, during) => {
    const live = await page(`<button live-click="save" live-loading.${name}="${value}">x</button>`);
    const before = live.html;
    button(live).click();
    const expected = document.createElement("div");
    expected.innerHTML = during;
    const sorted = (element: Element | null): unknown =>
      [...(element?.attributes ?? [])].map(({ name, value }) => [name, [...value.split(" ")].sort()]).sort();
    expect(sorted(live.query("button"))).toEqual(sorted(expected.firstElementChild));
    answer(live);
    expect(live.html).toBe(before);
  });

  it("stands in what sends the event, names an event of its view, or is for all events of the view", async () => {
    const live = await page(`
      <form live-submit="save"><i live-loading.class="on">form</i><button>go</button></form>
      <button live-click="other"><i live-loading.class="on">button</i></button>
      <i live-loading.class="on" live-loading.for="other more">for</i>
      <i live-loading.class="on">any</i>`);
    const on = (): string[] => [...live.container.querySelectorAll(".on")].map(({ textContent }) => textContent ?? "");
    button(live, "[live-click]").click();
    expect(on()).toEqual(["button", "for", "any"]);
    answer(live);
    expect(on()).toEqual([]);
    live.query("form").dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
    expect(on()).toEqual(["form", "any"]);
    answer(live);
    expect(on()).toEqual([]);
  });

  it("ends with the last of the events it is for", async () => {
    const live = await page('<button live-click="a">a</button><i live-loading.class="on">x</i>');
    button(live).click();
    button(live).click();
    live.socket.receive([1, live.socket.ref - 1]);
    expect(live.query("i").className).toBe("on");
    answer(live);
    expect(live.html).toBe('<button live-click="a">a</button><i live-loading.class="on">x</i>');
  });

  it("stays where a frame writes over it, and ends with the connection", async () => {
    const live = await LivePage.joined({
      html: '<button live-click="a">a</button><i class="x" live-loading.class="on">x</i>',
      blocks: [['<button live-click="a">a</button><i :=1 live-loading.class="on">x</i>', [[3]]], "loading"],
    });
    button(live).click();
    live.socket.receive([1, 0, [0, "y"]]);
    expect(live.query("i").className).toBe("y on");
    live.socket.break();
    expect(live.query("i").className).toBe("y");
  });

  it(".disable keeps an element from sending twice that no browser disables", async () => {
    const live = await page('<a live-click="save" live-loading.disable>x</a>');
    for (let click = 0; click < 3; click++) live.query("a").click();
    expect(live.socket.take()).toHaveLength(1);
    answer(live);
    live.query("a").click();
    expect(live.socket.take()).toHaveLength(1);
  });
});

describe("live-disable-with", () => {
  it("shows its text and disables until the answer; what the server changes meanwhile is there after it", async () => {
    const live = await LivePage.joined({
      html: '<form live-submit="save"><button live-disable-with="Saving …">Save <b>1</b></button></form>',
      blocks: [['<form live-submit="save"><button live-disable-with="Saving …">Save <b><!--$--></b></button></form>', [[0]]], "loading"],
    });
    live.query("form").dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
    expect([button(live).textContent, button(live).disabled]).toEqual(["Saving …", true]);
    live.socket.receive([1, 0, [0, "2"]]);
    answer(live);
    expect([button(live).innerHTML, button(live).disabled]).toEqual(["Save <b>2</b>", false]);
  });

  it("is for clicks, too", async () => {
    const live = await page('<button live-click="save" live-disable-with="…">Save</button>');
    button(live).click();
    expect([button(live).textContent, button(live).disabled]).toEqual(["…", true]);
    answer(live);
    expect(live.html).toBe('<button live-click="save" live-disable-with="…">Save</button>');
  });
});

it("live-page-loading tells the window, for a bar of progress", async () => {
  const live = await page('<button live-click="save" live-page-loading>x</button>');
  const told: unknown[] = [];
  const note = (event: Event): void => void told.push([event.type, (event as CustomEvent).detail]);
  addEventListener("live:page-loading-start", note);
  addEventListener("live:page-loading-stop", note);
  button(live).click();
  answer(live);
  const detail = { kind: "element", target: button(live) };
  expect(told).toEqual([
    ["live:page-loading-start", detail],
    ["live:page-loading-stop", detail],
  ]);
});
