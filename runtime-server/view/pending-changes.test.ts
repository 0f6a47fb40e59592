import { expect, test } from "vitest";
import { PendingChanges } from "./pending-changes.ts";

const split = () => ({ now: [1, "b"], rest: [0, "a"] });

test("changes of several renders are taken together, in their order", () => {
  const pending = new PendingChanges(10);
  pending.add([0, "a"], false);
  pending.add(undefined, false);
  pending.add([0, "b", 1, 2], false);
  expect(pending.take()).toEqual([0, "a", 0, "b", 1, 2]);
  expect(pending.take()).toBe(undefined);
});

test("where all must be sent, what changed before does not matter", () => {
  const pending = new PendingChanges(10);
  pending.add([0, "a"], false);
  pending.add("all", false);
  expect(pending.takeSome(split)).toBe("all");
  expect(pending.take()).toBe(undefined);
});

test("a part is taken, and the rest waits", () => {
  const pending = new PendingChanges(10);
  pending.add([0, "a", 1, "b"], false);
  expect(pending.takeSome(split)).toEqual([1, "b"]);
  pending.add([0, "c"], false);
  expect(pending.take()).toEqual([0, "a", 0, "c"]);
});

test("a part is nothing where nothing of it changed", () => {
  const pending = new PendingChanges(10);
  pending.add([0, "a"], false);
  expect(pending.takeSome((changes) => ({ now: [], rest: changes }))).toBe(undefined);
  expect(pending.take()).toEqual([0, "a"]);
});

test.each<[what: string, fill: (pending: PendingChanges) => void, split: () => ReturnType<typeof split> | undefined]>([
  ["it cannot be told", (pending) => pending.add([1, "b"], false), () => undefined],
  ["a part means nothing without the rest", (pending) => pending.add([1, "b"], true), split],
  [
    "as much is pending as may be",
    (pending) => {
      pending.add(undefined, false);
      pending.add([1], false);
      pending.add(["b"], false);
    },
    split,
  ],
])("all is taken where %s", (_, fill, split) => {
  const pending = new PendingChanges(2);
  fill(pending);
  expect(pending.takeSome(split)).toEqual([1, "b"]);
  expect(pending.full).toBe(false);
});
