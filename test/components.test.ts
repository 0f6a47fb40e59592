// @vitest-environment jsdom
/**
 * Stateful components, compiled, rendered and patched: the server's rendering and the client's page, without a socket
 * between them.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { settle, testApp, Visitor } from "../runtime-server/app/visitor.testing.ts";
import { defineComponent, defineView } from "../runtime-server/index.ts";
import type { Component } from "../runtime-server/rendering/contract.ts";
import { loadTemplate } from "./load-template.ts";
import { dump } from "./properties/dump.ts";
import { Page } from "./properties/page.ts";
import { Stage } from "./stage.ts";

interface Counter {
  readonly id: string;
  readonly step: number;
  readonly count: number;
  readonly myself: number;
}

/** A counter with a step from outside. What its code is asked to do is written into `calls`. */
function counter(calls: string[] = []): Component<{ id: string; step: number }> {
  return defineComponent({
    template: loadTemplate<Counter>(
      `<script lang="ts">export interface Assigns { id: string; step: number; count: number; myself: number }</script>
      <button live-click="inc" live-target={myself}>{id}: {count} by {step}</button>`,
    ),
    mount(_, props: { id: string; step: number }) {
      calls.push(`mount ${props.id}`);
      return { step: props.step, count: 0 };
    },
    update(socket, props) {
      calls.push(`update ${props.id}`);
      socket.assign({ step: props.step });
    },
    events: { inc: (socket) => socket.assign({ count: socket.assigns.count + socket.assigns.step }) },
    terminate: (socket, reason) => void calls.push(`terminate ${socket.assigns.id} ${String(reason)}`),
  });
}

const LIST = `<script lang="ts">
  import Counter from "./counter.js";
  export interface Assigns { title: string; ids: string[]; step: number }
</script>
<h1>{title}</h1>
<ul><li :for={id of ids} :key={id}><Counter id={id} step={step}/></li></ul>`;

function list(ids: readonly string[], calls: string[] = []): Stage<{ title: string; ids: readonly string[]; step: number }> {
  return new Stage(loadTemplate(LIST, { "./counter.js": counter(calls) }), { title: "Counters", ids, step: 1 });
}

