// @vitest-environment jsdom
/** Temporary assigns: from a view's code to its page, and what is left of them on the server. */
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import type { AppOptions } from "../runtime-server/app/options.ts";
import { settle, type TestApp, type TestSocket, testApp, Visitor } from "../runtime-server/app/visitor.testing.ts";
import { defineView, type View } from "../runtime-server/index.ts";
import type { Template } from "../runtime-server/rendering/contract.ts";
import { loadTemplate } from "./load-template.ts";

interface Message {
  readonly id: number;
  readonly text: string;
}
interface State {
  readonly messages: readonly Message[];
  readonly count: number;
}
const SCRIPT = `<script lang="ts">
  import List from "./list.live.js";
  import Line from "./line.live.js";
  export interface Assigns { messages: readonly { id: number; text: string }[]; count: number }
</script>`;
const line = loadTemplate<{ message: Message }>(
  '<script lang="ts">export interface Assigns { message: { text: string } }</script><b>{message.text}</b> <slot/>',
);
const list = loadTemplate<State>(
  `${SCRIPT.replace(/import List.*/, "")}<i>{count}</i><ul><li :for={m of messages} :key={m.id}><Line message={m}/></li></ul>`,
  { "./line.live.js": line },
);

const append = `<ul id="chat" live-update="append"><li :for={m of messages} :key={m.id} id="m{m.id}">{m.text}</li></ul>`;
const plain = `<ul><li :for={m of messages} :key={m.id}>{m.text}</li></ul>`;

const template = (markup: string): Template<State> =>
  loadTemplate<State>(`${SCRIPT}${markup}<p>{count}</p>`, { "./list.live.js": list, "./line.live.js": line });

/** Tells what its assign is when a message comes. */
function chat(markup: string, seen: unknown[] = [], options: object = {}): View<State> {
  return defineView({
    template: template(markup),
    mount: () => ({ messages: [{ id: 1, text: "one" }] as readonly Message[], count: 0 }),
    temporaryAssigns: { messages: [] },
    events: {
      two(socket) {
        socket.send({ id: 2, text: "two" });
        socket.send({ id: 3, text: "three" });
      },
      later(socket) {
        socket.sendAfter({ id: 2, text: "two" }, 100);
        socket.sendAfter({ id: 3, text: "three" }, 200);
      },
      count: (socket) => socket.assign({ count: socket.assigns.count + 1 }),
    },
    handleInfo(socket, message) {
      seen.push(socket.assigns.messages);
      socket.assign({ messages: [message as Message] });
    },
    ...options,
  });
}

async function open(
  view: View<State>,
  options: AppOptions = {},
): Promise<TestApp & { visitor: Visitor; html: string; join: (more?: object) => Promise<TestSocket> }> {
  const made = testApp(options);
  made.app.live("/", view as never);
  const visitor = new Visitor(made.server);
  const page = await visitor.load("/");
  const join = async (more: object = {}): Promise<TestSocket> => {
    const socket = visitor.connect();
    await socket.join(page, more);
    return socket;
  };
  return { ...made, visitor, html: page.html, join };
}

/** What a diff says, as text. */
const sent = (socket: TestSocket, from = 0): readonly string[] => socket.raw.received.slice(from);

