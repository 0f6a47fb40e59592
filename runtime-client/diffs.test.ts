// @vitest-environment jsdom
/** What each kind of diff does to the page. */
import { afterEach, describe, expect, it } from "vitest";
import type { ClientBlock } from "../protocol/slots.ts";
import { LivePage, unloadPages } from "./live-page.testing.ts";

afterEach(unloadPages);

interface Movable {
  moveBefore(node: Node, before: Node | null): void;
}

/** A list of `<li>` with a text each: block 1 is the row. */
const listBlocks: ClientBlock[] = [
  ["<ul><!--$--></ul>", [[9, 1]]],
  ["<li><!--$--></li>", [[0]]],
];
const listOf = (letters: string): { html: string; skeleton: string; blocks: ClientBlock[] } => ({
  html: `<ul>${[...letters].map((letter) => `<li>${letter}</li>`).join("")}</ul>`,
  skeleton: String(letters.length),
  blocks: listBlocks,
});
const letters = (page: LivePage): string => page.query("ul").textContent ?? "";

describe("a text run", () => {
  const page = (html: string): Promise<LivePage> => LivePage.joined({ html, blocks: [["<p><!--$--></p>", [[0]]]] });

  it("is one write of its node", async () => {
    const counter = await page("<p>0</p>");
    const node = counter.query("p").firstChild;
    expect(counter.work([1, 0, [0, 1]])).toEqual(["text"]);
    expect(counter.html).toBe("<p>1</p>");
    expect(counter.query("p").firstChild).toBe(node);
  });

  it("that is empty in the page has a node all the same", async () => {
    const counter = await page("<p></p>");
    counter.socket.receive([1, 0, [0, "now"]]);
    expect(counter.html).toBe("<p>now</p>");
  });

  it("is told from static text that looks like its mark", async () => {
    const price = await LivePage.joined({ html: "<b>$</b><p>1</p>", blocks: [["<b>$</b><p><!--$--></p>", [[0]]]] });
    price.socket.receive([1, 0, [0, 2]]);
    expect(price.html).toBe("<b>$</b><p>2</p>");
  });

  it("grows by its suffix", async () => {
    const counter = await page("<p>Hello</p>");
    counter.socket.receive([1, 0, [0, [", you"]]]);
    expect(counter.html).toBe("<p>Hello, you</p>");
  });

  it("is never markup", async () => {
    const counter = await page("<p>0</p>");
    counter.socket.receive([1, 0, [0, "<b>&amp;</b>"]]);
    expect(counter.query("p").textContent).toBe("<b>&amp;</b>");
  });

  it("joins static texts and several values", async () => {
    const blocks: ClientBlock[] = [["<p><!--$--></p>", [[0, "", " of ", "!"]]]];
    const mixed = await LivePage.joined({ html: "<p>1 of 20!</p>", skeleton: "1", blocks });
    mixed.socket.receive([1, 0, [0, [0, 3]]]);
    expect(mixed.html).toBe("<p>3 of 20!</p>");
    mixed.socket.receive([1, 0, [0, [0, 4, 1, ["000"]]]]);
    expect(mixed.html).toBe("<p>4 of 20000!</p>");
    mixed.socket.receive([1, 0, [[0, [5, 6]]]]);
    mixed.socket.receive([1, 0, [0, [1, 7]]]);
    expect(mixed.html).toBe("<p>5 of 7!</p>");
  });

  it("with several values is written as it should be where a translator wrote over it", async () => {
    const blocks: ClientBlock[] = [["<p><!--$--></p>", [[0, "", " of ", "!"]]]];
    const mixed = await LivePage.joined({ html: "<p>1 of 20!</p>", skeleton: "1", blocks });
    (mixed.query("p").firstChild as Text).data = "1 sur 20 !";
    mixed.socket.receive([1, 0, [0, [0, 2]]]);
    expect(mixed.html).toBe("<p>2 of 20!</p>");
  });

  it("grows before the static text behind it", async () => {
    const counter = await LivePage.joined({ html: "<p>say: Hello!</p>", blocks: [["<p><!--$--></p>", [[0, "say: ", "!"]]]] });
    counter.socket.receive([1, 0, [0, [", you"]]]);
    expect(counter.html).toBe("<p>say: Hello, you!</p>");
  });

  it("that a translator replaced by its own element is put back when it changes", async () => {
    const counter = await page("<p>0</p>");
    counter.query("p").innerHTML = "<font><font>null</font></font>";
    counter.socket.receive([1, 0, [0, 1]]);
    expect(counter.html).toBe("<p>1</p>");
    expect(counter.socket.take()).toEqual([]);
  });

  it("whose element is gone comes back with all values", async () => {
    const counter = await LivePage.joined({ html: "<div><p>0</p></div>", blocks: [["<div><p><!--$--></p></div>", [[0]]]] });
    counter.query("p").textContent = "";
    counter.query("div").innerHTML = "<s>other</s>";
    counter.socket.receive([1, 0, [0, 1]]);
    expect(counter.socket.take()).toMatchObject([[1, expect.any(Number), 0, { values: true }]]);
    counter.answer([[0, 1]]);
    expect(counter.html).toBe("<div><p>1</p></div>");
  });
});

