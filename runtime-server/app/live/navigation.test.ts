/** Patches and navigation, as the server sees them. */
import { describe, expect, test } from "vitest";
import { block, outlet, type Template, template, text } from "../../template.ts";
import { defineView } from "../../view/define.ts";
import type { Socket } from "../../view/socket.ts";
import { type Page, settle, type TestApp, type TestSocket, testApp, Visitor } from "../visitor.testing.ts";
import type { OnMount } from "./on-mount.ts";

interface State {
  page: string;
}

const list: Template<State> = template<State, object>({
  name: "list.live.html",
  reads: ["page", "flash", "liveAction"],
  blocks: [block("list", ["<p>", "</p>"], [text([0])])],
  components: () => [],
  render: (r, { page }) => void (r.stale(0) && r.text(0, page)),
});
const other: Template<State> = template<State, object>({
  ...list,
  name: "other.live.html",
  reads: ["page"],
  blocks: [block("other", ["<b>", "</b>"], [text([0])])],
  components: () => [],
  render: (r, { page }) => void (r.stale(0) && r.text(0, page)),
});
const root: Template<object, object, { default: object }> = template<object, object, { default: object }>({
  name: "root.live.html",
  reads: ["@slots"],
  blocks: [block("root", ["<!doctype html><title live-prefix='x – '>x</title><body>", "</body>"], [outlet([0])])],
  components: () => [],
  render: (r) => void (r.stale(0) && r.outlet(0, "default")),
});

interface Setup extends TestApp {
  readonly visitor: Visitor;
  readonly calls: string[];
}

function setup({ guard = () => {}, mayFail = () => {} }: { guard?: OnMount; mayFail?: (path: string) => void } = {}): Setup {
  const made = testApp({ onMount: [guard] });
  const calls: string[] = [];
  const List = defineView({
    template: list,
    mount(socket) {
      calls.push(`mount list ${socket.path}`);
      mayFail(socket.path);
      return { page: "" };
    },
    handleParams(socket, params, uri) {
      calls.push(`params ${JSON.stringify(params)} ${uri} ${socket.liveAction}`);
      mayFail(socket.path);
      const { page = "1", to } = params;
      socket.assign({ page });
      if (to !== undefined) socket.pushPatch({ to });
    },
    events: {
      patch: (socket, { to }) => socket.pushPatch({ to: String(to) }),
      replace: (socket, { to }) => socket.pushPatch({ to: String(to), replace: true }),
      go: (socket, { to }) => socket.pushNavigate({ to: String(to) }),
      again: (socket) => {
        socket.pushPatch({ params: { page: Number(socket.assigns.page) + 1 } });
      },
      say: (socket, { to }) => {
        socket.putFlash("info", "Saved");
        if (to === undefined) return;
        return socket.pushNavigate({ to: String(to) });
      },
      load: (socket, { to }) => {
        socket.putFlash("info", "Saved");
        return socket.redirect({ to: String(to) });
      },
    },
    terminate: (_socket, reason) => void calls.push(`end list ${JSON.stringify(reason)}`),
  });
  const Other = defineView({
    template: other,
    container: { tag: "section", class: "o" },
    mount(socket: Pick<Socket<State>, "path" | "flash" | "redirect" | "pushNavigate">, params) {
      calls.push(`mount other ${socket.path}`);
      mayFail(socket.path);
      if (params["away"] !== undefined) return socket.redirect({ to: params["away"] });
      if (params["near"] !== undefined) return socket.pushNavigate({ to: params["near"] });
      return { page: `other ${params["id"] ?? ""} ${socket.flash["info"] ?? ""}`, pageTitle: "Other" };
    },
    events: { patch: (socket) => socket.pushPatch({ to: "/list" }) },
  });
  made.app.live("/list", List);
  made.app.live("/list/new", List, { action: "new" });
  made.app.live("/other/:id", Other);
  made.app.live("/told", Other, { session: () => ({}) });
  made.app.live("/framed", Other, { layout: root });
  made.app.get("/plain", (conn) => conn.text(conn.flash["info"] ?? "nothing"));
  made.app.liveSession("admin", {}, (scope) => void scope.live("/admin", List));
  return { ...made, calls, visitor: new Visitor(made.server) };
}

interface Joined {
  readonly page: Page;
  readonly socket: TestSocket;
}

