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
  const backlog = new Backlog(peer, 10);
  for (const frame of ["a", "b"]) expect(backlog.send(frame)).toBe(true);
  peer.room = 2;
  expect(backlog.send("c")).toBe(true);
  expect([peer.taken, backlog.empty]).toEqual([[], false]);
  backlog.drain();
  expect([peer.taken, backlog.empty]).toEqual([["a", "b"], false]);
  peer.room = 5;
  backlog.drain();
  backlog.send("d");
  expect([peer.taken, backlog.empty]).toEqual([["a", "b", "c", "d"], true]);
});

test("says when more wait than may", () => {
  const backlog = new Backlog(slowReader(), 2);
  expect(["a", "b", "c"].map((frame) => backlog.send(frame))).toEqual([true, true, false]);
});