describe("an attribute", () => {
  it("is set, bare or gone", async () => {
    const page = await LivePage.joined({ html: "<a>x</a>", blocks: [['<a :="1">x</a>', [[1, "href"]]]] });
    expect(page.work([1, 0, [0, "/a"]])).toEqual(["attribute href"]);
    expect(page.html).toBe('<a href="/a">x</a>');
    page.socket.receive([1, 0, [0, true]]);
    expect(page.html).toBe('<a href="">x</a>');
    page.socket.receive([1, 0, [0, null]]);
    expect(page.html).toBe("<a>x</a>");
  });

  it("joins static texts and values", async () => {
    const page = await LivePage.joined({ html: '<a href="/t/1">x</a>', blocks: [['<a :="1">x</a>', [[1, "href", "/t/", ""]]]] });
    page.socket.receive([1, 0, [0, 2]]);
    expect(page.html).toBe('<a href="/t/2">x</a>');
  });

  it("of a checkbox carries its property along", async () => {
    const page = await LivePage.joined({ html: '<input type="checkbox">', blocks: [['<input type="checkbox" :="1">', [[2, "checked"]]]] });
    page.socket.receive([1, 0, [0, true]]);
    expect(page.query<HTMLInputElement>("input").checked).toBe(true);
    page.query<HTMLInputElement>("input").checked = true;
    page.socket.receive([1, 0, [0, null]]);
    expect(page.query<HTMLInputElement>("input").checked).toBe(false);
  });

  it("style is written as CSS text", async () => {
    const page = await LivePage.joined({ html: "<p>x</p>", blocks: [['<p :="1">x</p>', [[4]]]] });
    page.socket.receive([1, 0, [0, "color:red"]]);
    expect(page.query("p").style.color).toBe("red");
    page.socket.receive([1, 0, [0, null]]);
    expect(page.html).toBe("<p>x</p>");
  });

  it("record sets what it names and nothing else", async () => {
    const page = await LivePage.joined({ html: '<p title="a" lang="en">x</p>', blocks: [['<p :="1">x</p>', [[5]]]] });
    expect(page.work([1, 0, [0, { title: "b" }]])).toEqual(["attribute title"]);
    page.socket.receive([1, 0, [0, { title: null }]]);
    expect(page.html).toBe('<p lang="en">x</p>');
  });

  it.each([
    ["of the page", '<p lang="en" title="a" hidden="">x</p>', undefined],
    ["that the client made", '<p lang="en">x</p>', { title: "a", hidden: true }],
  ])("a spread %s has none of the old ones after a new mount", async (_, html, record) => {
    const page = await LivePage.joined({ html, blocks: [['<p lang="en" :="2">x</p>', [[1, "id"], [5]]]] });
    if (record !== undefined) page.socket.receive([1, 0, [1, record]]);
    page.socket.receive([1, 0, [[0, "i", { dir: "rtl", hidden: true }]]]);
    expect(page.html).toBe('<p lang="en" hidden="" id="i" dir="rtl">x</p>');
    page.socket.receive([1, 0, [1, { dir: null }]]);
    page.socket.receive([1, 0, [[0, null, {}]]]);
    expect(page.html).toBe('<p lang="en">x</p>');
  });

  it("class keeps the loading class of an event that waits for its answer", async () => {
    const page = await LivePage.joined({
      html: '<form><button type="button" live-click="go">x</button></form>',
      blocks: [['<form :="1"><button type="button" live-click="go">x</button></form>', [[3]]]],
    });
    page.query("button").click();
    page.socket.receive([1, 0, [0, "on"]]);
    expect([...page.query("form").classList]).toEqual(["on", "live-click-loading"]);
    page.answer();
    expect([...page.query("form").classList]).toEqual(["on"]);
  });

  it("class is not left empty by a loading class where there was none", async () => {
    const page = await LivePage.joined({
      html: '<button live-click="go">x</button>',
      blocks: [['<button live-click="go">x</button>', []]],
    });
    page.query("button").click();
    expect(page.html).toBe('<button live-click="go" class="live-click-loading">x</button>');
    page.answer();
    expect(page.html).toBe('<button live-click="go">x</button>');
  });
});

