/** What `bench:render` times, counted: no noise of a machine changes it. */
import { describe, expect, test } from "vitest";
import { Rendering } from "../../runtime-server/rendering/rendering.ts";
import { CountingWriter, since, Tally } from "../../testing/tally.ts";
import { type ListEvent, tableEvents, toggleEvent } from "./lists.ts";

/** What an event evaluates, how many rows of it are entered, and what it sends. */
function counted<A extends object>({ template, first, handler }: ListEvent<A>): object {
  const tally = new Tally(true);
  const rendering = new Rendering(template, { probe: (renderer) => new CountingWriter(renderer, tally) });
  rendering.mount(first);
  tally.take();
  const before = tally.now;
  const patch = rendering.update(handler(first, 1));
  const { slots } = since(before, tally.now);
  const entered = tally.take().reduce((sum, { rows = 0 }) => sum + rows, 0);
  return { slots, entered, bytes: JSON.stringify(patch ?? 0).length };
}

describe("an event in a list of a thousand rows", () => {
  const expected: { readonly [event: string]: object } = {
    "one cell of 1,000 × 4": { slots: 2, entered: 1, bytes: 15 },
    "swap two of 1,000": { slots: 1, entered: 0, bytes: 24 },
    "1,000 new but equal objects": { slots: 1, entered: 0, bytes: 1 },
    "one of 1,000 goes, another comes": { slots: 5, entered: 1, bytes: 40 },
  };
  test.each(tableEvents().map((event) => [event.name, event] as const))("%s", (name, event) => {
    expect(counted(event)).toEqual(expected[name]);
  });
});

test("to toggle one of 100 todos evaluates what shows it", () => {
  expect(counted(toggleEvent())).toEqual({ slots: 4, entered: 1, bytes: 31 });
});
