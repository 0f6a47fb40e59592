import { describe, expect, test } from "vitest";
import { compile } from "../compile.ts";
import { checkLinks, Linker } from "./link.ts";
import type { Outline } from "./outline.ts";

/** Imports of the components that a snippet uses: `<Part/>` is `part.live.html`. */
function withImports(source: string): string {
  const names = new Set([...source.matchAll(/<([A-Z]\w*)/g)].map(([, name = ""]) => name));
  const imports = [...names].map((name) => `import ${name} from "./${name.toLowerCase()}.live.js";`);
  return `<script lang="ts">${imports.join(" ")} export interface Assigns { a: string; b: string[] }</script>\n${source}`;
}

function outlines(files: Readonly<Record<string, string>>): ReadonlyMap<string, Outline> {
  return new Map(
    Object.entries(files).map(([file, source]) => {
      const { outline, diagnostics } = compile(withImports(source), { file });
      if (outline === undefined) throw new Error(`${file}: ${JSON.stringify(diagnostics)}`);
      return [file, outline];
    }),
  );
}

/** What is found: code, place, message, and the related places. Line 1 is the script's. */
function problems(files: Readonly<Record<string, string>>): readonly string[] {
  return checkLinks(outlines(files)).flatMap(({ code, file, line, column, message, related = [] }) => [
    `${file}:${line}:${column} ${code} ${message}`,
    ...related.map((place) => `  ${place.file ?? file}:${place.line}:${place.column} ${place.message}`),
  ]);
}

/** The same of one template that uses another. */
function pair(template: string, part: string): readonly string[] {
  return problems({ "a.live.html": template, "part.live.html": part });
}

test.each([
  ["<ul><Part/></ul>", "<li>a</li><li>b</li>"],
  ["<p><Part/></p>", "<b>a</b>{a}"],
  ["<table><tbody><Part/></tbody></table>", "<tr :for={x of b} :key={x}><td>{x}</td></tr>"],
  ["<table><Part/></table>", "<caption>a</caption><tbody><slot/></tbody>"],
  ['<select aria-label="a"><Part/></select>', "<option>{a}</option>"],
  ["<svg><g><Part/></g></svg>", '<circle r="4"/> <circle r="5"/>'],
  ["<svg><foreignObject><Part/></foreignObject></svg>", "<div>a</div>"],
  ["<Part><tr><td>b</td></tr></Part>", "<table><tbody><slot/></tbody></table>"],
  ["<Part><div>a</div></Part>", "<section><slot><p>b</p></slot></section>"],
  ["<p><Part><div>b</div></Part></p>", "<object><slot/></object>"],
  ['<a href="/"><Part/></a>', '<table><tbody><tr><td><a href="/">b</a></td></tr></tbody></table>'],
  ["<Part/> <Part/>", "<tr><td>a</td></tr>"],
  ["<Unknown><Part/></Unknown>", "<tr><td>a</td></tr>"],
])("a browser agrees with %j, where <Part> is %j", (template, part) => {
  expect(pair(template, part)).toEqual([]);
});

test("where a slot is filled on a condition, its default content counts as well", () => {
  const row = (fill: string): readonly string[] => pair(`<p><Part>${fill}</Part></p>`, '<b><slot name="a"><div>c</div></slot></b>');
  expect(row('<template slot="a">x</template>')).toEqual([]);
  expect(row('<template slot="a" :if={a}>x</template><template slot="a" :else>y</template>')).toEqual([]);
  expect(row('<template slot="a" :if={a}>x</template>')[0]).toBe(
    "a.live.html:2:4 LC3012 <Part> does not fit here: a browser closes the <p> before its <div>.",
  );
});

