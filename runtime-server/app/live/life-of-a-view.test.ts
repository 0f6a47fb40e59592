import { describe, expect, it, vi } from "vitest";
import { notFound } from "../../base/errors.ts";
import { block, type Template, template, text } from "../../template.ts";
import { type ConnectReason, defineView, type View } from "../../view/define.ts";
import type { TerminateReason } from "../../view/life.ts";
import { settle, type TestApp, testApp, Visitor } from "../visitor.testing.ts";

interface Counts {
  count: number;
  pageTitle?: string;
}
const counter: Template<Counts, { inc: object }> = template<Counts, { inc: object }>({
  name: "counter.live.html",
  reads: ["count"],
  blocks: [block("counter", ["<p>", "</p>"], [text([0])])],
  components: () => [],
  render(r, { count }) {
    if (r.stale(0)) r.text(0, count);
  },
});

interface Log {
  mounts: number;
  connects: ConnectReason[];
  ends: TerminateReason[];
}

/** Lets the last `slow` event return. */
let finish = (): void => {};

function counterView(log: Log, more: object = {}): View<Counts> {
  return defineView({
    template: counter,
    mount(socket, params) {
      log.mounts++;
      socket.sendInterval("tick", 1000);
      return { count: Number(params["start"] ?? 0) };
    },
    events: {
      inc(socket, { by = 1 }) {
        socket.assign({ count: socket.assigns.count + Number(by) });
      },
      idle() {},
      slow: () =>
        new Promise<void>((resolve) => {
          finish = resolve;
        }),
      ask: () => ({ reply: { answer: 42 } }),
      boom() {
        throw new Error("boom");
      },
      go: (socket) => socket.redirect({ to: "/else" }),
      push: (socket) => socket.pushEvent("ping", { n: 1 }),
    },
    handleInfo(socket, message) {
      if (message === "tick") socket.assign({ count: socket.assigns.count + 100 });
    },
    handleConnect: (_socket, reason) => void log.connects.push(reason),
    terminate: (_socket, reason) => void log.ends.push(reason),
    ...more,
  });
}

function setup(
  more: object = {},
  options: Parameters<typeof testApp>[0] = {},
): TestApp & { log: TestApp["log"]; seen: Log; visitor: Visitor } {
  const seen: Log = { mounts: 0, connects: [], ends: [] };
  const made = testApp(options);
  made.app.live("/", counterView(seen, more));
  made.app.live("/from/:start", counterView(seen, more));
  return { ...made, seen, visitor: new Visitor(made.server) };
}

