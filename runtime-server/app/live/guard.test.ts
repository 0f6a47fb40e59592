/** Who may see a page, at every way to it. */
import { describe, expect, test } from "vitest";
import { httpError } from "../../base/errors.ts";
import { block, type Template, template, text } from "../../template.ts";
import { defineView } from "../../view/define.ts";
import { Redirect } from "../../view/redirect.ts";
import { type Page, settle, type TestApp, type TestSocket, testApp, Visitor } from "../visitor.testing.ts";
import type { OnMount } from "./on-mount.ts";

const counter: Template<{ count: number }> = template<{ count: number }, object>({
  name: "counter.live.html",
  reads: ["count"],
  blocks: [block("counter", ["<p>", "</p>"], [text([0])])],
  components: () => [],
  render(r, { count }) {
    if (r.stale(0)) r.text(0, count);
  },
});

interface Setup extends TestApp {
  readonly visitor: Visitor;
  readonly mounts: string[];
  readonly ends: unknown[];
}

function setup(onMount: readonly OnMount[], options: Parameters<typeof testApp>[0] = {}): Setup {
  const made = testApp(options);
  const mounts: string[] = [];
  const ends: unknown[] = [];
  const view = defineView({
    template: counter,
    mount(socket, params) {
      mounts.push(`${socket.path} ${params["id"] ?? ""}`);
      return { count: 0 };
    },
    terminate: (_socket, reason) => void ends.push(reason),
  });
  made.app.live("/secret/:id", view, { onMount });
  made.app.live("/open", view);
  return { ...made, visitor: new Visitor(made.server), mounts, ends };
}

/** Lets everybody in until it is told not to. */
function switchable(): OnMount & { verdict: () => ReturnType<OnMount> } {
  const hook: OnMount & { verdict: () => ReturnType<OnMount> } = Object.assign(() => hook.verdict(), { verdict: () => {} });
  return hook;
}

const away: OnMount = (socket) => socket.redirect({ to: "/login" });
const forbidden = (): never => {
  throw httpError(403, "Only for editors");
};

describe("the page over HTTP", () => {
  test("is not mounted where a hook redirects, or throws", async () => {
    const { server, mounts } = setup([away]);
    const answer = await server.get("/secret/7");
    expect([answer.status, answer.headers.get("location"), mounts]).toEqual([302, "/login", []]);
    expect((await setup([forbidden]).server.get("/secret/7")).status).toBe(403);
    expect((await setup([forbidden]).server.request("HEAD", "/secret/7")).status).toBe(403);
  });

  test("is refused as well by a hook that forgets to return its redirect", async () => {
    const { server, mounts } = setup([(socket) => void socket.redirect({ to: "/login" })]);
    expect([(await server.get("/secret/7")).status, mounts]).toEqual([302, []]);
  });

  test("is an error where a hook returns something else, for it cannot be told what it meant", async () => {
    const { server, mounts } = setup([(() => false) as never]);
    expect([(await server.get("/secret/7")).status, mounts]).toEqual([500, []]);
  });

  test("asks the app's hooks, then the route's, until one refuses", async () => {
    const asked: string[] = [];
    const hook =
      (name: string, refuses = false): OnMount =>
      async (socket) => {
        asked.push(name);
        await settle();
        return refuses ? socket.redirect({ to: "/login" }) : undefined;
      };
    const { server } = setup([hook("route"), hook("strict", true), hook("never")], { onMount: [hook("app")] });
    await server.get("/secret/7");
    expect(asked).toEqual(["app", "route", "strict"]);
    expect((await server.get("/open")).status).toBe(200);
    expect(asked.slice(3)).toEqual(["app"]);
  });

  test("tells a hook the visitor, the page and the view", async () => {
    const seen: unknown[] = [];
    const { app, visitor } = setup(
      [
        ({ connected, view, connectParams, connectInfo }, params, session) =>
          void seen.push({ connected, view, connectParams, connectInfo, params: { ...params }, session: { ...session } }),
      ],
      { connectInfo: ["userAgent"] },
    );
    app.get("/in", (conn) => {
      conn.session["user"] = "ada";
      return conn.text("in");
    });
    await visitor.load("/in");
    const page = await visitor.load("/secret/7?tab=2");
    await visitor.connect().join(page, { params: { zone: "UTC" } });
    const common = { view: "counter", params: { id: "7", tab: "2" }, session: { user: "ada" } };
    expect(seen).toEqual([
      { ...common, connected: false, connectParams: null, connectInfo: null },
      { ...common, connected: true, connectParams: { zone: "UTC" }, connectInfo: { userAgent: "" } },
    ]);
  });
});