test.each([
  [
    "<p>a <b><Part/></b></p>",
    "<span>a <section>b</section></span>",
    [
      "a.live.html:2:9 LC3012 <Part> does not fit here: a browser closes the <p> before its <section>.",
      "  part.live.html:2:9 its <section>",
      "  a.live.html:2:1 this <p>",
    ],
  ],
  [
    "<table><Part/></table>",
    "<tr :for={x of b} :key={x}><td>{x}</td></tr>",
    [
      "a.live.html:2:8 LC3012 <Part> does not fit here: a browser puts a <tbody> between <table> and <tr>.",
      "  part.live.html:2:1 its <tr>",
      "  a.live.html:2:1 this <table>",
    ],
  ],
  [
    "<ul><li><Part/></li></ul>",
    "<li>a</li>",
    [
      "a.live.html:2:9 LC3012 <Part> does not fit here: a browser closes the <li> before its <li>.",
      "  part.live.html:2:1 its <li>",
      "  a.live.html:2:5 this <li>",
    ],
  ],
  [
    "<div><Part/></div>",
    "<td>a</td>",
    [
      "a.live.html:2:6 LC3012 <Part> does not fit here: a browser drops <td> inside <div>.",
      "  part.live.html:2:1 its <td>",
      "  a.live.html:2:1 this <div>",
    ],
  ],
  [
    "<table><tbody><Part/></tbody></table>",
    "{a}",
    [
      "a.live.html:2:15 LC3012 <Part> does not fit here: a browser moves its text out of the <tbody>, before the table.",
      "  part.live.html:2:1 its text",
      "  a.live.html:2:8 this <tbody>",
    ],
  ],
  [
    '<select aria-label="a"><Part/></select>',
    "{a}",
    [
      "a.live.html:2:24 LC3012 <Part> does not fit here: browsers disagree about text in <select>.",
      "  part.live.html:2:1 its text",
      "  a.live.html:2:1 this <select>",
    ],
  ],
  [
    "<form><div><Part/></div></form>",
    "<i>a</i><form>b</form>",
    [
      "a.live.html:2:12 LC3012 <Part> does not fit here: a browser does not nest <form>: it ignores the inner <form>.",
      "  part.live.html:2:9 its <form>",
      "  a.live.html:2:1 this <form>",
    ],
  ],
  [
    '<a href="/"><Part/></a>',
    '<b><a href="/">c</a></b>',
    [
      "a.live.html:2:13 LC3012 <Part> does not fit here: a browser does not nest <a>: it closes the first <a> before the second.",
      "  part.live.html:2:4 its <a>",
      "  a.live.html:2:1 this <a>",
    ],
  ],
  [
    "<button>a<Part/></button>",
    "<button>b</button>",
    [
      "a.live.html:2:10 LC3012 <Part> does not fit here: a browser does not nest <button>: it closes the first <button> before the second.",
      "  part.live.html:2:1 its <button>",
      "  a.live.html:2:1 this <button>",
    ],
  ],
  [
    "<ul><li><Part/></li></ul>",
    "<div><li>a</li></div>",
    [
      "a.live.html:2:9 LC3012 <Part> does not fit here: where there is <li> in <div>, a browser has nothing.",
      "  part.live.html:2:6 its <li>",
      "  part.live.html:2:1 this <div>",
    ],
  ],
  [
    "<Part/>\n<p>a</p>",
    "<tr><td>a</td></tr>",
    [
      "a.live.html:2:1 LC3012 <Part> does not fit here: its <tr> belongs into a table, the <p> beside it does not: no parent can hold both.",
      "  part.live.html:2:1 its <tr>",
      "  a.live.html:3:1 this <p>",
    ],
  ],
  [
    "<tr><td>a</td></tr>\n<Part/>",
    "<p>a</p>",
    [
      "a.live.html:3:1 LC3012 <Part> does not fit here: this <tr> belongs into a table, the <p> beside it does not: no parent can hold both.",
      "  part.live.html:2:1 its <p>",
      "  a.live.html:2:1 this <tr>",
    ],
  ],
  [
    "<div><Part/></div>",
    '<circle r="4"/>',
    [
      "a.live.html:2:6 LC3014 The <circle> of <Part> is SVG, and here only HTML fits.",
      "  part.live.html:2:1 its <circle>",
      "  a.live.html:2:1 this <div>",
    ],
  ],
  [
    "<svg><g><Part/></g></svg>",
    "<div>a</div>",
    [
      "a.live.html:2:9 LC3014 The <div> of <Part> is HTML, and here only SVG fits.",
      "  part.live.html:2:1 its <div>",
      "  a.live.html:2:6 this <g>",
    ],
  ],
])("%j is wrong, where <Part> is %j", (template, part, expected) => {
  expect(pair(template, part)).toEqual(expected);
});

describe("content", () => {
  test.each([
    [
      "<Part>a <div>b</div></Part>",
      "<p><slot/></p>",
      [
        "a.live.html:2:9 LC3013 This does not fit into <Part>: a browser closes the <p> before this <div>.",
        "  part.live.html:2:1 this <p>",
      ],
    ],
    [
      "<Part>a</Part>",
      "<table><tbody><slot/></tbody></table>",
      [
        "a.live.html:2:7 LC3013 This does not fit into <Part>: a browser moves this text out of the <tbody>, before the table.",
        "  part.live.html:2:8 this <tbody>",
      ],
    ],
    [
      "<p><Part><div>b</div></Part></p>",
      "<b><slot/></b>",
      ["a.live.html:2:10 LC3013 This does not fit into <Part>: a browser closes the <p> before this <div>.", "  a.live.html:2:1 this <p>"],
    ],
    [
      '<Part><circle r="1"/></Part>',
      "<div><slot/></div>",
      ["a.live.html:2:7 LC3014 This <circle> is SVG, and here only HTML fits.", "  part.live.html:2:1 this <div>"],
    ],
    [
      "<Part><Part>a</Part></Part>",
      "<p><slot/></p>",
      [
        "a.live.html:2:7 LC3012 <Part> does not fit here: a browser closes the <p> before its <p>.",
        "  part.live.html:2:1 its <p>",
        "  part.live.html:2:1 this <p>",
      ],
    ],
    [
      "<p><Part/></p>",
      "<slot><div>a</div></slot>",
      [
        "a.live.html:2:4 LC3012 <Part> does not fit here: a browser closes the <p> before its <div>.",
        "  part.live.html:2:7 its <div>",
        "  a.live.html:2:1 this <p>",
      ],
    ],
  ])("%j stands where the <slot/> of %j is", (template, part, expected) => {
    expect(pair(template, part)).toEqual(expected);
  });

  test("each slot has a place of its own", () => {
    const part = '<table><thead><slot name="head"/></thead><tbody><slot/></tbody></table><p><slot name="foot"/></p>';
    const template =
      '<Part><template slot="head"><tr><th>a</th></tr></template><tr><td>b</td></tr><template slot="foot"><tr><td>c</td></tr></template></Part>';
    expect(pair(template, part)).toEqual([
      "a.live.html:2:100 LC3013 This does not fit into <Part>: a browser drops <tr> inside <p>.",
      "  part.live.html:2:72 this <p>",
    ]);
  });
});

