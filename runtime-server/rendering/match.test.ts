import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Key } from "./items.ts";
import { type Matchable, matchKeys, matchPositions, type RowMatch } from "./match.ts";

/**
 * Items that are their keys, as objects of their own: they are never the same. `asked` counts keys that were asked for.
 */
function listOf(keys: readonly Key[], items: readonly unknown[] = keys.map((key) => ({ key }))): Matchable & { asked: number } {
  return {
    asked: 0,
    items,
    length: keys.length,
    keyOf(index) {
      this.asked++;
      return keys[index];
    },
  };
}
const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, index) => from + index);
const sourcesOf = (match: RowMatch): number[] => range(0, match.length).map((index) => match.from(index));
const match = (last: readonly Key[], next: readonly Key[]): number[] => sourcesOf(matchKeys(listOf(last), listOf(next), () => "x"));

describe("rows are matched by their keys", () => {
  test("the same", () => expect(match([1, 2, 3], [1, 2, 3])).toEqual([0, 1, 2]));
  test("one goes", () => expect(match([1, 2, 3, 4], [1, 3, 4])).toEqual([0, 2, 3]));
  test("one comes", () => expect(match([1, 2, 3], [1, 9, 2, 3])).toEqual([0, -1, 1, 2]));
  test("two are swapped", () => expect(match([1, 2, 3, 4, 5], [1, 4, 3, 2, 5])).toEqual([0, 3, 2, 1, 4]));
  test("all are reversed", () => expect(match([1, 2, 3, 4], [4, 3, 2, 1])).toEqual([3, 2, 1, 0]));
  test("one goes where another comes", () => expect(match([1, 2, 3], [1, 9, 3])).toEqual([0, -1, 2]));
  test("one that was passed over comes later", () => expect(match([1, 2, 3, 4, 5], [2, 3, 1, 6, 5, 4])).toEqual([1, 2, 0, -1, 4, 3]));
});

describe("keys are asked for only where objects differ", () => {
  const items = range(0, 1000).map((id) => ({ id }));
  const last = (): Matchable & { asked: number } => listOf(range(0, 1000), items);

  test("none for the same objects", () => {
    const [before, after] = [last(), last()];
    expect(matchKeys(before, after, () => "x").isAligned).toBe(true);
    expect(before.asked + after.asked).toBe(0);
  });

  test("two for one new object with the key of the old one", () => {
    const [before, after] = [last(), listOf(range(0, 1000), items.with(500, { id: 500 }))];
    expect(matchKeys(before, after, () => "x").isAligned).toBe(true);
    expect(before.asked + after.asked).toBe(2);
  });

  test("few for two that are swapped", () => {
    const swapped = items.with(1, { id: 998 }).with(998, { id: 1 });
    const keys = range(0, 1000).with(1, 998).with(998, 1);
    const [before, after] = [last(), listOf(keys, swapped)];
    expect(sourcesOf(matchKeys(before, after, () => "x"))).toEqual(keys);
    expect(before.asked + after.asked).toBeLessThan(20);
  });

  test("few for one that goes", () => {
    const [before, after] = [last(), listOf(range(0, 1000).toSpliced(300, 1), items.toSpliced(300, 1))];
    expect(sourcesOf(matchKeys(before, after, () => "x"))).toEqual(range(0, 1000).toSpliced(300, 1));
    expect(before.asked + after.asked).toBeLessThan(20);
  });
});

describe("a key used twice is an error, wherever the two are", () => {
  test.each<[last: Key[], next: Key[]]>([
    [
      [1, 2],
      [1, 2, 1],
    ],
    [
      [1, 2],
      [2, 1, 2],
    ],
    [[1], [1, 1]],
    [
      [1, 2],
      [3, 3],
    ],
    [[5], range(0, 20).concat(3)],
  ])("%j then %j", (last, next) => {
    expect(() => match(last, next)).toThrow(/^x: two items of one list have the :key "\d+" \(positions \d+ and \d+\)/);
  });
});

test("without keys a row is its position", () => {
  expect(sourcesOf(matchPositions(2, 4))).toEqual([0, 1, -1, -1]);
  expect(sourcesOf(matchPositions(4, 2))).toEqual([0, 1]);
  expect(matchPositions(2, 2).isAligned).toBe(true);
  expect(matchPositions(3, 2).isAligned).toBe(false);
});

test("property: every row is matched to the old one of its key", () => {
  const keys = fc.uniqueArray(fc.nat(15), { maxLength: 12 });
  fc.assert(
    fc.property(keys, keys, (last, next) => {
      expect(match(last, next)).toEqual(next.map((key) => last.indexOf(key)));
    }),
    { numRuns: 2_000 },
  );
});
