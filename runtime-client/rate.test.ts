// @vitest-environment jsdom
/** How often the server hears of what the visitor does. */
import { afterEach, describe, expect, it, vi } from "vitest";
import { LivePage, unloadPages } from "./live-page.testing.ts";

afterEach(unloadPages);

const page = (html: string): Promise<LivePage> => LivePage.joined({ html, blocks: [[html, []], "rate"] });
/** Names and payloads of the events sent since the last call. */
const events = (page: LivePage): unknown[] =>
  page.socket.take().flatMap((frame) => ((frame as unknown[]).length > 2 ? [(frame as unknown[]).slice(2, 4)] : []));
const wait = (milliseconds: number): Promise<unknown> => vi.advanceTimersByTimeAsync(milliseconds);

function type(field: HTMLInputElement, value: string): void {
  field.focus();
  field.value = value;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}
const press = (element: Element, key: string): boolean => element.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));

const search = '<form live-change="search"><input name="q" live-debounce="300"><input name="other"></form>';

describe("live-debounce", () => {
  it("sends the last of what was typed, after a pause of that many milliseconds", async () => {
    const live = await page(search);
    const field = live.query<HTMLInputElement>("input");
    type(field, "a");
    await wait(299);
    type(field, "ab");
    await wait(299);
    expect(events(live)).toEqual([]);
    await wait(1);
    expect(events(live)).toEqual([["search", [{ q: "ab", other: "" }, { _target: ["q"] }]]]);
    await wait(1000);
    expect(events(live)).toEqual([]);
  });

  it("sends at once what waits in a field that is left, and once", async () => {
    const live = await page(search);
    type(live.query("input"), "a");
    live.query("input").blur();
    expect(events(live)).toEqual([["search", [{ q: "a", other: "" }, { _target: ["q"] }]]]);
    await wait(300);
    expect(events(live)).toEqual([]);
  });

  it("does not hold up the next field: what waited is sent before", async () => {
    const live = await page(search);
    type(live.query("input"), "a");
    type(live.query("[name=other]"), "b");
    expect(events(live)).toEqual([
      ["search", [{ q: "a", other: "" }, { _target: ["q"] }]],
      ["search", [{ q: "a", other: "b" }, { _target: ["other"] }]],
    ]);
  });

  it("gives way to a submit, which tells all", async () => {
    const live = await page(search.replace("<form", '<form live-submit="go"'));
    type(live.query("input"), "a");
    live.query("form").dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
    expect(events(live)).toEqual([["go", [{ q: "a", other: "" }, {}]]]);
    await wait(300);
    expect(events(live)).toEqual([]);
  });

  it('as "blur" waits until the field is left', async () => {
    const live = await page('<form live-change="check"><input name="mail" live-debounce="blur"></form>');
    type(live.query("input"), "a@b");
    await wait(20_000);
    expect(events(live)).toEqual([]);
    live.query("input").blur();
    expect(events(live)).toEqual([["check", [{ mail: "a@b" }, { _target: ["mail"] }]]]);
  });

  it("without a value waits 300 milliseconds; on a form it is for all fields", async () => {
    const live = await page('<form live-change="search" live-debounce><input name="q"></form>');
    type(live.query("input"), "a");
    await wait(299);
    expect(events(live)).toEqual([]);
    await wait(1);
    expect(events(live)).toHaveLength(1);
  });

  it("ends with its element", async () => {
    const live = await LivePage.joined({
      html: '<button live-click="save" live-debounce="500">x</button>',
      blocks: [["<!--$-->", [[8]]], ['<button live-click="save" live-debounce="500">x</button>', []], "rate"],
      skeleton: "2",
    });
    live.query("button").click();
    live.socket.receive([1, 0, [0, 0]]);
    await wait(500);
    expect(events(live)).toEqual([]);
  });
});

describe("live-throttle", () => {
  const volume = '<button live-click="up" live-throttle="1000">+</button><button live-click="down">-</button>';

  it("sends the first at once, then one in that time at most, and the last", async () => {
    const live = await page(volume);
    const [up] = live.container.querySelectorAll("button");
    for (let click = 0; click < 3; click++) up?.click();
    expect(events(live)).toEqual([["up"]]);
    await wait(999);
    expect(events(live)).toEqual([]);
    await wait(1);
    expect(events(live)).toEqual([["up"]]);
    up?.click();
    await wait(999);
    expect(events(live)).toEqual([]);
    await wait(1);
    expect(events(live)).toEqual([["up"]]);
    await wait(1000);
    expect(events(live)).toEqual([]);
    up?.click();
    expect(events(live)).toEqual([["up"]]);
  });

  it("is of one element", async () => {
    const live = await page(volume);
    for (const button of live.container.querySelectorAll("button")) button.click();
    expect(events(live)).toEqual([["up"], ["down"]]);
  });

  it("counts the repetitions of one key", async () => {
    const live = await page('<div tabindex="0" live-keydown="move" live-throttle="500"></div>');
    const div = live.query("div");
    for (const key of ["ArrowUp", "ArrowUp", "ArrowLeft", "ArrowUp"]) press(div, key);
    expect(events(live)).toEqual([
      ["move", { key: "ArrowUp" }],
      ["move", { key: "ArrowLeft" }],
      ["move", { key: "ArrowUp" }],
    ]);
  });
});
