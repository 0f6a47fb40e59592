import { expect, test } from "vitest";
import type { Peer } from "../../transport/transport.ts";
import { Backlog } from "./backlog.ts";

/** A client that takes `room` frames, then none until it has read. */
function slowReader(): Peer & { readonly taken: string[]; room: number } {
  const taken: string[] = [];
  return {
    taken,
    room: 0,
    send(frame) {
      if (this.room === 0) return false;
      this.room--;
      taken.push(frame);
      return true;
    },
    close() {},
  };
}

test("what cannot be sent waits, and so does what comes behind it", () => {
  const peer = slowReader();
  const backlog = new Backlog(peer, { waitingFrames: 10, waitingBytes: 1_000 });
  for (const frame of ["a", "b"]) expect(backlog.add(frame)).toBe(true);
  peer.room = 2;
  expect(backlog.add("c")).toBe(true);
  expect([peer.taken, backlog.empty]).toEqual([[], false]);
  backlog.drain();
  expect([peer.taken, backlog.empty]).toEqual([["a", "b"], false]);
  peer.room = 5;
  backlog.add("d");
  backlog.drain();
  expect([peer.taken, backlog.empty]).toEqual([["a", "b", "c", "d"], true]);
});

test("says when more wait than may", () => {
  const backlog = new Backlog(slowReader(), { waitingFrames: 2, waitingBytes: 1_000 });
  expect(["a", "b", "c"].map((frame) => backlog.add(frame))).toEqual([true, true, false]);
});

test("is full from so many bytes on, and counts whose frames wait, until they are sent", () => {
  const peer = slowReader();
  const backlog = new Backlog(peer, { waitingFrames: 10, waitingBytes: 4 });
  const one = { waiting: 0 };
  const other = { waiting: 0 };
  backlog.add("é", one);
  backlog.add("a", one);
  expect([backlog.full, one.waiting, other.waiting]).toEqual([false, 2, 0]);
  backlog.add("bcd", other);
  expect([backlog.full, one.waiting, other.waiting]).toEqual([true, 2, 1]);
  peer.room = 2;
  backlog.drain();
  expect([backlog.full, one.waiting, other.waiting]).toEqual([false, 0, 1]);
});