async function joined({ visitor, calls }: Setup, url = "/list"): Promise<Joined> {
  const page = await visitor.load(url);
  const socket = visitor.connect();
  await socket.join(page);
  calls.splice(0);
  return { page, socket };
}

async function send(socket: TestSocket, ...frame: readonly unknown[]): Promise<unknown> {
  socket.send(...frame);
  await settle();
  return socket.frames.at(-1);
}
const last = (socket: TestSocket): unknown => socket.frames.at(-1);

describe("handleParams", () => {
  test("runs after mount, with the params of the path over those of the query, and the URL whole", async () => {
    const made = setup();
    await made.visitor.load("/list/new?page=2&x=y");
    expect(made.calls).toEqual([
      "mount list /list/new?page=2&x=y",
      'params {"page":"2","x":"y"} http://test.local/list/new?page=2&x=y new',
    ]);
  });

  test("of a page over HTTP that patches is a redirect", async () => {
    const { server } = setup();
    const answer = await server.get("/list?to=/list%3Fpage=3");
    expect([answer.status, answer.headers.get("location")]).toEqual([302, "/list?page=3"]);
  });
});

describe("a patch of the visitor", () => {
  test("tells handleParams and costs its value, within the turn", async () => {
    const made = setup();
    const { socket } = await joined(made);
    await send(socket, 1, 2, 2, "/list?page=7");
    expect(socket.last).toBe('[1,2,[0,"7"]]');
    expect(made.calls).toEqual(['params {"page":"7"} http://test.local/list?page=7 null']);
  });

  test("may lead to another route of the view, whose action it has", async () => {
    const made = setup();
    const { socket } = await joined(made);
    await send(socket, 1, 2, 2, "/list/new");
    expect(made.calls).toEqual(["params {} http://test.local/list/new new"]);
  });

  test.each([
    ["another view", "/other/7", [1, 2, 0, { g: "/other/7" }]],
    ["a plain route", "/plain", [1, 2, 0, { r: "/plain" }]],
    ["another live session", "/admin", [1, 2, 0, { r: "/admin" }]],
    ["another root layout", "/framed", [1, 2, 0, { r: "/framed" }]],
    ["a route whose session is made of a request", "/told", [1, 2, 0, { r: "/told" }]],
    ["nowhere", "/nowhere", [1, 2, 0, { r: "/nowhere" }]],
  ])("to %s leaves the page", async (_name, path, frame) => {
    const made = setup();
    const { socket } = await joined(made);
    expect(await send(socket, 1, 2, 2, path)).toEqual(frame);
    expect(made.calls).toEqual([]);
  });

  test("of a view without handleParams mounts it anew", async () => {
    const { socket } = await joined(setup(), "/other/1");
    expect(await send(socket, 1, 2, 2, "/other/2")).toEqual([1, 2, 0, { g: "/other/2" }]);
  });

  test("asks the guards, with the params of its goal", async () => {
    const asked: string[] = [];
    const guard: OnMount = (socket, params) => {
      asked.push(`${socket.path} ${socket.connected}`);
      return params["page"] === "secret" ? socket.redirect({ to: "/list" }) : undefined;
    };
    const made = setup({ guard });
    const { socket } = await joined(made);
    expect(await send(socket, 1, 2, 2, "/list?page=secret")).toEqual([1, 2, 0, { r: "/list" }]);
    expect([made.calls, asked.at(-1)]).toEqual([[], "/list?page=secret true"]);
  });

  test("is answered in order with events, and once", async () => {
    const { socket } = await joined(setup());
    socket.send(1, 2, 2, "/list?page=2");
    socket.send(1, 3, "again");
    socket.send(1, 2, 2, "/list?page=9");
    await settle();
    expect(socket.raw.received.slice(1)).toEqual(['[1,2,[0,"2"]]', '[1,3,[0,"3"],{"p":"/list?page=3"}]']);
  });

  test("whose handler throws ends the view, which is mounted anew where the patch led", async () => {
    let bad = "";
    const mayFail = (path: string): void => {
      if (path === bad) throw new Error("no");
    };
    const made = setup({ mayFail });
    const { socket, page } = await joined(made);
    bad = "/list?page=2";
    expect(await send(socket, 1, 2, 2, "/list?page=2")).toEqual([1, 2, 0, { x: "error" }]);
    bad = "";
    await socket.join(page, { url: "http://test.local/list?page=2" }, 1, 3);
    expect(last(socket)).toEqual([1, 3, [[0, "2"]], { k: expect.any(String) }]);
  });
});

