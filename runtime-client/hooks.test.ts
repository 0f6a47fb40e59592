// @vitest-environment jsdom
/** Hooks: when each of their moments comes, and what they can do. */
import { afterEach, expect, it, vi } from "vitest";
import type { ClientBlock } from "../protocol/slots.ts";
import type { Hook } from "./hook.ts";
import { LivePage, unloadPages } from "./live-page.testing.ts";

afterEach(() => {
  unloadPages();
  take();
});

const told: string[] = [];
const note = (what: string): ((this: { el: HTMLElement }) => void) =>
  function () {
    told.push(`${what} ${this.el.id}: ${this.el.isConnected ? this.el.textContent : "gone"}`);
  };
const Chart: Hook = {
  mounted: note("mounted"),
  beforeUpdate: note("beforeUpdate"),
  updated: note("updated"),
  beforeDestroy: note("beforeDestroy"),
  destroyed: note("destroyed"),
  disconnected: note("disconnected"),
  reconnected: note("reconnected"),
};
const take = (): string[] => told.splice(0);

const blocks: readonly (ClientBlock | "hooks")[] = [
  ['<p id="a" live-hook="Chart"><!--$--></p><p><!--$--></p><!--$-->', [[0], [0], [9, 1]]],
  ['<i :=1 live-hook="Chart"><b><!--$--></b></i>', [[1, "id"], [0]]],
  "hooks",
];
const html = '<p id="a" live-hook="Chart">1</p><p>2</p>';
const page = (hooks: Record<string, Hook> = { Chart }): Promise<LivePage> => LivePage.joined({ html, blocks, skeleton: "0", hooks });

it("is mounted once its view is connected, and told of changes in its element and no others, around them", async () => {
  const live = await page();
  expect(take()).toEqual(["mounted a: 1"]);
  live.socket.receive([1, 0, [0, "3"]]);
  expect(take()).toEqual(["beforeUpdate a: 1", "updated a: 3"]);
  live.socket.receive([1, 0, [1, "4"]]);
  live.socket.receive([1, 0]);
  expect(take()).toEqual([]);
});

it("lives as long as its element: rows are mounted, moved and destroyed once", async () => {
  const live = await page();
  take();
  live.socket.receive([1, 0, [2, [[["x", "X", "y", "Y"]]]]]);
  expect(take()).toEqual(["mounted x: X", "mounted y: Y"]);
  live.socket.receive([1, 0, [2, ["1"]]]);
  expect(take()).toEqual([]);
  live.socket.receive([1, 0, [2, [1, [1, "Z"], -1]]]);
  expect(take()).toEqual(["beforeUpdate y: Y", "beforeDestroy x: X", "destroyed x: gone", "updated y: Z"]);
});

it("is told when the connection is lost, and when it is back", async () => {
  const live = await page();
  take();
  live.socket.break();
  expect(take()).toEqual(["disconnected a: 1"]);
  await vi.advanceTimersByTimeAsync(100);
  live.socket.open();
  live.answer(0, { a: 0 });
  expect(take()).toEqual(["reconnected a: 1"]);
});

it("pushes events, and hears the reply after the patch: as a promise and by a callback", async () => {
  const Pusher: Hook = {
    mounted() {
      const answer = this.pushEvent("charge", { amount: 3 }, (reply, ref) =>
        told.push(`${JSON.stringify(reply)} to ${ref}: ${this.el.textContent}`),
      );
      void answer.then((reply) => told.push(JSON.stringify(reply)));
    },
  };
  const live = await LivePage.joined({ html, blocks, skeleton: "0", hooks: { Chart: Pusher } });
  take();
  live.answer([0, "5"], { y: { result: "ok" } });
  await vi.advanceTimersByTimeAsync(0);
  expect(take()).toEqual(['{"result":"ok"} to 2: 5', '{"result":"ok"}']);
});

it("is told that an event was refused, or lost with its view", async () => {
  const error = vi.spyOn(console, "error").mockImplementation(() => {});
  const failures: string[] = [];
  const Pusher: Hook<{ go: () => void }> = {
    mounted() {
      for (const name of ["one", "two"]) this.pushEvent(name).catch((reason: Error) => failures.push(reason.message));
      this.pushEventTo("#nowhere", "three").catch((reason: Error) => failures.push(reason.message));
    },
  };
  const live = await LivePage.joined({ html, blocks, skeleton: "0", hooks: { Chart: Pusher } });
  live.socket.receive([1, 2, 0, { d: "nobody handles it" }]);
  live.socket.receive([1, 0, 0, { x: "closed" }]);
  await vi.advanceTimersByTimeAsync(0);
  expect(failures).toEqual(["three: nothing on the page is #nowhere", "one is refused", "two is lost"]);
  error.mockRestore();
});

it("handles events of the server until its element goes", async () => {
  const Listener: Hook = {
    mounted() {
      this.handleEvent("points", (payload) => told.push(`${this.el.id} ${JSON.stringify(payload)}`));
      this.removeHandleEvent(this.handleEvent("points", () => told.push("removed")));
    },
  };
  const live = await page({ Chart: Listener });
  live.socket.receive([1, 0, [2, [[["x", "X"]]]]]);
  live.socket.receive([1, 0, 0, { e: [["points", { n: 1 }]] }]);
  expect(take()).toEqual(['a {"n":1}', 'x {"n":1}']);
  live.socket.receive([1, 0, [2, [-1]], { e: [["points", { n: 2 }]] }]);
  expect(take()).toEqual(['a {"n":2}']);
});

it("that is mounted by a frame hears the events of that frame", async () => {
  const Listener: Hook = {
    mounted() {
      this.handleEvent("new", () => told.push(this.el.id));
    },
  };
  const live = await page({ Chart: Listener });
  live.socket.receive([1, 0, [2, [[["x", "X"]]]], { e: [["new", {}]] }]);
  expect(take()).toEqual(["a", "x"]);
});

it("that throws stops nobody else; one that is not there is told once", async () => {
  const error = vi.spyOn(console, "error").mockImplementation(() => {});
  const live = await page({
    Chart: {
      updated() {
        throw new Error("of the hook");
      },
    },
  });
  live.socket.receive([1, 0, [0, "3", 1, "4"]]);
  expect([live.query("#a").textContent, String(error.mock.lastCall?.[0])]).toEqual(["3", "Error: of the hook"]);
  error.mockClear();
  unloadPages();
  await page({});
  expect(error.mock.calls.map(([text]) => text)).toEqual(["livec: there is no hook Chart"]);
  error.mockRestore();
});
