import { expect, test } from "vitest";
import { itemsOf, where } from "./items.ts";

function* numbers(): Generator<number> {
  yield 1;
  yield 2;
}

test("whatever is iterable has items", () => {
  expect([itemsOf([1]), itemsOf(new Set([1, 2])), itemsOf("ab"), itemsOf(null), itemsOf(undefined)]).toEqual([
    [1],
    [1, 2],
    ["a", "b"],
    [],
    [],
  ]);
});

test("an iterator has items once: it is refused where it was gone over before", () => {
  const iterator = numbers();
  expect(itemsOf(iterator)).toEqual([1, 2]);
  expect(() => itemsOf(iterator)).toThrow("Assign an array: [...iterator].");
  expect(() => where(iterator, () => true)).toThrow("Assign an array: [...iterator].");
  expect(itemsOf(Array(2).keys())).toEqual([0, 1]);
});
