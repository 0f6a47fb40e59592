import { describe, expect, it } from "vitest";
import { type LifeState, may, step, type TransitionName, transitions } from "./life.ts";

const states: readonly LifeState[] = ["rendered", "parked", "running", "suspended", "terminated"];
const names = Object.keys(transitions) as TransitionName[];

describe("the life of a view", () => {
  it("is this table and no more", () => {
    const table = Object.fromEntries(
      states.map((state) => [state, names.filter((name) => may(state, name)).map((name) => `${name} → ${step(state, name)}`)]),
    );
    expect(table).toEqual({
      rendered: [
        "park → parked",
        "connect → running",
        "discard → terminated",
        "disconnect → terminated",
        "remove → terminated",
        "crash → terminated",
        "shutdown → terminated",
      ],
      parked: [
        "adopt → running",
        "expire → terminated",
        "evict → terminated",
        "refuse → terminated",
        "disconnect → terminated",
        "remove → terminated",
        "crash → terminated",
        "replace → terminated",
        "shutdown → terminated",
      ],
      running: [
        "suspend → suspended",
        "refuse → terminated",
        "disconnect → terminated",
        "leave → terminated",
        "remove → terminated",
        "crash → terminated",
        "replace → terminated",
        "shutdown → terminated",
      ],
      suspended: [
        "resume → running",
        "expire → terminated",
        "evict → terminated",
        "refuse → terminated",
        "disconnect → terminated",
        "remove → terminated",
        "crash → terminated",
        "replace → terminated",
        "shutdown → terminated",
      ],
      terminated: [],
    });
  });

  it("says who causes a transition and what is released, and the reason where it is an end", () => {
    for (const name of names) {
      const { by, releases, to, reason } = transitions[name];
      expect([name, by !== "", releases !== "", reason !== undefined]).toEqual([name, true, true, to === "terminated"]);
    }
  });

  it("refuses what the table has not, by name", () => {
    expect(() => step("parked", "resume")).toThrow("A view that is parked cannot resume.");
    expect(() => step("terminated", "adopt")).toThrow("A view that is terminated cannot adopt.");
  });
});
