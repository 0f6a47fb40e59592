import { describe, expect, test } from "vitest";
import { type Decision, decide, type Facts } from "./admission.ts";

const page = { statics: "/live/s/a.json" };
/** A page that just loaded, with its view parked. */
const visit: Facts = {
  join: page,
  speaks: true,
  trusted: true,
  token: "routed",
  found: "parked",
  statics: "/live/s/a.json",
  seat: "free",
  full: false,
};

const mount: Decision = { kind: "mount" };
const reload = { x: "reload" } as const;

describe("a join", () => {
  test.each<[string, Partial<Facts>, Decision]>([
    ["of a page that just loaded adopts its view", {}, { kind: "adopt" }],
    ["with another protocol reloads", { speaks: false }, { kind: "answer", effects: reload }],
    [
      "without the session of its page reloads",
      { trusted: false },
      { kind: "answer", effects: reload, refused: "a join without the session its page was made for" },
    ],
    ["with a forged token reloads", { token: undefined }, { kind: "answer", effects: reload, refused: "a forged token" }],
    ["with older statics is told which to fetch", { join: { statics: "old" } }, { kind: "answer", effects: { s: "/live/s/a.json" } }],
    ["whose view and successor are gone is mounted, which finds that out", { found: undefined, statics: undefined }, mount],
    ["whose view is gone is mounted", { found: undefined }, mount],
    ["whose view another socket has taken is mounted", { found: "running" }, mount],
    ["whose view is suspended, by a page that names no frame, is mounted", { found: "suspended" }, mount],
    ["whose view is not yet on its page is mounted", { found: "rendered" }, mount],
    [
      "that names a frame of a suspended view resumes it",
      { join: { ...page, seq: 3 }, found: "suspended" },
      { kind: "resume", seq: 3, values: false },
    ],
    [
      "that names a frame of a running view takes it over",
      { join: { ...page, seq: 3 }, found: "running" },
      { kind: "resume", seq: 3, values: false },
    ],
    [
      "that asks for all values resumes with these",
      { join: { ...page, seq: 3, values: true }, found: "suspended" },
      { kind: "resume", seq: 3, values: true },
    ],
    ["that names a frame of a parked view, which has sent none, is mounted", { join: { ...page, seq: 3 } }, mount],
    ["that names a frame of a view that is gone is mounted", { join: { ...page, seq: 3 }, found: undefined }, mount],
    [
      "of a nested view whose container was rebuilt resumes it with all values",
      { token: "nested", found: "running" },
      { kind: "resume", seq: 0, values: true },
    ],
    ["of a nested view that is parked adopts it", { token: "nested" }, { kind: "adopt" }],
    ["at a number that is taken is refused", { seat: "taken" }, { kind: "refuse", refused: "a view number in use" }],
    [
      "at its own number is refused unless it names a frame",
      { seat: "found", found: "running" },
      { kind: "refuse", refused: "a view number in use" },
    ],
    [
      "at its own number, after a patch that did not fit, resumes",
      { seat: "found", found: "running", join: { ...page, seq: 3, values: true } },
      { kind: "resume", seq: 3, values: true },
    ],
    [
      "at its own number resumes where there is room for no other",
      { seat: "found", found: "running", join: { ...page, seq: 3 }, full: true },
      { kind: "resume", seq: 3, values: false },
    ],
    [
      "of one view too many stays as it was rendered",
      { full: true },
      { kind: "answer", effects: { x: "closed" }, noted: "more views than viewsPerSocket" },
    ],
  ])("%s", (_name, facts, decision) => expect(decide({ ...visit, ...facts })).toEqual(decision));
});

describe("what is wrong first is told", () => {
  const everything: Facts = {
    ...visit,
    speaks: false,
    trusted: false,
    token: undefined,
    seat: "taken",
    full: true,
    join: { statics: "old" },
  };
  test.each<[string, Partial<Facts>, object]>([
    ["the protocol", {}, { kind: "answer", effects: reload }],
    ["the session", { speaks: true }, { refused: "a join without the session its page was made for" }],
    ["the token", { speaks: true, trusted: true }, { refused: "a forged token" }],
    ["the statics", { speaks: true, trusted: true, token: "routed" }, { effects: { s: "/live/s/a.json" } }],
    ["the number", { speaks: true, trusted: true, token: "routed", join: page }, { kind: "refuse" }],
    ["the room", { speaks: true, trusted: true, token: "routed", join: page, seat: "free" }, { effects: { x: "closed" } }],
  ])("%s", (_name, facts, decision) => expect(decide({ ...everything, ...facts })).toMatchObject(decision));
});