/** Every way a socket comes to a view: what was done before it asks, and how it asks. */
const ways: readonly (readonly [name: string, (visit: Setup) => Promise<() => Promise<TestSocket>>])[] = [
  [
    "adopts",
    async ({ visitor }) => {
      const page = await visitor.load("/secret/7");
      return () => join(visitor.connect(), page);
    },
  ],
  [
    "resumes",
    async ({ visitor }) => {
      const page = await visitor.load("/secret/7");
      const first = await join(visitor.connect(), page);
      first.raw.close();
      return () => join(visitor.connect(), page, { seq: 1 });
    },
  ],
  [
    "takes over a running view",
    async ({ visitor }) => {
      const page = await visitor.load("/secret/7");
      await join(visitor.connect(), page);
      return () => join(visitor.connect(), page, { seq: 1 });
    },
  ],
  [
    "rejoins on its own socket",
    async ({ visitor }) => {
      const page = await visitor.load("/secret/7");
      const socket = await join(visitor.connect(), page);
      return () => join(socket, page, { seq: 1, values: true }, 2);
    },
  ],
  [
    "mounts anew",
    async ({ visitor, clock }) => {
      const page = await visitor.load("/secret/7");
      clock.advance(30_000);
      return () => join(visitor.connect(), page);
    },
  ],
  [
    "comes with the token of another visitor",
    async ({ visitor, server }) => {
      const theirs = await new Visitor(server).load("/secret/7");
      const own = await visitor.load("/open");
      return () => join(visitor.connect(), { ...theirs, csrf: own.csrf });
    },
  ],
];

async function join(socket: TestSocket, page: Page, more: object = {}, ref = 1): Promise<TestSocket> {
  await socket.join(page, more, 1, ref);
  return socket;
}

describe.each(ways)("a join that %s", (name, prepare) => {
  const ref = name === "rejoins on its own socket" ? 2 : 1;

  test("is let in by a hook that says nothing, also one that takes its time", async () => {
    const hook = switchable();
    const visit = setup([hook]);
    const ask = await prepare(visit);
    let asked = 0;
    hook.verdict = async () => {
      await settle();
      asked++;
    };
    const socket = await ask();
    await settle();
    await settle();
    expect([asked, socket.frames.at(-1)?.[1], visit.app.stats().views.running >= 1]).toEqual([1, ref, true]);
  });

  test.each<[string, () => ReturnType<OnMount>, object]>([
    ["redirected", () => new Redirect({ to: "/login" }), { r: "/login" }],
    ["redirected later", async () => new Redirect({ to: "/login" }), { r: "/login" }],
    ["reloaded, to be told 403,", forbidden, { x: "reload" }],
    ["reloaded, to be told 403 later,", async () => forbidden(), { x: "reload" }],
  ])("is %s where a hook refuses by now; nothing of the view runs, and its view ends", async (_how, verdict, effects) => {
    const hook = switchable();
    const visit = setup([hook]);
    const ask = await prepare(visit);
    const others = visit.mounts.length - visit.ends.length - (name === "mounts anew" || name.startsWith("comes with") ? 0 : 1);
    const mounted = visit.mounts.length;
    hook.verdict = verdict;
    const socket = await ask();
    expect(socket.frames.at(-1)).toEqual([1, ref, 0, effects]);
    expect([visit.mounts.length, visit.mounts.length - visit.ends.length]).toEqual([mounted, others]);
  });
});

describe("a hook", () => {
  test("that fails keeps the page out, and is logged with its error", async () => {
    const hook = switchable();
    const { visitor, log, ends } = setup([hook]);
    const page = await visitor.load("/secret/7");
    hook.verdict = () => {
      throw new Error("no database");
    };
    const socket = await join(visitor.connect(), page);
    expect([socket.last, ends]).toEqual(['[1,1,0,{"x":"reload"}]', ["closed"]]);
    expect(log.at(-1)).toMatchObject({
      level: "error",
      message: "a join failed; the page reloads",
      fields: { error: new Error("no database") },
    });
  });

  test("that does not answer is told in the log, and holds up neither the socket nor other views", async () => {
    const hook = switchable();
    const { visitor, messages, clock, app } = setup([hook]);
    const [page, open] = [await visitor.load("/secret/7"), await visitor.load("/open")];
    hook.verdict = () => new Promise(() => {});
    const socket = await join(visitor.connect(), page);
    await socket.join(open, {}, 2);
    expect(socket.raw.received).toEqual(["[2,1]"]);
    clock.advance(10_000);
    expect(messages("error")).toEqual(["an onMount hook has not returned"]);
    socket.raw.close();
    clock.advance(120_000);
    expect(app.stats().views).toEqual({ rendered: 0, parked: 0, running: 0, suspended: 0 });
  });

  test("that lets the page in when its socket has gone mounts nothing", async () => {
    const hook = switchable();
    const { visitor, mounts, clock, app } = setup([hook]);
    const page = await visitor.load("/secret/7");
    clock.advance(30_000);
    let letIn = (): void => {};
    hook.verdict = () =>
      new Promise<void>((resolve) => {
        letIn = resolve;
      });
    const socket = await join(visitor.connect(), page);
    socket.raw.close();
    letIn();
    await settle();
    expect([mounts.length, app.stats().views.running]).toEqual([1, 0]);
  });

  test("cannot be gone around with the token of an open page and another URL", async () => {
    const { visitor, mounts } = setup([away]);
    const page = await visitor.load("/open");
    await join(visitor.connect(), page);
    for (const url of ["http://test.local/secret/7", "/secret/7"]) await join(visitor.connect(), page, { url });
    expect(mounts).toEqual(["/open ", "/open ", "/open "]);
  });

  test.each([[{}], [away], [[away, "no"]]])("is a function, in an array: %j is none", (onMount) => {
    const { app } = testApp();
    const view = defineView({ template: counter, mount: () => ({ count: 0 }) });
    const message = "onMount is an array of functions, such as [requireUser].";
    expect(() => app.live("/", view, { onMount } as object)).toThrow(`app.live("/"): ${message}`);
    expect(() => testApp({ onMount } as object)).toThrow(`createApp: ${message}`);
  });
});
