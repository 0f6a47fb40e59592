// @vitest-environment jsdom
/** What the visitor acted on, between the event and its answer. */
import { afterEach, describe, expect, it } from "vitest";
import type { ClientBlock } from "../protocol/slots.ts";
import { LivePage, unloadPages } from "./live-page.testing.ts";

afterEach(unloadPages);

const type = (field: HTMLInputElement, text: string): void => {
  field.focus();
  field.value = text;
  field.dispatchEvent(new Event("input", { bubbles: true }));
};
const click = (element: Element): void => void element.dispatchEvent(new MouseEvent("click", { bubbles: true, cancelable: true }));

/** A form with a name, a list of errors and a button that may be disabled. */
const form: readonly ClientBlock[] = [
  [
    '<form live-change="edit" live-submit="save"><input name="n" :=1><input name="other"><ul><!--$--></ul><button :=1>Save</button></form><p><!--$--></p>',
    [[2, "value"], [9, 1], [1, "disabled"], [0]],
  ],
  ["<li><!--$--></li>", [[0]]],
];
const formPage = (): Promise<LivePage> =>
  LivePage.joined({
    html: '<form live-change="edit" live-submit="save"><input name="n" value="a"><input name="other"><ul></ul><button>Save</button></form><p>0</p>',
    skeleton: "0",
    blocks: form,
  });

describe("a form whose change waits for its answer", () => {
  it("shows nothing new, and all of it with the answer to its last change", async () => {
    const live = await formPage();
    const input = live.query<HTMLInputElement>("input");
    type(input, "ab");
    const first = live.socket.ref;
    type(input, "abc");
    live.socket.receive([1, first, [1, [[["one"]]], 3, 1]]);
    expect([live.query("ul").innerHTML, live.query("p").textContent]).toEqual(["", "1"]);
    live.answer([1, [1, [["two"]]]]);
    expect(live.query("ul").textContent).toBe("onetwo");
  });

  it("keeps what is typed in the next field, and the last value of the one before", async () => {
    const live = await formPage();
    const [name, other] = live.container.querySelectorAll("input") as unknown as [HTMLInputElement, HTMLInputElement];
    type(name, "A");
    const first = live.socket.ref;
    type(name, "AB");
    other.focus();
    live.socket.receive([1, first, [0, "A"]]);
    expect(name.value).toBe("AB");
    live.answer([0, "AB"]);
    expect([name.value, name.getAttribute("value")]).toEqual(["AB", "AB"]);
  });

  it("that is lost opens when the page resumes", async () => {
    const live = await formPage();
    type(live.query<HTMLInputElement>("input"), "ab");
    live.socket.receive([1, 0, [1, [[["one"]]]]]);
    live.socket.break();
    window.dispatchEvent(new Event("online"));
    live.socket.open();
    live.answer(0, { n: 2, a: live.socket.ref - 1 });
    expect(live.query("ul").textContent).toBe("");
    live.socket.receive([1, live.socket.ref - 1]);
    expect(live.query("ul").textContent).toBe("one");
  });
});

describe("the field with the focus", () => {
  it("shows at blur what the server said meanwhile", async () => {
    const live = await formPage();
    const input = live.query<HTMLInputElement>("input");
    type(input, "ab");
    live.answer([0, "AB"]);
    expect([input.value, input.getAttribute("value")]).toEqual(["ab", "AB"]);
    input.blur();
    expect(input.value).toBe("AB");
  });

  it("keeps at blur what no event tells of", async () => {
    const html = '<input value="a">';
    const live = await LivePage.joined({ html, blocks: [["<input :=1>", [[2, "value"]]]] });
    const input = live.query<HTMLInputElement>("input");
    input.focus();
    live.socket.receive([1, 0, [0, "b"]]);
    type(input, "mine");
    input.blur();
    expect(input.value).toBe("mine");
  });

  it("keeps its caret and its text when the server says the same", async () => {
    const live = await formPage();
    const input = live.query<HTMLInputElement>("input");
    type(input, "abcd");
    input.setSelectionRange(1, 2);
    live.answer([0, "abcd"]);
    expect([input.value, input.selectionStart, input.selectionEnd]).toEqual(["abcd", 1, 2]);
  });
});

describe("what the server turns down", () => {
  it("a box: is shown as the server has it", async () => {
    const html = '<input type="checkbox" live-click="toggle">';
    const live = await LivePage.joined({ html, blocks: [['<input type="checkbox" live-click="toggle" :=1>', [[2, "checked"]]]] });
    const box = live.query<HTMLInputElement>("input");
    box.click();
    expect(box.checked).toBe(true);
    live.answer();
    expect(box.checked).toBe(false);
  });

  it("a box whose state is the page's own stays as it is", async () => {
    const html = '<input type="checkbox" live-click="toggle">';
    const live = await LivePage.joined({ html, blocks: [[html, []]] });
    live.query<HTMLInputElement>("input").click();
    live.answer();
    expect(live.query<HTMLInputElement>("input").checked).toBe(true);
  });

  it("a choice: once the field is left", async () => {
    const html = '<form live-change="edit"><select name="s"><option selected>a</option><option>b</option></select></form>';
    const block: ClientBlock = [
      '<form live-change="edit"><select name="s"><option :=1>a</option><option :=1>b</option></select></form>',
      [
        [2, "selected"],
        [2, "selected"],
      ],
    ];
    const live = await LivePage.joined({ html, blocks: [block] });
    const select = live.query<HTMLSelectElement>("select");
    select.focus();
    select.value = "b";
    select.dispatchEvent(new Event("input", { bubbles: true }));
    live.answer();
    expect(select.value).toBe("b");
    select.blur();
    expect(select.value).toBe("a");
  });
});

describe("radio buttons", () => {
  const radios = ["S", "M", "L"].map((size) => `<input type="radio" name="size" live-click="size" value="${size}"`);
  const html = `${radios[0]}>${radios[1]} checked>${radios[2]}>`;
  const block: ClientBlock = [
    radios.map((radio) => `${radio} :=1>`).join(""),
    [
      [2, "checked"],
      [2, "checked"],
      [2, "checked"],
    ],
  ];
  const chosen = (live: LivePage): string | undefined => live.container.querySelector<HTMLInputElement>(":checked")?.value;

  it("do not jump back when an older choice is answered", async () => {
    const live = await LivePage.joined({ html, blocks: [block] });
    const [small, , large] = live.container.querySelectorAll("input");
    click(small as Element);
    const first = live.socket.ref;
    click(large as Element);
    live.socket.receive([1, first, [0, true, 1, null]]);
    expect(chosen(live)).toBe("L");
    live.answer([0, null, 2, true]);
    expect(chosen(live)).toBe("L");
  });

  it("go back to the server's choice when theirs is turned down", async () => {
    const live = await LivePage.joined({ html, blocks: [block] });
    click(live.container.querySelector("input") as Element);
    live.answer();
    expect(chosen(live)).toBe("M");
  });
});

describe("a flush during a submit", () => {
  it("leaves a button disabled that the view disables, and the field alone in which the visitor is", async () => {
    const live = await formPage();
    const input = live.query<HTMLInputElement>("input");
    input.focus();
    input.value = "mine";
    live.query<HTMLFormElement>("form").requestSubmit();
    live.socket.receive([1, 0, [0, "flushed", 1, [[["busy"]]], 2, true]]);
    expect([live.query("ul").textContent, input.value, input.readOnly]).toEqual(["busy", "mine", true]);
    live.answer();
    expect([live.query<HTMLButtonElement>("button").disabled, input.readOnly, input.value]).toEqual([true, false, "mine"]);
  });
});
