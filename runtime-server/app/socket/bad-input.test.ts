import { beforeEach, describe, expect, it } from "vitest";
import { block, type Template, template, text } from "../../template.ts";
import { defineView } from "../../view/define.ts";
import { type Page, settle, type TestApp, type TestSocket, testApp, Visitor } from "../visitor.testing.ts";

const echo: Template<{ seen: string }, { say: object }> = template<{ seen: string }, { say: object }>({
  name: "echo.live.html",
  reads: ["seen"],
  blocks: [block("echo", ["<p>", "</p>"], [text([0])])],
  components: () => [],
  render(r, { seen }) {
    if (r.stale(0)) r.text(0, seen);
  },
});

let calls: string[];
let test: TestApp;
let visitor: Visitor;
let page: Page;

/** An app whose every piece of user code leaves a trace. */
async function start(options: Parameters<typeof testApp>[0] = {}): Promise<void> {
  calls = [];
  test = testApp(options);
  test.app.live(
    "/",
    defineView({
      template: echo,
      mount() {
        calls.push("mount");
        return { seen: "" };
      },
      events: {
        say(socket, payload) {
          calls.push(`say ${JSON.stringify(payload)}`);
          socket.assign({ seen: `${Object.getPrototypeOf(payload) === null}` });
        },
      },
      handleConnect: () => void calls.push("connect"),
    }),
  );
  visitor = new Visitor(test.server);
  page = await visitor.load("/");
  calls.length = 0;
}
beforeEach(() => start());

async function joined(): Promise<TestSocket> {
  const socket = visitor.connect();
  await socket.join(page);
  calls.length = 0;
  return socket;
}

const deep = (depth: number): string => `${"[".repeat(depth)}${"]".repeat(depth)}`;

describe("a frame that is", () => {
  it.each([
    ["malformed JSON", "{"],
    ["malformed JSON", ""],
    ["malformed JSON", '[1,2,"say"] trailing'],
    ["a frame that is no array", "{}"],
    ["a frame that is no array", "null"],
    ["a frame that is no array", "1"],
    ["a view number that is no positive integer", "[]"],
    ["a view number that is no positive integer", '["1",2,"say"]'],
    ["a view number that is no positive integer", "[-1,2]"],
    ["a view number that is no positive integer", "[1.5,2]"],
    ["an unknown view", '[2,2,"say"]'],
    ["an unknown view", "[9007199254740991,1]"],
    ["a ref that is no positive integer", '[1,0,"say"]'],
    ["a ref that is no positive integer", '[1,"2","say"]'],
    ["a ref that was used before", '[1,1,"say"]'],
    ["an ack of a frame that was not sent", "[1,99]"],
    ["an ack of a frame that was not sent", '[1,2,"say",99]'],
    ["an ack that is no positive integer", "[1,null]"],
    ["an unknown event", '[1,2,"nope"]'],
    ["an unknown event", '[1,2,"toString"]'],
    ["an unknown event", '[1,2,"__proto__"]'],
    ["an unknown event", '[1,2,"constructor"]'],
    ["an unknown component", '[1,2,"say",{},3]'],
    ["a component that is no positive integer", '[1,2,"say",{},"3"]'],
    ["a frame of no known form", "[1,2,2]"],
    ["a frame of no known form", "[1,2,null]"],
    ["a frame of no known form", '[1,2,""]'],
    ["a frame of no known form", `[1,2,"${"x".repeat(201)}"]`],
    ["a frame of no known form", '[1,2,"say",{},0,1,0]'],
    ["a payload that is not a pair of fields and values", '[1,2,"say",[]]'],
    ["a field that is not text", '[1,2,"say",[{"a":1},0]]'],
    ["the name __proto__ in a payload", '[1,2,"say",[{"a[__proto__]":"x"},0]]'],
    ["fields nested deeper than frameDepth", `[1,2,"say",[{"a${"[b]".repeat(9)}":"x"},0]]`],
    ["a payload that is no object", '[1,2,"say","x"]'],
    ["a payload that is no object", '[1,2,"say",null]'],
    ["the name __proto__ in a payload", '[1,2,"say",{"__proto__":{"admin":true}}]'],
    ["the name constructor in a payload", '[1,2,"say",{"a":{"constructor":{"prototype":{}}}}]'],
    ["the name prototype in a payload", '[1,2,"say",{"a":[{"prototype":1}]}]'],
    ["values nested deeper than frameDepth", `[1,2,"say",{"a":${deep(9)}}]`],
    ["values nested deeper than frameDepth", deep(20_000)],
    ["a frame larger than frameBytes", `[1,2,"say",{"a":"${"x".repeat(65_536)}"}]`],
    ["more names and items than frameNames", `[1,2,"say",{"a":[${"0,".repeat(1_000)}0]}]`],
    ["a join without token, csrf, url and statics", '[3,1,0,{"token":"x"}]'],
    ["a payload that is no object", "[3,1,0,null]"],
    ["a view number in use", null],
  ])("%s: is refused, logged once, reaches no user code, and the server keeps serving", async (reason, frame) => {
    const socket = await joined();
    const sent =
      frame ??
      JSON.stringify([
        1,
        5,
        0,
        { token: page.token, csrf: page.csrf, statics: `/live/s/${page.statics}.json`, url: "http://test.local/", params: {} },
      ]);
    socket.raw.send(sent);
    expect(test.messages("warn")).toEqual([`refused: ${reason}`]);
    socket.raw.send(sent);
    await settle();
    expect(test.messages("warn").filter((message) => message.endsWith(reason))).toHaveLength(1);
    expect(calls).toEqual([]);
    socket.send(1, 9, "say", { a: 1 });
    expect(socket.last).toBe('[1,9,[0,"true"]]');
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
    expect((await visitor.load("/")).response.status).toBe(200);
  });

  it("binary: is refused", async () => {
    const socket = await joined();
    socket.raw.sendBinary();
    expect(test.messages("warn")).toEqual(["refused: a binary frame"]);
    expect(socket.raw.closed).toBeUndefined();
  });

  it("within every bound arrives whole, in objects without a prototype", async () => {
    const socket = await joined();
    socket.send(1, 2, "say", { a: 1, b: ["x", null, true], c: { d: { e: "f" } } });
    expect(calls).toEqual(['say {"a":1,"b":["x",null,true],"c":{"d":{"e":"f"}}}']);
  });
});

