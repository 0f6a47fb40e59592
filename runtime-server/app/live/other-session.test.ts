/** A view is taken over only by the session that it was mounted with. */
import { describe, expect, test } from "vitest";
import { block, type Template, template, text } from "../../template.ts";
import { defineView } from "../../view/define.ts";
import { type Page, type TestApp, type TestSocket, testApp, Visitor } from "../visitor.testing.ts";

const greeting: Template<{ name: string }> = template<{ name: string }, object>({
  name: "greeting.live.html",
  reads: ["name"],
  blocks: [block("greeting", ["<p>", "</p>"], [text([0])])],
  components: () => [],
  render(r, { name }) {
    if (r.stale(0)) r.text(0, name);
  },
});

interface Setup extends TestApp {
  readonly visitor: Visitor;
  readonly ends: unknown[];
  mounts: number;
  /** Changes the visitor's session over HTTP, as from another tab. */
  become(query: string): Promise<void>;
}

async function setup(options: Parameters<typeof testApp>[0] = {}): Promise<Setup> {
  const made = testApp(options);
  const visitor = new Visitor(made.server);
  const test: Setup = {
    ...made,
    visitor,
    ends: [],
    mounts: 0,
    become: async (query) => void (await visitor.load(`/become?${query}`)),
  };
  made.app.get("/become", (conn) => {
    for (const name of Object.keys(conn.session)) delete conn.session[name];
    return conn.json(Object.assign(conn.session, conn.query));
  });
  const view = defineView({
    template: greeting,
    mount(_socket, _params, session) {
      test.mounts++;
      return { name: String(session["user"] ?? "nobody") };
    },
    terminate: (_socket, reason) => void test.ends.push(reason),
  });
  made.app.live("/", view);
  await test.become("user=ada&cart=1");
  return test;
}

async function join(socket: TestSocket, page: Page, more: object = {}): Promise<TestSocket> {
  await socket.join(page, more);
  return socket;
}

describe("logged out since the page was rendered", () => {
  test("its parked view ends, and the page is mounted under the visitor's own session", async () => {
    const { visitor, become, ends } = await setup();
    const page = await visitor.load("/");
    await become("");
    const socket = await join(visitor.connect(), page);
    expect([socket.frames[0]?.[2], ends]).toEqual([[[0, "nobody"]], ["closed"]]);
  });

  test("its suspended view ends, and is not resumed", async () => {
    const { visitor, become, ends } = await setup();
    const page = await visitor.load("/");
    (await join(visitor.connect(), page)).raw.close();
    await become("");
    const socket = await join(visitor.connect(), page, { seq: 1 });
    expect([socket.frames[0]?.[2], ends]).toEqual([[[0, "nobody"]], ["closed"]]);
  });

  test("a view that still runs on a dead socket ends as well", async () => {
    const { visitor, become, ends, app } = await setup();
    const page = await visitor.load("/");
    const dead = await join(visitor.connect(), page);
    await become("");
    const socket = await join(visitor.connect(), page, { seq: 1 });
    expect([socket.frames[0]?.[2], ends, dead.raw.received.length]).toEqual([[[0, "nobody"]], ["closed"], 1]);
    expect(app.stats().views).toMatchObject({ running: 1, suspended: 0 });
  });
});

describe("the session is another", () => {
  test.each([
    ["logged in as somebody else", "user=bob&cart=1"],
    ["its data changed", "user=ada&cart=2"],
    ["its data became less", "user=ada"],
    ["its data became more", "user=ada&cart=1&role=admin"],
  ])("where %s", async (_what, query) => {
    const test = await setup();
    const page = await test.visitor.load("/");
    await test.become(query);
    await join(test.visitor.connect(), page);
    expect(test.mounts).toBe(2);
  });
});

describe("the session is the same", () => {
  test.each([
    ["nothing changed", "user=ada&cart=1"],
    ["names are in another order", "cart=1&user=ada"],
    ["a flash message came", "user=ada&cart=1&flash=saved"],
  ])("where %s", async (_what, query) => {
    const test = await setup();
    const page = await test.visitor.load("/");
    await test.become(query);
    const socket = await join(test.visitor.connect(), page);
    expect([test.mounts, socket.raw.received]).toEqual([1, ["[1,1]"]]);
  });

  test("as far as `session.identity` looks: a cart that changed ends nothing, another user does", async () => {
    const test = await setup({ session: { identity: ({ user }) => user } });
    const [page, other] = [await test.visitor.load("/"), await test.visitor.load("/")];
    await test.become("user=ada&cart=2");
    await join(test.visitor.connect(), page);
    expect(test.mounts).toBe(2);
    await test.become("user=bob&cart=2");
    await join(test.visitor.connect(), other);
    expect(test.mounts).toBe(3);
  });

  test("where a plug changes it for the very page, after the view was mounted", async () => {
    const test = await setup();
    test.app.use(async (conn, next) => {
      await next();
      conn.session["visits"] = Number(conn.session["visits"] ?? 0) + 1;
    });
    const page = await test.visitor.load("/");
    await join(test.visitor.connect(), page);
    expect(test.mounts).toBe(1);
  });
});

test("session.identity is a function", () => {
  expect(() => testApp({ session: { identity: "user" as never } })).toThrow("session.identity is a function of the session's data.");
});
