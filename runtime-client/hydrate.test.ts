// @vitest-environment jsdom
/** Pages as they arrive: as the server sent them, or altered on their way. */
import { afterEach, describe, expect, it } from "vitest";
import type { ClientBlock } from "../protocol/slots.ts";
import { LivePage, unloadPages } from "./live-page.testing.ts";

afterEach(unloadPages);

const table: ClientBlock[] = [
  ["<h1><!--$--></h1><ul><!--$--></ul><p>static <b>part</b></p>", [[0], [9, 1]]],
  ['<li :="1"><i><!--$--></i></li>', [[3], [0]]],
];
const good = "<h1>Two</h1><ul><li><i>a</i></li><li><i>b</i></li></ul><p>static <b>part</b></p>";
const setup = (html: string): { html: string; skeleton: string; blocks: ClientBlock[] } => ({ html, skeleton: "2", blocks: table });

/** Connects a page and answers whether its join asks for all values. */
async function asksForValues(page: LivePage): Promise<boolean> {
  page.liveSocket.connect();
  page.socket.open();
  const [, , , join] = page.socket.take()[0] as [number, number, number, { values?: true }];
  return join.values === true;
}

const values = [[0, "Two", ["on", "a", null, "b"]]];

describe("a page as the server sent it", () => {
  it("is adopted: its elements stay and nothing is asked for", async () => {
    document.body.innerHTML = "";
    const page = await LivePage.load(setup(good));
    expect(page.html).toBe(good);
    expect(await asksForValues(page)).toBe(false);
  });

  it("keeps texts apart by separators", async () => {
    const blocks: ClientBlock[] = [
      ["<p>a<!><!--$--><!><!--$--></p>", [[8], [0]]],
      ["<!--$-->", [[0]]],
    ];
    const page = await LivePage.load({ html: "<p>a<!>b<!>c</p>", skeleton: "2", blocks });
    expect(await asksForValues(page)).toBe(false);
    page.answer([0, [0, "B"], 1, "C"]);
    expect(page.query("p").textContent).toBe("aBC");
    page.socket.receive([1, 0, [0, 0]]);
    expect(page.query("p").textContent).toBe("aC");
  });
});

describe("a page that was altered", () => {
  it.each([
    ["a text is shorter", '<p title="a-b">a</p>'],
    ["the static text between values is another", '<p title="a-b">a_b</p>'],
    ["an attribute is gone", "<p>a-b</p>"],
  ])("in a run with several values asks for them: %s", async (_, html) => {
    const blocks: ClientBlock[] = [
      [
        '<p :="1"><!--$--></p>',
        [
          [1, "title", "", "-", ""],
          [0, "", "-", ""],
        ],
      ],
    ];
    const page = await LivePage.load({ html, skeleton: "1,1", blocks });
    expect(await asksForValues(page)).toBe(true);
    page.answer([[0, ["a", "b"], ["a", "b"]]]);
    page.socket.receive([1, 0, [0, [1, "c"], 1, [0, "d"]]]);
    expect(page.html).toBe('<p title="a-c">d-b</p>');
  });

  it.each([
    ["an element was inserted into a row", good.replace("<i>a</i>", "<i>a</i><s>!</s>")],
    ["an element was inserted before a row", good.replace("<ul>", "<ul><s>!</s>")],
    ["a row is missing", good.replace("<li><i>b</i></li>", "")],
    ["an element became another", good.replace("<h1>Two</h1>", "<h2>Two</h2>")],
    ["a translator replaced a text", good.replace("Two", "<font>Deux</font>")],
    ["a text was split", good.replace("Two", "Tw<!---->o")],
    ["something was appended", `${good}<s>!</s>`],
    ["all of it is gone", ""],
  ])("asks for values and becomes what it should be: %s", async (_, html) => {
    const page = await LivePage.load(setup(html));
    expect(await asksForValues(page)).toBe(true);
    page.answer(values);
    expect(page.html).toBe(good.replace("<li>", '<li class="on">'));
    page.socket.receive([1, 0, [1, [2, [1, "B"]]]]);
    expect(page.query("ul").textContent).toBe("aB");
  });

  it("keeps the rows around the one that was altered", async () => {
    const page = await LivePage.load(setup(good.replace("<i>a</i>", "<s>a</s>")));
    const [first, second] = page.container.querySelectorAll("li");
    expect(await asksForValues(page)).toBe(true);
    page.answer(values);
    expect(page.container.querySelectorAll("li")[1]).toBe(second);
    expect(first?.isConnected).toBe(false);
  });

  it("with a skeleton of something else asks for values", async () => {
    const page = await LivePage.load({ ...setup(good), skeleton: "7,x,99" });
    expect(await asksForValues(page)).toBe(true);
  });
});

describe("the user's own changes", () => {
  const form = '<form live-change="validate"><input name="a" value="1"><input type="checkbox" name="b"></form>';
  const blocks: ClientBlock[] = [[form, []]];

  it("made before the client was there are sent once", async () => {
    const page = await LivePage.load({ html: form, blocks });
    page.query<HTMLInputElement>("[name=a]").value = "2";
    page.query<HTMLInputElement>("[name=b]").checked = true;
    page.liveSocket.connect();
    page.socket.open();
    page.socket.take();
    page.answer();
    expect(page.socket.take()).toMatchObject([[1, expect.any(Number), "validate", [{ a: "2", b: "on" }, {}], 0, 1]]);
  });

  it("are not invented where there are none", async () => {
    const untouched =
      '<form live-change="v"><input name="a" value="1"><input type="checkbox" name="b"><input type="range" name="c"><select name="d"><option>x</option></select><textarea name="e">t</textarea></form>';
    const page = await LivePage.load({ html: untouched, blocks: [[untouched, []]] });
    page.liveSocket.connect();
    page.socket.open();
    page.socket.take();
    page.answer();
    expect(page.socket.take()).toEqual([]);
  });
});
