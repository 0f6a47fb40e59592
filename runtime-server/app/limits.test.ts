import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { block, type Template, template, text } from "../template.ts";
import { defineView } from "../view/define.ts";
import type { MountSocket } from "../view/socket.ts";
import { defaultLimits, limitsOf } from "./limits.ts";
import type { AppOptions } from "./options.ts";
import { settle, type TestApp, type TestSocket, testApp, Visitor } from "./visitor.testing.ts";

it("docs/limits.md names every limit with its default", () => {
  const text = readFileSync(new URL("../../docs/limits.md", import.meta.url), "utf8");
  const documented = [...text.matchAll(/^\| `(\w+)` \| (\d+) \|/gm)].map(([, name, value]) => [name, Number(value)]);
  expect(Object.fromEntries(documented)).toEqual(defaultLimits);
});

it("a name that does not exist, or a value that is not a positive number, is an error at start", () => {
  expect(() => testApp({ limits: { mailbx: 1 } as never })).toThrow('limits: there is no "mailbx". Did you mean "mailbox"?');
  for (const mailbox of [0, -1, Number.NaN, Number.POSITIVE_INFINITY, "64" as never]) {
    expect(() => testApp({ limits: { mailbox } })).toThrow(`limits.mailbox must be a positive number, not ${String(mailbox)}.`);
  }
});

it("an honest page never meets the bounds of its socket, nor a visitor those of an address", () => {
  const limits = limitsOf();
  expect(limits.joinsBurst).toBeGreaterThan(limits.viewsPerSocket);
  for (const thing of ["Sockets", "Views", "MountsPerSecond", "MountsBurst", "JoinsPerSecond", "JoinsBurst"] as const) {
    expect(limits[`address${thing}`]).toBeGreaterThan(limits[`visitor${thing}`]);
  }
});

// ---------------------------------------------------------------------------------------------- one view

const page: Template<{ seen: string }> = template<{ seen: string }, object>({
  name: "page.live.html",
  reads: ["seen"],
  blocks: [block("page", ["<p>", "</p>"], [text([0])])],
  components: () => [],
  render(r, { seen }) {
    if (r.stale(0)) r.text(0, seen);
  },
});

interface Setup extends TestApp {
  readonly visitor: Visitor;
  /** What handlers were given, in their order. */
  readonly seen: unknown[];
  /** Lets the handler of `hold` return. */
  release(): void;
  open(): Promise<TestSocket>;
}

function setup(options: AppOptions, act: (socket: MountSocket) => void = () => {}): Setup {
  const made = testApp(options);
  const visitor = new Visitor(made.server);
  const seen: unknown[] = [];
  let release = (): void => {};
  made.app.live(
    "/",
    defineView({
      template: page,
      mount(socket) {
        act(socket);
        return { seen: "" };
      },
      events: {
        hold: () => new Promise<void>((resolve) => (release = resolve)),
        say: (_socket, { n }) => void seen.push(n),
        send: (socket, { n }) => void Array.from({ length: Number(n) }, (_, index) => socket.send(index)),
        timers: (socket, { n }) => void Array.from({ length: Number(n) }, () => socket.sendAfter("late", 1_000)),
      },
      handleInfo: (_socket, message) => void seen.push(message),
    }),
  );
  return {
    ...made,
    visitor,
    seen,
    release: () => release(),
    async open() {
      const loaded = await visitor.load("/");
      const socket = visitor.connect();
      await socket.join(loaded);
      return socket;
    },
  };
}

describe("beyond mailbox", () => {
  it("an event is refused, and told so behind the answers to those before it", async () => {
    const { open, seen, release } = setup({ limits: { mailbox: 2 } });
    const socket = await open();
    socket.send(1, 2, "hold");
    for (const ref of [3, 4, 5]) socket.send(1, ref, "say", { n: ref });
    release();
    await settle();
    expect(seen).toEqual([3, 4]);
    expect(socket.frames.slice(1)).toEqual([
      [1, 2],
      [1, 5, 0, { d: "an event for a full mailbox" }],
    ]);
  });

  it("socket.send throws, which ends the handler's view if nobody catches it", async () => {
    const { open, seen, log } = setup({ limits: { mailbox: 2 } });
    const socket = await open();
    socket.send(1, 2, "send", { n: 2 });
    await settle();
    expect(seen).toEqual([0, 1]);
    socket.send(1, 3, "send", { n: 3 });
    await settle();
    const [entry] = log.filter(({ level }) => level === "error");
    expect(String(entry?.fields["error"])).toContain('2 messages wait (limit "mailbox")');
    expect(socket.last).toBe('[1,3,0,{"x":"error"}]');
  });

  it("a timer's beat is skipped, with a line in the log; the next one comes", async () => {
    const { open, seen, clock, release, messages } = setup({ limits: { mailbox: 1 } }, (socket) => void socket.sendInterval("beat", 100));
    const socket = await open();
    socket.send(1, 2, "hold");
    clock.advance(300);
    release();
    await settle();
    expect([seen, messages("warn")[0]]).toEqual([["beat"], "a timer's message is lost: the mailbox is full"]);
    clock.advance(100);
    await settle();
    expect(seen).toEqual(["beat", "beat"]);
  });
});

it("beyond timers a timer is an error", async () => {
  const { open, log } = setup({ limits: { timers: 3 } });
  const socket = await open();
  socket.send(1, 2, "timers", { n: 3 });
  await settle();
  expect(socket.last).toBe("[1,2]");
  socket.send(1, 3, "timers", { n: 1 });
  await settle();
  expect(String(log.at(-1)?.fields["error"])).toContain('A view has at most 3 timers (limit "timers").');
});

it("a mount that takes longer than handlerTimeout is reported, and waited for", async () => {
  const made = testApp({ limits: { handlerTimeout: 500 } });
  let mounted = (_assigns: { seen: string }): void => {};
  made.app.live("/", defineView({ template: page, mount: () => new Promise<{ seen: string }>((resolve) => (mounted = resolve)) }));
  const answer = made.server.get("/");
  await settle();
  made.clock.advance(500);
  expect(made.messages("error")).toEqual(["mount has not returned"]);
  mounted({ seen: "late" });
  expect((await answer).body).toContain("<p>late</p>");
});

it("beyond frameDepth and frameNames a posted form is answered with 400", async () => {
  const { app, server } = testApp({ limits: { frameDepth: 3, frameNames: 4 } });
  app.post("/form", async (conn) => conn.json(await conn.form()), { csrf: false });
  const post = async (body: string): Promise<number> =>
    (await server.request("POST", "/form", { "content-type": "application/x-www-form-urlencoded" }, body)).status;
  expect([await post("a[b]=1"), await post("a[b][c][d][e]=1")]).toEqual([200, 400]);
  expect([await post("a=1&b=1"), await post("a=1&b=1&c=1&d=1&e=1")]).toEqual([200, 400]);
});