describe("the value of a field", () => {
  const setup = { html: '<input value="a"><p>x</p>', blocks: [['<input :="1"><p>x</p>', [[2, "value"]]]] satisfies ClientBlock[] };

  it("follows the server", async () => {
    const page = await LivePage.joined(setup);
    const input = page.query<HTMLInputElement>("input");
    input.value = "typed";
    page.socket.receive([1, 0, [0, "b"]]);
    expect([input.value, input.getAttribute("value")]).toEqual(["b", "b"]);
  });

  it("is the user's while the field has the focus", async () => {
    const page = await LivePage.joined(setup);
    const input = page.query<HTMLInputElement>("input");
    input.focus();
    input.value = "typed";
    page.socket.receive([1, 0, [0, "b"]]);
    expect(input.value).toBe("typed");
    page.socket.receive([1, 0, [0, "typed"]]);
    expect(input.getAttribute("value")).toBe("typed");
  });
});

describe("what no HTML can say", () => {
  const blocks: ClientBlock[] = [
    [
      '<input type="checkbox" :="1"><input type="checkbox" :="1">',
      [
        [2, "indeterminate"],
        [5, "", "indeterminate"],
      ],
    ],
  ];

  it("is set when the page is hydrated", async () => {
    const page = await LivePage.joined({ html: '<input type="checkbox" indeterminate><input type="checkbox" indeterminate>', blocks });
    const [one, other] = page.container.querySelectorAll("input");
    expect([one?.indeterminate, other?.indeterminate]).toEqual([true, true]);
    page.socket.receive([1, 0, [0, null, 1, { indeterminate: null }]]);
    expect([one?.indeterminate, other?.indeterminate]).toEqual([false, false]);
  });
});

describe("a record on a field", () => {
  it("carries the properties along that its slot names", async () => {
    const page = await LivePage.joined({ html: "<input>", blocks: [['<input :="1">', [[5, "", "value", "checked"]]]] });
    const input = page.query<HTMLInputElement>("input");
    input.value = "typed";
    input.checked = true;
    page.socket.receive([1, 0, [0, { value: "sent", checked: null, title: "t" }]]);
    expect([input.value, input.checked, input.title]).toEqual(["sent", false, "t"]);
  });
});

describe("the style of an element of SVG", () => {
  it("is written as that of any other", async () => {
    const page = await LivePage.joined({ html: "<svg><g></g></svg>", blocks: [['<svg><g :="1"></g></svg>', [[4]]]] });
    page.socket.receive([1, 0, [0, "color: red"]]);
    expect(page.query("g").style.color).toBe("red");
  });
});

describe("the value of a checkbox", () => {
  it("is its attribute, and goes with it", async () => {
    const page = await LivePage.joined({
      html: '<input type="checkbox" value="a">',
      blocks: [['<input type="checkbox" :="1">', [[2, "value"]]]],
    });
    page.socket.receive([1, 0, [0, null]]);
    expect(page.html).toBe('<input type="checkbox">');
  });
});

