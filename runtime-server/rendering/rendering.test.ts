import { describe, expect, test } from "vitest";
import * as livec from "../template.ts";
import { renderDocument } from "./document.ts";
import { Rendering } from "./rendering.ts";
import { type SafeHtml, unsafeHtml } from "./safe-html.ts";
import { staticsOf } from "./table.ts";

interface Row {
  readonly id: number;
  readonly label: string;
}

/** What the compiler makes of a table whose rows read their item and an outer assign. */
function tableTemplate(log: string[] = []): livec.Template<{ rows: readonly Row[]; selected: number | null }> {
  const root = livec.block(
    "root",
    ["<table><tbody>", "</tbody></table>"],
    [livec.list([0, 1], { block: 1, from: 2, reads: ["id", "label"] })],
  );
  const tr = livec.block("tr", ["<tr", "><td>", "</td><td>", "</td></tr>"], [livec.classes([1, 2]), livec.text([2]), livec.text([3])]);
  return livec.template({
    name: "table.live.html",
    reads: ["rows", "selected"],
    blocks: [root, tr],
    components: () => [],
    render(r, { rows, selected }) {
      if (!r.stale(0)) return;
      for (const row of r.each(0, rows, tr, (item) => item.id)) {
        if (r.stale(0)) {
          log.push(`class ${row.id}`);
          r.classes(0, { danger: row.id === selected });
        }
        if (r.stale(1)) {
          log.push(`id ${row.id}`);
          r.text(1, row.id);
        }
        if (r.stale(2)) {
          log.push(`label ${row.id}`);
          r.text(2, row.label);
        }
      }
    },
  });
}

const rows: readonly Row[] = [1, 2, 3].map((id) => ({ id, label: `Item ${id}` }));

describe("a keyed table", () => {
  test("renders HTML, skeleton and full values", () => {
    const rendering = new Rendering(tableTemplate());
    rendering.mount({ rows: rows.slice(0, 2), selected: 2 });
    expect(rendering.html()).toBe(
      '<table><tbody><tr><td>1</td><td>Item 1</td></tr><tr class="danger"><td>2</td><td>Item 2</td></tr></tbody></table>',
    );
    expect(rendering.skeleton()).toBe("2");
    expect(JSON.stringify(rendering.values())).toBe('[0,[null,1,"Item 1","danger",2,"Item 2"]]');
  });

  test("an item that is the same object is not evaluated", () => {
    const log: string[] = [];
    const rendering = new Rendering(tableTemplate(log));
    rendering.mount({ rows, selected: null });
    log.length = 0;
    const changed = rows.map((row) => (row.id === 2 ? { ...row, label: "New" } : row));
    expect(JSON.stringify(rendering.update({ rows: changed, selected: null }))).toBe('[0,[2,[2,"New"]]]');
    expect(log).toEqual(["label 2"]);
  });

  test("an outer assign evaluates only the slots that read it, and sends only what differs", () => {
    const log: string[] = [];
    const rendering = new Rendering(tableTemplate(log));
    rendering.mount({ rows, selected: 1 });
    log.length = 0;
    expect(JSON.stringify(rendering.update({ rows, selected: 3 }))).toBe('[0,[1,[0,null],2,[0,"danger"]]]');
    expect(log).toEqual(["class 1", "class 2", "class 3"]);
  });

  test("equal output sends nothing", () => {
    const rendering = new Rendering(tableTemplate());
    rendering.mount({ rows, selected: null });
    expect(rendering.update({ rows: rows.map((row) => ({ ...row })), selected: 77 })).toBeUndefined();
  });

  test("two items with one key are an error that names both places", () => {
    const rendering = new Rendering(tableTemplate());
    expect(() =>
      rendering.mount({
        rows: [
          { id: 7, label: "a" },
          { id: 8, label: "b" },
          { id: 7, label: "c" },
        ],
        selected: null,
      }),
    ).toThrow('table.live.html: two items of one list have the :key "7" (positions 0 and 2)');
  });
});

test("the client's statics carry marks instead of values", () => {
  expect(staticsOf(tableTemplate()).json).toBe(
    '[["<table><tbody><!--$--></tbody></table>",[[9,1]]],["<tr :=1><td><!--$--></td><td><!--$--></td></tr>",[[3],[0],[0]]]]',
  );
});

