import { expect, test } from "vitest";
import { ManualClock } from "../../view/manual-clock.testing.ts";
import { Bucket, Rate } from "./bucket.ts";

function bucket(perSecond: number, burst: number): { clock: ManualClock; take: (count: number) => number } {
  const clock = new ManualClock();
  const bucket = new Bucket(new Rate(clock, perSecond, burst));
  return { clock, take: (count) => Array.from({ length: count }, () => bucket.take()).filter(Boolean).length };
}

test("gives as many at once as it holds, then one for each interval", () => {
  const { clock, take } = bucket(10, 3);
  expect(take(5)).toBe(3);
  clock.advance(99);
  expect(take(1)).toBe(0);
  clock.advance(1);
  expect(take(2)).toBe(1);
});

test("holds no more than its size, however long it rests", () => {
  const { clock, take } = bucket(3, 2);
  expect(take(2)).toBe(2);
  clock.advance(3_600_000);
  expect(take(10)).toBe(2);
});

test("buckets of one rate are taken from one by one", () => {
  const rate = new Rate(new ManualClock(), 1, 1);
  const [one, other] = [new Bucket(rate), new Bucket(rate)];
  expect([one.take(), one.take(), other.take()]).toEqual([true, false, true]);
});

test("is not empty for hours after the clock was put back by hours", () => {
  let now = 10_000_000;
  const rate = new Rate({ now: () => now, setTimeout: () => () => {}, defer: () => {} }, 1, 2);
  const bucket = new Bucket(rate);
  expect(bucket.take()).toBe(true);
  now -= 7_200_000;
  expect([1, 2, 3].map(() => bucket.take())).toEqual([true, true, false]);
});
