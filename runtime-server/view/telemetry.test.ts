import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { describe, expect, it, onTestFinished, test } from "vitest";
import { loadTemplate } from "../../test/load-template.ts";
import { settle, testApp, Visitor } from "../app/visitor.testing.ts";
import { defineComponent, defineView } from "../index.ts";

type Told = readonly [channel: string, message: Readonly<Record<string, unknown>>];

const spans = ["livec.view.mount", "livec.view.handleParams", "livec.view.handleEvent", "livec.component.handleEvent"];

/** Everything that is told while a test runs. */
function listen(): Told[] {
  const told: Told[] = [];
  for (const name of spans.flatMap((span) => ["start", "stop", "exception"].map((end) => `${span}.${end}`))) {
    const heard = (message: unknown): void => void told.push([name, message as Told[1]]);
    subscribe(name, heard);
    onTestFinished(() => void unsubscribe(name, heard));
  }
  return told;
}

const button = defineComponent({
  template: loadTemplate<{ label: string }>(
    `<script lang="ts">export interface Assigns { label: string }</script><b live-click="press">{label}</b>`,
    {},
    "button.live.html",
  ),
  events: { press: (socket) => socket.assign({ label: "pressed" }) },
});
const view = defineView({
  template: loadTemplate<{ count: number }>(
    `<script lang="ts">import Button from "./button.js"; export interface Assigns { count: number }</script>
    <i live-click="inc">{count}</i><Button id="b" label="press"/>`,
    { "./button.js": button },
    "page.live.html",
  ),
  mount: (_socket, params) => ({ count: Number(params["start"] ?? 0) }),
  handleParams() {},
  events: {
    inc: (socket, { by = 1 }) => socket.update("count", (count) => count + Number(by)),
    throws() {
      throw new Error("thrown");
    },
    async rejects() {
      throw new Error("rejected");
    },
  },
});

async function visit() {
  const { app, server } = testApp();
  app.live("/", view);
  const visitor = new Visitor(server);
  const loaded = await visitor.load("/?start=3");
  const socket = visitor.connect();
  await socket.join(loaded);
  return socket;
}

const socket = expect.objectContaining({ id: expect.any(String) });
const duration = expect.any(Number);
const systemTime = expect.any(Number);

describe("a callback", () => {
  it("of a view that is mounted is told as it begins, and as it ends, with what it is given", async () => {
    const told = listen();
    await visit();
    const mount = { socket, view: "page", params: { start: "3" }, session: {} };
    const params = { socket, view: "page", params: { start: "3" }, uri: "http://test.local/?start=3" };
    expect(told).toEqual([
      ["livec.view.mount.start", { ...mount, systemTime }],
      ["livec.view.mount.stop", { ...mount, duration }],
      ["livec.view.handleParams.start", { ...params, systemTime }],
      ["livec.view.handleParams.stop", { ...params, duration }],
    ]);
  });

  it("of an event as well, and that of a component by its own name", async () => {
    const page = await visit();
    const told = listen();
    page.send(1, 2, "inc", { by: 2 });
    page.send(1, 3, "press", 0, 1);
    await settle();
    const inc = { socket, view: "page", event: "inc", params: { by: 2 } };
    const press = { socket, view: "page", component: "button", event: "press", params: {} };
    expect(told).toEqual([
      ["livec.view.handleEvent.start", { ...inc, systemTime }],
      ["livec.view.handleEvent.stop", { ...inc, duration }],
      ["livec.component.handleEvent.start", { ...press, systemTime }],
      ["livec.component.handleEvent.stop", { ...press, duration }],
    ]);
  });

  it.each([
    ["throws", "throw", "thrown"],
    ["rejects", "reject", "rejected"],
  ])("that %s is told with the error, which does what it does anyway", async (event, kind, message) => {
    const page = await visit();
    const told = listen();
    page.send(1, 2, event);
    await settle();
    const about = { socket, view: "page", event, params: {} };
    expect(told.slice(0, 2)).toEqual([
      ["livec.view.handleEvent.start", { ...about, systemTime }],
      ["livec.view.handleEvent.exception", { ...about, duration, kind, reason: new Error(message) }],
    ]);
    expect(page.last).toBe('[1,2,0,{"x":"error"}]');
  });
});

test("what nobody listens to does its work and tells nobody", async () => {
  const told = listen().length;
  const page = await visit();
  page.send(1, 2, "inc");
  expect([page.last, told]).toEqual(["[1,2,[0,4]]", 0]);
});
