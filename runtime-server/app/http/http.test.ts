import { createHash } from "node:crypto";
import { EventEmitter, once } from "node:events";
import { describe, expect, it } from "vitest";
import { httpError } from "../../base/errors.ts";
import { block, branch, type Template, template, text } from "../../template.ts";
import { defineView } from "../../view/define.ts";
import { createApp } from "../app.ts";
import { type TestApp, testApp, Visitor } from "../visitor.testing.ts";

const secret = "a secret of thirty-two bytes, at least";

describe("routes", () => {
  const { app, server } = testApp();
  app.get("/health", (conn) => conn.text("ok"));
  app.get("/users/:id", (conn) => conn.json({ id: conn.params["id"], q: conn.query["q"] ?? null }));
  app.get("/html", (conn) => conn.status(201).header("X-A", "b").html("<b>"));
  app.get("/old", (conn) => conn.redirect("/new"));
  app.get("/out", (conn) => conn.redirect({ external: "https://example.org" }));
  app.get("/evil", (conn) => conn.redirect("//evil.example"));
  app.get("/silent", () => {});
  app.get("/forbidden", () => {
    throw httpError(403, "<Only> for editors");
  });
  app.get("/broken", () => {
    throw new Error("<broken>");
  });
  app.post("/form", async (conn) => conn.json(await conn.form()));
  app.post("/hook", async (conn) => conn.text(await conn.body()), { csrf: false });

  it("answer text, JSON and HTML with status, headers and security headers", async () => {
    const health = await server.get("/health");
    expect([health.status, health.body, health.headers.get("content-type")]).toEqual([200, "ok", "text/plain; charset=utf-8"]);
    expect(Object.fromEntries(health.headers)).toMatchObject({
      "x-content-type-options": "nosniff",
      "x-frame-options": "SAMEORIGIN",
      "referrer-policy": "strict-origin-when-cross-origin",
      "content-security-policy": "base-uri 'self'; object-src 'none'; frame-ancestors 'self'",
    });
    expect(health.headers.has("set-cookie")).toBe(false);
    const html = await server.get("/html");
    expect([html.status, html.body, html.headers.get("x-a")]).toEqual([201, "<b>", "b"]);
  });

  it("decode parameters and query once; a trailing slash makes no difference", async () => {
    expect((await server.get("/users/a%2520b?q=c+d&q=e")).body).toBe('{"id":"a%20b","q":"e"}');
    expect((await server.get("/users/7/")).body).toBe('{"id":"7","q":null}');
    expect((await server.get("/users/%E4%B8")).status).toBe(400);
    expect((await server.get("/users/a%00")).status).toBe(400);
    expect((await server.get("/users/__proto__?__proto__=1")).body).toBe('{"id":"__proto__","q":null}');
  });

  it("are found by the one form of their path, which plugs see as well", async () => {
    const { app, server } = testApp();
    const seen: string[] = [];
    app.use((conn, next) => {
      seen.push(conn.path);
      return conn.path === "/admin" || conn.path.startsWith("/admin/") ? conn.status(403).text("no") : next();
    });
    app.static("/admin/files", import.meta.dirname);
    app.get("/admin", (conn) => conn.text("admin"));
    app.get("/admin/:part", (conn) => conn.text("part"));
    app.get("/café/:name", (conn) => conn.text(conn.params["name"] ?? ""));
    const around = ["/admin/", "//admin", "/%61dmin", "/x/../admin", "/x/%2e%2e/admin", "/admin%2Fx/../admin/x", "/./admin/files/path.ts"];
    for (const path of around) expect([path, (await server.get(path)).status]).toEqual([path, 403]);
    expect(seen).toEqual(["/admin", "/admin", "/admin", "/admin", "/admin", "/admin/x", "/admin/files/path.ts"]);
    expect((await server.get("/caf%C3%A9/a%2Fb%25/")).body).toBe("a/b%");
    expect((await server.get("/admin%2Ffiles%2Fpath.ts")).status).toBe(404);
  });

  it("answer HEAD as GET without a body, 404, 405 with Allow, and no favicon with 204", async () => {
    const head = await server.request("HEAD", "/health");
    expect([head.status, head.body]).toEqual([200, ""]);
    expect((await server.get("/nowhere")).status).toBe(404);
    const wrong = await server.request("POST", "/health");
    expect([wrong.status, wrong.headers.get("allow")]).toEqual([405, "GET, HEAD"]);
    expect((await server.get("/favicon.ico")).status).toBe(204);
    expect((await server.request("BREW", "/health")).status).toBe(405);
  });

  it("redirect only where it is safe", async () => {
    const old = await server.get("/old");
    expect([old.status, old.headers.get("location")]).toEqual([302, "/new"]);
    expect((await server.get("/out")).headers.get("location")).toBe("https://example.org/");
    const evil = await server.get("/evil");
    expect([evil.status, evil.headers.has("location")]).toEqual([500, false]);
  });

  it("show an error with its status, escaped, and details in development only", async () => {
    const forbidden = await server.get("/forbidden");
    expect([forbidden.status, forbidden.body.includes("&lt;Only> for editors")]).toEqual([403, true]);
    expect((await server.get("/broken")).body).toContain("Error: &lt;broken>");
    expect((await server.get("/silent")).body).toContain("did not answer");
    const production = testApp({ development: false });
    production.app.get("/broken", () => {
      throw new Error("reason");
    });
    const broken = await production.server.get("/broken");
    expect([broken.status, broken.body.includes("reason")]).toEqual([500, false]);
    expect(production.log.at(-1)).toMatchObject({ level: "error", fields: { path: "/broken", error: new Error("reason") } });
  });

  it("that change something want the CSRF token of the visitor's session", async () => {
    const visitor = new Visitor(server);
    const type = { "content-type": "application/x-www-form-urlencoded" };
    expect((await server.request("POST", "/form", type, "a=1")).status).toBe(403);
    const layout = testApp();
    layout.app.post("/form", async (conn) => conn.json(await conn.form()));
    layout.app.get("/", (conn) => conn.render(plain, {}));
    const guest = new Visitor(layout.server);
    const page = await guest.load("/");
    const body = `a=1&user[name]=Ada&tags[]=x&_csrf_token=${page.csrf}`;
    expect((await layout.server.request("POST", "/form", { ...type, cookie: guest.cookie }, body)).body).toContain(
      '{"a":"1","user":{"name":"Ada"},"tags":["x"],',
    );
    const upper = { "content-type": "Application/X-WWW-Form-URLEncoded; charset=utf-8", cookie: guest.cookie };
    expect((await layout.server.request("POST", "/form", upper, body)).body).toContain('{"a":"1"');
    const parts = [
      ...["--XX", 'Content-Disposition: form-data; name="user[name]"', "", "Ada"],
      ...["--XX", 'Content-Disposition: form-data; name="_csrf_token"', "", page.csrf, "--XX--", ""],
    ].join("\r\n");
    const multipart = { "content-type": "multipart/form-data; boundary=XX", cookie: guest.cookie };
    expect((await layout.server.request("POST", "/form", multipart, parts)).body).toContain('{"user":{"name":"Ada"},');
    expect((await layout.server.request("POST", "/form", { ...type, cookie: guest.cookie }, `__proto__=x&${body}`)).status).toBe(400);
    expect((await layout.server.request("POST", "/form", { ...type, cookie: guest.cookie, "x-csrf-token": page.csrf }, "b=1")).body).toBe(
      '{"b":"1"}',
    );
    expect((await layout.server.request("POST", "/form", { ...type }, body)).status).toBe(403);
    expect((await server.request("POST", "/hook", {}, "raw")).body).toBe("raw");
    expect(visitor.cookie).toBe("");
  });
});