describe("a visit", () => {
  it("mounts once: the socket adopts what rendered the page, and the answer is five bytes", async () => {
    const { seen, visitor, app } = setup();
    const page = await visitor.load("/?start=7");
    expect(page.response.status).toBe(200);
    expect(page.html).toMatch(/<div data-live="[\w-]+" data-live-statics="\/live\/s\/[\w-]+\.json" data-live-skeleton=""><p>7<\/p><\/div>/);
    expect(app.stats().views).toEqual({ rendered: 0, parked: 1, running: 0, suspended: 0 });
    const socket = visitor.connect();
    await socket.join(page);
    expect(socket.raw.received).toEqual(["[1,1]"]);
    expect(seen).toEqual({ mounts: 1, connects: ["adopted"], ends: [] });
    expect(app.stats().views.running).toBe(1);
  });

  it("answers an event with the diff and its ref, in 12 bytes, and one without effect with the ref alone", async () => {
    const { visitor } = setup();
    const page = await visitor.load("/");
    const socket = visitor.connect();
    await socket.join(page);
    socket.send(1, 2, "inc");
    expect(socket.last).toBe("[1,2,[0,1]]");
    socket.send(1, 3, "inc", { by: 5 }, 0, 2);
    expect(socket.last).toBe("[1,3,[0,6]]");
    socket.send(1, 4, "idle", 3);
    expect(socket.last).toBe("[1,4]");
    socket.send(1, 5, "ask");
    expect(socket.last).toBe('[1,5,0,{"y":{"answer":42}}]');
    socket.send(1, 6, "push");
    expect(socket.last).toBe('[1,6,0,{"e":[["ping",{"n":1}]]}]');
    socket.send(1, 7, "go");
    expect(socket.last).toBe('[1,7,0,{"r":"/else"}]');
  });

  it("keeps the page private and gives it a CSRF token, statics and the client", async () => {
    const { visitor, server } = setup();
    const page = await visitor.load("/");
    expect(page.response.headers.get("cache-control")).toBe("private, no-cache");
    expect(page.response.headers.get("set-cookie")).toMatch(/^_livec=[\w-]+; Path=\/; Max-Age=1209600; HttpOnly; SameSite=Lax$/);
    expect(page.html).toContain(
      `<link rel="preload" as="fetch" href="/live/s/${page.statics}.json" crossorigin><script type="module" src="/client.js"></script>`,
    );
    const statics = await server.get(`/live/s/${page.statics}.json`);
    expect(JSON.parse(statics.body)).toEqual([["<p><!--$--></p>", [[0]]]]);
    expect(statics.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
  });

  it("knows its URL, whole and as path and query, in every callback and however it came about", async () => {
    const { app, server, clock } = testApp({ trustProxy: 1 });
    const seen: unknown[] = [];
    const view = defineView({
      template: counter,
      mount(socket) {
        seen.push(["mount", socket.uri, socket.path]);
        return { count: 0 };
      },
      handleParams: (_socket, _params, uri) => void seen.push(["params", uri]),
      events: { inc() {} },
    });
    app.live("/a/:b", view, { onMount: [(socket) => void seen.push(["hook", socket.uri, socket.path])] });
    app.get("/url", (conn) => conn.json([conn.uri, conn.url]));
    const visitor = new Visitor(server);
    const whole = "http://test.local/a/x%20y?q=1";
    const page = await visitor.load("/a/x%20y?q=1");
    const path = "/a/x%20y?q=1";
    const all = [
      ["hook", whole, path],
      ["mount", whole, path],
      ["params", whole],
    ];
    expect(seen).toEqual(all);
    clock.advance(30_000);
    await visitor.connect().join(page);
    expect(seen.slice(3)).toEqual(all);
    expect((await server.get("/url")).body).toBe('["http://test.local/url","/url"]');
    expect((await server.get("/url?a=1", { "x-forwarded-proto": "https", "x-forwarded-host": "shop.example" })).body).toBe(
      '["https://shop.example/url?a=1","/url?a=1"]',
    );
  });

  it("starts timers at the connection, not in mount", async () => {
    const { visitor, clock } = setup();
    const page = await visitor.load("/");
    clock.advance(5_000);
    const socket = visitor.connect();
    await socket.join(page);
    expect(socket.raw.received).toEqual(["[1,1]"]);
    clock.advance(1_000);
    expect(socket.last).toBe("[1,0,[0,100]]");
  });

  it("answers HEAD, a redirecting mount and a missing thing without leaving a view behind", async () => {
    const { app, server } = testApp();
    app.live(
      "/away",
      defineView({ template: counter, mount: (socket) => socket.redirect({ to: "/login" }), events: { inc() {} } }) as View,
    );
    app.live(
      "/gone",
      defineView({
        template: counter,
        mount: (): Counts => {
          throw notFound();
        },
        events: { inc() {} },
      }),
    );
    const away = await server.get("/away");
    expect([away.status, away.headers.get("location")]).toEqual([302, "/login"]);
    expect((await server.get("/gone")).status).toBe(404);
    expect((await server.request("HEAD", "/gone")).body).toBe("");
    expect(app.stats().views).toEqual({ rendered: 0, parked: 0, running: 0, suspended: 0 });
  });
});

describe("a page whose view cannot be adopted", () => {
  it("two tabs from one HTML: the first takes the parked view, the second is mounted with values and a token of its own", async () => {
    const { visitor, seen } = setup();
    const page = await visitor.load("/?start=3");
    const [first, second] = [visitor.connect(), visitor.connect()];
    await first.join(page);
    await second.join(page, { url: "http://test.local/?start=3" });
    expect(seen.mounts).toBe(2);
    expect(seen.connects).toEqual(["adopted", "mounted"]);
    const [frame] = second.frames;
    expect(frame?.slice(0, 3)).toEqual([1, 1, [[0, 3]]]);
    expect(frame?.[3]?.k).toMatch(/^[\w-]{50,}$/);
    first.send(1, 2, "inc");
    expect(second.frames).toHaveLength(1);
  });

  it("too late: after 30 s parked it is gone, told so, and mounted again", async () => {
    const { visitor, seen, clock, app } = setup();
    const page = await visitor.load("/");
    clock.advance(30_000);
    expect(seen.ends).toEqual(["closed"]);
    expect(app.stats().views.parked).toBe(0);
    const socket = visitor.connect();
    await socket.join(page);
    expect(seen.mounts).toBe(2);
    expect(socket.frames[0]?.[2]).toEqual([[0, 0]]);
  });

  it("changed while parked: the answer to the adoption carries the diff", async () => {
    const mount = (socket: { send(message: string): void }): Counts => {
      socket.send("tick");
      return { count: 1 };
    };
    const { visitor } = setup({ mount });
    const page = await visitor.load("/");
    const socket = visitor.connect();
    await socket.join(page);
    expect(socket.raw.received).toEqual(["[1,1,[0,101]]"]);
  });

  it("a deploy, seen by the name of the statics: is told which to fetch, and joins again; values travel once, and other views are not touched", async () => {
    const { visitor, seen } = setup();
    const page = await visitor.load("/");
    const socket = visitor.connect();
    await socket.join(page, {}, 2);
    await socket.join({ ...page, statics: "older" });
    expect(seen.mounts).toBe(1);
    await socket.join(page, { values: true }, 1, 2);
    expect(seen.mounts).toBe(2);
    expect(socket.frames).toEqual([
      [2, 1],
      [1, 1, 0, { s: `/live/s/${page.statics}.json` }],
      [1, 2, [[0, 0]], { k: expect.any(String) }],
    ]);
  });

  it("after a deploy, all views of a page may join twice at once", async () => {
    const { visitor, messages } = setup();
    const page = await visitor.load("/");
    const socket = visitor.connect();
    for (let view = 1; view <= 32; view++) await socket.join({ ...page, statics: "older" }, {}, view);
    for (let view = 1; view <= 32; view++) await socket.join(page, { values: true }, view, 2);
    expect(socket.frames.slice(32).map((frame) => frame[2])).toEqual(Array(32).fill([[0, 0]]));
    expect(messages("warn")).toEqual([]);
  });

  it("a page that was altered on its way asks for all values", async () => {
    const { visitor, seen } = setup();
    const page = await visitor.load("/");
    const socket = visitor.connect();
    await socket.join(page, { values: true });
    expect(socket.raw.received).toEqual(["[1,1,[[0,0]]]"]);
    expect(seen.mounts).toBe(1);
  });

  it("adopt: false mounts twice, connected the second time", async () => {
    const connected: boolean[] = [];
    const mount = (socket: { connected: boolean }): Counts => {
      connected.push(socket.connected);
      return { count: 0 };
    };
    const { visitor, app } = setup({ adopt: false, mount });
    const page = await visitor.load("/");
    expect(app.stats().views.parked).toBe(0);
    await visitor.connect().join(page);
    expect(connected).toEqual([false, true]);
  });

  it("an expired token, and one of another visitor, mount under the visitor's own session", async () => {
    const { visitor, server, seen } = setup({}, { limits: { tokenAge: 1_000 } });
    const mine = await visitor.load("/");
    const stranger = new Visitor(server);
    const theirs = await stranger.load("/?start=9");
    const socket = visitor.connect();
    await socket.join({ ...theirs, csrf: mine.csrf });
    expect(socket.frames[0]?.[2]).toEqual([[0, 9]]);
    const before = seen.mounts;
    const other = stranger.connect();
    await other.join(theirs);
    expect(other.raw.received).toEqual(["[1,1]"]);
    expect(seen.mounts).toBe(before);
  });

  it("is mounted again with the URL of its token, and no other", async () => {
    const { visitor } = setup();
    const page = await visitor.load("/from/5?x=1");
    await visitor.connect().join(page);
    for (const url of ["http://test.local/from/6", "http://test.local/?start=1", "http://elsewhere.test/", "javascript:7"]) {
      const socket = visitor.connect();
      await socket.join(page, { url });
      expect(socket.frames[0]?.[2]).toEqual([[0, 5]]);
    }
  });

  it("a wrong CSRF token, no session, or another protocol: reload, and nothing of the program runs", async () => {
    const { visitor, server, seen, log } = setup();
    const page = await visitor.load("/");
    const other = await new Visitor(server).load("/");
    for (const [socket, csrf] of [
      [visitor.connect(), other.csrf],
      [new Visitor(server).connect(), page.csrf],
      [visitor.connect("?v=2"), page.csrf],
    ] as const) {
      await socket.join({ ...page, csrf });
      expect(socket.raw.received).toEqual(['[1,1,0,{"x":"reload"}]']);
    }
    expect(seen).toEqual({ mounts: 2, connects: [], ends: [] });
    expect(log.filter(({ level }) => level === "warn")).toHaveLength(2);
  });
});

describe("a connection that breaks", () => {
  async function running(more: object = {}, options: Parameters<typeof testApp>[0] = {}) {
    const all = setup(more, options);
    const page = await all.visitor.load("/");
    const socket = all.visitor.connect();
    await socket.join(page);
    return { ...all, page, socket };
  }

  it("resumes where it was, and replays exactly the frames that were missed", async () => {
    const { visitor, page, socket, seen, app } = await running();
    socket.send(1, 2, "inc");
    socket.send(1, 3, "inc");
    socket.raw.close();
    expect(app.stats().views.suspended).toBe(1);
    const again = visitor.connect();
    await again.join(page, { seq: 1 });
    expect(again.raw.received).toEqual(['[1,1,0,{"n":1,"a":3}]', "[1,2,[0,1]]", "[1,3,[0,2]]"]);
    expect(seen).toMatchObject({ mounts: 1, connects: ["adopted", "resumed"] });
    again.send(1, 4, "inc");
    expect(again.last).toBe("[1,4,[0,3]]");
  });

  it("runs an event once, however often its page sends it: it is told the last that came, and repeats are no strike", async () => {
    const { visitor, page, socket, seen, messages } = await running();
    socket.send(1, 2, "inc");
    socket.raw.close();
    const again = visitor.connect();
    // The join has a ref of its own: 3 and 4 were sent, and lost, before it.
    await again.join(page, { seq: 1 }, 1, 5);
    expect(again.raw.received).toEqual(['[1,5,0,{"n":1,"a":2}]', "[1,2,[0,1]]"]);
    for (const ref of [1, 2, 2, 3, 4, 3, 6, 6]) again.send(1, ref, "inc");
    expect(again.raw.received.slice(2)).toEqual(["[1,3,[0,2]]", "[1,4,[0,3]]", "[1,6,[0,4]]"]);
    expect([seen.mounts, messages("warn")]).toEqual([1, []]);
  });

  it("answers, once the page is back, what was handled while it was away", async () => {
    const { visitor, page, socket } = await running();
    socket.send(1, 2, "slow");
    socket.send(1, 3, "ask");
    socket.raw.close();
    finish();
    await settle();
    const again = visitor.connect();
    await again.join(page, { seq: 1 }, 1, 4);
    expect(again.raw.received).toEqual(['[1,4,0,{"n":1,"a":3}]', '[1,3,0,{"y":{"answer":42}}]']);
  });

  it("answers the join alone: who missed the answer gets what changed, and waits for its events", async () => {
    const { visitor, page, socket } = await running();
    socket.send(1, 2, "inc");
    socket.raw.close();
    const second = visitor.connect();
    await second.join(page, { seq: 1, values: true }, 1, 4);
    expect(second.raw.received).toEqual(['[1,4,[[0,1]],{"n":3,"a":2}]', "[1,2]"]);
    second.raw.close();
    const third = visitor.connect();
    await third.join(page, { seq: 2 }, 1, 5);
    expect(third.raw.received).toEqual(['[1,5,0,{"n":2,"a":2}]', "[1,0,[[0,1]]]", "[1,2]"]);
  });

  it("what changed meanwhile follows as one diff", async () => {
    const { visitor, page, socket, clock } = await running();
    socket.raw.close();
    clock.advance(3_000);
    const again = visitor.connect();
    await again.join(page, { seq: 1 });
    expect(again.raw.received).toEqual(['[1,1,0,{"n":1,"a":0}]', "[1,0,[0,300]]"]);
  });

  it("a page that names frames which are not kept gets all values, numbered on", async () => {
    const { visitor, page, socket } = await running();
    socket.send(1, 2, "inc");
    socket.send(1, 2);
    socket.raw.close();
    const again = visitor.connect();
    await again.join(page, { seq: 1 });
    expect(again.raw.received).toEqual(['[1,1,[[0,1]],{"n":3,"a":2}]']);
  });

  it("takes over from a connection whose end was not noticed", async () => {
    const { visitor, page, socket } = await running();
    const again = visitor.connect();
    await again.join(page, { seq: 1 });
    again.send(1, 2, "inc");
    expect(again.last).toBe("[1,2,[0,1]]");
    expect(socket.raw.received).toEqual(["[1,1]"]);
    socket.raw.close();
    again.send(1, 3, "inc");
    expect(again.last).toBe("[1,3,[0,2]]");
  });

  it("after 60 s it is over; the page that comes back is mounted anew", async () => {
    const { visitor, page, socket, clock, seen } = await running();
    socket.raw.close();
    clock.advance(60_000);
    expect(seen.ends).toEqual(["closed"]);
    expect(clock.pending).toBe(0);
    const again = visitor.connect();
    await again.join(page, { seq: 1 });
    expect(again.frames[0]?.[2]).toEqual([[0, 0]]);
    expect(again.frames[0]?.[3]).toHaveProperty("k");
  });

  it("a page that leaves ends its view at once, and its timers", async () => {
    const { socket, seen, app, clock } = await running();
    socket.send(1, 2, 1);
    expect(seen.ends).toEqual(["left"]);
    expect(app.stats().views).toEqual({ rendered: 0, parked: 0, running: 0, suspended: 0 });
    socket.raw.close();
    expect(clock.pending).toBe(0);
  });

  it("a socket whose last view left is closed after 10 s, unless another one joins", async () => {
    const { visitor, socket, page, clock } = await running();
    const page2 = await visitor.load("/");
    socket.send(1, 2, 1);
    clock.advance(9_999);
    await socket.join(page2, {}, 2);
    clock.advance(60_000);
    expect(socket.raw.closed?.reason).not.toBe("nothing joined");
    const other = visitor.connect();
    await other.join(page);
    other.send(1, 2, 1);
    clock.advance(9_999);
    expect(other.raw.closed).toBe(undefined);
    clock.advance(1);
    expect(other.raw.closed).toEqual({ code: 1008, reason: "nothing joined" });
  });

  it("stops rendering at 16 frames nobody acknowledged; one merged diff follows the ack", async () => {
    const { socket, clock } = await running();
    clock.advance(40_000 - 1_000 * 20);
    expect(socket.raw.received).toHaveLength(16);
    expect(socket.last).toBe("[1,0,[0,1500]]");
    socket.send(1, 16);
    expect(socket.raw.received.slice(16)).toEqual(["[1,0,[0,2000]]"]);
  });

  it("closes a connection that acknowledges nothing for 30 s, and keeps its view", async () => {
    const { socket, clock, app } = await running();
    clock.advance(46_000);
    expect(socket.raw.closed).toEqual({ code: 1013, reason: "frames are not acknowledged" });
    expect(app.stats().views.suspended).toBe(1);
  });

  it("holds frames back for a client that reads slowly, in order, and answers heartbeats with them", async () => {
    const { socket } = await running();
    socket.raw.reading = false;
    socket.send(1, 2, "inc");
    socket.send(0);
    socket.send(1, 3, "inc");
    expect(socket.raw.received).toEqual(["[1,1]"]);
    socket.raw.reading = true;
    expect(socket.raw.received.slice(1)).toEqual(["[1,2,[0,1]]", "[1,3,[0,2]]"]);
    socket.send(0);
    expect(socket.last).toBe("[0]");
  });

  it("closes a connection for which more frames wait than the limit allows: they are replayed", async () => {
    const { socket, visitor, page } = await running({}, { limits: { waitingFrames: 1 } });
    await socket.join(await visitor.load("/"), {}, 2);
    socket.raw.reading = false;
    socket.send(1, 2, "inc");
    expect(socket.raw.closed).toBeUndefined();
    socket.send(2, 2, "inc");
    expect(socket.raw.closed).toEqual({ code: 1013, reason: "the client does not read" });
    const again = visitor.connect();
    await again.join(page, { seq: 1 });
    expect(again.raw.received).toEqual(['[1,1,0,{"n":1,"a":2}]', "[1,2,[0,1]]"]);
  });

  it("renders nothing for a page while it has not read the frame before, whatever it acknowledges", async () => {
    const { socket, messages } = await running();
    socket.raw.reading = false;
    socket.send(1, 2, "inc");
    for (let ref = 3; ref < 7; ref++) socket.send(1, ref, "inc", 1);
    socket.send(1, 2);
    expect(messages("warn")).toEqual(["refused: an ack of a frame that was not sent"]);
    socket.raw.reading = true;
    expect(socket.raw.received.slice(1)).toEqual(["[1,2,[0,1]]", "[1,6,[0,5]]"]);
    socket.send(1, 3);
    expect(messages("warn")).toHaveLength(1);
  });

  it("renders nothing for any view of a page while more bytes wait than the limit allows", async () => {
    const { socket, visitor } = await running({}, { limits: { waitingBytes: 20 } });
    for (const number of [2, 3]) await socket.join(await visitor.load("/"), {}, number);
    socket.raw.reading = false;
    for (const number of [1, 2, 3]) socket.send(number, 2, "inc");
    socket.send(3, 3, "inc");
    socket.raw.reading = true;
    expect(socket.raw.received.slice(3)).toEqual(["[1,2,[0,1]]", "[2,2,[0,1]]", "[3,3,[0,2]]"]);
  });

  it("takes no event while as many replies wait for a page that does not read as its mailbox holds", async () => {
    const { socket, messages } = await running({}, { limits: { mailbox: 3 } });
    socket.raw.reading = false;
    for (let ref = 2; ref < 8; ref++) socket.send(1, ref, "ask");
    expect(messages("warn")).toEqual(["refused: an event for a full mailbox"]);
    socket.raw.reading = true;
    const replies = [2, 3, 4, 5].map((ref) => `[1,${ref},0,{"y":{"answer":42}}]`);
    const refusals = [6, 7].map((ref) => `[1,${ref},0,{"d":"an event for a full mailbox"}]`);
    expect(socket.raw.received.slice(1)).toEqual([...replies, ...refusals]);
  });

  it("gives a client that reads the time it needs for what was sent, and 30 s to acknowledge it", async () => {
    const { socket, clock } = await running();
    clock.advance(16_000);
    for (let i = 0; i < 4; i++) {
      clock.advance(20_000);
      socket.raw.reading = true;
    }
    expect(socket.raw.closed).toBeUndefined();
    clock.advance(60_000);
    expect(socket.raw.closed).toEqual({ code: 1013, reason: "frames are not acknowledged" });
  });

  it("that brings all values brings also the events, replies and redirect that were missed, once and in order, and only those", async () => {
    const { visitor, page, socket, clock } = await running();
    for (const [ref, name] of ["push", "ask", "push", "go"].entries()) socket.send(1, ref + 2, name);
    expect(socket.raw.received).toHaveLength(5);
    socket.raw.close();
    const again = visitor.connect();
    await again.join(page, { seq: 2, values: true }, 1, 9);
    const answer = ['[1,9,[[0,0]],{"n":6,"a":5,"e":[["ping",{"n":1}]],"r":"/else"}]', '[1,3,0,{"y":{"answer":42}}]', "[1,5]"];
    expect(again.raw.received).toEqual(answer);
    again.raw.close();
    const third = visitor.connect();
    await third.join(page, { seq: 8 }, 1, 10);
    expect(third.raw.received).toEqual(['[1,10,0,{"n":8,"a":5}]']);
    clock.advance(1_000);
    expect(third.last).toBe("[1,0,[0,100]]");
  });

  it("app.close while a page's mount is under way: the page answers 503", async () => {
    const waiting: ((assigns: Counts) => void)[] = [];
    const { app, server } = setup({ mount: () => new Promise<Counts>((resolve) => void waiting.push(resolve)) });
    const response = server.get("/");
    await settle();
    await app.close();
    waiting[0]?.({ count: 0 });
    expect((await response).status).toBe(503);
    expect(app.stats().views).toEqual({ rendered: 0, parked: 0, running: 0, suspended: 0 });
  });

  it("app.close ends views with shutdown and sockets with 1012", async () => {
    const { socket, app, seen, clock } = await running();
    await app.close();
    expect(seen.ends).toEqual(["shutdown"]);
    expect(socket.raw.closed).toEqual({ code: 1012, reason: "the server stops" });
    expect(clock.pending).toBe(0);
  });
});

describe("an error in a view's code", () => {
  it("ends that view alone; the page joins again and is given a fresh one", async () => {
    const { visitor, seen, log } = setup();
    const page = await visitor.load("/");
    const socket = visitor.connect();
    await socket.join(page);
    await socket.join(page, {}, 2);
    socket.send(1, 2, "boom", { password: "x", title: "y" });
    expect(socket.last).toBe('[1,2,0,{"x":"error"}]');
    expect(seen.ends).toEqual([{ error: new Error("boom") }]);
    const errors = log.filter(({ level }) => level === "error");
    expect(errors).toHaveLength(1);
    expect(errors[0]?.fields).toMatchObject({ view: "counter", event: "boom", payload: { password: "[redacted]", title: "y" } });
    socket.send(2, 2, "inc");
    expect(socket.last).toBe("[2,2,[0,1]]");
    await socket.join(page, {}, 1, 3);
    expect(seen.mounts).toBe(3);
    expect(socket.frames.at(-1)?.slice(0, 3)).toEqual([1, 3, [[0, 0]]]);
  });

  it("in a connected mount: the page reloads", async () => {
    const fail = vi.fn<() => boolean>(() => false);
    const { visitor, log } = setup({
      mount: () => {
        if (fail()) throw new Error("no database");
        return { count: 0 };
      },
    });
    const page = await visitor.load("/");
    await visitor.connect().join(page);
    fail.mockReturnValue(true);
    const socket = visitor.connect();
    await socket.join(page);
    expect(socket.raw.received).toEqual(['[1,1,0,{"x":"reload"}]']);
    expect(log.at(-1)).toMatchObject({ level: "error", message: "mount failed; the page reloads" });
  });

  it("over HTTP: a status page, with details in development only", async () => {
    for (const development of [true, false]) {
      const { visitor, app } = setup(
        {
          mount: () => {
            throw new Error("the secret reason");
          },
        },
        { development },
      );
      const page = await visitor.load("/");
      expect(page.response.status).toBe(500);
      expect(page.html.includes("the secret reason")).toBe(development);
      expect(app.stats().views.rendered).toBe(0);
    }
  });

  it("a handler that does not return is reported after 10 s; other views go on", async () => {
    const { visitor, clock, messages } = setup({ events: { inc: () => new Promise(() => {}), idle() {} } });
    const page = await visitor.load("/");
    const [stuck, other] = [visitor.connect(), visitor.connect()];
    await stuck.join(page);
    await other.join(page);
    stuck.send(1, 2, "inc");
    stuck.send(1, 3, "idle");
    clock.advance(10_000);
    expect(messages("error")).toEqual(["a handler has not returned; this view waits for it"]);
    other.send(1, 2, "idle");
    expect(other.last).toMatch(/^\[1,2/);
    expect(stuck.raw.received).toEqual(["[1,1]"]);
  });
});

describe("a page whose view ended by itself", () => {
  it("may have sent more before it knew: that is no strike", async () => {
    const { visitor, messages } = setup({}, { limits: { strikes: 1 } });
    const page = await visitor.load("/");
    const socket = visitor.connect();
    await socket.join(page);
    socket.send(1, 2, "boom");
    socket.send(1, 3, "inc");
    socket.send(1, 1);
    socket.send(1, 4, 1);
    expect(socket.raw.received).toEqual(["[1,1]", '[1,2,0,{"x":"error"}]']);
    expect([messages("warn"), socket.raw.closed]).toEqual([[], undefined]);
    socket.send(2, 1, "inc");
    expect(messages("warn")).toEqual(["refused: an unknown view"]);
  });

  it("a redirect is answered, and so is what came behind it", async () => {
    const { visitor, messages } = setup();
    const page = await visitor.load("/");
    const socket = visitor.connect();
    await socket.join(page);
    socket.send(1, 2, "go");
    socket.send(1, 3, "inc");
    expect(socket.raw.received.slice(1)).toEqual(['[1,2,0,{"r":"/else"}]', "[1,3,[0,1]]"]);
    expect(messages("warn")).toEqual([]);
  });
});

describe("handlers", () => {
  const later = (): { readonly promise: Promise<void>; readonly resolve: () => void } => {
    let resolve = (): void => {};
    const promise = new Promise<void>((done) => {
      resolve = done;
    });
    return { promise, resolve: () => resolve() };
  };

  it("that take their time in handleConnect do not delay the answer to the join", async () => {
    const { promise, resolve } = later();
    const { visitor } = setup({
      async handleConnect(socket: { assign(p: object): void }) {
        socket.assign({ count: 1 });
        await promise;
        socket.assign({ count: 2 });
      },
    });
    const page = await visitor.load("/");
    const socket = visitor.connect();
    await socket.join(page);
    expect(socket.raw.received).toEqual(["[1,1,[0,1]]"]);
    socket.send(1, 2, "inc");
    resolve();
    await settle();
    expect(socket.raw.received.slice(1)).toEqual(["[1,0,[0,2]]", "[1,2,[0,3]]"]);
  });

  it("are answered in order: a refused event waits for those before it", async () => {
    const { promise, resolve } = later();
    const { visitor } = setup({ events: { inc: () => promise, ask: () => ({ reply: 1 }) } });
    const page = await visitor.load("/");
    const socket = visitor.connect();
    await socket.join(page);
    socket.send(1, 2, "inc");
    socket.send(1, 3, "ask");
    socket.send(1, 4, "nope");
    await settle();
    expect(socket.raw.received).toEqual(["[1,1]"]);
    resolve();
    await settle();
    expect(socket.raw.received.slice(1)).toEqual(["[1,2]", '[1,3,0,{"y":1}]', '[1,4,0,{"d":"an unknown event"}]']);
    socket.send(1, 5, "nope");
    expect(socket.last).toBe('[1,5,0,{"d":"an unknown event"}]');
  });

  it("that compute for long are reported, with view, event and time", async () => {
    const { visitor, clock, log } = setup({ events: { inc: () => clock.advance(100), ask: () => clock.advance(99) } });
    const page = await visitor.load("/");
    const socket = visitor.connect();
    await socket.join(page);
    socket.send(1, 2, "ask");
    socket.send(1, 3, "inc", { password: "secret" });
    const warnings = log.filter(({ level }) => level === "warn").map(({ message, fields }) => [message, fields]);
    const fields = { view: "counter", event: "inc", payload: { password: "[redacted]" }, took: 100 };
    expect(warnings).toEqual([["a handler computed for long, while every view waited", expect.objectContaining(fields)]]);
  });

  it("run one at a time; a turn is rendered once, with the ref of its last event", async () => {
    let release = (): void => {};
    const { visitor } = setup({
      events: {
        async inc(socket: { assigns: Counts; assign(p: object): void }) {
          await new Promise<void>((resolve) => {
            release = resolve;
          });
          socket.assign({ count: socket.assigns.count + 1 });
        },
        idle(socket: { assigns: Counts; assign(p: object): void }) {
          socket.assign({ count: socket.assigns.count * 10 });
        },
      },
    });
    const page = await visitor.load("/?start=1");
    const socket = visitor.connect();
    await socket.join(page);
    socket.send(1, 2, "inc");
    socket.send(1, 3, "idle");
    socket.send(1, 4, "idle");
    expect(socket.raw.received).toHaveLength(1);
    release();
    await settle();
    expect(socket.raw.received.slice(1)).toEqual(["[1,2,[0,2]]", "[1,4,[0,200]]"]);
  });

  it("flush sends in the middle of a handler, what is sent to oneself comes in the next turn", async () => {
    const { visitor } = setup({
      events: {
        inc(socket: { assign(p: object): void; flush(): void; send(m: unknown): void }) {
          socket.assign({ count: 1 });
          socket.flush();
          socket.assign({ count: 2 });
          socket.send("tick");
        },
      },
    });
    const page = await visitor.load("/");
    const socket = visitor.connect();
    await socket.join(page);
    socket.send(1, 2, "inc");
    await settle();
    expect(socket.raw.received.slice(1)).toEqual(["[1,0,[0,1]]", "[1,2,[0,2]]", "[1,0,[0,102]]"]);
  });
});
