// @vitest-environment jsdom
/** Components that go from place to place, with what is in their slots. */
import { describe, expect, it } from "vitest";
import { defineComponent } from "../runtime-server/index.ts";
import type { Component } from "../runtime-server/rendering/contract.ts";
import { loadTemplate } from "./load-template.ts";
import { Stage } from "./stage.ts";

type Box = Component<{ id: string }>;

/** A box around whatever is put into it. */
const box = (calls: string[] = []): Box =>
  defineComponent({
    template: loadTemplate<{ id: string; n: number }>(
      `<script lang="ts">export interface Assigns { id: string; n: number } export interface Slots { default: { n: number } }</script><b>{id}{n}<slot n={n}>empty</slot></b>`,
    ),
    mount: (_, props: { id: string }) => {
      calls.push(`mount ${props.id}`);
      return { n: 0 };
    },
    events: { inc: (socket) => socket.update("n", (n) => n + 1) },
    terminate: (socket) => void calls.push(`terminate ${socket.assigns.id}`),
  });

const view = <A extends object>(markup: string, assigns: A, modules: Readonly<Record<string, unknown>>): Stage<A> => {
  const imports = Object.keys(modules).map((name) => `import ${name} from "./${name}.js";`);
  const named = Object.fromEntries(Object.entries(modules).map(([name, module]) => [`./${name}.js`, module]));
  const source = `<script lang="ts">${imports.join("\n")}\nexport type Assigns = { [name: string]: any };</script>${markup}`;
  return new Stage(loadTemplate<A>(source, named), assigns);
};

/** What the page shows, after it is sure that it shows what the server has. */
const shown = <A extends object>(stage: Stage<A>): string => {
  const fresh = document.createElement("div");
  fresh.innerHTML = stage.html;
  expect(stage.page.container.textContent).toBe(fresh.textContent);
  expect([...stage.page.components].sort()).toEqual([...stage.shown].sort());
  return stage.page.container.textContent ?? "";
};

describe("what fills the slots of a component", () => {
  it("is that of a row which is new, where the component is not", () => {
    const stage = view(
      "<i :for={row of rows} :key={row.key}><Box id={row.id}>{row.text}</Box></i>",
      { rows: [{ key: 1, id: "a", text: "one" }] },
      { Box: box() },
    );
    expect(shown(stage)).toBe("a0one");
    stage.assign({ rows: [{ key: 2, id: "a", text: "two" }] });
    expect(shown(stage)).toBe("a0two");
  });

  it("is that of the row which shows it now, in a list without keys", () => {
    const stage = view(
      "<i :for={row of rows}><Box id={row.id}>{row.text}</Box></i>",
      {
        rows: [
          { id: "a", text: "same" },
          { id: "b", text: "other" },
        ],
      },
      { Box: box() },
    );
    stage.assign({
      rows: [
        { id: "b", text: "same" },
        { id: "a", text: "other" },
      ],
    });
    expect(shown(stage)).toBe("b0samea0other");
  });

  it("is what its tag of now says, be it static", () => {
    const stage = view('<Box :if={first} id="a">one</Box><Box :else id="a">two</Box>', { first: true }, { Box: box() });
    stage.assign({ first: false });
    expect(shown(stage)).toBe("a0two");
  });

  it("is the default where its tag of now gives nothing", () => {
    const stage = view('<Box :if={first} id="a">one</Box><Box :else id="a"/>', { first: true }, { Box: box() });
    stage.assign({ first: false });
    expect(shown(stage)).toBe("a0empty");
    stage.assign({ first: true });
    expect(shown(stage)).toBe("a0one");
  });

  it("is what a template around its tag is given, which is new there", () => {
    const around = loadTemplate<object>(
      `<script lang="ts">import Box from "./Box.js"; export interface Assigns {} </script><Box id="a"><slot/></Box>`,
      { "./Box.js": box() },
    );
    const stage = view(
      "<Around :for={row of rows} :key={row.key}>{row.text}</Around>",
      { rows: [{ key: 1, text: "one" }] },
      { Around: around },
    );
    stage.assign({ rows: [{ key: 2, text: "two" }] });
    expect(shown(stage)).toBe("a0two");
  });
});

