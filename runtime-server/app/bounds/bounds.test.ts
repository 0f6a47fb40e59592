/** What one visitor, or one address, may take of an app that others use as well. */
import { describe, expect, test } from "vitest";
import { block, type Template, template } from "../../template.ts";
import { defineView, type View } from "../../view/define.ts";
import { settle, type TestApp, testApp, Visitor } from "../visitor.testing.ts";

const plain: Template = template<object, object>({
  name: "plain.live.html",
  reads: [],
  blocks: [block("plain", ["<p>Hi"], [])],
  components: () => [],
  render: () => {},
});
const view = defineView({ template: plain, mount: () => ({}) });

function setup(limits: NonNullable<Parameters<typeof testApp>[0]>["limits"] = {}, shown: View = view): TestApp & { visitor: Visitor } {
  const made = testApp({ limits, trustProxy: 1 });
  made.app.live("/", shown);
  return { ...made, visitor: new Visitor(made.server) };
}

/** Status of a page for somebody new at that address. */
async function visitFrom({ server }: TestApp, address: string): Promise<number> {
  return (await server.get("/", { "x-forwarded-for": address })).status;
}

describe("sockets", () => {
  test("of a visitor: one too many is refused with 429, until another one closes", async () => {
    const { visitor, server } = setup({ visitorSockets: 2 });
    await visitor.load("/");
    const [first] = [visitor.connect(), visitor.connect()];
    const headers = { cookie: visitor.cookie };
    expect(server.connect("/live/websocket?v=1", headers)).toMatchObject({ status: 429 });
    expect(server.connect("/live/websocket?v=1")).not.toHaveProperty("status");
    first?.raw.close();
    expect(server.connect("/live/websocket?v=1", headers)).not.toHaveProperty("status");
  });

  test("of an address: a thousand are no strike, four thousand are enough; another address has its own", async () => {
    const { server } = setup();
    const connect = (address: string) => server.connect("/live/websocket?v=1", { "x-forwarded-for": address });
    for (let i = 0; i < 4_000; i++) expect(connect("1.2.3.4")).not.toHaveProperty("status");
    expect(connect("1.2.3.4")).toMatchObject({ status: 429 });
    expect(connect("1.2.3.5")).not.toHaveProperty("status");
  });
});

describe("mounts", () => {
  test("for a visitor: beyond the burst a page is answered 429 and when to try again; others are served", async () => {
    const { visitor, clock, messages, server } = setup({ visitorMountsBurst: 3, visitorMountsPerSecond: 1 });
    for (let i = 0; i < 3; i++) expect((await visitor.load("/")).response.status).toBe(200);
    const { response } = await visitor.load("/");
    expect([response.status, response.headers.get("retry-after")]).toEqual([429, "5"]);
    expect(messages("warn")).toEqual(["refused: a view beyond visitorMountsPerSecond"]);
    expect((await new Visitor(server).load("/")).response.status).toBe(200);
    clock.advance(1_000);
    expect((await visitor.load("/")).response.status).toBe(200);
  });

  test("for a join wait: the page tries again later", async () => {
    const { visitor, clock } = setup({ visitorMountsBurst: 1, visitorMountsPerSecond: 0.01 });
    const page = await visitor.load("/");
    clock.advance(30_000);
    const socket = visitor.connect();
    await socket.join(page);
    expect(socket.last).toBe('[1,1,0,{"x":"error"}]');
    clock.advance(70_000);
    const again = visitor.connect();
    await again.join(page);
    expect(again.frames.at(-1)?.[3]).toHaveProperty("k");
  });

  test("for an address, whoever asks", async () => {
    const app = setup({ addressMountsBurst: 2, addressMountsPerSecond: 1 });
    expect([await visitFrom(app, "1.2.3.4"), await visitFrom(app, "1.2.3.4"), await visitFrom(app, "1.2.3.4")]).toEqual([200, 200, 429]);
    expect(await visitFrom(app, "1.2.3.5")).toBe(200);
    expect([await visitFrom(app, "2001:db8::1"), await visitFrom(app, "2001:db8::2"), await visitFrom(app, "2001:db8::3")]).toEqual([
      200, 200, 429,
    ]);
  });
});