const plain: Template = template<object, object>({
  name: "plain.live.html",
  reads: [],
  blocks: [block("plain", ["<p>Hi"], [])],
  components: () => [],
  render: () => {},
});
const layout: Template<{ pageTitle?: string }> = template<{ pageTitle?: string }, object>({
  name: "root.live.html",
  reads: ["pageTitle", "@slots"],
  blocks: [block("root", ["<!DOCTYPE html><title>", "</title>", "<body>", "</body>"], [text([0]), branch([1]), branch([1])])],
  components: () => [],
  render(r, { pageTitle }) {
    if (r.stale(0)) r.text(0, pageTitle);
    if (r.stale(1)) r.outlet(1, "@scripts");
    if (r.stale(2)) r.outlet(2, "default");
  },
});

describe("pages", () => {
  it("say how large a frame may be where it is not what the client takes for granted", async () => {
    const bodyOf = async (frameBytes: number): Promise<string> => {
      const { app, server } = testApp({ limits: { frameBytes } });
      app.get("/", (conn) => conn.render(plain, { pageTitle: "A" }));
      return (await new Visitor(server).load("/")).html;
    };
    expect(await bodyOf(65_536)).not.toContain("live-frame-bytes");
    expect(await bodyOf(200_000)).toContain('<meta name="live-frame-bytes" content="200000">');
  });

  it("stand in the root layout, which knows the assigns and where the scripts go", async () => {
    const { app, server } = testApp({ layout, path: "/app/live" });
    app.get("/", (conn) => conn.render(plain, { pageTitle: "A < B" }));
    expect((await server.get("/")).body).toMatch(
      /^<!DOCTYPE html><title>A &lt; B<\/title><meta name="csrf-token" content="[\w-]+"><meta name="live-path" content="\/app\/live"><script type="module" src="\/client.js"><\/script><body><p>Hi<\/body>$/,
    );
  });
});