describe("temporary assigns", () => {
  it("are on the page, and back at their default afterwards", async () => {
    const seen: unknown[] = [];
    const { html, join, clock } = await open(chat(append, seen));
    expect(html).toContain('<li id="m1">one</li>');
    const socket = await join();
    socket.send(1, 2, "two");
    await settle();
    clock.advance(0);
    await settle();
    expect(seen).toEqual([[], []]);
  });

  it("reach the page one by one, also where two messages come in one turn", async () => {
    const { join, clock } = await open(chat(append));
    const socket = await join();
    socket.send(1, 2, "two");
    await settle();
    clock.advance(0);
    await settle();
    expect(sent(socket).slice(1)).toEqual(["[1,2]", '[1,0,[0,[[2,"two"]],0,[[3,"three"]]]]']);
  });

  it("wait for a page that comes back, and none is lost", async () => {
    const { join, clock } = await open(chat(append));
    const socket = await join();
    socket.send(1, 2, "later");
    await settle();
    socket.raw.close();
    clock.advance(300);
    await settle();
    const visitor = await join({ seq: 2 });
    expect(sent(visitor)).toEqual(['[1,1,0,{"n":2,"a":2}]', '[1,0,[0,[[2,"two"]],0,[[3,"three"]]]]']);
  });

  it("are with all values, where the page was altered on its way", async () => {
    const { join } = await open(chat(append));
    expect(sent(await join({ values: true }))).toEqual(['[1,1,[[0,[1,"one"],0]]]']);
  });

  it("are not what a page is built anew from: other assigns are, also where their rows were released", async () => {
    const lasting = {
      temporaryAssigns: {},
      handleInfo: (socket: { update(key: string, fn: (all: readonly unknown[]) => unknown): void }, message: unknown) =>
        socket.update("messages", (all) => [...all, message]),
    };
    const { join, clock } = await open(chat(append, [], lasting));
    const socket = await join();
    socket.send(1, 2, "two");
    await settle();
    clock.advance(0);
    await settle();
    expect(sent(socket).at(-1)).toBe('[1,0,[0,[[2,"two",3,"three"]]]]');
    expect(sent(await join({ seq: 3, values: true })).at(-1)).toBe('[1,1,[[0,[1,"one",2,"two",3,"three"],0]],{"n":4,"a":2}]');
  });

  it("end the view where more of them wait than keptRenders, and its page mounts anew", async () => {
    const { join, clock, messages } = await open(chat(append), { limits: { keptRenders: 2 } });
    const socket = await join();
    socket.send(1, 2, "later");
    await settle();
    socket.raw.close();
    clock.advance(300);
    await settle();
    expect(messages("error")).toEqual(["the view failed and is mounted anew"]);
  });

  it.each([
    ["a list", plain],
    ["a template", "<List messages={messages} count={count}/>"],
  ])("leave %s as it is until they are assigned again", async (_, markup) => {
    const { join, clock } = await open(chat(markup));
    const socket = await join();
    socket.send(1, 2, "count");
    await settle();
    expect(sent(socket).at(-1)).toMatch(/^\[1,2,\[.*1\]/);
    expect(sent(socket).at(-1)).not.toMatch(/-1|one/);
    socket.send(1, 3, "two");
    await settle();
    clock.advance(0);
    await settle();
    expect(sent(socket).slice(2).join()).toMatch(/two.*-1.*three/);
  });

  it.each([
    ["with append", append],
    ["in a list", plain],
    ["through templates", "<List messages={messages} count={count}/>"],
    ["in contents", '<List messages={messages} count={1}/><Line message={{ text: "x" }}>{messages.length}</Line>'],
  ])("are released: %s", async (_, markup) => {
    const refs: WeakRef<object>[] = [];
    const watched = (message: Message): Message => {
      refs.push(new WeakRef(message));
      return message;
    };
    const view = chat(markup, [], {
      mount: () => ({ messages: [watched({ id: 1, text: "one" })], count: 0 }),
      handleInfo: (socket: { assign(patch: object): void }, { id, text }: Message) => socket.assign({ messages: [watched({ id, text })] }),
    });
    const { join, clock, app } = await open(view);
    const socket = await join();
    socket.send(1, 2, "two");
    await settle();
    clock.advance(0);
    await settle();
    expect(refs).toHaveLength(3);
    setFlagsFromString("--expose-gc");
    const gc = runInNewContext("gc") as () => void;
    // A WeakRef holds what it was asked for until the task is over.
    await new Promise((resolve) => setImmediate(resolve));
    gc();
    expect(refs.map((ref) => ref.deref())).toEqual([undefined, undefined, undefined]);
    expect(app.stats().views.running).toBe(1);
  });
});
