/** Components whose code is asynchronous, over a socket that comes and goes. */
import { describe, expect, it } from "vitest";
import { settle, type TestApp, type TestSocket, testApp, Visitor } from "../runtime-server/app/visitor.testing.ts";
import { defineComponent, defineView } from "../runtime-server/index.ts";
import type { Component } from "../runtime-server/rendering/contract.ts";
import { loadTemplate } from "./load-template.ts";

/** What components wait for, one after the other. */
class Gate {
  readonly #waiting: { readonly open: () => void; readonly fail: (error: Error) => void }[] = [];

  wait(): Promise<void> {
    return new Promise((open, fail) => this.#waiting.push({ open, fail }));
  }

  get size(): number {
    return this.#waiting.length;
  }

  async open(): Promise<void> {
    this.#waiting.shift()?.open();
    await settle();
  }

  async fail(): Promise<void> {
    this.#waiting.shift()?.fail(new Error("no data today"));
    await settle();
  }
}

interface Scene {
  readonly app: TestApp;
  readonly socket: TestSocket;
  readonly visitor: Visitor;
  readonly gate: Gate;
  readonly calls: string[];
  rejoin(more: object): Promise<TestSocket>;
}

/**
 * A page with slow components `a`, `b` … once the view's `ids` name them, and a quick one that changes itself around a
 * `flush`.
 */
async function scene(): Promise<Scene> {
  const gate = new Gate();
  const calls: string[] = [];
  const slow: Component<{ id: string; n: number }> = defineComponent({
    template: loadTemplate<{ id: string; n: number; own: number }>(
      `<script lang="ts">export interface Assigns { id: string; n: number; own: number }</script><p>{id} {n} {own}</p>`,
    ),
    async mount(_, props: { id: string; n: number }) {
      calls.push(`mount ${props.id}`);
      await gate.wait();
      return { n: props.n, own: 0 };
    },
    async update(socket, props) {
      calls.push(`update ${props.id}`);
      await gate.wait();
      socket.assign({ n: props.n });
    },
    events: { own: (socket) => socket.update("own", (own) => own + 1) },
    terminate: (socket) => void calls.push(`terminate ${socket.assigns.id}`),
  });
  const quick = defineComponent({
    template: loadTemplate<{ id: string; state: string; slow: string | null }>(
      `<script lang="ts">import Slow from "./slow.js"; export interface Assigns { id: string; state: string; slow: string | null }</script><i>{state}</i><Slow :if={slow} id={slow} n={0}/>`,
      { "./slow.js": slow },
    ),
    mount: (_, _props: { id: string }) => ({ state: "new", slow: null as string | null }),
    events: {
      async load(socket) {
        socket.assign({ state: "loading", slow: "inner" });
        socket.flush();
        await settle();
        socket.assign({ state: "loaded" });
        return { reply: "done" };
      },
    },
  });
  const view = defineView({
    template: loadTemplate<{ ids: readonly string[]; n: number; title: string }>(
      `<script lang="ts">import Slow from "./slow.js"; import Quick from "./quick.js"; export interface Assigns { ids: readonly string[]; n: number; title: string }</script><h1>{title}</h1><Slow :for={id of ids} :key={id} id={id} n={n}/><Quick id="quick"/>`.replace(
        "; import Quick",
        ";\nimport Quick",
      ),
      { "./slow.js": slow, "./quick.js": quick },
    ),
    mount: () => ({ ids: [] as readonly string[], n: 0, title: "x" }),
    events: {
      show: (socket, { id }) => socket.update("ids", (ids) => [...ids, String(id)]),
      hide: (socket) => socket.assign({ ids: [] }),
      count: (socket) => socket.update("n", (n) => n + 1),
      title: (socket, { to }) => socket.assign({ title: String(to) }),
      tell: (socket, { id }) => socket.sendUpdate(slow, { id: String(id), n: 100 }),
      async slowly(socket, { to }) {
        await gate.wait();
        socket.assign({ title: String(to) });
      },
      later(socket) {
        socket.send("ahead");
        socket.sendUpdate(slow, { id: "z", n: 100 });
      },
      ahead(socket) {
        socket.update("ids", (ids) => [...ids, "z"]);
        socket.flush();
        socket.assign({ title: "behind" });
        socket.pushEvent("behind");
        return { reply: 1 };
      },
    },
    handleInfo(socket) {
      socket.assign({ ids: ["z"] });
      socket.flush();
    },
    terminate: () => void calls.push("terminate view"),
  });
  const app = testApp();
  app.app.live("/", view);
  const visitor = new Visitor(app.server);
  const page = await visitor.load("/");
  const socket = visitor.connect();
  await socket.join(page);
  const rejoin = async (more: object): Promise<TestSocket> => {
    const again = visitor.connect();
    await again.join(page, more);
    return again;
  };
  return { app, socket, visitor, gate, calls, rejoin };
}

const since = (socket: TestSocket, from: number): readonly unknown[] => socket.frames.slice(from);

describe("a component whose code is asynchronous", () => {
  it("holds back its turn, and the next one, and no answer overtakes its diff", async () => {
    const { socket, gate } = await scene();
    socket.send(1, 2, "show", { id: "a" });
    socket.send(1, 3, "title", { to: "y" });
    await settle();
    expect(since(socket, 1)).toEqual([]);
    await gate.open();
    expect(since(socket, 1)).toEqual([
      [1, 2, [1, [[[[-2, 2, ["a", 0, 0]]]]]]],
      [1, 3, [0, "y"]],
    ]);
  });

  it("may be shown by a flush, after which its handler goes on", async () => {
    const { socket, gate } = await scene();
    socket.send(1, 2, "load", 0, 1);
    await settle();
    await gate.open();
    expect(since(socket, 1)).toEqual([
      [1, 0, [-1, [0, "loading", 1, [[4, [-2, 2, ["inner", 0, 0]]]]], -1, [0, "loaded"]]],
      [1, 2, 0, { y: "done" }],
    ]);
  });

  it("is not told anything before it is there", async () => {
    const { app, socket, gate, calls } = await scene();
    socket.send(1, 2, "later");
    await settle();
    expect(calls).toEqual(["mount z"]);
    await gate.open();
    await gate.open();
    expect(app.messages("error")).toEqual([]);
    expect(calls).toEqual(["mount z", "update z"]);
  });

  it("does not let events overtake what they follow", async () => {
    const { socket, gate } = await scene();
    socket.send(1, 2, "ahead");
    await settle();
    await gate.open();
    expect(since(socket, 1)).toEqual([
      [1, 0, [1, [[[[-2, 2, ["z", 0, 0]]]]]]],
      [1, 2, [0, "behind"], { e: [["behind", {}]], y: 1 }],
    ]);
  });

  it("does not let an answer go with a render that began before", async () => {
    const { socket, gate, rejoin } = await scene();
    socket.send(1, 2, "slowly", { to: "one" });
    socket.send(1, 3, "show", { id: "a" });
    socket.send(1, 4, "slowly", { to: "two" });
    await gate.open();
    socket.raw.close();
    const again = await rejoin({ seq: 2 });
    expect(since(again, 0)).toEqual([[1, 1, 0, { n: 2, a: 4 }]]);
    await gate.open();
    await gate.open();
    expect(since(again, 1)).toEqual([
      [1, 3, [1, [[[[-2, 2, ["a", 0, 0]]]]]]],
      [1, 4, [0, "two"]],
    ]);
  });

  it("ends its view where it fails, wherever it is waited for", async () => {
    for (const [event, ref] of [
      ["show", 2],
      ["ahead", 0],
    ] as const) {
      const { app, socket, gate } = await scene();
      socket.send(1, 2, event, { id: "a" });
      await settle();
      await gate.fail();
      expect(socket.frames.at(-1)).toEqual([1, ref, 0, { x: "error" }]);
      expect(app.messages("error")).toEqual(["the view failed and is mounted anew"]);
    }
  });

  it("is waited for over a lost connection: the page gets its diff once", async () => {
    const { socket, gate, rejoin } = await scene();
    socket.send(1, 2, "show", { id: "a" });
    await settle();
    socket.raw.close();
    const again = await rejoin({ seq: 1 });
    expect(since(again, 0)).toEqual([[1, 1, 0, { n: 1, a: 2 }]]);
    await gate.open();
    expect(since(again, 1)).toEqual([[1, 2, [1, [[[[-2, 2, ["a", 0, 0]]]]]]]]);
  });

  it("that is there before its page is back is in what the page missed", async () => {
    const { socket, gate, rejoin } = await scene();
    socket.send(1, 2, "show", { id: "a" });
    await settle();
    socket.raw.close();
    await gate.open();
    const again = await rejoin({ seq: 1 });
    expect(since(again, 0)).toEqual([
      [1, 1, 0, { n: 1, a: 2 }],
      [1, 2, [1, [[[[-2, 2, ["a", 0, 0]]]]]]],
    ]);
  });

  it("is in all values where the page comes back for them while it is waited for", async () => {
    const { socket, gate, rejoin } = await scene();
    socket.send(1, 2, "show", { id: "a" });
    await settle();
    socket.raw.close();
    const again = await rejoin({ seq: 1, values: true });
    expect(since(again, 0)).toEqual([]);
    await gate.open();
    expect(since(again, 0)).toEqual([
      [1, 1, [[0, "x", [[-2, 2, ["a", 0, 0]]], [-1, 3, "new", 0]]], { n: 2, a: 2 }],
      [1, 2],
    ]);
  });

  it("is not mounted by a view that ended while another was waited for", async () => {
    const { socket, gate, calls } = await scene();
    socket.send(1, 2, "load", 0, 1);
    await settle();
    socket.send(1, 3, 1);
    await settle();
    expect(calls).toEqual(["mount inner", "terminate view"]);
    await gate.open();
    expect(calls).toEqual(["mount inner", "terminate view", "terminate inner"]);
  });

  it("that takes its time is reported", async () => {
    const { app, socket } = await scene();
    socket.send(1, 2, "show", { id: "a" });
    await settle();
    app.clock.advance(10_000);
    expect(app.messages("error")).toEqual(["a handler has not returned; this view waits for it"]);
  });
});