describe("the client's files", () => {
  const search: Template = template({
    name: "search.live.html",
    reads: [],
    blocks: [block("search", ['<input live-change="search" live-debounce="300">'], [])],
    chunks: ["rate"],
    components: () => [],
    render: () => {},
  });
  /** An app without a client of its own. */
  const appWithClient = (): TestApp => testApp({ client: undefined as unknown as string });
  const tag = (html: string, name: string): string => html.match(new RegExp(`<${name}[^>]*>`))?.[0] ?? "";

  it("are named by a page with what they must be, and never change", async () => {
    const { app, server } = appWithClient();
    app.live("/", defineView({ template: search, mount: () => ({}) }));
    const { html } = await new Visitor(server).load("/");
    const script = tag(html, "script");
    const chunk = html.slice(html.indexOf("</script>") + "</script>".length).match(/^<[^>]*>/)?.[0] ?? "";
    expect(chunk).toMatch(/^<script type="module" src="\/live\/client\.[\w-]{12}\/rate\.js" integrity="sha384-[\w+/]{64}">$/);
    for (const file of [script, chunk]) {
      const url = /src="([^"]+)"/.exec(file)?.[1] ?? "";
      const { status, headers, body } = await server.get(url);
      expect([status, headers.get("cache-control"), headers.get("content-type")]).toEqual([
        200,
        "public, max-age=31536000, immutable",
        "text/javascript; charset=utf-8",
      ]);
      expect(file).toContain(`integrity="sha384-${createHash("sha384").update(body).digest("base64")}"`);
    }
  });

  it("are those of the client alone", async () => {
    const { app, server } = appWithClient();
    app.get("/", (conn) => conn.render(plain, { pageTitle: "A" }));
    const { html } = await new Visitor(server).load("/");
    const url = /src="([^"]+)"/.exec(html)?.[1] ?? "";
    expect(html.match(/<script/g)).toHaveLength(1);
    for (const other of ["x.js", "client.js.map", "../client.js", ""]) {
      expect([other, (await server.get(url.replace("client.js", other))).status]).toEqual([other, 404]);
    }
  });
});

