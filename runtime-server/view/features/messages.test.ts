/** Messages from elsewhere, as views and a program send them within a process. */
import { describe, expect, it, test } from "vitest";
import type { AppOptions } from "../../app/options.ts";
import { settle, type TestApp, type TestSocket, testApp, Visitor } from "../../app/visitor.testing.ts";
import { pushEventToView, pushToView } from "../../index.ts";
import { block, type Template, template, text } from "../../template.ts";
import { defineView } from "../define.ts";
import type { MountSocket } from "../socket.ts";

interface State {
  seen: string;
}
const page: Template<State> = template<State, object>({
  name: "room.live.html",
  reads: ["seen"],
  blocks: [block("room", ["<p>", "</p>"], [text([0])])],
  components: () => [],
  render(r, { seen }) {
    if (r.stale(0)) r.text(0, seen);
  },
});

interface Room extends TestApp {
  /** Of each view, in the order of their mounts. */
  readonly sockets: readonly MountSocket[];
  /** What handlers got, whoever they are of. */
  readonly seen: readonly unknown[];
  /** Lets the handler of `hold` return. */
  release(): void;
  visit(path?: string): Promise<TestSocket>;
}

function room(options: AppOptions = {}): Room {
  const made = testApp(options);
  const sockets: MountSocket[] = [];
  const seen: unknown[] = [];
  let release = (): void => {};
  const view = defineView({
    template: page,
    mount(socket) {
      sockets.push(socket);
      socket.subscribe("room");
      return { seen: "" };
    },
    events: {
      say: (socket, { topic = "room", text }) => socket.broadcast(String(topic), text),
      others: (socket, { text }) => socket.broadcastFrom("room", text),
      leave: (socket) => socket.unsubscribe("room"),
      hold: () => new Promise<void>((resolve) => (release = resolve)),
      many: (socket, { n }) => void Array.from({ length: Number(n) }, (_, index) => socket.subscribe(`t${index}`)),
      note: (socket, { text }) => socket.assign({ seen: `noted ${text}` }),
    },
    handleInfo(socket, message) {
      seen.push(message);
      if (message === "boom") throw new Error("boom");
      socket.update("seen", (before) => `${before}${message};`);
    },
    handleCall(socket, message) {
      if (message === "later") return Promise.resolve("sooner");
      if (message === "never") return new Promise(() => {});
      if (message === "throw") throw new Error("thrown");
      return `${socket.id === sockets[0]?.id} ${socket.assigns.seen}`;
    },
  });
  made.app.live("/", view);
  made.app.live("/rooms/:id", view);
  return {
    ...made,
    sockets,
    seen,
    release: () => release(),
    async visit(path = "/") {
      const visitor = new Visitor(made.server);
      const loaded = await visitor.load(path);
      const socket = visitor.connect();
      await socket.join(loaded);
      return socket;
    },
  };
}

describe("a topic", () => {
  it("reaches all who are subscribed, the sender too; broadcastFrom all others", async () => {
    const { visit } = room();
    const [ada, bob] = [await visit(), await visit()];
    ada.send(1, 2, "say", { text: "hi" });
    await settle();
    expect([ada.last, bob.last]).toEqual(['[1,0,[0,"hi;"]]', '[1,0,[0,"hi;"]]']);
    bob.send(1, 2, "others", { text: "ho" });
    await settle();
    expect([ada.last, bob.last]).toEqual(['[1,0,[0,["ho;"]]]', "[1,2]"]);
  });

  it("reaches nobody who has unsubscribed, and nobody of another topic", async () => {
    const { visit, app } = room();
    const [ada, bob] = [await visit(), await visit()];
    ada.send(1, 2, "leave");
    app.broadcast("room", "hi");
    app.broadcast("other", "ho");
    await settle();
    expect([ada.last, bob.last]).toEqual(["[1,2]", '[1,0,[0,"hi;"]]']);
  });

  it("is rendered once, however many of its messages came in one moment, and in their order", async () => {
    const { visit, app } = room();
    const ada = await visit();
    for (const message of ["a", "b", "c"]) app.broadcast("room", message);
    await settle();
    expect(ada.raw.received).toEqual(["[1,1]", '[1,0,[0,"a;b;c;"]]']);
  });

  it("is heard by a view that waits for its page: what came is in the answer to its join", async () => {
    const { app, server, seen } = room();
    const visitor = new Visitor(server);
    const loaded = await visitor.load("/");
    app.broadcast("room", "early");
    await settle();
    expect(seen).toEqual([]);
    const socket = visitor.connect();
    await socket.join(loaded);
    expect(socket.raw.received).toEqual(['[1,1,[0,"early;"]]']);
  });

  it("is heard by a view whose page has lost its connection", async () => {
    const { visit, app, seen } = room();
    const socket = await visit();
    socket.raw.close();
    app.broadcast("room", "meanwhile");
    await settle();
    expect(seen).toEqual(["meanwhile"]);
  });

  it("is a string of some length that livec does not use itself", async () => {
    const { app } = room();
    for (const topic of ["", "x".repeat(201), "livec:errands", 7 as never]) {
      expect(() => app.broadcast(topic, 1)).toThrow("A topic is a string of up to 200 characters");
    }
  });

  it("carries an object as it is within a process", async () => {
    const { visit, app, seen } = room();
    await visit();
    const message = { at: new Date(0) };
    app.broadcast("room", message);
    await settle();
    expect(seen[0]).toBe(message);
  });

  it("is nothing to a view that has ended", async () => {
    const { visit, app, seen } = room();
    const socket = await visit();
    app.broadcast("room", "late");
    socket.send(1, 2, 1);
    await settle();
    app.broadcast("room", "later");
    await settle();
    expect([seen, app.stats().views.running]).toEqual([[], 0]);
  });

  it("whose message a handler fails at ends that view alone", async () => {
    const { visit, app } = room();
    const [ada, bob] = [await visit(), await visit()];
    bob.send(1, 2, "leave");
    app.broadcast("room", "boom");
    await settle();
    expect([ada.last, bob.last]).toEqual(['[1,0,0,{"x":"error"}]', "[1,2]"]);
  });
});

