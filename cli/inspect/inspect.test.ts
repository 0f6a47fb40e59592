import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { workspace } from "../harness.testing.ts";
import type { Inspection } from "./inspection.ts";

const todos = `<script lang="ts">
  import Icon from "./icon.live.js";

  export interface Assigns {
    user: { name: string };
    todos: { id: string; title: string; done: boolean }[];
    filter: string;
  }
</script>
<h1>{user.name}'s list</h1>
<ul>
  <li :for={(todo, at) of todos} :key={todo.id} class={{ done: todo.done }} title="{at}: {todo.title}">
    <button live-click="toggle" live-value-id={todo.id} disabled={todo.done}>Done</button>
  </li>
</ul>
<p :if={filter !== "all"}>Showing {filter}</p>
<p :else>All</p>
<Icon name={filter}/>
`;

/** What differs with every change of the compiler, made the same. */
const steady = (text: string): string =>
  text.replace(/(?<=^\w+ {2})[\w-]{10}(?= )/gm, "fingerprint").replace(/(?<=^ {2}module {3}).*$/m, "…");

describe("livec inspect", () => {
  test("shows blocks and their markup, slots and what each depends on, what each assign touches, events and sizes", async () => {
    const { code, out, err } = await workspace({ "todo.live.html": todos }).livec("inspect", "todo.live.html");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(steady(out)).toBe(`todo.live.html: 4 blocks, 9 slots

root  fingerprint  10:1
  <h1>‹0›'s list</h1> <ul>‹1›</ul> ‹2› <!>‹3›
  ‹0›  text            10:6   user.name                                reads user.name
  ‹1›  list            12:27  :for (todo, at) of todos · :key todo.id  reads todos      shows li
  ‹2›  block           16:9   :if filter !== "all"                     reads filter     shows p, p2
  ‹3›  component Icon  18:2   name filter                              reads filter

li  fingerprint  12:3
  <li class="‹0›" title="‹1›: ‹1›"><button live-click="toggle" live-value-id="‹2›" disabled="‹3›">Done</button></li>
  ‹0›  class               12:56  { done: todo.done }  reads todo.done
  ‹1›  attr title          12:85  at · todo.title      reads position of todo, todo.title
  ‹2›  attr live-value-id  13:48  todo.id              reads todo.id
  ‹3›  attr disabled       13:67  todo.done            reads todo.done

p  fingerprint  16:1
  <p>Showing ‹0›</p>
  ‹0›  text  16:36  filter  reads filter

p2  fingerprint  17:1
  <p>All</p>

assigns, and the slots that are evaluated when they change
  filter     root‹2› root‹3› p‹0›
  todos      root‹1›
  user.name  root‹0›

events, and what comes with them
  toggle  id: string

sizes
  source   535 bytes
  statics  91 bytes
  module   …
`);
  });

  test("says what there is none of", async () => {
    const { out } = await workspace({ "rule.live.html": "<hr>\n" }).livec("inspect", "rule.live.html");
    expect(out).toContain("evaluated when they change\n  none: the template never changes\n");
    expect(out).toContain("events, and what comes with them\n  none\n");
  });

  test("breaks long markup where tags end", async () => {
    const { out } = await workspace({ "long.live.html": `<p>${"<b>one-word</b>".repeat(20)}</p>` }).livec("inspect", "long.live.html");
    expect(Math.max(...out.split("\n").map((line) => line.length))).toBeLessThanOrEqual(120);
    expect(out.replaceAll("\n  ", "")).toContain("<b>one-word</b>".repeat(20));
  });

  test("colours a terminal, unless NO_COLOR is set", async () => {
    const space = workspace({ "rule.live.html": "<hr>\n" });
    expect((await space.livecOnTerminal({}, "inspect", "rule.live.html")).out).toContain("\u001b[1mroot\u001b[22m");
    expect((await space.livecOnTerminal({ NO_COLOR: "1" }, "inspect", "rule.live.html")).out).not.toContain("\u001b");
  });

  test("--json is the same as one document", async () => {
    const { code, out } = await workspace({ "todo.live.html": todos }).livec("inspect", "todo.live.html", "--json");
    const { ok, file, blocks, assigns, events, sizes } = JSON.parse(out) as Inspection & { readonly ok: boolean };
    expect({ code, ok, file }).toEqual({ code: 0, ok: true, file: "todo.live.html" });
    expect(blocks.map(({ name, line, column, html }) => ({ name, line, column, html })).slice(2)).toEqual([
      { name: "p", line: 16, column: 1, html: "<p>Showing ‹0›</p>" },
      { name: "p2", line: 17, column: 1, html: "<p>All</p>" },
    ]);
    expect(blocks[1]?.slots[1]).toEqual({
      kind: "attr",
      name: "title",
      line: 12,
      column: 85,
      parts: ["", ": ", ""],
      expressions: [
        { code: "at", line: 12, column: 85 },
        { code: "todo.title", line: 12, column: 91 },
      ],
      reads: ["todo.@index", "todo.title"],
      assigns: [],
      blocks: [],
    });
    expect(assigns["filter"]).toEqual([
      { block: "root", slot: 2 },
      { block: "root", slot: 3 },
      { block: "p", slot: 0 },
    ]);
    expect(events).toEqual({ toggle: { id: "string" } });
    expect(sizes.source).toBe(535);
  });

  test("a template with errors: its diagnostics, and exit code 1", async () => {
    const space = workspace({ "bad.live.html": "<p>Hi</b></p>\n" });
    const { code, out, err } = await space.livec("inspect", "bad.live.html");
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toContain("error[LC1032]: ");
    const json = await space.livec("inspect", "bad.live.html", "--json");
    expect(json.code).toBe(1);
    expect(JSON.parse(json.out)).toMatchObject({ ok: false, blocks: [], diagnostics: [{ code: "LC1032", line: 1, column: 6 }] });
  });

  test("an inline template, by its file or its module", async () => {
    const tag = (name: string, as: string): string => `import { live as ${as} } from "./${name}.live.js";\n`;
    const space = workspace({
      "one.ts": `${tag("one", "live")}export interface Assigns { a: number }\nexport default live\`\n  <p>{a}</p>\`;\n`,
      "two.ts": `${tag("two", "live")}${tag("two.row", "row")}export const x = [live\`<p></p>\`, row\`<i>\n</i>\`];\n`,
      "bad.ts": `${tag("bad", "live")}export default live\`<p>\${1}</p>\`;\n`,
    });
    const { code, out } = await space.livec("inspect", "one.ts");
    expect(code).toBe(0);
    expect(steady(out)).toContain("one.ts: 1 block, 1 slot\n\nroot  fingerprint  4:3\n  <p>‹0›</p>\n  ‹0›  text  4:7  a  reads a\n");
    expect((await space.livec("inspect", "two.row.live.ts")).out).toContain("two.row.live.ts: 1 block, 0 slots");
    expect(await space.livec("inspect", "two.ts")).toEqual({
      code: 2,
      out: "",
      err: 'error: "two.ts" has several inline templates. Give the module of one: two.live.ts, two.row.live.ts.\n',
    });
    const bad = await space.livec("inspect", "bad.ts");
    expect([bad.code, bad.out, bad.err]).toEqual([1, "", expect.stringContaining("--> bad.ts:2:24")]);
  });

  test("uses the project's configuration", async () => {
    const space = workspace({ "livec.config.js": 'export default { bindingPrefix: "my-" };\n', "x.live.html": '<p my-click="go"></p>\n' });
    expect((await space.livec("inspect", "x.live.html")).out).toContain("  go  nothing\n");
  });
});