describe("a select", () => {
  const setup = {
    html: "<select><option selected>a</option><option>b</option></select><button>x</button>",
    blocks: [
      [
        '<select><option :="1">a</option><option :="1">b</option></select><button>x</button>',
        [
          [2, "selected"],
          [2, "selected"],
        ],
      ],
    ] satisfies ClientBlock[],
  };

  it("shows what the server selects", async () => {
    const page = await LivePage.joined(setup);
    page.socket.receive([1, 0, [0, null, 1, true]]);
    expect(page.query<HTMLSelectElement>("select").value).toBe("b");
  });

  it("is the user's while it has the focus", async () => {
    const page = await LivePage.joined(setup);
    const select = page.query<HTMLSelectElement>("select");
    select.focus();
    page.socket.receive([1, 0, [0, null, 1, true]]);
    expect(select.value).toBe("a");
    page.query("button").focus();
    page.socket.receive([1, 0, [0, null, 1, true]]);
    expect(select.value).toBe("b");
  });
});

describe("the content of a textarea", () => {
  const setup = {
    html: "<textarea></textarea><button>x</button>",
    blocks: [['<textarea :="1"></textarea><button>x</button>', [[6]]]] satisfies ClientBlock[],
  };

  it("is shown, whatever the user typed before", async () => {
    const page = await LivePage.joined(setup);
    const field = page.query<HTMLTextAreaElement>("textarea");
    field.focus();
    field.value = "typed";
    page.socket.receive([1, 0, [0, "typed"]]);
    expect([field.value, field.textContent]).toEqual(["typed", "typed"]);
    page.query("button").focus();
    page.socket.receive([1, 0, [0, ""]]);
    expect(field.value).toBe("");
  });
});

describe("a prefixed attribute", () => {
  it("of SVG has the namespace that a parser gives it, and of HTML none", async () => {
    const page = await LivePage.joined({
      html: "<p>x</p><svg></svg>",
      blocks: [
        [
          '<p :="1">x</p><svg :="1"></svg>',
          [
            [1, "xml:lang"],
            [1, "xlink:href"],
          ],
        ],
      ],
    });
    page.socket.receive([1, 0, [0, "en", 1, "#a"]]);
    expect(page.query("p").getAttributeNode("xml:lang")?.namespaceURI).toBeNull();
    const href = page.query("svg").getAttributeNode("xlink:href");
    expect([href?.namespaceURI, href?.value]).toEqual(["http://www.w3.org/1999/xlink", "#a"]);
    page.socket.receive([1, 0, [1, null]]);
    page.socket.receive([1, 0, [1, "#b"]]);
    expect(page.query("svg").getAttributeNS("http://www.w3.org/1999/xlink", "href")).toBe("#b");
  });
});

