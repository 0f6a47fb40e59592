/** A project whose bindings begin with something else: every message and every command goes by it. */
import { describe, expect, test } from "vitest";
import { compile } from "../compiler/compile.ts";
import { project, readReport } from "./check/project.testing.ts";

/** `LC2011 Write …` for each diagnostic of a template whose bindings begin with `prefix`. */
function fixes(source: string, prefix = "x-"): readonly string[] {
  return compile(source, { file: "a.live.html", bindingPrefix: prefix }).diagnostics.map(({ code, fix }) => `${code} ${fix}`);
}

describe("what is said to do has the project's prefix", () => {
  test.each([
    ['<button phx-click="a">b</button>', "LC2011 Write `x-click`."],
    ['<button @click="a">b</button>', 'LC2011 Write `x-click="a"`, the name of an event that the view handles.'],
    ['<input v-model="a" aria-label="a">', 'LC2011 Write `value={a}`, and `x-change="…"` with the name of an event that the view handles.'],
    [
      '<p @swipe="a">b</p>',
      "LC2011 The view hears of x-click, x-keydown, x-keyup, x-input, x-change, x-submit; for `swipe`, listen in a script of the page.",
    ],
    ["<p :click={a}>b</p>", "LC2001 Did you mean x-click?"],
    ["<.form></.form>", "LC1017 Write <form x-submit=…>."],
    ['<p x-clik="a">b</p>', "LC4101 Did you mean `x-click`?"],
    ['<p onclick="a()">b</p>', /^LC4201 Write x-click="…", the name of an event that the view handles\./],
    ['<a href="javascript:a()">b</a>', "LC4203 Use a binding such as x-click, or a real URL."],
    ['<p click="a">b</p>', "LC5002 Did you mean `x-click`? An attribute of your own begins with data-."],
    ['<button live-click="a">b</button>', "LC5002 Did you mean `x-click`? An attribute of your own begins with data-."],
    ['<p live-value-id="1">b</p>', "LC5002 Did you mean `x-value-id`? An attribute of your own begins with data-."],
    ['<p x-cursors="a">b</p>', "LC5202 Take it out, or silence this where the page has a script of its own for it."],
    ['<div x-click="a">b</div>', /^LC510\d .*x-keydown/],
  ])("%s", (source, expected) => {
    const found = fixes(source);
    if (typeof expected === "string") expect(found).toContain(expected);
    else
      expect(
        found.some((fix) => expected.test(fix)),
        String(found),
      ).toBe(true);
    expect(found.join("\n")).not.toContain("live-");
  });

  test.each([
    ['<p x-update="apend">a</p>', "`x-update` must be one of replace, ignore, append and prepend, written out."],
    ['<img x-update="ignore" alt="">', "`x-update` cannot stand on <img>, which has no content that changes."],
    ['<ul x-update="append"></ul>', '`x-update="append"` needs an id on <ul>.'],
    ["<div x-target>a</div>", "A <div> with a bare `x-target` is a container, and needs an `id` that is written out."],
  ])("and so has what is said to be wrong: %s", (source, expected) => {
    expect(compile(source, { file: "a.live.html", bindingPrefix: "x-" }).diagnostics.map(({ message }) => message)).toContain(expected);
  });

  test.each(["x-", "phx-", "v-", "ng-"])("names that begin with the project's own prefix are no other system's: %s", (prefix) => {
    expect(
      fixes(`<button ${prefix}click="a">b</button><form ${prefix}submit="b"><input ${prefix}change="c" aria-label="c"></form>`, prefix),
    ).toEqual([]);
  });

  test("names of its own that begin with the usual one are the page's", () => {
    expect(fixes('<p live-wire="a">b</p>')).toEqual([]);
  });
});

describe("the commands", () => {
  const files = {
    "livec.config.mjs": 'export default { bindingPrefix: "x-" };',
    "page.live.html": `<script lang="ts">
  export interface Assigns { id: number; poem: string }
</script>
<button x-click="go" x-value-id={id}>Go</button>
<p x-space>  {poem}
   kept  </p>
`,
    "view.ts": `import { defineView } from "livec/server";
import template from "./page.live.js";
export default defineView({ template, mount: () => ({ id: 1, poem: "" }), events: { go: () => {} } });
`,
  };

  test("livec build keeps the white space that is asked for, and knows the events", async () => {
    const { livec, read } = project(files);
    expect((await livec("build")).code).toBe(0);
    const code = read("page.live.ts");
    expect(code).toContain('x-click="go"');
    expect(code).toContain('["  ", "\\n   kept  "]');
    expect(code).toContain("export type Events = { go: { id?: string } };");
    expect(code).not.toContain("x-space");
  });

  test("livec check finds the handler that is missing, and nothing else", async () => {
    const { livec } = project({ ...files, "view.ts": files["view.ts"].replace("go:", "gone:") });
    const { diagnostics } = readReport((await livec("check", "--format", "json")).out);
    expect(diagnostics.map(({ file, message }) => `${file}: ${message}`)).toEqual([
      "view.ts: The view has no handler for `go`, which its template sends.",
    ]);
  }, 30_000);

  test("livec inspect shows the event and what comes with it", async () => {
    const { out } = await project(files).livec("inspect", "page.live.html", "--json");
    expect(JSON.parse(out)).toMatchObject({ events: { go: { id: "string" } }, diagnostics: [] });
  });

  test("livec fmt leaves kept white space alone", async () => {
    const { livec, read } = project(files);
    expect((await livec("fmt", "page.live.html")).code).toBe(0);
    expect(read("page.live.html")).toContain("<p x-space>  {poem}\n   kept  </p>");
    expect((await livec("fmt", "--check")).code).toBe(0);
  });
});