describe("pushPatch", () => {
  test("runs handleParams in the turn of the handler, and tells the page its URL", async () => {
    const { socket } = await joined(setup());
    await send(socket, 1, 2, "again");
    expect(socket.last).toBe('[1,2,[0,"2"],{"p":"/list?page=2"}]');
    await send(socket, 1, 3, "replace", { to: "?page=9" });
    expect(socket.last).toBe('[1,3,[0,"9"],{"p":["/list?page=9"]}]');
  });

  test("to the page's own URL does nothing", async () => {
    const made = setup();
    const { socket } = await joined(made);
    expect(await send(socket, 1, 2, "patch", { to: "/list" })).toEqual([1, 2]);
    expect(made.calls).toEqual([]);
  });

  test("may follow from handleParams: the page comes to the last URL", async () => {
    const { socket } = await joined(setup());
    await send(socket, 1, 2, 2, "/list?to=/list%3Fpage%3D5");
    expect(socket.last).toBe('[1,2,[0,"5"],{"p":"/list?page=5"}]');
  });

  test("in a circle is an error after 20", async () => {
    const made = setup();
    const { socket } = await joined(made);
    const [a, b] = ["/list?to=/list/new%3Fto%3D", "/list/new?to=/list%3Fto%3D"];
    expect(a + b).toContain("new");
    const circle = (depth: number): string => (depth === 0 ? "/list" : `/list?n=${depth}&to=${encodeURIComponent(circle(depth - 1))}`);
    await send(socket, 1, 2, 2, circle(6));
    expect(last(socket)).toMatchObject([1, 2, 0, { p: "/list" }]);
  });

  test.each([
    ["/other/1", /is not one of its own URLs/],
    ["/admin", /is not one of its own URLs/],
    ["//evil.example", /is not a path of this site/],
    ["https://evil.example", /is not a path of this site/],
  ])("to %s is an error of the view", async (to, message) => {
    const made = setup();
    const { socket } = await joined(made);
    expect(await send(socket, 1, 2, "patch", { to })).toEqual([1, 2, 0, { x: "error" }]);
    const [{ fields }] = made.log.filter(({ level }) => level === "error") as [(typeof made.log)[number]];
    expect((fields["error"] as Error).message).toMatch(message);
  });

  test("of a view without handleParams is an error", async () => {
    const { socket } = await joined(setup(), "/other/1");
    expect(await send(socket, 1, 2, "patch")).toEqual([1, 2, 0, { x: "error" }]);
  });

  test("that never arrived is told again to a page that comes back", async () => {
    const made = setup();
    const { socket, page } = await joined(made);
    await send(socket, 1, 2, "again");
    socket.raw.close();
    const again = made.visitor.connect();
    await again.join(page, { seq: 1, values: true }, 1, 3);
    expect(again.frames[0]).toEqual([1, 3, [[0, "2"]], { p: "/list?page=2", n: 3, a: 2 }]);
  });
});

/** The page navigates from its view 1. */
async function go(socket: TestSocket, page: Page, path: string, more: object = {}, number = 2): Promise<unknown> {
  await socket.join(page, { url: `http://test.local${path}`, go: 1, ...more }, number, 1);
  return last(socket);
}