describe("a branch", () => {
  const root = livec.block("root", ["<main>", "</main>"], [livec.branch([0, 1])]);
  const open = livec.block("open", ["<h2>", "</h2><p>", "</p>"], [livec.text([1]), livec.text([2])]);
  const closed = livec.block("closed", ["<i>closed</i>"], []);
  const modal = livec.template<{ open: boolean; title: string; body: string }, object>({
    name: "modal.live.html",
    reads: ["open", "title", "body"],
    blocks: [root, open, closed],
    components: () => [],
    render(r, { open: isOpen, title, body }) {
      if (!r.stale(0)) return;
      if (isOpen) {
        r.open(0, open);
        if (r.stale(0)) r.text(0, title);
        if (r.stale(1)) r.text(1, body);
        r.close();
      } else {
        r.show(0, closed);
      }
    },
  });

  test("switching sends block and values, never statics", () => {
    const rendering = new Rendering(modal);
    rendering.mount({ open: false, title: "Title", body: "Body" });
    expect(rendering.html()).toBe("<main><i>closed</i></main>");
    expect(rendering.skeleton()).toBe("3");
    expect(rendering.update({ open: true, title: "Title", body: "Body" })).toEqual([0, [[1, "Title", "Body"]]]);
    expect(rendering.update({ open: true, title: "T2", body: "Body" })).toEqual([0, [0, "T2"]]);
    expect(rendering.update({ open: false, title: "T2", body: "Body" })).toEqual([0, [[2]]]);
  });
});

describe("a component with content", () => {
  const cardRoot = livec.block("card", ["<section><h2>", "</h2>", "</section>"], [livec.text([0]), livec.branch([1])]);
  const card = livec.template<{ title: string }, object, { default: object }>({
    name: "card.live.html",
    reads: ["title", "@slots"],
    blocks: [cardRoot],
    components: () => [],
    render(r, { title }) {
      if (r.stale(0)) r.text(0, title);
      if (r.stale(1)) r.outlet(1, "default");
    },
  });
  const root = livec.block("page", ["", ""], [livec.branch([0, 1])]);
  const inner = livec.block("inner", ["<p>", "</p>"], [livec.text([1])]);
  const page = livec.template<{ title: string; text: string }, object>({
    name: "page.live.html",
    reads: ["title", "text"],
    blocks: [root, inner],
    components: () => [card],
    render(r, { title, text }) {
      if (r.stale(0)) {
        r.component(
          0,
          card,
          { title },
          {
            default: [
              inner,
              () => {
                if (r.stale(0)) r.text(0, text);
              },
            ],
          },
        );
      }
    },
  });

  test("content is tracked by what the caller's markup reads, wherever it shows", () => {
    const rendering = new Rendering(page);
    rendering.mount({ title: "A", text: "one" });
    expect(rendering.html()).toBe("<section><h2>A</h2><p>one</p></section>");
    expect(rendering.skeleton()).toBe("3,2");
    expect(rendering.values()).toEqual([0, [2, "A", [1, "one"]]]);
    expect(rendering.update({ title: "A", text: "two" })).toEqual([0, [1, [0, "two"]]]);
    expect(rendering.update({ title: "B", text: "two" })).toEqual([0, [0, "B"]]);
  });
});