test.each([
  [[], "Which template? Give its file: livec inspect todo.live.html"],
  [["none.live.html"], '"none.live.html" cannot be read: it does not exist, or is a symbolic link that leads nowhere.'],
  [["views/todo.ts"], '"views/todo.ts" is no template: their names end in .live.html. Did you mean "views/todo.live.html"?'],
  [["views/todo.live.ts"], '"views/todo.live.ts" is no template: their names end in .live.html. Did you mean "views/todo.live.html"?'],
  [["views"], '"views" is no template: their names end in .live.html.'],
  [["dir.live.html"], '"dir.live.html" is a directory. Give one template in it.'],
])("%j is refused", async (operands, message) => {
  const space = workspace({ "views/todo.live.html": "<hr>", "dir.live.html/x": "" });
  const { code, out, err } = await space.livec("inspect", ...operands);
  expect({ code, out, err }).toEqual({ code: 2, out: "", err: `error: ${message}\n` });
});

test("docs/inspect.md shows what the command prints", async () => {
  const page = readFileSync(new URL("../../docs/inspect.md", import.meta.url), "utf8");
  const block = (info: string): string => new RegExp(`^\`\`\`${info}\n(.*?)^\`\`\`$`, "ms").exec(page)?.[1] ?? "";
  const { out } = await workspace({ "todo.live.html": block("html todo.live.html") }).livec("inspect", "todo.live.html");
  expect(steady(block("text inspect"))).toBe(steady(out));
});