describe("bounds", () => {
  it("more subscriptions than the limit are an error", async () => {
    const { visit, log } = room({ limits: { subscriptions: 4 } });
    const socket = await visit();
    socket.send(1, 2, "many", { n: 3 });
    await settle();
    expect(socket.last).toBe("[1,2]");
    socket.send(1, 3, "many", { n: 4 });
    await settle();
    expect(String(log.at(-1)?.fields["error"])).toContain('A view has at most 4 subscriptions (limit "subscriptions").');
  });

  it("a hundred messages in one moment are all handled, more than the mailbox holds", async () => {
    const { visit, app, seen } = room();
    await visit();
    for (let n = 0; n < 100; n++) app.broadcast("room", n);
    await settle();
    expect(seen).toEqual(Array.from({ length: 100 }, (_, n) => n));
  });

  it("a view for which more wait than it can hold fails, and its page mounts anew", async () => {
    const { visit, app, log } = room({ limits: { broadcasts: 10 } });
    const socket = await visit();
    for (let n = 0; n < 11; n++) app.broadcast("room", n);
    await settle();
    expect(socket.last).toBe('[1,0,0,{"x":"error"}]');
    expect(String(log.at(-1)?.fields["error"])).toContain(
      'More than 10 messages from elsewhere wait for the view room (limit "broadcasts").',
    );
  });

  it("a slow handler is waited for, and what came meanwhile is one turn after it", async () => {
    const { visit, app, release } = room();
    const socket = await visit();
    socket.send(1, 2, "hold");
    app.broadcast("room", "a");
    await settle();
    app.broadcast("room", "b");
    await settle();
    expect(socket.raw.received).toEqual(["[1,1]"]);
    release();
    await settle();
    expect(socket.raw.received).toEqual(["[1,1]", "[1,2]", '[1,0,[0,"a;b;"]]']);
  });

  it("a parked view that is sent too much is given up", async () => {
    const { app, server } = room({ limits: { parkedMailbox: 3 } });
    await new Visitor(server).load("/");
    for (const n of [1, 2, 3]) app.broadcast("room", n);
    await settle();
    expect(app.stats().views.parked).toBe(1);
    app.broadcast("room", 4);
    await settle();
    expect(app.stats().views.parked).toBe(0);
  });
});

