import { expect, it } from "vitest";
import { Due } from "./due.ts";
import { Redirect } from "./redirect.ts";

it("a turn in which nothing happened is no frame; one that handled a request is at least its ref", () => {
  const due = new Due(10);
  expect(due.take(undefined, [], undefined, false)).toEqual([]);
  due.handled(3);
  due.handled(4);
  expect(due.take(undefined, [], undefined, false)).toEqual([",4]"]);
  expect(due.take(undefined, [], undefined, false)).toEqual([]);
});

it("everything rides in one frame, except further replies, which need refs of their own", () => {
  const due = new Due(10);
  due.event("ping", { n: 1 });
  due.leave(new Redirect({ to: "/x" }));
  due.handled(2);
  due.reply(2, "two");
  due.handled(3);
  due.reply(3, null);
  due.handled(4);
  expect(due.take([0, 1], [], "Title", false)).toEqual([
    ',2,[0,1],{"t":"Title","e":[["ping",{"n":1}]],"r":"/x","y":"two"}]',
    ',3,0,{"y":null}]',
    ",4]",
  ]);
});

it("in the middle of a handler no request is answered", () => {
  const due = new Due(10);
  due.handled(2);
  due.reply(2, "two");
  expect(due.take([0, 1], [], undefined, true)).toEqual([",0,[0,1]]"]);
  expect(due.take(undefined, [], undefined, true)).toEqual([]);
  expect(due.take(undefined, [], undefined, false)).toEqual([',2,0,{"y":"two"}]']);
});

it("a title is sent when it changed, and again with all values", () => {
  const due = new Due(10);
  due.titled("A");
  expect(due.take(undefined, [], "A", false)).toEqual([]);
  expect(due.take(undefined, [], "B", false)).toEqual([',0,0,{"t":"B"}]']);
  due.join({ ref: 1, values: true, effects: { k: "token" } });
  expect(due.take([[0, 1]], [], "B", false)).toEqual([',1,[[0,1]],{"k":"token","t":"B"}]']);
});

it("loses the newest event beyond the bound, and forgets requests with their connection", () => {
  const due = new Due(1);
  expect([due.event("a", 1), due.event("b", 2)]).toEqual([true, false]);
  due.handled(7);
  due.reply(7, "late");
  due.forgetRequests();
  expect(due.take(undefined, [], undefined, false)).toEqual([',0,0,{"e":[["a",1]]}]']);
});

it("answers a refused request when none before it waits, and once", () => {
  const due = new Due(10);
  due.refused(4);
  due.handled(3);
  expect(due.take(undefined, [], undefined, false)).toEqual([",3]"]);
  due.idle();
  expect(due.take(undefined, [], undefined, false)).toEqual([",4]"]);
  due.idle();
  expect(due.take(undefined, [], undefined, false)).toEqual([]);
});

it("what lost frames would have done comes before all else, the newest redirect wins, and a reply keeps its ref beside a join", () => {
  const due = new Due(10);
  due.event("new", 3);
  due.again([',2,[0,1],{"e":[["a",1]],"r":"/a","y":null}]', ",3,[0,2]]", ',0,0,{"t":"T","e":[["b",2]],"r":"/b"}]']);
  due.join({ ref: 9, values: true, effects: { n: 5 } });
  expect(due.take([[0, 2]], [], undefined, false)).toEqual([
    ',9,[[0,2]],{"n":5,"e":[["a",1],["b",2],["new",3]],"r":"/b"}]',
    ',2,0,{"y":null}]',
  ]);
});