describe("templates between them", () => {
  test("what is wrong is said where the two meet, once", () => {
    expect(
      problems({
        "a.live.html": "<Outer><Inner/></Outer>",
        "b.live.html": "<A/>",
        "inner.live.html": "<div>a</div>",
        "outer.live.html": "<Wrap><slot/></Wrap>",
        "wrap.live.html": "<p><slot/></p>",
      }),
    ).toEqual([
      "a.live.html:2:8 LC3012 <Inner> does not fit here: a browser closes the <p> before its <div>.",
      "  inner.live.html:2:1 its <div>",
      "  wrap.live.html:2:1 this <p>",
    ]);
  });

  test("a template may use itself, and others in a circle", () => {
    const tree = "<li>{a}<ul :if={a}><Tree/></ul></li>";
    expect(problems({ "tree.live.html": tree, "list.live.html": "<ul><Tree/></ul>" })).toEqual([]);
    expect(problems({ "tree.live.html": '<a href="/"><Tree/></a>' })).toEqual([
      "tree.live.html:2:13 LC3012 <Tree> does not fit here: a browser does not nest <a>: it closes the first <a> before the second.",
      "  tree.live.html:2:1 its <a>",
      "  tree.live.html:2:1 this <a>",
    ]);
    const circle = { "a.live.html": "<div><B/></div>", "b.live.html": "<b><C/></b>", "c.live.html": "<i><A/></i><form>a</form>" };
    for (const files of [circle, Object.fromEntries(Object.entries(circle).reverse())]) {
      expect(problems({ ...files, "d.live.html": "<form><A/></form>" })).toContain(
        "d.live.html:2:7 LC3012 <A> does not fit here: a browser does not nest <form>: it ignores the inner <form>.",
      );
    }
  });

  test("what comes of doubling, again and again, has a bound", () => {
    const files: Record<string, string> = { "p0.live.html": "<slot/><i>a</i>" };
    for (let n = 1; n <= 16; n++) files[`p${n}.live.html`] = `<b><P${n - 1}><slot/></P${n - 1}></b><u><P${n - 1}><slot/></P${n - 1}></u>`;
    const started = performance.now();
    expect(problems({ ...files, "a.live.html": "<P16><b>x</b></P16>" })).toEqual([]);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

describe("after a change", () => {
  const caller = outlines({ "a.live.html": "<p><Part/></p>", "b.live.html": "<A/>" });
  const withPart = (part: string): ReadonlyMap<string, Outline> => new Map([...caller, ...outlines({ "part.live.html": part })]);
  const codes = (placement: Linker, files: ReadonlyMap<string, Outline>): readonly string[] =>
    placement.check(files).map(({ file, code }) => `${file} ${code}`);

  test("what the component is decides about the template that uses it, which did not change", () => {
    const placement = new Linker();
    expect(codes(placement, withPart("<b>a</b>"))).toEqual([]);
    const wrong = withPart("<section>a</section>");
    expect(codes(placement, wrong)).toEqual(["a.live.html LC3012"]);
    expect(codes(placement, wrong)).toEqual(["a.live.html LC3012"]);
    expect(codes(placement, caller)).toEqual([]);
    expect(codes(placement, withPart("<div>a</div>"))).toEqual(["a.live.html LC3012"]);
    expect(codes(placement, withPart("<i>a</i>"))).toEqual([]);
  });

  test("what is known to be sound is not looked at until it, or what it uses, changes", () => {
    const wrong = withPart("<section>a</section>");
    const placement = new Linker(wrong);
    expect(codes(placement, wrong)).toEqual([]);
    expect(codes(placement, withPart("<div>a</div>"))).toEqual(["a.live.html LC3012"]);
  });
});
