/** Routes, and what is declared around them. */
import { describe, expect, expectTypeOf, test } from "vitest";
import { block, outlet, type Template, template, text } from "../template.ts";
import { defineView } from "../view/define.ts";
import type { OnMount } from "./live/on-mount.ts";
import { path } from "./route-names.ts";
import type { Scope } from "./scope.ts";
import { testApp, Visitor } from "./visitor.testing.ts";

const told: Template<{ told: string }> = template<{ told: string }, object>({
  name: "told.live.html",
  reads: ["told"],
  blocks: [block("told", ["<p>", "</p>"], [text([0])])],
  components: () => [],
  render: (r, { told }) => void (r.stale(0) && r.text(0, told)),
});

function layout(name: string, isDocument = true): Template<object> {
  return template<object, object, { default: object }>({
    name: `${name}.live.html`,
    reads: ["@slots"],
    blocks: [
      block(
        name,
        [isDocument ? `<!doctype html><html><body class="${name}">` : `<i>${name}</i>`, isDocument ? "</body></html>" : ""],
        [outlet([0])],
      ),
    ],
    components: () => [],
    render: (r) => void (r.stale(0) && r.outlet(0, "default")),
  });
}

/** Tells what it was mounted with. */
const view = defineView({
  template: told,
  mount: (socket, params, session) => ({ told: JSON.stringify([socket.liveAction, socket.routed, params, session]) }),
});
const teller = (tell: (socket: Parameters<typeof view.mount>[0]) => unknown): typeof view =>
  defineView({ template: told, mount: (socket) => ({ told: String(tell(socket)) }) });

async function get(app: ReturnType<typeof testApp>, url: string): Promise<string> {
  const { html } = await new Visitor(app.server).load(url);
  return html;
}
/** What the teller told. */
const toldIn = (html: string): string => (/<p>(.*?)<\/p>/.exec(html)?.[1] ?? html).replaceAll("&quot;", '"');

describe("a live route", () => {
  test("has an action, none by default, and a session of its own beside the visitor's", async () => {
    const made = testApp();
    made.app.live("/", view);
    made.app.live("/:id/edit", view, { action: "edit", session: { from: "route" } });
    expect(toldIn(await get(made, "/"))).toBe("[null,true,{},{}]");
    expect(toldIn(await get(made, "/7/edit?x=1"))).toBe('["edit",true,{"x":"1","id":"7"},{"from":"route"}]');
  });

  test("may make its session of the request, which a later mount has too", async () => {
    const made = testApp();
    made.app.live("/", view, { session: (conn) => ({ agent: conn.request.headers.get("x-agent") ?? "none" }) });
    const visitor = new Visitor(made.server);
    const page = await visitor.load("/");
    expect(toldIn(page.html)).toContain('{"agent":"none"}');
    made.clock.advance(60_000);
    const socket = visitor.connect();
    await socket.join(page);
    expect(socket.last).toContain("none");
  });

  test.each([
    [{ layot: layout("x") }, /unknown option "layot"/],
    [{ action: 7 }, /action is a text/],
    [{ onMount: "x" }, /onMount is an array/],
    [{ as: "a b" }, /is not a name/],
  ])("refuses %j", (options, message) => {
    expect(() => testApp().app.live("/", view, options as never)).toThrow(message);
  });

  test.each([
    ["/a", "/a"],
    ["/a/:x", "/a/:y"],
    ["/a", "/a/"],
  ])("is one of its kind: %s and %s", (one, other) => {
    const { app } = testApp();
    app.live(one, view);
    expect(() => app.live(other, view)).toThrow(/two routes for GET/);
    expect(() => app.get(other, () => {})).toThrow(/two routes for GET/);
  });
});

describe("plain routes", () => {
  test("are of any method, and want the CSRF token", async () => {
    const { app, server } = testApp();
    app.put("/x", (conn) => conn.text("put"), { csrf: false });
    app.patch("/x", (conn) => conn.text("patch"), { csrf: false });
    app.delete("/x", (conn) => conn.text("delete"), { csrf: false });
    app.delete("/y", (conn) => conn.text("delete"));
    expect(await Promise.all(["PUT", "PATCH", "DELETE"].map(async (method) => (await server.request(method, "/x")).body))).toEqual([
      "put",
      "patch",
      "delete",
    ]);
    expect((await server.request("DELETE", "/y")).status).toBe(403);
    expect((await server.get("/x")).headers.get("allow")).toBe("PUT, PATCH, DELETE");
    expect(() => app.get("/z", () => {}, { crsf: false } as never)).toThrow(/unknown option "crsf"/);
  });
});

