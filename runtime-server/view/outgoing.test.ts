import { expect, it } from "vitest";
import { Outgoing } from "./outgoing.ts";
import { Redirect } from "./redirect.ts";

it("a turn in which nothing happened is not a frame; one that handled a request is at least its ref", () => {
  const outgoing = new Outgoing();
  expect(outgoing.take(undefined, undefined, false)).toEqual([]);
  outgoing.handled(3);
  outgoing.handled(4);
  expect(outgoing.take(undefined, undefined, false)).toEqual([",4]"]);
  expect(outgoing.take(undefined, undefined, false)).toEqual([]);
});

it("everything rides in one frame, except further replies, which need refs of their own", () => {
  const outgoing = new Outgoing();
  outgoing.leave(new Redirect({ to: "/x" }));
  outgoing.handled(2);
  outgoing.reply(2, "two");
  outgoing.handled(3);
  outgoing.reply(3, null);
  outgoing.handled(4);
  expect(outgoing.take([0, 1], { t: "Title", e: [["ping", { n: 1 }]] }, false)).toEqual([
    ',2,[0,1],{"t":"Title","e":[["ping",{"n":1}]],"r":"/x","y":"two"}]',
    ',3,0,{"y":null}]',
    ",4]",
  ]);
});

it("in the middle of a handler no request is answered", () => {
  const outgoing = new Outgoing();
  outgoing.handled(2);
  outgoing.reply(2, "two");
  expect(outgoing.take([0, 1], undefined, true)).toEqual([",0,[0,1]]"]);
  expect(outgoing.take(undefined, undefined, true)).toEqual([]);
  expect(outgoing.take(undefined, undefined, false)).toEqual([',2,0,{"y":"two"}]']);
});

it("the answer to a join carries what came with the join, then what the view adds", () => {
  const outgoing = new Outgoing();
  outgoing.join({ ref: 1, values: true, effects: { k: "token" } });
  expect(outgoing.take([[0, 1]], { t: "B" }, false)).toEqual([',1,[[0,1]],{"k":"token","t":"B"}]']);
});

it("forgets requests with their connection", () => {
  const outgoing = new Outgoing();
  outgoing.handled(7);
  outgoing.reply(7, "late");
  outgoing.forgetRequests();
  expect(outgoing.take(undefined, { e: [["a", 1]] }, false)).toEqual([',0,0,{"e":[["a",1]]}]']);
});

it("answers a refused request when none before it waits, and once", () => {
  const outgoing = new Outgoing();
  outgoing.refused(4);
  outgoing.handled(3);
  expect(outgoing.take(undefined, undefined, false)).toEqual([",3]"]);
  outgoing.idle();
  expect(outgoing.take(undefined, undefined, false)).toEqual([",4]"]);
  outgoing.idle();
  expect(outgoing.take(undefined, undefined, false)).toEqual([]);
});

it("what lost frames would have done is due again: the newest redirect wins, and a reply keeps its ref beside a join", () => {
  const outgoing = new Outgoing();
  const lost = [',2,[0,1],{"e":[["a",1]],"r":"/a","y":null}]', ",3,[0,2]]", ',0,0,{"t":"T","r":"/b"}]'];
  expect(outgoing.again(lost)).toEqual([
    { e: [["a", 1]], r: "/a", y: null },
    { t: "T", r: "/b" },
  ]);
  outgoing.join({ ref: 9, values: true, effects: { n: 5 } });
  expect(outgoing.take([[0, 2]], undefined, false)).toEqual([',9,[[0,2]],{"n":5,"r":"/b"}]', ',2,0,{"y":null}]']);
});