describe("an event that is refused is answered, with the reason: its page does not wait", () => {
  it.each([
    ["more names and items than frameNames", JSON.stringify({ a: Array.from({ length: 1_001 }, () => 1) })],
    ["the name constructor in a payload", '{"constructor":"x"}'],
    ["a frame larger than frameBytes", `{"a":"${"x".repeat(65_536)}"}`],
    ["a frame larger than frameBytes", `{"a":"${"é".repeat(40_000)}"}`],
    ["values nested deeper than frameDepth", `{"a":${deep(9)}}`],
    ["malformed JSON", "{"],
  ])("%s", async (reason, payload) => {
    const socket = await joined();
    socket.raw.send(`[1,2,"say",${payload}]`);
    expect(socket.last).toBe(`[1,2,0,{"d":"${reason}"}]`);
    socket.send(1, 3, "say");
    expect(calls).toHaveLength(1);
    expect(test.messages("warn")).toEqual([`refused: ${reason}`]);
  });

  it("an unknown event, an ack of a frame that was not sent, more than eventsPerSecond", async () => {
    await start({ limits: { eventsBurst: 4 } });
    const socket = await joined();
    socket.send(1, 2, "nope");
    socket.send(1, 3, "say", {}, 0, 99);
    socket.send(1, 4, "say");
    socket.send(1, 5, "say");
    expect(socket.raw.received.slice(1)).toEqual([
      '[1,2,0,{"d":"an unknown event"}]',
      '[1,3,0,{"d":"an ack of a frame that was not sent"}]',
      '[1,4,[0,"true"]]',
      '[1,5,0,{"d":"more frames than eventsPerSecond"}]',
    ]);
  });

  it("where it cannot be told which view it is for, or that view ended, nothing is sent", async () => {
    const socket = await joined();
    for (const frame of ['[9,2,"say",{]', '[1,"2","say",{]', '[1,1,"say",{]', '{"a":1}', "[1,2,1,{]"]) socket.raw.send(frame);
    expect(socket.raw.received).toHaveLength(1);
  });
});