describe("a scope", () => {
  test("puts its prefix before paths, its plugs before handlers and its layout around pages", async () => {
    const made = testApp({ layout: layout("app") });
    const seen: string[] = [];
    const plug = (name: string) => (_conn: unknown, next: () => Promise<void>) => {
      seen.push(name);
      return next();
    };
    made.app.scope("/shop", { use: [plug("shop")], layout: layout("shop") }, (shop) => {
      shop.live("/", view);
      shop.scope("/admin", { use: [plug("admin")] }, (admin) => {
        admin.get("/stats", (conn) => conn.text("stats"));
        admin.live("/own", view, { layout: layout("own") });
      });
    });
    made.app.live("/", view);
    expect(await get(made, "/shop")).toContain('class="shop"');
    expect(await get(made, "/shop/admin/own")).toContain('class="own"');
    expect((await made.server.get("/shop/admin/stats")).body).toBe("stats");
    expect(await get(made, "/")).toContain('class="app"');
    expect(seen).toEqual(["shop", "shop", "admin", "shop", "admin"]);
  });

  test("has hooks between those of the app and those of a route", async () => {
    const order: string[] = [];
    const hook =
      (name: string): OnMount =>
      () =>
        void order.push(name);
    const made = testApp({ onMount: [hook("app")] });
    made.app.scope("/a", { onMount: [hook("scope")] }, (scope) => {
      scope.liveSession("s", { onMount: [hook("session")] }, (session) => void session.live("/b", view, { onMount: [hook("route")] }));
    });
    await get(made, "/a/b");
    expect(order).toEqual(["app", "scope", "session", "route"]);
  });

  test("may end a request that its plugs answer", async () => {
    const made = testApp();
    made.app.scope("/", { use: [(conn) => conn.redirect("/login")] }, (scope) => void scope.live("/secret", view));
    expect((await made.server.get("/secret")).status).toBe(302);
  });

  test.each([
    ["shop", {}, /looks like/],
    ["/shop/", {}, /looks like/],
    ["/shop", { plugs: [] }, /unknown option "plugs"/],
    ["/shop", { use: "x" }, /use is an array/],
  ])("refuses %s with %j", (prefix, options, message) => {
    expect(() => testApp().app.scope(prefix, options as never, () => {})).toThrow(message);
  });
});

