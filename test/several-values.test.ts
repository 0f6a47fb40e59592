// @vitest-environment jsdom
/** Runs and mixed attributes with several values: each is evaluated when what it reads changes, and sent alone. */
import { describe, expect, test } from "vitest";
import { loadTemplate } from "./load-template.ts";
import { Stage } from "./stage.ts";

interface State {
  readonly [name: string]: unknown;
}

/** A template whose values are counted, by name, each time one is evaluated. */
function counted(markup: string): { stage: (assigns: State) => Stage<State>; take: () => string } {
  let evaluated: string[] = [];
  const of = (name: string, value: unknown): unknown => {
    evaluated.push(name);
    return value;
  };
  const script = `<script lang="ts">import of from "./of.js"; export type Assigns = { [name: string]: any };</script>`;
  const template = loadTemplate<State>(script + markup, { "./of.js": of });
  return {
    stage: (assigns) => {
      const stage = new Stage(template, assigns);
      expect(stage.page.intact).toBe(true);
      evaluated = [];
      return stage;
    },
    take: () => {
      const taken = evaluated.join(" ");
      evaluated = [];
      return taken;
    },
  };
}

const bio = "b".repeat(2000);

describe("several values", () => {
  test("of a run: the one that changed is evaluated and sent, whatever stands beside it", () => {
    const { stage, take } = counted('<p>{of("bio", bio)} – {of("count", count)} clicks</p>');
    const page = stage({ bio, count: 1 });
    const patch = page.assign({ count: 2 });
    expect(JSON.stringify(patch)).toBe("[0,[1,2]]");
    expect(take()).toBe("count");
    expect(page.page.container.textContent).toBe(`${bio} – 2 clicks`);
  });

  test.each([
    ["title", '<p title="{of("bio", bio)} {of("count", count)}"></p>', (root: Element) => root.getAttribute("title")],
    ["class", '<p class="{of("bio", bio)} {of("count", count)}"></p>', (root: Element) => root.getAttribute("class")],
    ["value", '<input value="{of("bio", bio)} {of("count", count)}">', (root: Element) => (root as HTMLInputElement).value],
    [
      "a field's text",
      '<textarea>{of("bio", bio)} {of("count", count)}</textarea>',
      (root: Element) => (root as HTMLTextAreaElement).value,
    ],
  ] as const)("of %s as well", (_, markup, read) => {
    const { stage, take } = counted(markup);
    const page = stage({ bio, count: 1 });
    expect(JSON.stringify(page.assign({ count: 2 }))).toBe("[0,[1,2]]");
    expect(take()).toBe("count");
    expect(read(page.page.container.firstElementChild as Element)).toBe(`${bio} 2`);
  });

  test("that change together are one change of their slot", () => {
    const { stage } = counted("<p>{a}, {b} and {c}</p>");
    const page = stage({ a: "x", b: "y", c: "z" });
    expect(JSON.stringify(page.assign({ a: "X", c: "Z" }))).toBe('[0,[0,"X",2,"Z"]]');
    expect(page.page.container.textContent).toBe("X, y and Z");
  });

  test("that read the same are evaluated together, and equal ones are not sent", () => {
    const { stage, take } = counted('<p>{of("name", user.name)} {of("initial", user.name[0])} {of("user", user.id)}</p>');
    const page = stage({ user: { id: 1, name: "Ada" } });
    expect(JSON.stringify(page.assign({ user: { id: 1, name: "Alan" } }))).toBe('[0,[0,"Alan"]]');
    expect(take()).toBe("name initial");
  });

  test("grow by their suffix, wherever they stand", () => {
    const { stage } = counted('<p title="{log} {n}">{n}: {log} (<b>{log}!</b>)</p>');
    const page = stage({ n: 1, log: "The sky" });
    expect(JSON.stringify(page.assign({ log: "The sky is blue" }))).toBe('[0,[0,[" is blue"]],1,[1,[" is blue"]],2,[" is blue"]]');
    const root = page.page.container.firstElementChild as Element;
    expect(root.outerHTML).toBe('<p title="The sky is blue 1">1: The sky is blue (<b>The sky is blue!</b>)</p>');
    page.assign({ log: "The sky is blue.", n: 2 });
    expect(root.outerHTML).toBe('<p title="The sky is blue. 2">2: The sky is blue. (<b>The sky is blue.!</b>)</p>');
  });

  test("of rows change in their row", () => {
    const { stage, take } = counted('<ul><li :for={row of rows} :key={row.id}>{of("id", row.id)}/{of("at", row.at)}</li></ul>');
    const rows = [1, 2, 3].map((id) => ({ id, at: 0 }));
    const page = stage({ rows });
    expect(JSON.stringify(page.assign({ rows: rows.map((row) => (row.id === 2 ? { ...row, at: 5 } : row)) }))).toBe("[0,[2,[0,[1,5]]]]");
    expect(take()).toBe("at");
    expect(page.page.container.textContent).toBe("1/02/53/0");
  });

  test("are known of the server's page by their lengths", () => {
    const { stage } = counted('<p title="{a}{b}">{a}{b}</p><i :if={on}>{b}-{a}-{b}</i>');
    const page = stage({ a: "12", b: "1", on: true });
    expect(page.skeleton).toBe("2,2,2,1,2");
    expect(JSON.stringify(page.assign({ b: "" }))).toBe('[0,[1,""],1,[1,""],2,[0,[0,"",2,""]]]');
    expect(page.page.container.innerHTML).toContain('<p title="12">12</p><i>-12-</i>');
  });
});

describe("a URL that is checked whole", () => {
  test("has its values evaluated alone, and is checked and sent joined", () => {
    const { stage, take } = counted('<a href="{of("origin", origin)}/{of("path", path)}">x</a>');
    const page = stage({ origin: "https://example.com", path: "a" });
    expect(JSON.stringify(page.assign({ path: "b" }))).toBe('[0,"https://example.com/b"]');
    expect(take()).toBe("path");
    expect(JSON.stringify(page.assign({ origin: "javascript:alert(1)" }))).toBe('[0,"#blocked"]');
    expect(take()).toBe("origin");
    expect(page.assign({ path: "c" })).toBeUndefined();
    expect(JSON.stringify(page.assign({ origin: "" }))).toBe('[0,"/c"]');
    expect(page.html).toBe('<a href="/c">x</a>');
  });

  test("is looked at when all of its values are there: what they were together before is no matter", () => {
    const { stage } = counted('<a href="{a}{b}">x</a>');
    const page = stage({ a: "/x", b: "y" });
    expect(JSON.stringify(page.assign({ a: "java", b: "-script" }))).toBe('[0,"java-script"]');
    expect(JSON.stringify(page.assign({ a: "java", b: "script:x" }))).toBe('[0,"#blocked"]');
  });
});
