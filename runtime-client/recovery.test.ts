// @vitest-environment jsdom
/** What the visitor typed, when their view is mounted anew or its page is built anew. */
import { afterEach, describe, expect, it, vi } from "vitest";
import type { ClientBlock } from "../protocol/slots.ts";
import { LivePage, unloadPages } from "./live-page.testing.ts";

afterEach(unloadPages);

const type = (field: Element | null | undefined, text: string): void => {
  (field as HTMLInputElement).value = text;
  field?.dispatchEvent(new Event("input", { bubbles: true }));
};
/** The connection is lost; what happens then is done offline. */
const lose = (live: LivePage): void => live.socket.break();
/** It is back, and the view is mounted anew with these values. */
const remount = (live: LivePage, ...values: unknown[]): unknown[] => {
  window.dispatchEvent(new Event("online"));
  live.socket.open();
  live.socket.take();
  live.answer([[0, ...values]], { k: "next" });
  return live.socket.take().map((frame) => (frame as unknown[]).slice(2, 5));
};
const lost = (): string[] => {
  const names: string[] = [];
  const listener = (event: Event): void => void names.push((event as CustomEvent<{ name: string }>).detail.name);
  document.addEventListener("live:event-lost", listener);
  cleanups.push(() => document.removeEventListener("live:event-lost", listener));
  return names;
};
const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

/** Rows that are forms, each with an id in what it sends. */
const rows: readonly ClientBlock[] = [
  ["<ul><!--$--></ul>", [[9, 1]]],
  [
    '<li><form live-change="edit" :=1><input name="text" :=1></form><input class="free"></li>',
    [
      [1, "live-value-id"],
      [2, "value"],
    ],
  ],
];
const row = (id: number): string =>
  `<li><form live-change="edit" live-value-id="${id}"><input name="text" value="t${id}"></form><input class="free"></li>`;
const list = (): Promise<LivePage> => LivePage.joined({ html: `<ul>${[1, 2, 3].map(row).join("")}</ul>`, skeleton: "3", blocks: rows });
const shown = (live: LivePage): unknown =>
  [...live.container.querySelectorAll("li")].map((li) => [...li.querySelectorAll("input")].map(({ value }) => value));

describe("a view that is mounted anew", () => {
  it("keeps rows by what names them, not by their position", async () => {
    const live = await list();
    for (const [index, field] of [...live.container.querySelectorAll<HTMLInputElement>(".free")].entries())
      field.value = `for ${index + 1}`;
    lose(live);
    expect(remount(live, [3, "t3", 2, "new", 4, "t4"])).toEqual([]);
    expect(shown(live)).toEqual([
      ["t3", "for 3"],
      ["new", "for 2"],
      ["t4", ""],
    ]);
  });

  it("tells what was typed in a row for that row, and nothing for one that is gone", async () => {
    const live = await list();
    const names = lost();
    lose(live);
    const [first, second] = live.container.querySelectorAll("[name=text]");
    type(first, "one");
    type(second, "two");
    expect(remount(live, [2, "t2", 3, "t3"])).toEqual([["edit", [{ text: "two" }, { id: "2", _target: ["text"] }], 0]]);
    expect(names).toEqual(["edit", "edit"]);
    expect(shown(live)).toEqual([
      ["two", ""],
      ["t3", ""],
    ]);
  });

  it("keeps nothing of two rows that are named alike", async () => {
    const live = await LivePage.joined({ html: `<ul>${row(1)}${row(1)}</ul>`, skeleton: "2", blocks: rows });
    for (const field of live.container.querySelectorAll<HTMLInputElement>(".free")) field.value = "typed";
    lose(live);
    remount(live, [1, "t1", 1, "t1"]);
    expect(shown(live)).toEqual([
      ["t1", ""],
      ["t1", ""],
    ]);
  });

  it("is not told what was answered long ago", async () => {
    const live = await list();
    type(live.container.querySelector("[name=text]"), "ONE");
    live.answer();
    await vi.advanceTimersByTimeAsync(300);
    lose(live);
    expect(remount(live, [1, "ONE", 2, "t2"])).toEqual([]);
  });

  it("keeps what was typed in a component that is there again, under another number", async () => {
    const blocks: readonly ClientBlock[] = [
      ["<div><!--$--></div>", [[9, 1]]],
      ["<!--$-->", [[10]]],
      ['<p :=1><input name="note" live-change="note"><b><!--$--></b></p>', [[1, "data-c"], [0]]],
    ];
    const html = (id: string): string => `<p data-c="${id}"><input name="note" live-change="note"><b>0</b></p>`;
    const live = await LivePage.joined({ html: `<div>${html("a")}${html("b")}</div>`, skeleton: "2,-1,3,-2,3", blocks });
    lose(live);
    const [a, b] = live.container.querySelectorAll("input");
    for (const [field, text] of [
      [a, "for a"],
      [b, "for b"],
    ] as const) {
      (field as HTMLInputElement).value = text;
      field?.dispatchEvent(new Event("change", { bubbles: true }));
    }
    expect(remount(live, [[-1, 2, "b", 5]])).toEqual([["note", { value: "for b", _target: ["note"] }, 1]]);
    expect([
      live.container.querySelectorAll("input").length,
      live.query("p").dataset["c"],
      live.query("b").textContent,
      live.query("input"),
    ]).toEqual([1, "b", "5", b]);
    live.socket.receive([1, live.socket.ref, [-1, [1, 6]]]);
    expect(live.query("b").textContent).toBe("6");
  });

  it("loses what was not answered, and the page is told; the form is free again", async () => {
    const html = '<form live-submit="save"><input name="a"><button>x</button></form><button live-click="inc">x</button>';
    const live = await LivePage.joined({ html, blocks: [[html, []]] });
    const names = lost();
    live.query<HTMLElement>("[live-click]").click();
    live.query<HTMLFormElement>("form").requestSubmit();
    expect(live.query<HTMLButtonElement>("button").disabled).toBe(true);
    lose(live);
    expect([live.query<HTMLButtonElement>("button").disabled, names]).toEqual([false, []]);
    expect([remount(live), names]).toEqual([[], ["inc", "save"]]);
    expect(live.html).toBe(html);
  });
});