describe("views", () => {
  test("of a visitor in any state: their eight sockets do not take all there are", async () => {
    const { visitor, app, server } = setup({ visitorViews: 20, views: 100 });
    const page = await visitor.load("/");
    for (let socket = 0; socket < 8; socket++) {
      const client = visitor.connect();
      for (let number = 1; number <= 30; number++) await client.join(page, {}, number);
    }
    expect(app.stats().views).toMatchObject({ running: 20, parked: 0 });
    expect((await visitor.load("/")).response.status).toBe(429);
    expect((await new Visitor(server).load("/")).response.status).toBe(200);
  });

  test("are given back when they end", async () => {
    const { visitor, clock } = setup({ visitorViews: 1 });
    await visitor.load("/");
    expect((await visitor.load("/")).response.status).toBe(429);
    clock.advance(30_000);
    expect((await visitor.load("/")).response.status).toBe(200);
  });

  test("of an address", async () => {
    const app = setup({ addressViews: 2 });
    expect([await visitFrom(app, "1.2.3.4"), await visitFrom(app, "1.2.3.4"), await visitFrom(app, "1.2.3.4")]).toEqual([200, 200, 429]);
    expect(await visitFrom(app, "1.2.3.5")).toBe(200);
  });
});

test("joins of a visitor, over all their sockets: the page tries again later", async () => {
  const { visitor, messages } = setup({ visitorJoinsBurst: 2, visitorJoinsPerSecond: 1 });
  const page = await visitor.load("/");
  const answers: unknown[] = [];
  for (let i = 0; i < 3; i++) {
    const socket = visitor.connect();
    await socket.join(page);
    answers.push(socket.frames[0]?.[3]?.x);
  }
  expect(answers).toEqual([undefined, undefined, "error"]);
  expect(messages("warn")).toEqual(["refused: more joins than visitorJoinsPerSecond"]);
});

test("a mount that never settles ends with the socket it was for", async () => {
  const mounted: unknown[] = [];
  const stuck = defineView({
    template: plain,
    adopt: false,
    mount(socket) {
      mounted.push(socket.connected);
      return socket.connected ? new Promise<object>(() => {}) : {};
    },
  });
  const { visitor, app, clock } = setup({}, stuck);
  const page = await visitor.load("/");
  const socket = visitor.connect();
  await socket.join(page);
  expect([mounted, app.stats().views.rendered]).toEqual([[false, true], 1]);
  socket.raw.close();
  await settle();
  expect(app.stats().views).toEqual({ rendered: 0, parked: 0, running: 0, suspended: 0 });
  expect(clock.pending).toBe(1);
});

test("a request whose mount, guard or handler never settles ends when its visitor goes away", async () => {
  const never = (): Promise<never> => new Promise(() => {});
  const { app, clock, messages } = testApp();
  app.live("/mount", defineView({ template: plain, mount: never as never }));
  app.live("/guard", view, { onMount: [never] });
  app.get("/handler", never);
  const answers: number[] = [];
  const requests = ["/mount", "/guard", "/handler"].map((path) => ({
    method: "GET",
    path,
    query: "",
    headers: new Map(),
    remoteAddress: "1.2.3.4",
    secure: false,
    aborted: false,
    body: never,
  }));
  for (const request of requests) void app.handlers.request(request).then(({ status }) => answers.push(status));
  await settle();
  expect(app.stats().views.rendered).toBe(1);
  clock.advance(1_000);
  await settle();
  expect(answers).toEqual([]);
  for (const request of requests) request.aborted = true;
  clock.advance(1_000);
  await settle();
  expect([answers, app.stats().views.rendered, messages("error")]).toEqual([[499, 499, 499], 0, []]);
  await app.close();
});
