import { defineComponent } from "livec/server";
import { expect, test } from "vitest";
import { loadTemplate } from "../test/load-template.ts";
import { liveComponent, renderComponent } from "./index.ts";

interface CounterState {
  readonly id: string;
  readonly step: number;
  readonly count: number;
}

const Counter = defineComponent({
  template: loadTemplate<CounterState>(`
    <script lang="ts">export interface Assigns { id: string; step: number; count: number; myself: number }</script>
    <button live-click="inc" live-target={myself}>{id}: {count} by {step}</button>
    <button id="save" live-click="save" live-value-count={count}>Save</button>`),
  mount: (_socket, props: { id: string; step: number }) => ({ step: props.step, count: 0 }),
  update: (socket, props) => socket.assign({ step: props.step }),
  events: {
    inc(socket) {
      socket.assign({ count: socket.assigns.count + socket.assigns.step });
      socket.sendParent(["counted", socket.assigns.count]);
    },
  },
});

const Badge = loadTemplate<{ label: string }>('<script lang="ts">export interface Assigns { label: string }</script><b>{label}</b>');

test("the HTML of a stateless component, and of a stateful one", async () => {
  expect(await renderComponent(Badge, { label: "<new>" })).toBe("<b>&lt;new></b>");
  expect(await renderComponent(Counter, { id: "a", step: 2 })).toContain('<button live-click="inc" live-target="1">a: 0 by 2</button>');
});

test("a component is used, given other props, and listened to", async () => {
  const told: unknown[] = [];
  const saved: unknown[] = [];
  const { view, setProps } = await liveComponent(
    Counter,
    { id: "a", step: 2 },
    { handleInfo: (message) => told.push(message), events: { save: (payload) => saved.push(payload) } },
  );
  expect(await view.click("button", "by")).toContain("a: 2 by 2");
  expect(await setProps({ id: "a", step: 5 })).toContain("a: 2 by 5");
  expect(await view.element("button", "by").hook("inc")).toContain("a: 7 by 5");
  await view.click("#save");
  expect(told).toEqual([
    ["counted", 2],
    ["counted", 7],
  ]);
  expect(saved).toEqual([{ count: "7" }]);
});

test("what is not a component", async () => {
  await expect(renderComponent({} as never, {})).rejects.toThrow("This is not a component");
});