describe("a navigation", () => {
  test("mounts the view of the URL on the same socket, ends the former and tells statics, container and title", async () => {
    const made = setup();
    const { socket, page } = await joined(made);
    expect(await go(socket, page, "/other/7?x=1")).toEqual([
      2,
      1,
      [[0, "other 7 "]],
      { t: "Other", s: expect.stringMatching(/^\/live\/s\/[\w-]+\.json$/), c: ["section", { class: "o" }] },
    ]);
    expect(made.calls).toEqual(["mount other /other/7?x=1", 'end list "left"']);
    expect(made.app.stats().views.running).toBe(1);
  });

  test("carries values only where the page has the statics", async () => {
    const { socket, page } = await joined(setup());
    await go(socket, page, "/list?page=3");
    expect(socket.last).toBe('[2,1,[[0,"3"]],{"t":[""]}]');
  });

  test("leaves a page that its token finds again, at its new URL", async () => {
    const made = setup();
    const { socket, page } = await joined(made);
    await go(socket, page, "/list?page=3");
    socket.raw.close();
    const again = made.visitor.connect();
    await again.join(page, { seq: 1, url: "http://test.local/list?page=3" }, 1, 2);
    expect(again.last).toBe('[1,2,0,{"n":1,"a":0}]');
  });

  test("of a page whose view is gone by then mounts what is at its URL", async () => {
    const made = setup();
    const { socket, page } = await joined(made);
    await go(socket, page, "/list?page=3");
    socket.raw.close();
    made.clock.advance(100_000);
    const again = made.visitor.connect();
    await again.join(page, { seq: 1, url: "http://test.local/list?page=3" }, 1, 2);
    expect(last(again)).toEqual([1, 2, [[0, "3"]], { k: expect.any(String) }]);
  });

  const reload = [2, 1, 0, { x: "reload" }];
  test.each([
    ["to another live session", "/admin", {}],
    ["to another root layout", "/framed", {}],
    ["to a route whose session is made of a request", "/told", {}],
    ["to a plain route", "/plain", {}],
    ["to nowhere", "/nowhere", {}],
    ["from a view that is not there", "/list", { go: 7 }],
    ["with a forged token", "/list", { token: "x" }],
    ["without a CSRF token", "/list", { csrf: "x" }],
    ["to what is no URL", "", { url: "x" }],
  ])("%s is a page that is loaded", async (_name, path, more) => {
    const made = setup();
    const { socket, page } = await joined(made);
    expect(await go(socket, page, path, more)).toEqual(reload);
    expect(made.calls).toEqual([]);
    expect(made.app.stats().views.running).toBe(1);
  });

  test("with the token of another page of this visitor is loaded", async () => {
    const made = setup();
    const { socket } = await joined(made);
    const theirs = await made.visitor.load("/list");
    expect(await go(socket, theirs, "/list?page=2")).toEqual(reload);
  });

  test("asks the guards, which may send the visitor elsewhere with a message", async () => {
    const guard: OnMount = (socket, params) => {
      if (params["id"] !== "9") return "cont";
      socket.putFlash("error", "Not there");
      socket.pushNavigate({ to: "/list" });
      return "halt";
    };
    const made = setup({ guard });
    const { socket, page } = await joined(made);
    expect(await go(socket, page, "/other/9")).toEqual([2, 1, 0, { g: "/list", f: expect.any(String) }]);
    expect(made.calls).toEqual([]);
    expect(made.app.stats().views.running).toBe(1);
  });

  test("whose mount redirects goes on from the page that is shown", async () => {
    const made = setup();
    const { socket, page } = await joined(made);
    expect(await go(socket, page, "/other/1?away=/plain")).toEqual([2, 1, 0, { r: "/plain" }]);
    expect(await go(socket, page, "/other/1?near=/list", {}, 3)).toEqual([3, 1, 0, { g: "/list" }]);
    expect(made.app.stats().views.running).toBe(1);
  });

  test("whose mount throws is a page that is loaded, and the former stays", async () => {
    const mayFail = (path: string): void => {
      if (path === "/other/1") throw new Error("no");
    };
    const made = setup({ mayFail });
    const { socket, page } = await joined(made);
    expect(await go(socket, page, "/other/1")).toEqual(reload);
    expect(await send(socket, 1, 2, "again")).toMatchObject([1, 2, [0, "2"], {}]);
  });
});

