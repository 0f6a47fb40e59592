import { describe, expect, it } from "vitest";
import { estimateBytes } from "./estimate.ts";

describe("the estimate of what a state holds", () => {
  it.each<[what: string, value: unknown, bytes: number]>([
    ["a number, which is in its object", { count: 1 }, 32],
    ["a text", { note: "x".repeat(1_000) }, 1_048],
    ["a text of two-byte characters", { note: "✓".repeat(1_000) }, 2_048],
    ["binary data", { image: new Uint8Array(5_000) }, 5_056],
    ["an array of 10,000 rows, by some of them", Array.from({ length: 10_000 }, (_, id) => ({ id, name: "0123456789" })), 740_016],
    ["a Map", new Map([["a", "xxxx"]]), 117],
    ["a Set", new Set(["xxxx"]), 60],
    ["nothing", null, 0],
  ])("%s", (_, value, bytes) => expect(estimateBytes([value])).toBe(bytes));

  it("of a long array and of an object with many members 16 values stand for all", () => {
    let looks = 0;
    const item = (): object =>
      new Proxy(
        {},
        {
          ownKeys() {
            looks++;
            return [];
          },
        },
      );
    const items = Array.from({ length: 1_000 }, item);
    estimateBytes([items]);
    expect(looks).toBe(16);
    estimateBytes([Object.fromEntries(items.map((value, index) => [`m${index}`, value]))]);
    expect(looks).toBe(32);
  });

  it("counts once what is shared, and ends where data leads back to itself", () => {
    const note = { text: "x".repeat(1_000) };
    expect(estimateBytes([{ note }, { note }])).toBe(2 * 32 + 1_048);
    const loop: { self?: object } = {};
    loop.self = loop;
    expect(estimateBytes([loop])).toBe(32);
  });

  it("calls no getter and bears a Proxy that throws", () => {
    const state = {
      get trap(): never {
        throw new Error("read");
      },
      proxy: new Proxy({}, { ownKeys: () => expect.fail("thrown") }),
    };
    expect(estimateBytes([state])).toBe(64);
  });

  it("looks at no more than some thousand values", () => {
    let looks = 0;
    const ownKeys = (): string[] => {
      looks++;
      return [];
    };
    const item = (): object => new Proxy({}, { ownKeys });
    const deep = (depth: number): unknown => Array.from({ length: 20 }, () => (depth === 0 ? item() : deep(depth - 1)));
    estimateBytes([deep(3)]);
    expect(looks).toBeLessThanOrEqual(4_000);
  });
});