describe("a branch", () => {
  const blocks: ClientBlock[] = [
    ["<div><!--$--><p>end</p></div>", [[8]]],
    ["<b><!--$--></b>", [[0]]],
    ["no <!>thing", []],
  ];

  it("comes, changes, gives way and goes, before what follows it", async () => {
    const page = await LivePage.joined({ html: "<div><p>end</p></div>", skeleton: "0", blocks });
    const end = page.query("p");
    page.socket.receive([1, 0, [0, [[1, "on"]]]]);
    expect(page.html).toBe("<div><b>on</b><p>end</p></div>");
    const shown = page.query("b");
    expect(page.work([1, 0, [0, [0, "still"]]])).toEqual(["text"]);
    expect(page.query("b")).toBe(shown);
    page.socket.receive([1, 0, [0, [[2]]]]);
    expect(page.html).toBe("<div>no <!---->thing<p>end</p></div>");
    page.socket.receive([1, 0, [0, 0]]);
    expect(page.html).toBe("<div><p>end</p></div>");
    expect(page.query("p")).toBe(end);
  });

  it("that the page has is hydrated by the skeleton", async () => {
    const page = await LivePage.joined({ html: "<div><b>on</b><p>end</p></div>", skeleton: "2", blocks });
    expect(page.work([1, 0, [0, [0, "off"]]])).toEqual(["text"]);
    expect(page.html).toBe("<div><b>off</b><p>end</p></div>");
  });

  it("inside a branch without nodes of its own finds its place", async () => {
    const nested: ClientBlock[] = [
      ["<div><!--$--><!--$--><i>end</i></div>", [[8], [8]]],
      ["<!--$-->", [[8]]],
      ["<b><!--$--></b>", [[0]]],
    ];
    const page = await LivePage.joined({ html: "<div><i>end</i></div>", skeleton: "2,0,0", blocks: nested });
    page.socket.receive([1, 0, [1, [[2, "second"]]]]);
    page.socket.receive([1, 0, [0, [0, [[2, "first"]]]]]);
    expect(page.html).toBe("<div><b>first</b><b>second</b><i>end</i></div>");
  });

  it("that begins with a form finds it, whatever its fields are called", async () => {
    const names = [..."abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ", "end_", "rows_", "first_"];
    const form = `<form>${names.map((name) => `<input name="${name}">`).join("")}</form>`;
    const page = await LivePage.joined({
      html: `<div>${form}<p>end</p></div>`,
      skeleton: "2",
      blocks: [blocks[0] as ClientBlock, [form, []], ["x", []]],
    });
    page.socket.receive([1, 0, [0, [[2]]]]);
    expect(page.html).toBe("<div>x<p>end</p></div>");
  });

  it("of SVG has SVG elements", async () => {
    const svg: ClientBlock[] = [
      ["<svg><!--$--></svg>", [[8]]],
      ["<circle></circle>", [], 1],
    ];
    const page = await LivePage.joined({ html: "<svg></svg>", skeleton: "0", blocks: svg });
    page.socket.receive([1, 0, [0, [[1]]]]);
    expect(page.container.querySelector("circle")?.namespaceURI).toBe("http://www.w3.org/2000/svg");
  });

  it("with a <noscript> has nothing in it that would load", async () => {
    const page = await LivePage.joined({
      html: "<div></div>",
      skeleton: "0",
      blocks: [
        ["<div><!--$--></div>", [[8]]],
        ['<noscript><img src="/x.gif"></noscript>', []],
      ],
    });
    page.socket.receive([1, 0, [0, [[1]]]]);
    expect(page.query("noscript").childElementCount).toBe(0);
  });

  it("unknown to the statics comes with its first use", async () => {
    const page = await LivePage.joined({ html: "<div><p>end</p></div>", skeleton: "0", blocks });
    page.socket.receive([1, 0, [0, [[3, "x"]]], { b: [[3, ["<u><!--$--></u>", [[0]]]]] }]);
    expect(page.html).toBe("<div><u>x</u><p>end</p></div>");
  });
});

