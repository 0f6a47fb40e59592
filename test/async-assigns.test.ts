/** Asynchronous assigns and tasks: from what a program loads to its page. */
import { describe, expect, it } from "vitest";
import type { AppOptions } from "../runtime-server/app/options.ts";
import { settle, type TestSocket, testApp, Visitor } from "../runtime-server/app/visitor.testing.ts";
import { AsyncResult, defineComponent, defineView, type Socket } from "../runtime-server/index.ts";
import { loadTemplate } from "./load-template.ts";

interface Users {
  readonly users: AsyncResult<readonly string[]>;
  readonly note: string;
}
const STATE = "{ loading: boolean; ok: boolean; failed?: { message: string }; result?: readonly string[] }";
const template = loadTemplate<Users>(`<script lang="ts">
  export interface Assigns { users: ${STATE}; note: string }
</script>
<p :if={users.loading}>…</p>
<b :if={users.failed}>{users.failed.message}</b>
<ul :if={users.ok}><li :for={user of users.result} :key={user}>{user}</li></ul><i>{note}</i>`);

/** What a test answers a task with, in the order in which they began. */
interface Call {
  readonly signal: AbortSignal;
  answer(value: unknown): void;
  fail(error: unknown): void;
}

function calls(): { readonly made: Call[]; load(signal: AbortSignal): Promise<never> } {
  const made: Call[] = [];
  return {
    made,
    load: (signal) => new Promise((answer, fail) => made.push({ signal, answer: answer as (value: unknown) => void, fail })),
  };
}

type Load = (signal: AbortSignal) => Promise<never>;
type State = Socket<Users>;
const events = (load: Load) => ({
  again: (socket: State) => void socket.assignAsync("users", load),
  anew: (socket: State) => void socket.assignAsync("users", load, { reset: true }),
  stop: (socket: State) => socket.cancelAsync("users", "Enough."),
  note: (socket: State) => socket.assign({ note: "n" }),
});

function users(load: Load, options: { readonly ssr?: boolean } = {}, more: object = {}) {
  return defineView({
    template,
    mount: (socket) => ({ users: socket.assignAsync<readonly string[]>("users", load, options), note: "" }),
    events: events(load),
    ...more,
  });
}

async function visit(view: Parameters<ReturnType<typeof testApp>["app"]["live"]>[1], options: AppOptions = {}) {
  const made = testApp(options);
  made.app.live("/", view);
  const visitor = new Visitor(made.server);
  const page = await visitor.load("/");
  const socket = visitor.connect();
  const join = async (): Promise<TestSocket> => {
    await socket.join(page);
    return socket;
  };
  const last = async (...frame: unknown[]): Promise<unknown> => {
    socket.send(1, ...frame);
    await settle();
    return JSON.parse(socket.last ?? "null");
  };
  return { ...made, page, join, last, socket };
}