describe("a page that is built anew", () => {
  it("by a deploy takes what was typed over, by the names of form and field, and tells it", async () => {
    const before =
      '<form id="f" live-change="edit"><input name="a" value="s"><input type="checkbox" name="b" value="1"><select name="c"><option>x</option><option>y</option></select></form>';
    const live = await LivePage.joined({ html: before, blocks: [[before, []]] });
    lose(live);
    const field = live.query<HTMLInputElement>("[name=a]");
    field.focus();
    type(field, "typed");
    field.setSelectionRange(2, 3);
    live.query<HTMLInputElement>("[name=b]").checked = true;
    live.query<HTMLSelectElement>("select").value = "y";
    const after = `<h1>new</h1><section>${before}</section>`;
    vi.stubGlobal("fetch", async () => ({ json: async () => [[after, []]] }));
    window.dispatchEvent(new Event("online"));
    live.socket.open();
    live.answer(0, { s: "/live/statics/next.json" });
    await vi.advanceTimersByTimeAsync(0);
    live.socket.take();
    live.answer([[0]], { k: "next" });
    expect(live.socket.take()).toMatchObject([[1, live.socket.ref, "edit", [{ a: "typed", b: "1", c: "y" }, {}], 0, 1]]);
    const heir = live.query<HTMLInputElement>("section [name=a]");
    expect([heir.value, document.activeElement, heir.selectionStart]).toEqual(["typed", heir, 2]);
  });

  it("in development takes it over too, and tells nothing that is told already", async () => {
    const before = '<form name="f"><textarea name="a"></textarea></form>';
    const live = await LivePage.joined({ html: before, blocks: [[before, []]] });
    live.query<HTMLTextAreaElement>("textarea").value = "draft";
    live.socket.receive([1, 0, [[0]], { b: [[0, [`<p>new</p>${before}`, []]]] }]);
    expect([live.query("p").textContent, live.query<HTMLTextAreaElement>("textarea").value]).toEqual(["new", "draft"]);
    expect(live.socket.take()).toEqual([]);
  });
});

describe("what the visitor changed before there was a script", () => {
  const html = `<form live-change="pick">
    <select name="size"><option>s</option><option selected>m</option><option>l</option></select>
    <input type="range" name="volume" value="5" max="10">
    <select name="tags" multiple><option selected>a</option><option>b</option><option>c</option></select>
    <input type="checkbox" name="agree"><input name="untouched" value="x">
  </form>`;
  const early = async (change: (container: ParentNode) => void): Promise<unknown[]> => {
    // The page's nodes are changed, and then hydrated.
    document.body.innerHTML = html;
    change(document.body);
    const typed = [...document.body.querySelectorAll<HTMLInputElement | HTMLSelectElement>("input,select")];
    const live = await LivePage.load({ html, blocks: [[html, []]] });
    for (const [index, field] of [...live.container.querySelectorAll<HTMLInputElement | HTMLSelectElement>("input,select")].entries()) {
      const before = typed[index] as HTMLInputElement & HTMLSelectElement;
      if (field instanceof HTMLSelectElement) {
        for (const [at, option] of [...field.options].entries()) option.selected = (before.options[at] as HTMLOptionElement).selected;
      } else if (field.type === "checkbox") field.checked = before.checked;
      else field.value = before.value;
    }
    live.liveSocket.connect();
    live.socket.open();
    live.socket.take();
    live.answer(0, { a: 0 });
    return live.socket.take().map((frame) => (frame as unknown[])[3]);
  };
  const field = <E extends Element>(container: ParentNode, name: string): E => container.querySelector(`[name=${name}]`) as E;
  const set = (page: ParentNode, name: string, state: Partial<HTMLInputElement>): void => void Object.assign(field(page, name), state);
  const fields = { size: "m", volume: "5", tags: "a", untouched: "x" };

  it.each([
    ["a choice", "size", (page: ParentNode) => set(page, "size", { value: "l" }), { size: "l" }],
    ["a range", "volume", (page: ParentNode) => set(page, "volume", { value: "9" }), { volume: "9" }],
    [
      "several choices",
      "tags",
      (page: ParentNode) => {
        for (const option of field<HTMLSelectElement>(page, "tags").options) option.selected = option.value !== "a";
      },
      { tags: ["b", "c"] },
    ],
    ["a box", "agree", (page: ParentNode) => set(page, "agree", { checked: true }), { agree: "on" }],
  ])("%s: is told, once, with its form", async (_, name, change, told) => {
    expect(await early(change)).toEqual([[{ ...fields, ...told }, { _target: [name] }]]);
  });

  it("nothing: nothing is told", async () => {
    expect(await early(() => {})).toEqual([]);
  });
});