describe("plugs and sessions", () => {
  it("plugs run in order around the route, and one that answers without next ends it", async () => {
    const { app, server } = testApp();
    const order: string[] = [];
    app.use(async (_conn, next) => {
      order.push("a");
      await next();
      order.push("z");
    });
    app.use((conn, next) => (conn.query["stop"] === undefined ? next() : conn.status(403).text("stopped")));
    app.use((conn, next) => {
      conn.header("Content-Security-Policy", "default-src 'self'");
      return next();
    });
    app.get("/", (conn) => {
      order.push("route");
      return conn.text("ok");
    });
    const answer = await server.get("/");
    expect([order, answer.headers.get("content-security-policy")]).toEqual([["a", "route", "z"], "default-src 'self'"]);
    expect(await server.get("/?stop=1")).toMatchObject({ status: 403, body: "stopped" });
  });

  it("a plug that forgets to wait for next() is waited for, and told the error of the route; a second next() runs nothing", async () => {
    const { app, server, log } = testApp();
    app.use((conn, next) => {
      void next();
      if (conn.query["twice"] !== undefined) void next();
    });
    let runs = 0;
    app.get("/slow", async (conn) => {
      runs++;
      await new Promise((resolve) => setImmediate(resolve));
      return conn.text("there");
    });
    app.get("/broken", async () => {
      throw new Error("broken");
    });
    expect(await server.get("/slow")).toMatchObject({ status: 200, body: "there" });
    expect((await server.get("/broken")).status).toBe(500);
    expect((await server.get("/slow?twice=1")).body).toContain("A plug called next() a second time");
    expect([runs, log.length]).toEqual([2, 2]);
  });

  it("a plug can guard files", async () => {
    const { app, server } = testApp();
    app.use((conn, next) => (conn.query["key"] === "7" ? next() : conn.status(403).text("no")));
    app.static("/files", import.meta.dirname);
    expect((await server.get("/files/pipeline.ts")).status).toBe(403);
    expect((await server.get("/files/pipeline.ts?key=7")).status).toBe(200);
  });

  it("the session's cookie is for TLS only where the visitor's connection is, as a trusted proxy says", async () => {
    const cookie = async (options: Parameters<typeof testApp>[0]): Promise<string | undefined> => {
      const { app, server } = testApp(options);
      app.get("/", (conn) => conn.render(plain, {}));
      return (await server.get("/", { "x-forwarded-proto": "https" })).headers.get("set-cookie");
    };
    expect(await cookie({ trustProxy: 1 })).toMatch(/; Secure$/);
    expect(await cookie({ trustProxy: 1, session: { secure: false } })).not.toMatch(/Secure/);
    expect(await cookie({})).not.toMatch(/Secure/);
    expect(await cookie({ session: { secure: true } })).toMatch(/; Secure$/);
  });

  it("what a handler writes into the session is there at the next request, and only then a cookie is set", async () => {
    const { app, server } = testApp();
    app.get("/in", (conn) => {
      conn.session["user"] = "7";
      return conn.text("in");
    });
    app.get("/who", (conn) => conn.json(conn.session["user"] ?? null));
    const visitor = new Visitor(server);
    await visitor.load("/in");
    expect(visitor.cookie).toMatch(/^_livec=/);
    const who = await server.get("/who", { cookie: visitor.cookie });
    expect([who.body, who.headers.has("set-cookie")]).toEqual(['"7"', false]);
    expect((await server.get("/who", { cookie: `${visitor.cookie}x` })).body).toBe("null");
  });

  it("renewing a session gives it another id and CSRF token and keeps its data; clearing it leaves nothing", async () => {
    const { app, server } = testApp();
    app.get("/", (conn) => conn.render(plain, {}));
    app.get("/who", (conn) => conn.json({ ...conn.session, id: conn.visitor().id }));
    app.post("/in", async (conn) => {
      conn.renewSession().session["user"] = (await conn.form())["user"];
      return conn.redirect("/");
    });
    app.post("/out", (conn) => conn.clearSession().redirect("/"));
    const visitor = new Visitor(server);
    const post = async (path: string, csrf: string, body = ""): Promise<number> => {
      const headers = { cookie: visitor.cookie, "x-csrf-token": csrf, "content-type": "application/x-www-form-urlencoded" };
      const answer = await server.request("POST", path, headers, body);
      visitor.cookie = answer.headers.get("set-cookie")?.split(";")[0] ?? visitor.cookie;
      return answer.status;
    };
    const who = async (): Promise<{ id: string }> => JSON.parse((await server.get("/who", { cookie: visitor.cookie })).body);
    const before = await visitor.load("/");
    const first = await who();
    expect(await post("/in", before.csrf, "user=ada")).toBe(303);
    const second = await who();
    expect(second).toEqual({ user: "ada", id: expect.not.stringMatching(first.id) });
    expect(await post("/out", before.csrf)).toBe(403);
    expect(await post("/out", (await visitor.load("/")).csrf)).toBe(303);
    const third = await who();
    expect(third).toEqual({ id: expect.not.stringMatching(second.id) });
  });

  it("a header that would break the answer is an error, not an answer", async () => {
    const { app, server } = testApp();
    app.get("/", (conn) => conn.header("X-A", conn.query["v"] ?? "").text("ok"));
    expect((await server.get("/?v=a%0d%0aSet-Cookie:%20x")).status).toBe(500);
  });
});

