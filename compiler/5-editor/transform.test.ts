import { describe, expect, test } from "vitest";
import { compile } from "../compile.ts";
import { BROKEN_MODULE, transform } from "./transform.ts";

const SCRIPT = `<script lang="ts">
  import Badge, { type Assigns as Props } from "./badge.live.js";
  import { ago } from "./ago.js";
  export interface Assigns { user: { name: string }; props: Props }
</script>
`;

/** Copied ranges, as they stand on both sides; atoms with an arrow. */
function pieces(source: string, isTemplate?: (specifier: string) => boolean): readonly string[] {
  const { text, mappings } = transform(source, { file: "test.live.html", ...(isTemplate === undefined ? {} : { isTemplate }) });
  return mappings.map(([start, length, sourceStart, sourceLength, kind]) => {
    const [here, there] = [text.slice(start, start + length), source.slice(sourceStart, sourceStart + sourceLength)];
    if (kind === 0) expect(here).toBe(there);
    return kind === 0 ? here : `${here} ⇐ ${there}`;
  });
}

test("a template is its module, with its mappings", () => {
  expect(transform("<p>{1 + 1}</p>", { file: "a/sum.live.html" })).toMatchObject({
    text: expect.stringContaining("r.text(0, 1 + 1);"),
    extension: ".ts",
    mappings: [
      [expect.any(Number), "template".length, 0, 0, 1],
      [expect.any(Number), 5, 4, 5, 0],
    ],
    diagnostics: [],
  });
});

test("errors are told with the number of their code and what to do; warnings are not", () => {
  const { text, mappings, diagnostics } = transform("<p>Hi</b></p><a tabindex=3 href=x>x</a>", { file: "a.live.html" });
  expect({ text, mappings }).toEqual({ text: BROKEN_MODULE, mappings: [] });
  expect(diagnostics).toEqual([
    { messageText: "</b> closes nothing: no <b> is open here. Remove it, or add the missing <b>.", start: 5, length: 4, code: 1032 },
  ]);
});

describe("imports", () => {
  test("of templates lead to the template, where there is one", () => {
    const found = pieces(`${SCRIPT}{ago(user.name)}<Badge {...props}/>`, (specifier) => specifier === "./badge.live.html");
    expect(found.slice(0, 4)).toEqual([
      'import Badge, { type Assigns as Props } from "./badge.live',
      ".html ⇐ .js",
      '";',
      'import { ago } from "./ago.js";',
    ]);
    expect(found.slice(5)).toEqual(["template ⇐ ", "user", "props", "ago(user.name)", "Badge", "{ ⇐ Badge", "props"]);
  });

  test("in every form lead there; what only looks like one does not", () => {
    const script = `<script lang="ts">
  export type { Assigns } from "./a.live.ts";
  export const b = (): Promise<unknown> => import('./b.live.js');
  type C = import("./c.live.js").Assigns;
  export const d: [C?, string?] = [undefined, "./d.live.js"];
</script>`;
    const { text } = transform(`${script}<p>{b.length}</p>`, { file: "test.live.html", isTemplate: () => true });
    expect(text.match(/["']\.\/.*?["']/g)).toEqual([
      '"./a.live.html"',
      '"./a.live.html"',
      "'./b.live.html'",
      '"./c.live.html"',
      '"./d.live.js"',
    ]);
  });

  test("of what is no template stay as they are", () => {
    expect(pieces(`${SCRIPT}{ago(user.name)}<Badge {...props}/>`, () => false)[0]).toBe(
      'import Badge, { type Assigns as Props } from "./badge.live.js";',
    );
  });
});

test("each assign is taken by itself, with what is exported under a name", () => {
  const { text } = transform(`${SCRIPT}{user.name}<Badge {...props}/>{ago("")}`, { file: "a.live.html" });
  expect(text).toContain("      user } = assigns; const { // a.live.html:6\n      props, // a.live.html:6\n    } = assigns;\n");
  expect(text).toContain("const template: livec.Template<Assigns, Events> = livec.template<Assigns, Events>({\n");
  expect(text).toMatch(/^export default template;$/m);
});

test("a component that does not fit is told where it is used", () => {
  const row = compile("<tr><td>a</td></tr>", { file: "x/row.live.html" }).outline;
  const source = '<script lang="ts">import Row from "./row.live.js";</script><div><Row/></div>';
  const outlineOf = (file: string) => (file === "x/row.live.html" ? row : undefined);
  const { diagnostics, text } = transform(source, { file: "x/a.live.html", outlineOf });
  expect(diagnostics.map(({ code, start, length }) => [code, source.slice(start, start + length)])).toEqual([[3012, "<Row"]]);
  expect(text).toContain("r.component(");
});

describe("a member that is being written", () => {
  test.each([
    ["{user.}", ["user.", ""]],
    ['<a title="{user.} {user.}">x</a>', ["user.", "user."]],
    ["<p :if={user.}>x</p>", ["user."]],
    ["{[user.name, user?.]}", ["[user.name, user?.", "]"]],
  ])("has its place: %s", (markup, expected) => {
    const source = `<script lang="ts">export interface Assigns { user: { name: string } }</script>${markup}`;
    const found = pieces(source);
    for (const piece of expected) if (piece !== "") expect(found).toContain(piece);
    expect(transform(source, { file: "a.live.html" }).diagnostics.length).toBeGreaterThan(0);
  });

  test("keeps what follows it where it is", () => {
    const source = `<script lang="ts">export interface Assigns { user: { name: string } }</script>{user.}{user.name}{user.}<b title={user.name}>x</b>`;
    expect(pieces(source).filter((piece) => piece.startsWith("user"))).toEqual(["user", "user.", "user.name", "user.", "user.name"]);
  });

  test("does not help a template that is broken elsewhere", () => {
    expect(transform("<p>{a.}</b>", { file: "a.live.html" }).text).toBe(BROKEN_MODULE);
  });
});