describe("a component", () => {
  it("is told that a prop is given no more", () => {
    const plain = defineComponent({
      template: loadTemplate<{ id: string; note?: string }>(
        `<script lang="ts">export interface Assigns { id: string; note?: string }</script><b>{note ?? "none"}</b>`,
      ),
    });
    const stage = view('<Plain id="a" {...more}/>', { more: { note: "x" } as object }, { Plain: plain });
    expect(shown(stage)).toBe("x");
    stage.assign({ more: {} });
    expect(shown(stage)).toBe("none");
  });

  it("may not stand in itself", () => {
    const show = (first: string, last: string): Stage<object> =>
      view('<Box id={first}><Box id="b"><Box id={last}>x</Box></Box></Box>', { first, last }, { Box: box() });
    const stage = show("a", "c");
    expect(shown(stage)).toBe("a0b0c0x");
    const error = 'test.live.html:2 shows the component "test" with the id "a" inside itself.';
    expect(() => stage.assign({ last: "a" })).toThrow(error);
    expect(() => show("a", "a")).toThrow(error);
  });

  it("may come to stand in what stood in it", () => {
    const stage = view("<Box id={first}><Box id={last}>x</Box></Box>", { first: "a", last: "b" }, { Box: box() });
    stage.event("inc", 1);
    stage.assign({ first: "b", last: "a" });
    expect(shown(stage)).toBe("b0a1x");
  });

  it("may leave another that goes", () => {
    const calls: string[] = [];
    const stage = view(
      '<Frame :if={framed} id="f"><Box id="a">x</Box></Frame><Box :else id="a">x</Box>',
      { framed: true },
      { Box: box(calls), Frame: box() },
    );
    stage.event("inc", 2);
    expect(shown(stage)).toBe("f0a1x");
    stage.assign({ framed: false });
    expect(shown(stage)).toBe("a1x");
    stage.assign({ framed: true });
    expect(shown(stage)).toBe("f0a1x");
    expect(calls).toEqual(["mount a"]);
  });

  it("may change while it goes to a place that is rendered later", () => {
    const stage = view(
      '<Frame id="f">{framed ? "" : "-"}<Box :if={framed} id="a"/></Frame><Box :if={!framed} id="a"/>',
      { framed: false },
      { Box: box(), Frame: box() },
    );
    const [number = 0] = stage.shown.filter((each) => each !== 1);
    stage.handle("inc", number);
    stage.assign({ framed: true });
    expect(shown(stage)).toBe("f0a1empty");
  });
});

describe("a component that goes to another place", () => {
  /** A field that shows what the component was told, as a view might that saves titles. */
  const field: Component<{ id: string; title: string }> = defineComponent({
    template: loadTemplate<{ title: string; done: boolean }>(
      `<script lang="ts">export interface Assigns { title: string; done: boolean }</script>
      <input value={title}><input type="checkbox" checked={done}><textarea>{title}</textarea><i>{title}</i>`,
    ),
    mount: (_, props: { id: string; title: string }) => ({ ...props, done: false }),
    update: (socket, props) => socket.assign(props),
    events: {},
  }) as never;

  const places = {
    "another list": [
      "<ul><li :for={t of one} :key={t.id}><Field id={t.id} title={t.title}/></li></ul><ol><li :for={t of two} :key={t.id}><Field id={t.id} title={t.title}/></li></ol>",
      { one: [{ id: "a", title: "A" }], two: [] },
      (title: string) => ({ one: [], two: [{ id: "a", title }] }),
    ],
    "another tag": [
      '<p :if={first}><Field id="a" title={title}/></p><div :else><Field id="a" title={title}/></div>',
      { first: true, title: "A" },
      (title: string) => ({ first: false, title }),
    ],
    "a tag of the same place": [
      '<Field :if={first} id="a" title={title}/><Field :else id="a" title={title}/>',
      { first: true, title: "A" },
      (title: string) => ({ first: false, title }),
    ],
    "an element that is new": [
      '<Field :if={!inside} id="a" title={title}/><template :if={inside}><b><Field id="a" title={title}/></b></template>',
      { inside: false, title: "A" },
      (title: string) => ({ inside: true, title }),
    ],
  } as const;

  it.each(Object.entries(places))("%s: takes with it what was typed, and nothing of it travels", (_, [markup, assigns, moved]) => {
    const stage = view<object>(markup, assigns, { Field: field });
    const { container } = stage.page;
    const [input, box, area] = container.querySelectorAll<HTMLInputElement>("input, textarea") as unknown as HTMLInputElement[];
    if (input === undefined || box === undefined || area === undefined) throw new Error("The fields are shown.");
    input.value = "typed";
    box.checked = true;
    area.value = "typed as well";
    const patch = JSON.stringify(stage.assign(moved("A")));
    expect(patch).toContain("[-1]");
    expect(patch).not.toContain("A");
    expect([...container.querySelectorAll("input, textarea")]).toEqual([input, box, area]);
    expect([input.value, box.checked, area.value]).toEqual(["typed", true, "typed as well"]);
    expect(shown(stage)).toBe("AA");
  });

  it("gets what changed in it at the same time, and only that", () => {
    const [markup, assigns, moved] = places["another list"];
    const stage = view<object>(markup, assigns, { Field: field });
    const box = stage.page.container.querySelector<HTMLInputElement>("[type=checkbox]");
    if (box === null) throw new Error("The fields are shown.");
    box.checked = true;
    expect(JSON.stringify(stage.assign(moved("B")))).toMatch(/,-1,\[0,"B",2,"B",3,"B"\]\]$/);
    expect(box.checked).toBe(true);
    expect(shown(stage)).toBe("BB");
  });

  it("is unknown to a page that never had it", () => {
    const stage = view<object>('<Box :if={on} id="a">x</Box>', { on: false }, { Box: box() });
    expect(() => stage.page.apply([0, [[-7]]])).toThrow("mismatch");
  });
});