describe("a stateful component", () => {
  it("is mounted once, and is in the page with its state", () => {
    const calls: string[] = [];
    const stage = list(["a", "b"], calls);
    expect(stage.html).toBe(
      '<h1>Counters</h1> <ul><li><button live-click="inc" live-target="1">a: 0 by 1</button></li><li><button live-click="inc" live-target="2">b: 0 by 1</button></li></ul>',
    );
    expect(calls).toEqual(["mount a", "mount b"]);
    expect(stage.page.components).toEqual([1, 2]);
  });

  it("changes alone: the diff names it by its number and holds nothing else", () => {
    const stage = list(["a", "b"]);
    expect(stage.event("inc", 2)).toEqual([-2, [1, [1, 1]]]);
    expect(stage.event("inc", 2)).toEqual([-2, [1, [1, 2]]]);
  });

  it("is told of props that differ, and not of those that do not", () => {
    const calls: string[] = [];
    const stage = list(["a"], calls);
    expect(stage.assign({ title: "Other" })).toEqual([0, "Other"]);
    expect(calls).toEqual(["mount a"]);
    stage.assign({ step: 5 });
    expect(calls).toEqual(["mount a", "update a"]);
    stage.event("inc", 1);
    expect(stage.html).toContain("a: 5 by 5");
  });

  it("keeps its state and its nodes when its row moves", () => {
    const stage = list(["a", "b", "c"]);
    stage.event("inc", 1);
    const before = stage.page.container.querySelector("button");
    stage.assign({ ids: ["c", "b", "a"] });
    expect(stage.page.container.textContent).toBe("Counters c: 0 by 1b: 0 by 1a: 1 by 1");
    expect([...stage.page.container.querySelectorAll("button")].at(-1)).toBe(before);
  });

  it("is terminated when it is shown no more, and mounted anew when it comes back", () => {
    const calls: string[] = [];
    const stage = list(["a", "b"], calls);
    stage.event("inc", 1);
    stage.assign({ ids: ["b"] });
    expect(calls).toEqual(["mount a", "mount b", "terminate a removed"]);
    expect(stage.page.components).toEqual([2]);
    stage.assign({ ids: ["b", "a"] });
    expect(calls.at(-1)).toBe("mount a");
    expect(stage.page.container.textContent).toBe("Counters b: 0 by 1a: 0 by 1");
    expect(stage.page.components).toEqual([2, 3]);
  });

  it("keeps its state where it goes from one place to another", () => {
    const calls: string[] = [];
    const stage = new Stage(
      loadTemplate<{ left: boolean }>(
        `<script lang="ts">import Counter from "./counter.js"; export interface Assigns { left: boolean }</script>
        <p :if={left}><Counter id="a" step={1}/></p><section><i :if={!left}><Counter id="a" step={1}/></i></section>`,
        { "./counter.js": counter(calls) },
      ),
      { left: true },
    );
    stage.event("inc", 1);
    stage.assign({ left: false });
    expect(stage.page.container.querySelector("i")?.textContent).toBe("a: 1 by 1");
    expect(stage.event("inc", 1)).toEqual([-1, [1, [1, 2]]]);
    expect(calls).toEqual(["mount a"]);
  });

  it("takes its nodes along, from list to list and from branch to branch", () => {
    const calls: string[] = [];
    const stage = new Stage(
      loadTemplate<{ left: readonly string[]; right: readonly string[]; swapped: boolean }>(
        `<script lang="ts">import Counter from "./counter.js"; export interface Assigns { left: readonly string[]; right: readonly string[]; swapped: boolean }</script>
        <ul><li :for={id of left} :key={id}><Counter id={id} step={1}/></li></ul><ol><Counter :for={id of right} :key={id} id={id} step={1}/></ol>
        <p><Counter id={swapped ? "y" : "x"} step={1}/></p><p><Counter id={swapped ? "x" : "y"} step={1}/></p>`,
        { "./counter.js": counter(calls) },
      ),
      { left: ["a", "b"], right: ["c"], swapped: false },
    );
    const buttons = (): Record<string, Element> =>
      Object.fromEntries([...stage.page.container.querySelectorAll("button")].map((button) => [button.textContent?.[0] ?? "", button]));
    const before = buttons();
    document.body.append(stage.page.container);
    (before["a"] as HTMLElement).focus();
    stage.assign({ left: ["c", "b"], right: ["a"] });
    expect(stage.page.container.querySelector("ul")?.textContent).toBe("c: 0 by 1b: 0 by 1");
    stage.assign({ left: [], right: ["b", "a", "c"] });
    stage.assign({ swapped: true });
    const places = ["ol", "p:nth-of-type(1)", "p:nth-of-type(2)"].map(
      (selector) => stage.page.container.querySelector(selector)?.textContent,
    );
    expect(places).toEqual(["b: 0 by 1a: 0 by 1c: 0 by 1", "y: 0 by 1", "x: 0 by 1"]);
    expect(buttons()).toEqual(before);
    for (const [id, button] of Object.entries(before)) expect([id, buttons()[id] === button]).toEqual([id, true]);
    expect(document.activeElement).toBe(before["a"]);
    stage.page.container.remove();
    expect(calls).toEqual(["mount a", "mount b", "mount c", "mount x", "mount y"]);
  });

  it("without an id is mounted anew whenever its props differ", () => {
    const calls: string[] = [];
    const stage = new Stage(
      loadTemplate<{ step: number }>(
        `<script lang="ts">import Counter from "./counter.js"; export interface Assigns { step: number }</script><Counter step={step}/>`,
        { "./counter.js": counter(calls) },
      ),
      { step: 1 },
    );
    stage.event("inc", 1);
    expect(stage.page.container.textContent).toBe(": 1 by 1");
    stage.assign({ step: 2 });
    expect(stage.page.container.textContent).toBe(": 0 by 2");
    expect(calls).toEqual(["mount undefined", "mount undefined"]);
  });

  it("shares its id with none of its type: the error names both places", () => {
    const twice = loadTemplate<{ other: string }>(
      `<script lang="ts">import Counter from "./counter.js"; export interface Assigns { other: string }</script>
      <Counter id="a" step={1}/>
      <Counter id={other} step={1}/>`,
      { "./counter.js": counter() },
      "twice.live.html",
    );
    expect(new Stage(twice, { other: "b" }).html).toContain("b: 0");
    expect(() => new Stage(twice, { other: "a" })).toThrow(
      'Two components "test" have the id "a", which must name one: it is given by twice.live.html:2 and by twice.live.html:3.',
    );
    expect(() => list(["a", "b"]).assign({ ids: ["a", "a"] })).toThrow('two items of one list have the :key "a"');
  });

  it("keeps its state when templates are replaced", () => {
    const stage = list(["a", "b"]);
    stage.event("inc", 2);
    stage.renew();
    expect(stage.html).toContain("a: 0 by 1");
    expect(stage.html).toContain("b: 1 by 1");
    expect(stage.event("inc", 2)).toEqual([-2, [1, [1, 2]]]);
  });
});

