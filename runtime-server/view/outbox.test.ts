import fc from "fast-check";
import { expect, it } from "vitest";
import { Outbox } from "./outbox.ts";

it("numbers frames from 1 and replays exactly those after a number", () => {
  const outbox = new Outbox({ unackedFrames: 16, unackedBytes: 1_000 });
  for (const body of ["a", "b", "c"]) outbox.push(body);
  expect(outbox.last).toBe(3);
  expect([0, 1, 2, 3, 4].map((seq) => outbox.since(seq))).toEqual([["a", "b", "c"], ["b", "c"], ["c"], [], undefined]);
  outbox.ack(2);
  expect([0, 1, 2, 3].map((seq) => outbox.since(seq))).toEqual([undefined, undefined, ["c"], []]);
});

it("is open below both bounds, and opens again with an ack", () => {
  const frames = new Outbox({ unackedFrames: 2, unackedBytes: 1_000 });
  frames.push("a");
  expect(frames.open).toBe(true);
  frames.push("b");
  expect(frames.open).toBe(false);
  frames.ack(1);
  expect(frames.open).toBe(true);
  const bytes = new Outbox({ unackedFrames: 16, unackedBytes: 4 });
  bytes.push("éé");
  expect(bytes.open).toBe(false);
});

it("agrees with a list of all frames, whatever is sent and acknowledged", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string(), fc.nat(40))), (steps) => {
      const outbox = new Outbox({ unackedFrames: 16, unackedBytes: 1_000 });
      const all: string[] = [];
      let acked = 0;
      for (const step of steps) {
        if (typeof step === "string") {
          all.push(step);
          outbox.push(step);
        } else if (step <= all.length) {
          outbox.ack(step);
          acked = Math.max(acked, step);
        }
      }
      for (let seq = 0; seq <= all.length; seq++) expect(outbox.since(seq)).toEqual(seq < acked ? undefined : all.slice(seq));
    }),
  );
});

it("forgets all frames, and answers those that were kept of the ones after a number", () => {
  const outbox = new Outbox({ unackedFrames: 16, unackedBytes: 1_000 });
  const cleared = (seq?: number): readonly string[] => {
    for (const body of ["a", "b", "c"]) outbox.push(body);
    outbox.ack(outbox.last - 2);
    return outbox.clear(seq);
  };
  expect([cleared(2), cleared(0), cleared(9), cleared(99), cleared()]).toEqual([["c"], ["b", "c"], [], [], []]);
  expect([outbox.last, outbox.open, outbox.since(14)]).toEqual([15, true, undefined]);
});
