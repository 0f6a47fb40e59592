import { expect, it } from "vitest";
import { js } from "../../../protocol/commands.ts";
import { defaultLimits } from "../../app/limits.ts";
import type { Desk } from "../feature.ts";
import { ManualClock } from "../manual-clock.testing.ts";
import { ClientEvents } from "./client-events.ts";

function clientEvents(pushedEvents = 10): { readonly events: ClientEvents; readonly log: readonly unknown[] } {
  const log: unknown[] = [];
  const desk: Desk = {
    id: "1",
    name: "todo",
    clock: new ManualClock(),
    limits: { ...defaultLimits, pushedEvents },
    started: true,
    ended: false,
    post() {},
    inform: () => true,
    log: (...entry) => void log.push(entry),
  };
  return { events: new ClientEvents(desk), log };
}

it("events go with the next frame, once", () => {
  const { events } = clientEvents();
  expect(events.effects()).toBe(undefined);
  events.push("a", 1);
  events.push("b", { n: 2 });
  expect(events.effects()).toEqual({
    e: [
      ["a", 1],
      ["b", { n: 2 }],
    ],
  });
  expect(events.effects()).toBe(undefined);
});

it("what is pushed after a render began goes with the one after it", () => {
  const { events } = clientEvents();
  events.push("a", 1);
  events.beginRender();
  events.push("b", 2);
  expect(events.effects()).toEqual({ e: [["a", 1]] });
  expect(events.effects()).toEqual({ e: [["b", 2]] });
});

it("beyond the bound the newest is lost, with a warning", () => {
  const { events, log } = clientEvents(1);
  events.push("a", 1);
  events.push("b", 2);
  expect(events.effects()).toEqual({ e: [["a", 1]] });
  expect(log).toEqual([["warn", "a pushed event is lost: too many wait for the page", { event: "b" }]]);
});

it("events of frames that never arrived come before all newer ones", () => {
  const { events } = clientEvents();
  events.push("new", 3);
  events.again([{ e: [["a", 1]] }, { t: "T" }, { e: [["b", 2]] }]);
  expect(events.effects()).toEqual({
    e: [
      ["a", 1],
      ["b", 2],
      ["new", 3],
    ],
  });
});

it("commands go in order with events, under no name", () => {
  const { events } = clientEvents();
  events.push("a", 1);
  events.push("", js.show("#saved"));
  expect(JSON.stringify(events.effects())).toBe('{"e":[["a",1],["",[["show",{"to":"#saved"}]]]]}');
});