describe("updateMany", () => {
  it("is called once for each type and level, before mount and update, outer levels first", async () => {
    const calls: string[] = [];
    const leaf = defineComponent({
      template: loadTemplate<{ name: string }>(`<script lang="ts">export interface Assigns { name: string }</script><b>{name}</b>`),
      mount: (_, props: { id: string; name?: string }) => ({ name: props.name ?? "nobody" }),
      async updateMany(all) {
        calls.push(`leaves ${all.map(({ id }) => id).join()}`);
        await Promise.resolve();
        return all.map((props) => ({ ...props, name: props.id.toUpperCase() }));
      },
    });
    const branch = defineComponent({
      template: loadTemplate<{ id: string; leaves: readonly string[] }>(
        `<script lang="ts">import Leaf from "./leaf.js"; export interface Assigns { id: string; leaves: readonly string[] }</script><p>{id}<Leaf :for={leaf of leaves} :key={leaf} id={leaf}/></p>`,
        { "./leaf.js": leaf },
      ),
      updateMany(all: readonly { id: string; leaves: readonly string[] }[]) {
        calls.push(`branches ${all.map(({ id }) => id).join()}`);
        return all;
      },
    });
    const stage = await Stage.of(
      loadTemplate<{ branches: readonly string[] }>(
        `<script lang="ts">import Branch from "./branch.js"; export interface Assigns { branches: readonly string[] }</script><Branch :for={id of branches} :key={id} {id} leaves={[id + "1", id + "2"]}/>`.replace(
          "{id} leaves",
          "id={id} leaves",
        ),
        { "./branch.js": branch },
      ),
      { branches: ["a", "b"] },
    );
    expect(calls).toEqual(["branches a,b", "leaves a1,a2,b1,b2"]);
    expect(stage.html).toBe("<!><p>a<!><b>A1</b><!><b>A2</b></p><!><p>b<!><b>B1</b><!><b>B2</b></p>");
  });

  it("must give back as many props as it got", () => {
    const broken = defineComponent({
      template: loadTemplate<{ n: number }>(`<script lang="ts">export interface Assigns { n: number }</script>{n}`, {}, "broken.live.html"),
      updateMany: () => [],
    });
    const view = loadTemplate<object>(
      `<script lang="ts">import Broken from "./broken.js"; export interface Assigns {}</script><Broken id="x" n={1}/>`,
      {
        "./broken.js": broken,
      },
    );
    expect(() => new Stage(view, {})).toThrow(
      "updateMany of broken must return the list of props it was given, 1 of them, in the same order.",
    );
  });
});