describe("assignAsync", () => {
  it("begins when the page connects, and shows what came of it", async () => {
    const { made, load } = calls();
    const { page, join, socket } = await visit(users(load));
    expect([page.html.includes("<p>…</p>"), made.length]).toEqual([true, 0]);
    await join();
    expect([made.length, socket.last]).toEqual([1, "[1,1]"]);
    made[0]?.answer(["Ada"]);
    await settle();
    expect(socket.last).toBe('[1,0,[0,0,2,[[3,["Ada"]]]]]');
  });

  it("keeps what it knows while it is loaded again, and where that fails", async () => {
    const { made, load } = calls();
    const { join, last, socket } = await visit(users(load));
    await join();
    made[0]?.answer(["Ada"]);
    await settle();
    expect(await last(2, "again")).toEqual([1, 2, [0, [[1]]]]);
    made[1]?.fail(new Error("No more users."));
    await settle();
    expect(JSON.parse(socket.last ?? "")).toEqual([1, 0, [0, 0, 1, [[2, "No more users."]]]]);
    expect(await last(3, "anew")).toEqual([1, 3, [0, [[1]], 1, 0, 2, 0]]);
  });

  it("begins in mount with ssr, and the page is rendered with it", async () => {
    const { made, load } = calls();
    const page = visit(users(load, { ssr: true }));
    await settle();
    made[0]?.answer(["Ada"]);
    const { page: loaded, join } = await page;
    expect(loaded.html).toContain("<li>Ada</li>");
    expect((await join()).last).toBe("[1,1]");
    expect(made.length).toBe(1);
  });

  it("shows in the page what failed with ssr", async () => {
    const failing = users(() => Promise.reject("No users."), { ssr: true });
    expect((await visit(failing)).page.html).toContain("<b>No users.</b>");
  });

  it("gives several assigns at once, and one that was forgotten failed", async () => {
    const pair = loadTemplate<{ a: AsyncResult<number>; b: AsyncResult<number> }>(
      '<script lang="ts">export interface Assigns { a: { result?: number }; b: { result?: number; failed?: { message: string } } }</script><p>{a.result}</p><p>{b.result}</p><p>{b.failed?.message}</p>',
    );
    const both = (given: { a: number; b: number }) =>
      defineView({ template: pair, mount: (socket) => socket.assignAsync<{ a: number; b: number }>(["a", "b"], () => given) });
    const first = await (await visit(both({ a: 1, b: 2 }))).join();
    expect(first.last).toBe("[1,0,[0,1,1,2]]");
    const second = await (await visit(both({ a: 1 } as { a: number; b: number }))).join();
    expect(second.last).toBe('[1,0,[2,"assignAsync: the task gave no \\"b\\"."]]');
  });

  it("forgets a task that is begun again, and tells it so", async () => {
    const { made, load } = calls();
    const { join, last, socket } = await visit(users(load));
    await join();
    await last(2, "again");
    expect(made.map(({ signal }) => signal.aborted)).toEqual([true, false]);
    made[0]?.answer(["old"]);
    await settle();
    expect(socket.last).toBe("[1,2]");
    made[1]?.answer(["new"]);
    await settle();
    expect(socket.last).toBe('[1,0,[0,0,2,[[3,["new"]]]]]');
  });

  it("is cancelled by its name, with a reason that is shown", async () => {
    const { made, load } = calls();
    const { join, last, socket, messages } = await visit(users(load));
    await join();
    expect(await last(2, "stop")).toEqual([1, 0, [0, 0, 1, [[2, "Enough."]]]]);
    expect(made[0]?.signal.reason).toEqual(new Error("Enough."));
    made[0]?.answer(["late"]);
    await settle();
    expect([socket.frames.length, messages("error")]).toEqual([3, []]);
  });

  it("is told by its signal that the view ended", async () => {
    const { made, load } = calls();
    const { app, join } = await visit(users(load));
    await join();
    await app.close();
    expect(made[0]?.signal.aborted).toBe(true);
  });

  it("logs what failed, and the view goes on", async () => {
    const { made, load } = calls();
    const { join, messages, last } = await visit(users(load));
    await join();
    made[0]?.fail(new TypeError("x"));
    await settle();
    expect(messages("error")).toEqual(["an asynchronous task failed"]);
    expect(await last(2, "note")).toEqual([1, 2, [3, "n"]]);
  });

  it("comes later where the mailbox is full", async () => {
    const { made, load } = calls();
    let go: () => void = () => {};
    const hold = () => new Promise<void>((resolve) => (go = resolve));
    const view = users(load, {}, { events: { ...events(load), hold } });
    const { join, socket, clock } = await visit(view, { limits: { mailbox: 1 } });
    await join();
    socket.send(1, 2, "hold");
    socket.send(1, 3, "note");
    made[0]?.answer(["Ada"]);
    await settle();
    go();
    await settle();
    expect(socket.last).toBe('[1,3,[3,"n"]]');
    clock.advance(100);
    await settle();
    expect(socket.last).toBe('[1,0,[0,0,2,[[3,["Ada"]]]]]');
  });
});

