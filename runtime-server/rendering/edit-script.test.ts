import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Patch, Value } from "../../protocol/wire.ts";
import { ValueModel } from "../../test/value-model.ts";
import { editScript, longestIncreasing } from "./edit-script.ts";
import { RowMatch } from "./match.ts";

/** A row of the new list: where it was (−1: nowhere), and what changed in it, or its values if it is new. */
interface Row {
  readonly from: number;
  readonly patch: Patch | undefined;
  readonly values: readonly Value[] | undefined;
}

const kept = (...from: number[]): Row[] => from.map((index) => ({ from: index, patch: undefined, values: undefined }));
const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, index) => from + index);
const fresh = (...values: (string | number)[]): Row => ({ from: -1, patch: undefined, values });
/** Matched as `matchKeys` does: equal ends, and what is between them. */
function edited(oldLength: number, rows: readonly Row[]): ReturnType<typeof editScript> {
  let start = 0;
  while (start < Math.min(oldLength, rows.length) && rows[start]?.from === start) start++;
  let end = rows.length;
  while (end > start && oldLength - rows.length + end > start && rows[end - 1]?.from === oldLength - rows.length + end - 1) end--;
  const match = new RowMatch(
    oldLength,
    rows.length,
    start,
    end,
    Int32Array.from(rows.slice(start, end), ({ from }) => from),
  );
  const changes = rows.flatMap(({ patch, values }, index) => ((patch ?? values) ? [{ index, patch, values }] : []));
  return editScript(match, changes);
}
const script = (oldLength: number, ...rows: Row[]): string | undefined => {
  const edit = edited(oldLength, rows);
  return edit === undefined ? undefined : JSON.stringify(edit);
};

describe("an edit script costs what the edit costs", () => {
  test("nothing changed", () => expect(script(1000, ...kept(...range(0, 1000)))).toBeUndefined());
  test("remove the first", () => expect(script(1000, ...kept(...range(1, 1000)))).toBe("[-1]"));
  test("remove one in the middle", () => expect(script(1000, ...kept(...range(0, 499), ...range(500, 1000)))).toBe("[499,-1]"));
  test("remove the last", () => expect(script(1000, ...kept(...range(0, 999)))).toBe("[999,-1]"));
  test("clear", () => expect(script(1000)).toBe("[-1000]"));
  test("prepend", () => expect(script(1000, fresh("a", "b"), ...kept(...range(0, 1000)))).toBe('[[["a","b"]]]'));
  test("append two", () =>
    expect(script(1000, ...kept(...range(0, 1000)), fresh("a", "b"), fresh("c", "d"))).toBe('[1000,[["a","b","c","d"]]]'));
  test("replace all", () => expect(script(3, fresh("a"), fresh("b"))).toBe('[[["a","b"]],-3]'));
  test("swap the second and the last but one", () => {
    expect(script(1000, ...kept(0, 998, ...range(2, 998), 1, 999))).toBe('[1,"998",-1,996,"1"]');
  });
  test("a block of fifty to the top", () =>
    expect(script(1000, ...kept(...range(900, 950), ...range(0, 900), ...range(950, 1000)))).toBe('["900,50"]'));
  test("reverse is a plain enumeration", () => expect(script(5, ...kept(4, 3, 2, 1, 0))).toBe("[0,4,3,2,1,0]"));
  test("a patch follows its row", () => {
    const rows = kept(...range(0, 1000));
    rows[499] = { from: 499, patch: [1, "x"], values: undefined };
    expect(script(1000, ...rows)).toBe('[500,[1,"x"]]');
  });
  test("a patched row that moved", () => {
    expect(script(3, { from: 2, patch: [0, 9], values: undefined }, ...kept(0, 1))).toBe('["2",[0,9]]');
  });
});

test("the longest increasing subsequence of 2 8 1 3 9 4 is 1 3 4", () => {
  const from = [2, 8, 1, 3, 9, 4];
  expect(from.filter((_, index) => longestIncreasing(Int32Array.from(from))[index] === 1)).toEqual([1, 3, 4]);
});

describe("property", () => {
  test("applying the script gives the new list", () => {
    const lists = fc.integer({ min: 0, max: 30 }).chain((oldLength) =>
      fc.record({
        oldLength: fc.constant(oldLength),
        order: fc.shuffledSubarray(range(0, oldLength)),
        inserts: fc.array(fc.tuple(fc.nat(40), fc.integer()), { maxLength: 6 }),
        patched: fc.uniqueArray(fc.nat(30), { maxLength: 6 }),
      }),
    );
    fc.assert(
      fc.property(lists, ({ oldLength, order, inserts, patched }) => {
        const rows: Row[] = order.map((from) => ({
          from,
          patch: patched.includes(from) ? [0, `p${from}`] : undefined,
          values: undefined,
        }));
        for (const [at, value] of inserts) rows.splice(at, 0, fresh(value));
        const model = new ValueModel(
          [
            ["", [[9, 1]]],
            ["", [[0]]],
          ],
          [0, range(0, oldLength)],
        );
        const edit = edited(oldLength, rows);
        if (edit !== undefined) model.apply([0, edit]);
        const expected = rows.map((row) => row.values?.[0] ?? (row.patch === undefined ? row.from : row.patch[1]));
        expect(model.values()).toEqual([0, expected]);
      }),
      { numRuns: 2_000 },
    );
  });
});