describe("leaf slots", () => {
  const root = livec.block(
    "leaves",
    ["<a", "", "", ">", "</a><textarea", "</textarea>"],
    [
      livec.attr([0], "href", null, "url"),
      livec.attr([1], "title", ["No ", ""]),
      livec.spread([2], "a", ["href", "title"]),
      livec.text([1], ["n=", "!"]),
      livec.content([3]),
    ],
  );
  const leaves = livec.template<{ href: string | null; n: number; rest: Record<string, unknown>; note: string }, object>({
    name: "leaves.live.html",
    reads: ["href", "n", "rest", "note"],
    blocks: [root],
    components: () => [],
    render(r, { href, n, rest, note }) {
      if (r.stale(0)) r.attr(0, href);
      if (r.stale(1)) r.text(1, n);
      if (r.stale(2)) r.spread(2, rest);
      if (r.stale(3)) r.text(3, n);
      if (r.stale(4)) r.text(4, note);
    },
  });

  test("escape for where they stand", () => {
    const rendering = new Rendering(leaves);
    rendering.mount({ href: 'a"b', n: 1, rest: { "data-x": "<&", hidden: true, onclick: "x()", href: "y" }, note: "\n</textarea>\r" });
    expect(rendering.html()).toBe(
      '<a href="a&quot;b" title="No 1" data-x="&lt;&amp;" hidden>n=1!</a><textarea>\n\n&lt;/textarea>&#13;</textarea>',
    );
  });

  test("a script URL becomes #blocked, with a warning", () => {
    const warnings: string[] = [];
    const rendering = new Rendering(leaves, { warn: (message) => warnings.push(message) });
    rendering.mount({ href: " java\nscript:alert(1)", n: 1, rest: {}, note: "" });
    expect(rendering.html()).toContain('href="#blocked"');
    expect(warnings).toEqual(['leaves.live.html: href was given a URL that could run code, " java\nscript:alert(1)"; it became #blocked.']);
  });

  test("changes are slot and value; a spread names what differs", () => {
    const rendering = new Rendering(leaves);
    rendering.mount({ href: null, n: 1, rest: { a: "1", b: "2" }, note: "" });
    expect(rendering.update({ href: "/x", n: 2, rest: { b: "3", c: true }, note: "hi" })).toEqual([
      0,
      "/x",
      1,
      2,
      2,
      { a: null, b: "3", c: true },
      3,
      2,
      4,
      "hi",
    ]);
  });

  test("a spread writes the value of a field after what it depends on, and refuses one that HTML has not", () => {
    const html = (tag: string): readonly string[] => {
      const block = livec.block(tag, [`<${tag}`, ">"], [livec.spread([0], tag, [])]);
      const template = livec.template<{ rest: Record<string, unknown> }, object>({
        name: "field.live.html",
        reads: ["rest"],
        blocks: [block],
        components: () => [],
        render: (r, { rest }) => r.spread(0, rest),
      });
      const warnings: string[] = [];
      const rendering = new Rendering(template, { warn: (message) => warnings.push(message) });
      rendering.mount({ rest: { value: 150, max: 200 } });
      return [rendering.html(), staticsOf(template).json, ...warnings];
    };
    expect(html("input")).toEqual(['<input max="200" value="150">', '[["<input :=1>",[[5,"","value","checked","indeterminate"]]]]']);
    expect(html("select")).toEqual([
      '<select max="200">',
      '[["<select :=1>",[[5]]]]',
      'field.live.html: A spread on <select> may not set the attribute "value"; it was left out.',
    ]);
  });

  test("trusted HTML that begins with a newline keeps it in a <pre>", () => {
    const block = livec.block("pre", ["<pre", "</pre><p", "</p>"], [livec.html([0]), livec.html([0])]);
    const template = livec.template<{ body: SafeHtml }, object>({
      name: "pre.live.html",
      reads: ["body"],
      blocks: [block],
      components: () => [],
      render(r, { body }) {
        r.html(0, body);
        r.html(1, body);
      },
    });
    const rendering = new Rendering(template);
    rendering.mount({ body: unsafeHtml("\n<b>x</b>") });
    expect(rendering.html()).toBe("<pre>\n\n<b>x</b></pre><p>\n<b>x</b></p>");
  });

  test("a spread in another order sends nothing, and the page is that of a fresh render", () => {
    const rendering = new Rendering(leaves);
    rendering.mount({ href: null, n: 1, rest: { a: "1", b: "2" }, note: "" });
    expect(rendering.update({ href: null, n: 1, rest: { b: "2", a: "1" }, note: "" })).toBeUndefined();
    expect(rendering.html()).toBe('<a title="No 1" b="2" a="1">n=1!</a><textarea></textarea>');
  });

  test("the client's statics group a tag's slots", () => {
    expect(staticsOf(leaves).json).toBe(
      JSON.stringify([["<a :=3><!--$--></a><textarea :=1></textarea>", [[1, "href"], [1, "title", "No ", ""], [5], [0, "n=", "!"], [6]]]]),
    );
  });
});

test("a text that grew sends what was added", () => {
  const root = livec.block("p", ["<p>", "</p>"], [livec.text([0])]);
  const growing = livec.template<{ text: string }, object>({
    name: "growing.live.html",
    reads: ["text"],
    blocks: [root],
    components: () => [],
    render(r, { text }) {
      if (r.stale(0)) r.text(0, text);
    },
  });
  const rendering = new Rendering(growing);
  rendering.mount({ text: "Hello" });
  expect(rendering.update({ text: "Hello world" })).toEqual([0, [" world"]]);
  expect(rendering.update({ text: "Bye" })).toEqual([0, "Bye"]);
});

test("a root layout renders around finished HTML", () => {
  const root = livec.block(
    "layout",
    ["<!doctype html><html><head><title", "</title>", "</head><body>", "</body></html>"],
    [livec.content([0], ["Shop – ", ""]), livec.branch([1]), livec.branch([1])],
  );
  const layout = livec.template<{ pageTitle: string }, object>({
    name: "root.live.html",
    reads: ["pageTitle", "@slots"],
    blocks: [root],
    components: () => [],
    render(r, { pageTitle }) {
      if (r.stale(0)) r.text(0, pageTitle);
      if (r.stale(1)) r.outlet(1, "@scripts");
      if (r.stale(2)) r.outlet(2, "default");
    },
  });
  expect(renderDocument(layout, { pageTitle: "A & B" }, { default: "<p>hi</p>", "@scripts": "<script></script>" })).toBe(
    "<!doctype html><html><head><title>Shop – A &amp; B</title><script></script></head><body><p>hi</p></body></html>",
  );
});