describe("a socket that misbehaves", () => {
  it("is closed with 1008 after ten refused frames; its view survives for a while", async () => {
    const socket = await joined();
    for (let i = 0; i < 10; i++) socket.raw.send("{");
    expect(socket.raw.closed).toEqual({ code: 1008, reason: "too many refused frames" });
    expect(test.messages("warn")).toEqual(["refused: malformed JSON"]);
    expect(test.app.stats()).toMatchObject({ sockets: 0, views: { suspended: 1 } });
  });

  it("may send 100 frames at once and 50 per second; a flood is cut", async () => {
    const socket = await joined();
    for (let ref = 2; ref <= 100; ref++) socket.send(1, ref, "say", {}, 0, ref - 1);
    expect(calls).toHaveLength(99);
    socket.send(1, 200, "say");
    expect(calls).toHaveLength(99);
    expect(test.messages("warn")).toEqual(["refused: more frames than eventsPerSecond"]);
    test.clock.advance(20);
    socket.send(1, 201, "say");
    expect(calls).toHaveLength(100);
    for (let ref = 300; ref < 400; ref++) socket.send(1, ref, "say");
    expect(calls).toHaveLength(100);
    expect(socket.raw.closed?.code).toBe(1008);
  });

  it("may join 40 times at once, and hold 32 views; a join refused is told so", async () => {
    const socket = visitor.connect();
    for (let view = 1; view <= 33; view++) await socket.join(page, {}, view);
    expect(calls.filter((call) => call === "mount")).toHaveLength(31);
    expect(test.messages("warn")).toEqual(["refused: more views than viewsPerSocket"]);
    expect(socket.raw.received.at(-1)).toBe('[33,1,0,{"x":"closed"}]');
    await start({ limits: { joinsBurst: 3 } });
    const hasty = visitor.connect();
    for (let view = 1; view <= 4; view++) await hasty.join(page, {}, view);
    expect(test.messages("warn")).toEqual(["refused: more joins than joinsPerSecond"]);
    expect(hasty.raw.received.at(-1)).toBe('[4,1,0,{"x":"error"}]');
  });

  it("that joins nothing for 10 s is closed", () => {
    const socket = visitor.connect();
    test.clock.advance(10_000);
    expect(socket.raw.closed).toEqual({ code: 1008, reason: "nothing joined" });
    expect(test.app.stats()).toMatchObject({ sockets: 0, views: { parked: 1 } });
  });
});

describe("a token that is", () => {
  it("forged: reload, logged, and no user code", async () => {
    const flipped = (page.token.startsWith("A") ? "B" : "A") + page.token.slice(1);
    for (const token of ["", "x", flipped, page.token.slice(0, -4), page.csrf, "../../etc", "é".repeat(50), "A".repeat(20_000)]) {
      const socket = visitor.connect();
      await socket.join({ ...page, token });
      expect(socket.raw.received).toEqual(['[1,1,0,{"x":"reload"}]']);
    }
    expect(calls).toEqual([]);
    expect(new Set(test.messages("warn"))).toEqual(new Set(["refused: a forged token"]));
  });

  it("replayed by its own visitor: a fresh view, never the running one", async () => {
    const first = await joined();
    first.send(1, 2, "say", {});
    const second = visitor.connect();
    await second.join(page);
    expect(second.frames[0]?.[2]).toEqual([[0, ""]]);
  });

  it("stolen by another visitor, with a page of his own: nothing of the victim's view is reached", async () => {
    const victim = await joined();
    victim.send(1, 2, "say", {});
    const thief = new Visitor(test.server);
    const own = await thief.load("/");
    const socket = thief.connect();
    await socket.join({ ...own, token: page.token }, { seq: 1 });
    expect(socket.frames[0]?.[2]).toEqual([[0, ""]]);
    victim.send(1, 3, "say", {});
    expect(socket.frames).toHaveLength(1);
  });
});