describe("slots of a stateful component", () => {
  const modal = (): Component<{ id: string; open?: boolean }> =>
    defineComponent({
      template: loadTemplate<{ open: boolean }>(
        `<script lang="ts">export interface Assigns { open: boolean } export interface Slots { default: { shown: boolean } }</script><dialog open={open}><slot shown={open}>Nothing</slot></dialog>`,
      ),
      mount: (_, props: { id: string; open?: boolean }) => ({ open: props.open ?? false }),
      events: { toggle: (socket) => socket.assign({ open: !socket.assigns.open }), "whose?": () => {} },
    });

  it("follow the caller's inputs, in loops too, and what the component hands back", () => {
    const stage = new Stage(
      loadTemplate<{ names: readonly string[]; greeting: string }>(
        `<script lang="ts">import Modal from "./modal.js"; export interface Assigns { names: readonly string[]; greeting: string }</script>
        <section :for={name of names} :key={name}><Modal id={name} :let={{ shown }}>{greeting} {name} {shown ? "open" : "shut"}</Modal></section>`,
        { "./modal.js": modal() },
      ),
      { names: ["Ada", "Bob"], greeting: "Hello" },
    );
    expect(stage.page.container.textContent).toBe("Hello Ada shutHello Bob shut");
    stage.assign({ greeting: "Bye" });
    expect(stage.page.container.textContent).toBe("Bye Ada shutBye Bob shut");
    stage.event("toggle", 2);
    expect(stage.page.container.textContent).toBe("Bye Ada shutBye Bob open");
    stage.assign({ names: ["Bob", "Cyd"] });
    expect(stage.page.container.textContent).toBe("Bye Bob openBye Cyd shut");
    stage.event("toggle", 3);
    expect(stage.page.container.textContent).toBe("Bye Bob openBye Cyd open");
  });

  it("go, and come back as they would be now", () => {
    const stage = new Stage(
      loadTemplate<{ name: string; filled: boolean }>(
        `<script lang="ts">import Modal from "./modal.js"; export interface Assigns { name: string; filled: boolean }</script>
        <Modal id="m"><template slot="default" :if={filled}>Hello <b>{name}</b></template></Modal>`,
        { "./modal.js": modal() },
      ),
      { name: "Ada", filled: true },
    );
    expect(stage.page.container.textContent).toBe("Hello Ada");
    stage.assign({ filled: false });
    expect(stage.page.container.textContent).toBe("Nothing");
    stage.assign({ name: "Bob" });
    stage.assign({ filled: true });
    expect(stage.page.container.textContent).toBe("Hello Bob");
  });

  it("belong to the caller: what is written there is not the component's", () => {
    const stage = new Stage(
      loadTemplate<object>(
        `<script lang="ts">import Modal from "./modal.js";
import Plain from "./plain.js"; export interface Assigns {}</script>
        <Plain><Modal id="a"><button id="views" live-click="whose?"></button><Plain><i id="inner"></i></Plain></Modal></Plain><Modal id="b"/><u id="after"></u>`,
        {
          "./modal.js": modal(),
          "./plain.js": loadTemplate<object>(`<em id="plains"><slot><s id="fallback"></s></slot></em>`),
        },
      ),
      {},
    );
    expect(stage.page.components).toEqual([1, 2]);
    expect(["dialog", "#views", "#inner", "#after", "dialog:last-of-type"].map((selector) => stage.page.ownerOf(selector))).toEqual([
      1, 0, 0, 0, 1,
    ]);
  });
});