describe("an edit script", () => {
  it.each([
    ["appends", "abc", [3, [["d", "e"]]], "abcde", ["added d", "added e"]],
    ["prepends", "abc", [[["x"]]], "xabc", ["added x"]],
    ["inserts in the middle", "abc", [1, [["x"]]], "axbc", ["added x"]],
    ["removes the first", "abc", [-1], "bc", ["removed a"]],
    ["removes the middle", "abc", [1, -1], "ac", ["removed b"]],
    ["clears", "abc", [-3], "", ["removed a", "removed b", "removed c"]],
    ["patches one row", "abc", [2, [0, "x"]], "axc", ["text"]],
    ["moves the last to the front", "abcd", ["3"], "dabc", ["removed d", "added d"]],
    ["takes a run", "abcde", ["3,2"], "deabc", ["removed e", "added e", "removed d", "added d"]],
  ])("%s", async (_, before, script, after, work) => {
    const page = await LivePage.joined(listOf(before));
    expect(page.work([1, 0, [0, script]]).sort()).toEqual([...work].sort());
    expect(letters(page)).toBe(after);
  });

  it.each([
    ["in another order", [0, 2, 0, 1], "cab"],
    ["with new, changed and missing rows", [0, 2, [0, "C"], [["x"]], 0], "Cxa"],
  ])("may name every row: %s", async (_, script, after) => {
    const page = await LivePage.joined(listOf("abc"));
    const first = page.query("li");
    page.socket.receive([1, 0, [0, script]]);
    expect(letters(page)).toBe(after);
    expect(first.isConnected).toBe(true);
  });

  it("swaps two rows by two moves", async () => {
    const page = await LivePage.joined(listOf("abcdefgh"));
    expect(page.work([1, 0, [0, [1, "6", -1, 4, "1"]]])).toHaveLength(4);
    expect(letters(page)).toBe("agcdefbh");
  });

  it("keeps the nodes of the rows that stay", async () => {
    const page = await LivePage.joined(listOf("abc"));
    const [a, b, c] = page.container.querySelectorAll("li");
    page.socket.receive([1, 0, [0, [[["x"]], 1, -1]]]);
    expect([...page.container.querySelectorAll("li")].slice(1)).toEqual([a, c]);
    expect(b?.isConnected).toBe(false);
  });

  it("moves others rather than the row with the focus", async () => {
    const blocks: ClientBlock[] = [
      ["<ul><!--$--></ul>", [[9, 1]]],
      ['<li><input :="1"></li>', [[1, "name"]]],
    ];
    const html = `<ul>${[..."abcd"].map((name) => `<li><input name="${name}"></li>`).join("")}</ul>`;
    const page = await LivePage.joined({ html, skeleton: "4", blocks });
    const input = page.query<HTMLInputElement>("[name=d]");
    const row = input.parentElement as Element;
    input.focus();
    const moved: Node[] = [];
    const observer = new MutationObserver(() => {});
    observer.observe(page.container, { subtree: true, childList: true });
    page.socket.receive([1, 0, [0, ["3"]]]);
    for (const { removedNodes } of observer.takeRecords()) moved.push(...removedNodes);
    expect([...page.container.querySelectorAll("input")].map(({ name }) => name).join("")).toBe("dabc");
    expect(moved).not.toContain(row);
    expect(document.activeElement).toBe(input);
  });

  it("reverses rows that all hold a frame", async () => {
    const blocks: ClientBlock[] = [
      ["<ul><!--$--></ul>", [[9, 1]]],
      ["<li><!--$--><iframe></iframe></li>", [[0]]],
    ];
    const html = `<ul>${[..."abcd"].map((name) => `<li>${name}<iframe></iframe></li>`).join("")}</ul>`;
    const page = await LivePage.joined({ html, skeleton: "4", blocks });
    page.socket.receive([1, 0, [0, ["3", "2", "1"]]]);
    expect(letters(page)).toBe("dcba");
  });

  it("moves rows of several nodes as a whole", async () => {
    const blocks: ClientBlock[] = [
      ["<dl><!--$--></dl>", [[9, 1]]],
      ["<dt><!--$--></dt><dd><!--$--></dd>", [[0], [0]]],
    ];
    const html = "<dl><dt>a</dt><dd>1</dd><dt>b</dt><dd>2</dd></dl>";
    const page = await LivePage.joined({ html, skeleton: "2", blocks });
    page.socket.receive([1, 0, [0, ["1"]]]);
    expect(page.html).toBe("<dl><dt>b</dt><dd>2</dd><dt>a</dt><dd>1</dd></dl>");
  });

  it("counts rows without slots by their zeros", async () => {
    const page = await LivePage.joined({
      html: "<p></p>",
      skeleton: "0",
      blocks: [
        ["<p><!--$--></p>", [[9, 1]]],
        ["<br>", []],
      ],
    });
    page.socket.receive([1, 0, [0, [[[0, 0]]]]]);
    expect(page.html).toBe("<p><br><br></p>");
  });

  it("uses moveBefore where the browser has it", async () => {
    const page = await LivePage.joined(listOf("abc"));
    const browser: Partial<Movable> = Element.prototype;
    const calls: string[] = [];
    browser.moveBefore = function (this: Node, node, before) {
      calls.push(node.textContent ?? "");
      this.insertBefore(node, before);
    };
    page.socket.receive([1, 0, [0, ["2"]]]);
    delete browser.moveBefore;
    expect([calls, letters(page)]).toEqual([["c"], "cab"]);
  });
});

describe("all values anew", () => {
  it("write only what differs", async () => {
    const page = await LivePage.joined(listOf("abc"));
    const rows = [...page.container.querySelectorAll("li")];
    expect(page.work([1, 0, [[0, ["a", "x", "c"]]]])).toEqual(["text"]);
    expect([...page.container.querySelectorAll("li")]).toEqual(rows);
  });

  it("match rows by position", async () => {
    const page = await LivePage.joined(listOf("abc"));
    expect(page.work([1, 0, [[0, ["a", "b", "c", "d"]]]])).toEqual(["added d"]);
    expect(page.work([1, 0, [[0, ["a"]]]])).toEqual(["removed b", "removed c", "removed d"]);
  });
});
