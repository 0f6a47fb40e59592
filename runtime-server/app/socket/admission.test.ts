import { describe, expect, test } from "vitest";
import { type Entry, entry, type Facts, type Found, type Refusal, refusal } from "./admission.ts";

const join = { statics: "/live/s/a.json" };
const reload = { x: "reload" } as const;

describe("a page may not join", () => {
  const good: Facts = { join, speaks: true, trusted: true, genuine: true, statics: "/live/s/a.json", seat: "free", full: false };

  test.each<[string, Partial<Facts>, Refusal | undefined]>([
    ["unless everything is right: then it may", {}, undefined],
    ["with another protocol: it reloads", { speaks: false }, { kind: "answer", effects: reload }],
    [
      "without the session it was made for: it reloads",
      { trusted: false },
      { kind: "answer", effects: reload, refused: "a join without the session its page was made for" },
    ],
    ["with a forged token: it reloads", { genuine: false }, { kind: "answer", effects: reload, refused: "a forged token" }],
    ["with older statics: it is told which to fetch", { join: { statics: "old" } }, { kind: "answer", effects: { s: "/live/s/a.json" } }],
    ["; for a view that is gone there are no statics to compare", { statics: undefined }, undefined],
    ["at a number that is taken", { seat: "taken" }, { kind: "refuse", refused: "a view number in use" }],
    ["at its own number, unless it names a frame", { seat: "found" }, { kind: "refuse", refused: "a view number in use" }],
    ["; at its own number, after a patch that did not fit, it may", { seat: "found", join: { ...join, seq: 3 } }, undefined],
    ["; at its own number it may where there is room for no other", { seat: "found", join: { ...join, seq: 3 }, full: true }, undefined],
    [
      "as one view too many: it stays as it was rendered",
      { full: true },
      { kind: "answer", effects: { x: "closed" }, noted: "more views than viewsPerSocket" },
    ],
  ])("%s", (_when, facts, expected) => expect(refusal({ ...good, ...facts })).toEqual(expected));

  const bad: Facts = { ...good, join: { statics: "old" }, speaks: false, trusted: false, genuine: false, seat: "taken", full: true };
  test.each<[string, Partial<Facts>, object]>([
    ["the protocol", {}, { kind: "answer", effects: reload }],
    ["the session", { speaks: true }, { refused: "a join without the session its page was made for" }],
    ["the token", { speaks: true, trusted: true }, { refused: "a forged token" }],
    ["the statics", { speaks: true, trusted: true, genuine: true }, { effects: { s: "/live/s/a.json" } }],
    ["the number", { speaks: true, trusted: true, genuine: true, join }, { kind: "refuse" }],
    ["the room", { speaks: true, trusted: true, genuine: true, join, seat: "free" }, { effects: { x: "closed" } }],
  ])("and is told what is wrong first: %s", (_what, facts, expected) => expect(refusal({ ...bad, ...facts })).toMatchObject(expected));
});

describe("a page that may join", () => {
  const own = (state: Found["state"]): Found => ({ state, sameSession: true, heard: true });
  const unheard = (state: Found["state"]): Found => ({ ...own(state), heard: false });
  const mount: Entry = { kind: "mount" };

  test.each<[string, { seq?: number; values?: true }, boolean, Found | undefined, Entry]>([
    ["adopts the view that rendered it", {}, false, own("parked"), { kind: "adopt" }],
    ["resumes its suspended view", { seq: 3 }, false, own("suspended"), { kind: "resume", seq: 3, values: false }],
    ["takes its running view over from a dead socket", { seq: 3 }, false, own("running"), { kind: "resume", seq: 3, values: false }],
    [
      "is given all values where it asks for them",
      { seq: 3, values: true },
      false,
      own("running"),
      { kind: "resume", seq: 3, values: true },
    ],
    ["is mounted where its view is gone", {}, false, undefined, mount],
    ["is mounted where another tab has the view", {}, false, own("running"), mount],
    ["is mounted where it names no frame of a suspended view", {}, false, own("suspended"), mount],
    [
      "whose first answer was lost resumes from the beginning",
      { seq: 0 },
      false,
      unheard("suspended"),
      { kind: "resume", seq: 0, values: false },
    ],
    [
      "whose first answer was lost takes its view from a dead socket",
      { seq: 0 },
      false,
      unheard("running"),
      { kind: "resume", seq: 0, values: false },
    ],
    ["whose first join never arrived adopts its view", { seq: 0 }, false, own("parked"), { kind: "adopt" }],
    ["is mounted where another tab, whose answer arrived, has the view", { seq: 0 }, false, own("running"), mount],
    ["is mounted where another tab had the view", { seq: 0 }, false, own("suspended"), mount],
    [
      "whose nested container was rebuilt is given all values, asked a second time",
      { seq: 0 },
      true,
      own("running"),
      { kind: "resume", seq: 0, values: true },
    ],
    ["is mounted where its view is not on a page yet", {}, false, own("rendered"), mount],
    ["is mounted where it names a frame of a view that sent none", { seq: 3 }, false, own("parked"), mount],
    ["is mounted where it names a frame of a view that is gone", { seq: 3 }, false, undefined, mount],
    ["whose nested container was rebuilt is given all values", {}, true, own("running"), { kind: "resume", seq: 0, values: true }],
    ["adopts a parked nested view", {}, true, own("parked"), { kind: "adopt" }],
    ["under another session ends the parked view", {}, false, { state: "parked", sameSession: false, heard: false }, { kind: "replace" }],
    [
      "under another session ends the suspended view",
      { seq: 3 },
      false,
      { state: "suspended", sameSession: false, heard: true },
      { kind: "replace" },
    ],
  ])("%s", (_what, request, isNested, found, expected) => expect(entry(request, isNested, found)).toEqual(expected));
});