describe("createApp", () => {
  it("names an option that is none, or cannot be", () => {
    expect(() => createApp({ secert: secret } as object)).toThrow('createApp: unknown option "secert". Did you mean "secret"?');
    expect(() => createApp({ secret, limits: { mailbx: 1 } as object })).toThrow('limits: there is no "mailbx". Did you mean "mailbox"?');
    expect(() => createApp({ secret, limits: { mailbox: -1 } })).toThrow("limits.mailbox must be a positive number");
    expect(() => createApp({ secret: "short" })).toThrow("secret must be at least 32 bytes");
    expect(() => createApp({ secret, path: "live/" })).toThrow('must look like "/live"');
    expect(() => createApp({ secret, session: { cookie: "a b" } })).toThrow("is not a cookie's name");
  });

  it("refuses to start in production without a secret; elsewhere makes one and warns", () => {
    expect(() => createApp({ development: false })).toThrow("createApp needs a `secret` of at least 32 bytes in production.");
    const { messages } = testApp({ secret: undefined });
    expect(messages("warn")).toEqual(["no secret is given: a random one is used, and sessions end with this process"]);
  });

  it("knows what is no view, no path, no port", async () => {
    const { app } = testApp();
    expect(() => app.live("/", {} as never)).toThrow("the view is not made by defineView");
    expect(() => app.get("nope", () => {})).toThrow('starts with "/"');
    expect(() => app.static("/a", "/no/such/directory")).toThrow("there is no directory /no/such/directory");
    await expect(app.listen({ port: 70_000 })).rejects.toThrow("70000 is not a port");
    expect(() => app.port).toThrow("does not listen yet");
  });
});

it("is closed once for all who ask: each hears when requests under way are answered", async () => {
  const { app, server, clock } = testApp();
  const gate = new EventEmitter();
  app.get("/slow", async (conn) => {
    gate.emit("entered");
    await once(gate, "go on");
    conn.text("done");
  });
  const entered = once(gate, "entered");
  const answer = server.get("/slow");
  await entered;
  const order: string[] = [];
  const first = app.close({ drain: 5_000 }).then(() => order.push("first"));
  const second = app.close().then(() => order.push("second"));
  await new Promise<void>((resolve) => void setImmediate(resolve));
  expect(order).toEqual([]);
  gate.emit("go on");
  expect((await answer).body).toBe("done");
  // It looks again every ten milliseconds.
  clock.advance(10);
  await Promise.all([first, second]);
  expect(order).toEqual(["first", "second"]);
});
