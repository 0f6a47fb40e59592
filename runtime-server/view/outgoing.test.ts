import { expect, it } from "vitest";
import type { Effects } from "../../protocol/wire.ts";
import type { Change } from "../wire/encode.ts";
import { Outgoing } from "./outgoing.ts";
import { Redirect } from "./redirect.ts";

/** The frames of a turn, as they are sent and as they are kept. */
function both(outgoing: Outgoing, change: Change, effects: Effects | undefined, midway: boolean): readonly (readonly [string, string])[] {
  const frames: [string, string][] = [];
  outgoing.send(change, effects, midway, { emit: (body, kept) => void frames.push([body, kept]) });
  return frames;
}
const sent = (...turn: Parameters<typeof both>): readonly string[] => both(...turn).map(([body]) => body);

it("a turn in which nothing happened is not a frame; one that handled a request is at least its ref", () => {
  const outgoing = new Outgoing();
  expect(sent(outgoing, undefined, undefined, false)).toEqual([]);
  outgoing.handled(3);
  outgoing.handled(4);
  expect(sent(outgoing, undefined, undefined, false)).toEqual([",4]"]);
  expect(sent(outgoing, undefined, undefined, false)).toEqual([]);
});

it("everything rides in one frame, except further replies, which need refs of their own", () => {
  const outgoing = new Outgoing();
  outgoing.leave(new Redirect({ to: "/x" }));
  outgoing.handled(2);
  outgoing.reply(2, "two");
  outgoing.handled(3);
  outgoing.reply(3, null);
  outgoing.handled(4);
  expect(sent(outgoing, [0, 1], { t: "Title", e: [["ping", { n: 1 }]] }, false)).toEqual([
    ',2,[0,1],{"t":"Title","e":[["ping",{"n":1}]],"r":"/x","y":"two"}]',
    ',3,0,{"y":null}]',
    ",4]",
  ]);
});

it("in the middle of a handler no request is answered", () => {
  const outgoing = new Outgoing();
  outgoing.handled(2);
  outgoing.reply(2, "two");
  expect(sent(outgoing, [0, 1], undefined, true)).toEqual([",0,[0,1]]"]);
  expect(sent(outgoing, undefined, undefined, true)).toEqual([]);
  expect(sent(outgoing, undefined, undefined, false)).toEqual([',2,0,{"y":"two"}]']);
});

it("the answer to a join carries what came with the join, then what the view adds", () => {
  const outgoing = new Outgoing();
  outgoing.join({ ref: 1, values: true, effects: { k: "token" } });
  expect(sent(outgoing, [[0, 1]], { t: "B" }, false)).toEqual([',1,[[0,1]],{"k":"token","t":"B"}]']);
});

it("the answer to a join answers the join alone: a page that missed it gets what changed, without the join", () => {
  const outgoing = new Outgoing();
  outgoing.handled(7);
  outgoing.join({ ref: 9, values: true, effects: { n: 3, a: 7 } });
  expect(both(outgoing, [[0, 1]], { t: "B" }, false)).toEqual([
    [',9,[[0,1]],{"n":3,"a":7,"t":"B"}]', ',0,[[0,1]],{"t":"B"}]'],
    [",7]", ",7]"],
  ]);
});

it("a connection that is gone takes its join along; events wait for their answers on the next one", () => {
  const outgoing = new Outgoing();
  outgoing.handled(7);
  outgoing.reply(7, "late");
  outgoing.join({ ref: 8, values: true, effects: {} });
  outgoing.disconnect();
  expect(sent(outgoing, undefined, { e: [["a", 1]] }, false)).toEqual([',7,0,{"e":[["a",1]],"y":"late"}]']);
});

it("a request that was refused with a reason is told so, in a frame of its own after those before it", () => {
  const outgoing = new Outgoing();
  outgoing.handled(3);
  outgoing.refused(4, "an event for a full mailbox");
  outgoing.refused(5, undefined);
  outgoing.refused(6, "an unknown event");
  expect(sent(outgoing, [0, 1], undefined, false)).toEqual([",3,[0,1]]"]);
  outgoing.idle();
  expect(sent(outgoing, undefined, undefined, false)).toEqual([
    ',4,0,{"d":"an event for a full mailbox"}]',
    ',6,0,{"d":"an unknown event"}]',
  ]);
});

it("answers a refused request when none before it waits, and once", () => {
  const outgoing = new Outgoing();
  outgoing.refused(4, undefined);
  outgoing.handled(3);
  expect(sent(outgoing, undefined, undefined, false)).toEqual([",3]"]);
  outgoing.idle();
  expect(sent(outgoing, undefined, undefined, false)).toEqual([",4]"]);
  outgoing.idle();
  expect(sent(outgoing, undefined, undefined, false)).toEqual([]);
});

it("what lost frames would have done is due again: the newest redirect wins, and a reply keeps its ref beside a join", () => {
  const outgoing = new Outgoing();
  const lost = [',2,[0,1],{"e":[["a",1]],"r":"/a","y":null}]', ",3,[0,2]]", ',0,0,{"t":"T","r":"/b"}]'];
  expect(outgoing.again(lost)).toEqual([
    { e: [["a", 1]], r: "/a", y: null },
    { t: "T", r: "/b" },
  ]);
  outgoing.join({ ref: 9, values: true, effects: { n: 5 } });
  expect(sent(outgoing, [[0, 2]], undefined, false)).toEqual([',9,[[0,2]],{"n":5,"r":"/b"}]', ',2,0,{"y":null}]', ",3]"]);
});