describe("messages", () => {
  test("stay over a patch of the view's own, and go with one of the visitor", async () => {
    const made = setup();
    const { socket } = await joined(made);
    await send(socket, 1, 2, "say", {});
    await send(socket, 1, 3, "again");
    expect(await send(socket, 1, 4, "load", { to: "/plain" })).toEqual([1, 4, 0, { f: expect.any(String), r: "/plain" }]);
  });

  test("go along with a navigation, sealed, and are shown once", async () => {
    const made = setup();
    const { socket, page } = await joined(made);
    const [, , , effects] = (await send(socket, 1, 2, "say", { to: "/other/7" })) as [number, number, unknown, { f: string; g: string }];
    expect(effects).toEqual({ g: "/other/7", f: expect.any(String) });
    expect(await go(socket, page, "/other/7", { flash: effects.f })).toMatchObject([2, 1, [[0, "other 7 Saved"]], {}]);
    socket.raw.close();
    const second = await joined(made);
    expect(await go(second.socket, second.page, "/other/7", { flash: effects.f })).toMatchObject([2, 1, [[0, "other 7 "]], {}]);
  });

  test("go along with a page load in a cookie, for this visitor and a minute", async () => {
    const made = setup();
    const { socket } = await joined(made);
    const sealed = async (ref: number): Promise<string> =>
      ((await send(socket, 1, ref, "load", { to: "/plain" })) as [number, number, unknown, { f: string }])[3].f;
    const load = async (cookie: string, flash: string): Promise<string> =>
      (await made.server.get("/plain", { cookie: `${cookie}; _livec_flash=${flash}` })).body;
    const flash = await sealed(2);
    expect(await load("", flash)).toBe("nothing");
    expect(await load(made.visitor.cookie, flash)).toBe("Saved");
    expect(await load(made.visitor.cookie, flash)).toBe("nothing");
    const late = await sealed(3);
    made.clock.advance(60_000);
    expect(await load(made.visitor.cookie, late)).toBe("nothing");
  });

  test("of a plain request are shown where it redirects, and their cookie goes", async () => {
    const made = testApp();
    made.app.get("/set", (conn) => conn.putFlash("info", "Hi <b>").redirect("/show"));
    made.app.get("/show", (conn) => conn.json(conn.flash));
    const set = await made.server.get("/set");
    const cookie = (set.headers.get("set-cookie") ?? "")
      .split("\n")
      .map((line) => line.split(";")[0])
      .join("; ");
    expect(set.headers.get("set-cookie")).toContain("HttpOnly; SameSite=Lax");
    const show = await made.server.get("/show", { cookie });
    expect(show.body).toBe('{"info":"Hi <b>"}');
    expect(show.headers.get("set-cookie")).toContain("_livec_flash=; Path=/; Max-Age=0");
  });
});

describe("lv:clear-flash", () => {
  test("takes messages away, one kind or all, without a handler", async () => {
    const made = setup();
    const { socket } = await joined(made);
    await send(socket, 1, 2, "say", {});
    expect(await send(socket, 1, 3, "lv:clear-flash", { key: "error" })).toEqual([1, 3]);
    expect(await send(socket, 1, 4, "load", { to: "/plain" })).toMatchObject([1, 4, 0, { f: expect.any(String) }]);
    expect(await send(socket, 1, 5, "lv:clear-flash")).toEqual([1, 5]);
  });
});

test("app.disconnect ends the views of a session in all tabs, and their pages come back through the guards", async () => {
  const made = testApp({ onMount: [(socket, _params, { user }) => (user === "ada" ? undefined : socket.redirect({ to: "/login" }))] });
  const view = defineView({ template: other, mount: () => ({ page: "x" }) });
  made.app.live("/", view);
  made.app.get("/login", (conn) => {
    Object.assign(conn.session, { user: "ada", liveSocketId: "users:ada" });
    return conn.redirect("/");
  });
  made.app.get("/logout", (conn) => conn.clearSession().text("bye"));
  const visitor = new Visitor(made.server);
  await visitor.load("/login");
  const pages = [await visitor.load("/"), await visitor.load("/"), await visitor.load("/")];
  const sockets = [visitor.connect(), visitor.connect()];
  for (const [index, socket] of sockets.entries()) await socket.join(pages[index] as Page);
  made.app.disconnect("users:bob");
  expect(made.app.stats().views).toMatchObject({ running: 2, parked: 1 });
  made.app.disconnect("users:ada");
  expect(made.app.stats()).toMatchObject({ views: { running: 0, parked: 0, suspended: 0 }, sockets: 0 });
  const again = visitor.connect();
  await again.join(pages[0] as Page, { seq: 1 }, 1, 2);
  expect(last(again)).toMatchObject([1, 2, [[0, "x"]], {}]);
  await visitor.load("/logout");
  made.app.disconnect("users:ada");
  const out = visitor.connect();
  await out.join(pages[0] as Page, { seq: 1 }, 1, 2);
  expect((last(out) as [number, number, number, object])[3]).toEqual({ x: "reload" });
});