describe("a live session", () => {
  test("has a root layout where that is a document, else a live layout inside the container", async () => {
    const made = testApp({ layout: layout("app") });
    made.app.liveSession("root", { layout: layout("root") }, (scope) => void scope.live("/root", view));
    made.app.liveSession("live", { layout: layout("live", false) }, (scope) => void scope.live("/live", view));
    expect(await get(made, "/root")).toMatch(/class="root"><div data-live="[^>]*><p>/);
    expect(await get(made, "/live")).toMatch(/class="app"><div data-live="[^>]*><i>live<\/i>.*<p>/);
  });

  test("adds to the session of its views", async () => {
    const made = testApp();
    made.app.liveSession(
      "a",
      { session: (conn) => ({ path: conn.path }) },
      (scope) => void scope.live("/a", view, { session: { role: "x" } }),
    );
    expect(toldIn(await get(made, "/a"))).toContain('{"path":"/a","role":"x"}');
  });

  test("is declared once, and by another name than the default one", () => {
    const { app } = testApp();
    app.liveSession("a", {}, () => {});
    expect(() => app.liveSession("a", {}, () => {})).toThrow(/already/);
    expect(() => app.liveSession("default", {}, () => {})).toThrow(/already/);
    expect(() => app.liveSession("b", { layuot: 1 } as never, () => {})).toThrow(/unknown option/);
  });
});

describe("paths of named routes", () => {
  const { app } = testApp();
  app.live("/articles", view, { as: "article" });
  app.live("/articles/:id/edit", view, { as: "article", action: "edit" });
  app.get("/files/**:path", (conn) => conn.text(""), { as: "file" });

  test("take their parameters, and make all others the query", () => {
    expect(app.path("article")).toBe("/articles");
    expect(app.path("article", { page: 2, sort: null, q: "a b&c" })).toBe("/articles?page=2&q=a+b%26c");
    expect(app.path("article.edit", { id: 7 })).toBe("/articles/7/edit");
    expect(app.path("article.edit", { id: "a/b ?#%", from: "x" })).toBe("/articles/a%2Fb%20%3F%23%25/edit?from=x");
    expect(app.path("file", { path: "a/b c" })).toBe("/files/a/b%20c");
    expect(path("article.edit", { id: 7 })).toBe("/articles/7/edit");
  });

  test.each([
    ["artcle", {}, /Did you mean "article"/],
    ["article.edit", {}, /needs a value for "id"/],
    ["article.edit", { id: ".." }, /is not a segment/],
    ["article.edit", { id: "" }, /needs a value/],
    ["file", { path: "a/../b" }, /is not a segment/],
  ])("%s with %j is an error", (name, params, message) => {
    expect(() => app.path(name, params)).toThrow(message);
  });

  test("mean one path each", () => {
    const other = testApp().app;
    other.live("/a", view, { as: "twice" });
    expect(() => other.live("/b", view, { as: "twice" })).toThrow(/names \/a already/);
    testApp().app.live("/c", view, { as: "twice" });
    expect(other.path("twice")).toBe("/a");
    expect(() => path("twice")).toThrow(/several apps/);
  });
});

describe("what hooks and plugs assign", () => {
  test("reaches mount, and what mount does not find it makes", async () => {
    const made = testApp({ onMount: [(socket) => socket.assign("user", "Ada")] });
    made.app.use((conn, next) => {
      conn.assign("plug", "in");
      return next();
    });
    made.app.live(
      "/",
      teller((socket) => ["user", "plug", "none"].map((name) => socket.assignNew(name, () => "made")).join()),
    );
    expect(toldIn(await get(made, "/"))).toBe("Ada,in,made");
  });

  test("is made again at a mount for a connection, where plugs have no part", async () => {
    const made = testApp({ onMount: [(socket) => void socket.assignNew("user", () => (socket.connected ? "connected" : "first"))] });
    made.app.use((conn, next) => {
      conn.assign("plug", "in");
      return next();
    });
    made.app.live(
      "/",
      teller((socket) => ["user", "plug"].map((name) => socket.assignNew(name, () => "made")).join()),
    );
    const visitor = new Visitor(made.server);
    const page = await visitor.load("/");
    expect(toldIn(page.html)).toBe("first,in");
    made.clock.advance(60_000);
    const socket = visitor.connect();
    await socket.join(page);
    expect(socket.frames[0]?.[2]).toEqual([[0, "connected,made"]]);
  });
});

describe("a form that is posted to the page it is on", () => {
  const form = defineView({
    template: told,
    mount: () => ({ told: "new" }),
    events: {
      save: (socket, { name }) => socket.assign({ told: `saved ${String(name)}` }),
      go: (socket) => socket.redirect({ to: "/there" }),
      fail: () => {
        throw new Error("no");
      },
    },
  });

  async function post(event: string, more = ""): Promise<readonly [status: number, answer: string | undefined]> {
    const made = testApp();
    made.app.live("/", form);
    const visitor = new Visitor(made.server);
    const { csrf } = await visitor.load("/");
    const headers = { "content-type": "application/x-www-form-urlencoded", cookie: visitor.cookie };
    const body = `_csrf_token=${more === "forged" ? "x" : csrf}&_live_event=${event}&name=Ada`;
    const answer = await made.server.request("POST", "/", headers, body);
    return [answer.status, answer.headers.get("location") ?? /<p>(.*?)<\/p>/.exec(answer.body)?.[1]];
  }

  test("runs its event, and is answered with the page, or where that leads", async () => {
    expect(await post("save")).toEqual([200, "saved Ada"]);
    expect(await post("go")).toEqual([303, "/there"]);
  });

  test("is refused without the token, or the event of this page", async () => {
    expect((await post("save", "forged"))[0]).toBe(403);
    expect((await post("other"))[0]).toBe(422);
    expect((await post("fail"))[0]).toBe(500);
  });
});

describe("a view in a plain route", () => {
  test("is not routed: it has no params, and a session and container as the handler says", async () => {
    const made = testApp();
    made.app.get("/old/:id", (conn) => conn.live(view, { session: { from: "old" }, container: { tag: "main", class: "page" } }));
    const visitor = new Visitor(made.server);
    const page = await visitor.load("/old/7?x=1");
    expect(toldIn(page.html)).toBe('[null,false,{},{"from":"old"}]');
    expect(page.html).toContain('<main class="page" data-live=');
    const socket = visitor.connect();
    await socket.join(page);
    expect(socket.last).toBe("[1,1]");
    made.clock.advance(100_000);
    socket.raw.close();
    made.clock.advance(100_000);
    const again = visitor.connect();
    await again.join(page);
    expect(again.last).toContain('\\"from\\":\\"old\\"');
  });
});

test("the names of options have types", () => {
  expectTypeOf<Scope["live"]>().parameter(2).toMatchTypeOf<{ readonly action?: string } | undefined>();
});

test("the app lists its routes in the order of their declaration", () => {
  const { app } = testApp();
  app.scope("/shop", {}, (shop) => shop.live("/", view, { action: "index", as: "shop" }));
  app.delete("/shop/:id", () => {}, { as: "article" });
  expect(app.routes()).toEqual([
    { method: "GET", path: "/shop", names: ["shop.index"], live: { view: "told", action: "index", liveSession: "default" } },
    { method: "DELETE", path: "/shop/:id", names: ["article"] },
  ]);
});