describe("random lives of components", () => {
  const nodes: { Node?: Component<{ id: string; depth: number }> } = {};
  const Node = defineComponent({
    template: loadTemplate<{ id: string; kids: readonly string[]; n: number; depth: number }>(
      `<script lang="ts">import nodes from "./nodes.js"; export interface Assigns { id: string; kids: readonly string[]; n: number; depth: number }</script><div>{id}={n}<slot/><template :for={kid of kids} :key={kid}><nodes.Node :if={n % 3 !== 2} id={kid} depth={depth + 1}>{n}</nodes.Node></template></div>`
        .replaceAll("nodes", "Nodes")
        .replace("./Nodes", "./nodes"),
      { "./nodes.js": nodes },
    ),
    mount: (_, props: { id: string; depth: number }) => ({ kids: [] as readonly string[], n: 0, depth: props.depth }),
    events: {
      more: (socket, { kid }: { kid?: unknown }) => socket.update("kids", (kids) => [...kids.filter((each) => each !== kid), String(kid)]),
      less: (socket) => socket.update("kids", (kids) => kids.slice(1)),
      turn: (socket) => socket.update("kids", (kids) => [...kids].reverse()),
      count: (socket) => socket.update("n", (n) => n + 1),
    },
  });
  nodes.Node = Node;

  it("end in the page that a fresh render gives, after every step", () => {
    const template = loadTemplate<{ roots: readonly string[]; note: string }>(
      `<script lang="ts">import Node from "./node.js"; export interface Assigns { roots: readonly string[]; note: string }</script><Node :for={root of roots} :key={root} id={root} depth={0}><b>{note}</b></Node>`,
      { "./node.js": Node },
    );
    const step = fc.oneof(
      { weight: 1, arbitrary: fc.record({ roots: fc.subarray(["a", "b", "c"]) }) },
      { weight: 1, arbitrary: fc.record({ note: fc.constantFrom("x", "y", "") }) },
      { weight: 5, arbitrary: fc.tuple(fc.constantFrom("more", "less", "turn", "count"), fc.nat(9)) },
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const stage = new Stage(template, { roots: ["a", "b"] as readonly string[], note: "x" });
        let made = 0;
        for (const each of steps) {
          if (!Array.isArray(each)) stage.assign(each);
          else {
            const { components } = stage.page;
            const [name, pick] = each;
            if (components.length > 0)
              stage.event(name, components[pick % components.length] ?? 0, { kid: `k${made++ % 7}-${components.length}` });
          }
          const fresh = document.createElement("div");
          fresh.innerHTML = stage.html;
          expect(dump(stage.page.container)).toBe(dump(fresh));
          expect([...stage.page.components].sort()).toEqual([...stage.shown].sort());
          const anew = new Page(stage.blocks, stage.html, stage.skeleton);
          expect(anew.intact).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe("over a socket", () => {
  const page = (calls: string[] = []): ReturnType<typeof testApp> => {
    const box = defineComponent({
      template: loadTemplate<{ id: string; name: string }>(
        `<script lang="ts">export interface Assigns { id: string; name: string }</script><p><button live-click="rename" live-target={myself}>{name}</button><button live-click="near"></button><button live-click="far"></button><button live-click="tell"></button><slot/></p>`,
      ),
      mount: (_, props: { id: string; name: string }) => ({ name: props.name }),
      events: {
        rename: (socket, { to = "?" }: { to?: unknown }) => socket.assign({ name: String(to) }),
        near: (socket) => void calls.push(`${socket.assigns.id} has near`),
        tell: (socket) => socket.sendParent(`from ${socket.assigns.id}`),
        fail: () => {
          throw new Error("broken");
        },
      },
      terminate: (socket, reason) => void calls.push(`terminate ${socket.assigns.id} ${String(reason)}`),
    });
    const outer = defineComponent({
      template: loadTemplate<object>(
        `<script lang="ts">import Box from "./box.js"; export interface Assigns {}</script><Box id="inner" name="in"/>`,
        { "./box.js": box },
      ),
      mount: () => ({}),
      events: { far: () => void calls.push("outer has far") },
    });
    const view = defineView({
      template: loadTemplate<{ shown: boolean; name: string }>(
        `<script lang="ts">import Box from "./box.js";
import Outer from "./outer.js"; export interface Assigns { shown: boolean; name: string }</script><Box :if={shown} id="box" name={name}/><Outer id="outer"/>`,
        { "./box.js": box, "./outer.js": outer },
      ),
      mount: () => ({ shown: true, name: "Ada" }),
      events: {
        far: () => void calls.push("view has far"),
        hide: (socket) => socket.assign({ shown: false }),
        poke: (socket) => socket.sendUpdate(box, { id: "box", name: "poked" }),
        nobody: (socket) => socket.sendUpdate(box, { id: "nobody", name: "poked" }),
      },
      handleInfo: (_, message) => void calls.push(`told ${String(message)}`),
    });
    const app = testApp();
    app.app.live("/", view);
    return app;
  };

  const join = async (app: ReturnType<typeof testApp>) => {
    const visitor = new Visitor(app.server);
    const loaded = await visitor.load("/");
    const socket = visitor.connect();
    await socket.join(loaded);
    return { socket, loaded };
  };

  it("an event goes to its component, the nearest around it that handles it, else the view", async () => {
    const calls: string[] = [];
    const { socket } = await join(page(calls));
    socket.send(1, 2, "near", 0, 1);
    socket.send(1, 3, "far", 0, 1);
    socket.send(1, 4, "far", 0, 3);
    socket.send(1, 5, "tell", 0, 3);
    await settle();
    expect(calls).toEqual(["box has near", "view has far", "outer has far", "told from inner"]);
    expect(socket.frames.slice(1)).toEqual([
      [1, 2],
      [1, 3],
      [1, 4],
      [1, 5],
    ]);
  });

  it("sendUpdate tells a component on the page, and nobody else", async () => {
    const { socket } = await join(page());
    socket.send(1, 2, "poke");
    await settle();
    socket.send(1, 3, "nobody");
    expect(socket.frames.slice(1)).toEqual([
      [1, 2],
      [1, 0, [-1, [1, "poked"]]],
      [1, 3],
    ]);
  });

  it("sendUpdate to many is one updateMany, whose other props are those of each tag", async () => {
    const calls: object[][] = [];
    const cell = defineComponent({
      template: loadTemplate<{ name: string; mark: string }>(
        `<script lang="ts">export interface Assigns { name: string; mark: string }</script><i>{name}</i><b>{mark}</b>`,
      ),
      updateMany(list: readonly { id: string; name: string; mark?: string }[]) {
        calls.push([...list]);
        return list.map((props) => ({ ...props, name: props.name.toUpperCase() }));
      },
      mount: (_, { name, mark = "" }) => ({ name, mark }),
    });
    const app = testApp();
    app.app.live(
      "/",
      defineView({
        template: loadTemplate<{ names: readonly string[] }>(
          `<script lang="ts">import Cell from "./cell.js"; export interface Assigns { names: readonly string[] }</script><p :for={name of names} :key={name}><Cell id={name} name={name}/></p>`,
          { "./cell.js": cell },
        ),
        mount: () => ({ names: ["a", "b", "c"] }),
        events: {
          mark(socket) {
            for (const id of ["c", "a", "nobody"]) socket.sendUpdate(cell, { id, mark: "!" });
            socket.sendUpdate(cell, { id: "a", mark: "?" });
          },
        },
      }),
    );
    const { socket } = await join(app);
    socket.send(1, 2, "mark");
    await settle();
    expect(calls.slice(1)).toEqual([
      [
        { id: "c", name: "c", mark: "!" },
        { id: "a", name: "a", mark: "?" },
      ],
    ]);
    expect(socket.frames.slice(1)).toEqual([
      [1, 2],
      [1, 0, [-3, [1, "!"], -1, [1, "?"]]],
    ]);
  });

  it("an asynchronous updateMany is waited for by what comes next, and its error is the view's", async () => {
    const calls: string[] = [];
    const cell = defineComponent({
      template: loadTemplate<{ n: number }>(`<script lang="ts">export interface Assigns { n: number }</script>{n}`),
      async updateMany(list: readonly { id: string; n: number }[]) {
        await Promise.resolve();
        calls.push(`loaded ${list[0]?.n}`);
        if (list[0]?.n === 2) throw new Error("the database is gone");
        return list;
      },
    });
    const app = testApp();
    app.app.live(
      "/",
      defineView({
        template: loadTemplate<{ n: number }>(
          `<script lang="ts">import Cell from "./cell.js"; export interface Assigns { n: number }</script><p><Cell id="a" n={n}/></p>`,
          { "./cell.js": cell },
        ),
        mount: () => ({ n: 0 }),
        events: {
          inc(socket) {
            calls.push("inc");
            socket.update("n", (n) => n + 1);
          },
        },
      }),
    );
    const { socket } = await join(app);
    socket.send(1, 2, "inc");
    socket.send(1, 3, "inc");
    await settle();
    expect(calls).toEqual(["loaded 0", "inc", "loaded 1", "inc", "loaded 2"]);
    expect(socket.frames.slice(1)).toEqual([
      [1, 2, [-1, [0, 1]]],
      [1, 3, 0, { x: "error" }],
    ]);
  });

  it("an event for a component that has gone is answered; one for a component that never was is refused", async () => {
    const app = page();
    const { socket } = await join(app);
    socket.send(1, 2, "hide");
    socket.send(1, 3, "rename", { to: "x" }, 1);
    socket.send(1, 4, "rename", { to: "x" }, 99);
    expect(socket.frames.slice(2)).toEqual([
      [1, 3],
      [1, 4, 0, { d: "an unknown component" }],
    ]);
    expect(app.messages("warn")).toEqual(["refused: an unknown component"]);
  });

  it("an error in a component is its view's; all components end with the view", async () => {
    const calls: string[] = [];
    const { socket } = await join(page(calls));
    socket.send(1, 2, "fail", 0, 1);
    expect(socket.frames.at(-1)).toEqual([1, 2, 0, { x: "error" }]);
    expect(calls).toEqual(["terminate box [object Object]", "terminate inner [object Object]"]);
  });
});