describe("startAsync", () => {
  const told = (seen: unknown[]) => ({
    handleAsync: (socket: State, name: string, outcome: { ok: boolean; result: unknown; failed: Error | undefined }) => {
      seen.push([name, outcome.ok ? outcome.result : outcome.failed?.message]);
      socket.assign({ note: name });
    },
  });

  it("tells handleAsync what came of it, in a turn of the view", async () => {
    const seen: unknown[] = [];
    const { made, load } = calls();
    const view = users(load, {}, { ...told(seen), events: { ...events(load), go: (socket: State) => socket.startAsync("mail", load) } });
    const { join, last, socket } = await visit(view);
    await join();
    await last(2, "go");
    made[1]?.answer(7);
    await settle();
    expect([seen, socket.last]).toEqual([[["mail", 7]], '[1,0,[3,"mail"]]']);
  });

  it("is an error where nobody would be told", async () => {
    const { load } = calls();
    const view = users(load, {}, { events: { ...events(load), go: (socket: State) => socket.startAsync("mail", load) } });
    const { join, last, log } = await visit(view);
    await join();
    await last(2, "go");
    expect(String(log.at(-1)?.fields["error"])).toContain("which has no handleAsync to tell what comes of it.");
  });

  it("in mount with ssr is over before the first render", async () => {
    const seen: unknown[] = [];
    const view = defineView({
      template,
      mount: (socket) => {
        socket.startAsync("rates", () => 1, { ssr: true });
        return { users: AsyncResult.ok(["Ada"]), note: "" };
      },
      events: {},
      ...told(seen),
    });
    expect((await visit(view)).page.html).toContain("<i>rates</i>");
  });
});

it("beyond asyncTasks a task is an error", async () => {
  const { load } = calls();
  const many = (socket: State) => {
    for (const name of ["a", "b"]) socket.startAsync(name, load);
  };
  const view = users(load, {}, { handleAsync() {}, events: { ...events(load), many } });
  const { join, last, log } = await visit(view, { limits: { asyncTasks: 2 } });
  await join();
  await last(2, "many");
  expect(String(log.at(-1)?.fields["error"])).toContain('A view has at most 2 asynchronous tasks (limit "asyncTasks").');
});

it("a component has tasks of its own, which end with it", async () => {
  const { made, load } = calls();
  const inner = loadTemplate<{ n: AsyncResult<number>; told: string }>(
    '<script lang="ts">export interface Assigns { n: { loading: boolean; result?: number }; told: string }</script><p>{n.loading ? "…" : n.result} {told}</p>',
  );
  const Card = defineComponent({
    template: inner,
    mount: (socket, _props: { id: string }) => {
      socket.startAsync("more", load);
      return { n: socket.assignAsync<number>("n", load), told: "" };
    },
    events: { again: (socket) => socket.startAsync("more", load) },
    handleAsync: (socket, name, { result }) => socket.assign({ told: `${name} ${result}` }),
  });
  const outer = loadTemplate<{ shown: boolean }>(
    '<script lang="ts">import Card from "./card.js"; export interface Assigns { shown: boolean }</script><Card :if={shown} id="1"/>',
    { "./card.js": Card },
  );
  const view = defineView({
    template: outer,
    mount: () => ({ shown: true }),
    events: { hide: (socket) => socket.assign({ shown: false }) },
  });
  const { join, last, socket } = await visit(view);
  await join();
  made[1]?.answer(5);
  await settle();
  expect(socket.last).toBe("[1,0,[-1,[0,[0,5]]]]");
  made[0]?.answer(6);
  await settle();
  expect(socket.last).toBe('[1,0,[-1,[0,[1,"more 6"]]]]');
  await last(2, "again", {}, 1);
  await last(3, "hide");
  expect(made.map(({ signal }) => signal.aborted)).toEqual([false, false, true]);
});