describe("app.send and app.call", () => {
  it("reach the view with that id and no other", async () => {
    const { visit, app, sockets } = room();
    const [ada, bob] = [await visit(), await visit()];
    app.send(sockets[0]?.id ?? "", "for you");
    app.send("nobody", "for nobody");
    await settle();
    expect([ada.last, bob.last]).toEqual(['[1,0,[0,"for you;"]]', "[1,1]"]);
    expect(await app.call(sockets[0]?.id ?? "", "ask")).toBe("true for you;");
    expect(await app.call(sockets[1]?.id ?? "", "ask")).toBe("false ");
    expect(await app.call(sockets[1]?.id ?? "", "later")).toBe("sooner");
  });

  it("a call is answered in its turn, behind what waits", async () => {
    const { visit, app, sockets, release } = room();
    const socket = await visit();
    socket.send(1, 2, "hold");
    app.broadcast("room", "first");
    const answer = app.call(sockets[0]?.id ?? "", "ask");
    await settle();
    release();
    expect(await answer).toBe("true first;");
  });

  it("a call that nobody answers is rejected: nobody is there, there is no handleCall, it takes too long", async () => {
    const { visit, app, sockets, clock } = room();
    await expect(app.call("nobody", "ask")).rejects.toThrow("The view nobody is not here.");
    await visit();
    const never = app.call(sockets[0]?.id ?? "", "never", 200);
    const late = expect(never).rejects.toMatchObject({
      code: "no-answer",
      message: expect.stringContaining("has not answered after 200 ms"),
    });
    await settle();
    clock.advance(200);
    await late;
    const silent = testApp();
    const ids: string[] = [];
    silent.app.live("/", defineView({ template: page, mount: (socket) => ({ seen: String(ids.push(socket.id)) }) }));
    const visitor = new Visitor(silent.server);
    const loaded = await visitor.load("/");
    await visitor.connect().join(loaded);
    await expect(silent.app.call(ids[0] ?? "", "ask")).rejects.toThrow("The view room has no handleCall.");
  });

  it("an error in handleCall is told the caller, and ends the view", async () => {
    const { visit, app, sockets } = room();
    const socket = await visit();
    await expect(app.call(sockets[0]?.id ?? "", "throw")).rejects.toThrow("thrown");
    expect(socket.last).toBe('[1,0,0,{"x":"error"}]');
  });
});

describe("what is pushed to the views of a kind", () => {
  it("replaces assigns, calls one of their events, tells their pages", async () => {
    const { visit, app } = room();
    const [ada, bob] = [await visit(), await visit()];
    await pushToView(app, "room", { state: { seen: "pushed" } });
    await settle();
    expect([ada.last, bob.last]).toEqual(['[1,0,[0,"pushed"]]', '[1,0,[0,"pushed"]]']);
    void pushToView(app, "room", { handler: "note", payload: { text: "this" } });
    await pushEventToView(app, "room", "refresh", { n: 1 });
    await settle();
    expect(bob.last).toBe('[1,0,[0,"noted this"],{"e":[["refresh",{"n":1}]]}]');
    await pushToView(app, "another", { state: { seen: "x" } });
    await settle();
    expect(ada.raw.received).toHaveLength(3);
  });

  it("is for some of them, by their session, their URL, a topic or their id", async () => {
    const { visit, app, sockets } = room();
    const [one, two] = [await visit("/rooms/1"), await visit("/rooms/2")];
    two.send(1, 2, "leave");
    const shown = (): readonly (string | undefined)[] => [one.last, two.last].map((frame) => /"(.*)"/.exec(frame ?? "")?.[1]);
    await pushToView(app, "room", { state: { seen: "a" }, where: { params: { id: "1" } } });
    await settle();
    expect(shown()).toEqual(["a", undefined]);
    await pushToView(app, "room", { state: { seen: "b" }, where: { id: sockets[1]?.id } });
    await settle();
    expect(shown()).toEqual(["a", "b"]);
    await pushToView(app, "room", { state: { seen: "c" }, where: { topic: "room" } });
    await pushToView(app, "room", { state: { seen: "d" }, where: { session: { user: "7" } } });
    await settle();
    expect(shown()).toEqual(["c", "b"]);
  });

  it("that does not fit does nothing, and is logged", async () => {
    const { visit, app, messages } = room();
    const socket = await visit();
    await pushToView(app, "room", { state: { seen: "x", other: 1 } });
    await pushToView(app, "room", { handler: "constructor" });
    await settle();
    expect([socket.raw.received, messages("warn")]).toEqual([
      ["[1,1]"],
      [
        'what was pushed to the view does not fit: it has no assign "other"',
        'what was pushed to the view does not fit: it has no event "constructor"',
      ],
    ]);
    await expect(pushToView(app, "room", {})).rejects.toThrow("give it a state, or the name of a handler");
    await expect(pushToView(app, {} as never, { state: {} })).rejects.toThrow("made by defineView");
  });
});

test("subscriptions, and what they hold, end with their views", async () => {
  const { visit, app } = room();
  const sockets = [await visit(), await visit()];
  for (const socket of sockets) socket.send(1, 2, 1);
  await settle();
  expect(app.stats().views.running).toBe(0);
  app.broadcast("room", "x");
  await app.close();
});
