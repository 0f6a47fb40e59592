import { expect, test } from "vitest";
import { Kept } from "./kept.ts";

const split = () => ({ now: [1, "b"], rest: [0, "a"] });

test("changes of several renders are taken together, in their order", () => {
  const kept = new Kept(10);
  kept.add([0, "a"], false);
  kept.add(undefined, false);
  kept.add([0, "b", 1, 2], false);
  expect(kept.take()).toEqual([0, "a", 0, "b", 1, 2]);
  expect(kept.take()).toBe(undefined);
});

test("where all must be sent, what changed before does not matter", () => {
  const kept = new Kept(10);
  kept.add([0, "a"], false);
  kept.add("all", false);
  expect(kept.takeSome(split)).toBe("all");
  expect(kept.take()).toBe(undefined);
});

test("a part is taken, and the rest waits", () => {
  const kept = new Kept(10);
  kept.add([0, "a", 1, "b"], false);
  expect(kept.takeSome(split)).toEqual([1, "b"]);
  kept.add([0, "c"], false);
  expect(kept.take()).toEqual([0, "a", 0, "c"]);
});

test("a part is nothing where nothing of it changed", () => {
  const kept = new Kept(10);
  kept.add([0, "a"], false);
  expect(kept.takeSome((changes) => ({ now: [], rest: changes }))).toBe(undefined);
  expect(kept.take()).toEqual([0, "a"]);
});

test.each<[what: string, fill: (kept: Kept) => void, split: () => ReturnType<typeof split> | undefined]>([
  ["it cannot be told", (kept) => kept.add([1, "b"], false), () => undefined],
  ["a part means nothing without the rest", (kept) => kept.add([1, "b"], true), split],
  [
    "as much is kept as may be",
    (kept) => {
      kept.add(undefined, false);
      kept.add([1], false);
      kept.add(["b"], false);
    },
    split,
  ],
])("all is taken where %s", (_, fill, split) => {
  const kept = new Kept(2);
  fill(kept);
  expect(kept.takeSome(split)).toEqual([1, "b"]);
  expect(kept.full).toBe(false);
});