describe("too many", () => {
  it("refusals, of whatever sockets: the log has the first twenty, then one a second, which says how many were left out", () => {
    const refused = (): void => void test.server.connect("/live/websocket?v=1", { origin: "https://evil.example" });
    for (let i = 0; i < 1_000; i++) refused();
    expect(test.messages("warn")).toHaveLength(20);
    test.clock.advance(1_000);
    refused();
    refused();
    expect(test.messages("warn")).toHaveLength(21);
    expect(test.log.at(-1)?.fields).toMatchObject({ origin: "https://evil.example", leftOut: 980 });
  });

  it("errors in a program's code, whatever a session does: the log stays small", async () => {
    const { app, server, log } = testApp();
    app.get("/broken", (conn) => {
      throw new Error(`${conn.query["text"]} ${"x".repeat(20_000)}`);
    });
    for (let i = 0; i < 1_000; i++) await server.get(`/broken?text=${i}`);
    const bytes = log.reduce((sum, { message, fields }) => sum + message.length + String((fields["error"] as Error).stack).length, 0);
    expect([log.length, bytes < 20 * 2_300]).toEqual([20, true]);
  });

  it("parked views: the oldest goes", async () => {
    await start({ limits: { parkedViews: 2 } });
    for (let i = 0; i < 5; i++) await new Visitor(test.server).load("/");
    expect(test.app.stats().views.parked).toBe(2);
  });

  it("suspended views: the oldest goes", async () => {
    await start({ limits: { suspendedViews: 2 } });
    for (let i = 0; i < 5; i++) {
      const other = new Visitor(test.server);
      const loaded = await other.load("/");
      const socket = other.connect();
      await socket.join(loaded);
      socket.raw.close();
    }
    expect(test.app.stats().views.suspended).toBe(2);
  });

  it("bytes in the states of parked or suspended views, however small their HTML is: the oldest goes", async () => {
    const limits = { parkedBytes: 5_000_000, suspendedBytes: 3_000_000 };
    const { app, server } = testApp({ limits });
    const mount = (): { seen: string; kept: readonly string[] } => ({
      seen: "",
      kept: Array.from({ length: 100 }, (_, n) => `${n}`.repeat(10_000)),
    });
    app.live("/", defineView({ template: echo, mount, events: { say() {} } }));
    const joins = [];
    for (let i = 0; i < 7; i++) {
      const visitor = new Visitor(server);
      joins.push([visitor, await visitor.load("/")] as const);
    }
    // Of 1.9 MB each, as 90 of 100 texts are twice as long as the others.
    expect(app.stats().views.parked).toBe(2);
    const sockets = [];
    for (const [visitor, loaded] of joins.slice(0, 4)) {
      const socket = visitor.connect();
      await socket.join(loaded);
      sockets.push(socket);
    }
    expect(app.stats().views).toMatchObject({ parked: 2, running: 4 });
    for (const { raw } of sockets) raw.close();
    expect(app.stats().views).toMatchObject({ parked: 2, suspended: 1 });
  });

  it("views in the process: the page answers 503, a join waits", async () => {
    await start({ limits: { views: 1 } });
    const refused = await visitor.load("/");
    expect([refused.response.status, refused.response.headers.get("retry-after")]).toEqual([503, "5"]);
    const socket = visitor.connect();
    await socket.join(page);
    const other = visitor.connect();
    await other.join(page);
    expect(other.raw.received).toEqual(['[1,1,0,{"x":"error"}]']);
  });

  it("messages for a parked view: it is given up", async () => {
    const { app, server } = testApp({ limits: { parkedMailbox: 3 } });
    let send = (_message: unknown): void => {};
    app.live(
      "/",
      defineView({
        template: echo,
        mount: (socket) => {
          send = (message) => socket.send(message);
          return { seen: "" };
        },
        events: { say() {} },
      }),
    );
    await new Visitor(server).load("/");
    for (let i = 0; i < 3; i++) send(i);
    expect(app.stats().views.parked).toBe(1);
    send("one too many");
    expect(app.stats().views.parked).toBe(0);
  });
});
