import { describe, expect, test } from "vitest";
import type { Request } from "../../transport/transport.ts";
import { testApp, Visitor } from "../visitor.testing.ts";
import type { Conn } from "./conn.ts";

async function answerOf(handler: (conn: Conn) => unknown, path = "/"): Promise<{ readonly status: number; readonly said: string }> {
  const { app, server, log } = testApp();
  app.get("/", handler as never);
  const { status } = await server.get(path);
  return { status, said: String(log.at(-1)?.fields["error"]) };
}

describe("what no server could send is an error where it is given, and the request is answered with 500", () => {
  const cyclic: { self?: object } = {};
  cyclic.self = cyclic;
  test.each<[string, (conn: Conn) => unknown, string]>([
    ["text(7)", (conn) => conn.text(7 as never), "conn.text(number): a body is a string"],
    ["text(undefined)", (conn) => conn.text(undefined as never), "conn.text(undefined): a body is a string"],
    ["html({})", (conn) => conn.html({} as never), "conn.html(object): a body is a string"],
    ["html(null)", (conn) => conn.html(null as never), "conn.html(object): a body is a string"],
    ["html(a promise)", (conn) => conn.html(Promise.resolve("") as never), "conn.html(object): a body is a string"],
    ["json(10n)", (conn) => conn.json(10n), "BigInt"],
    ["json(a cycle)", (conn) => conn.json(cyclic), "circular"],
    ["send with 7 as its type", (conn) => conn.send(7 as never, ""), 'conn.header("Content-Type", 7)'],
    ["send of [1]", (conn) => conn.send("a/b", [1] as never), "conn.send: a body is"],
    ["send of half a stream", (conn) => conn.send("a/b", { bytes: -1, chunks: () => [] } as never), "conn.send: a body is"],
    ["header(X, 7)", (conn) => conn.header("X", 7 as never).text(""), 'conn.header("X", 7): a value is a string of ASCII'],
    ["header(X, a line break)", (conn) => conn.header("X", "a\r\nSet-Cookie: x").text(""), "without line breaks"],
    ["header(X, é)", (conn) => conn.header("X", "é").text(""), "a value is a string of ASCII"],
    ["header(7)", (conn) => conn.header(7 as never, "").text(""), "that is not a header's name"],
    ["header(a name with a space)", (conn) => conn.header("X Y", "").text(""), "that is not a header's name"],
    ["header(Content-Length)", (conn) => conn.header("Content-Length", "7").text(""), "is written by the server"],
    ["header(transfer-encoding)", (conn) => conn.header("transfer-encoding", "chunked").text(""), "is written by the server"],
    ["status(100)", (conn) => conn.status(100).text(""), "conn.status(100): a status is 200 to 599."],
    ["status(NaN)", (conn) => conn.status(Number.NaN).text(""), "a status is 200 to 599"],
    ["redirect(7)", (conn) => conn.redirect(7 as never), "TypeError"],
    ["render({})", (conn) => conn.render({} as never, {}), "TypeError"],
    ["a session that is no JSON", (conn) => Object.assign(conn.session, { a: 10n }) && conn.text(""), "BigInt"],
  ])("%s", async (_what, handler, said) => {
    const answer = await answerOf(handler);
    expect([answer.status, answer.said]).toEqual([500, expect.stringContaining(said)]);
  });

  test("also when it is thrown as something odd, or the error page cannot be made", async () => {
    const odd = {
      get stack(): string {
        throw new Error("no stack");
      },
    };
    for (const thrown of [null, undefined, 7, Object.create(null), Object.setPrototypeOf(odd, Error.prototype)]) {
      const { status } = await answerOf(() => {
        throw thrown;
      });
      expect(status).toBe(500);
    }
  });
});

describe("Cache-Control of an answer that sets a cookie", () => {
  test.each<[string | undefined, string]>([
    [undefined, "private, no-cache"],
    ["public, max-age=31536000, immutable", "private, no-cache"],
    ["max-age=60", "private, no-cache"],
    ["no-cache", "private, no-cache"],
    ["private, max-age=60", "private, max-age=60"],
    ["no-store", "no-store"],
    ["No-Store, max-age=0", "No-Store, max-age=0"],
    ["max-age=60, x-private", "private, no-cache"],
  ])("%s becomes %s", async (given, sent) => {
    const { app, server } = testApp();
    app.get("/", (conn) => {
      conn.session["a"] = 1;
      if (given !== undefined) conn.header("Cache-Control", given);
      return conn.text("ok");
    });
    app.get("/own", (conn) => conn.header("Set-Cookie", "a=b").header("Cache-Control", "public").text("ok"));
    app.get("/none", (conn) => conn.header("Cache-Control", "public").text("ok"));
    expect((await server.get("/")).headers.get("cache-control")).toBe(sent);
    expect((await server.get("/own")).headers.get("cache-control")).toBe("private, no-cache");
    expect((await server.get("/none")).headers.get("cache-control")).toBe("public");
  });

  test("holds for a file as well, before whose answer a plug begins a session", async () => {
    const { app, server } = testApp();
    app.use((conn, next) => {
      conn.session["seen"] = true;
      return next();
    });
    app.static("/", import.meta.dirname);
    const first = await server.get("/answer.ts");
    expect([first.status, first.headers.get("cache-control")]).toEqual([200, "private, no-cache"]);
  });
});

test("a page keeps a stricter Cache-Control of the program", async () => {
  const { app, server } = testApp();
  app.use((conn, next) => conn.header("Cache-Control", "no-store") && next());
  app.get("/", (conn) => conn.keepPrivate().text("ok"));
  expect((await server.get("/")).headers.get("cache-control")).toBe("no-store");
});

test("a redirect to a path with other letters is ASCII on the wire", async () => {
  const { app, server } = testApp();
  app.get("/", (conn) => conn.redirect("/café?q=%20ü"));
  expect((await server.get("/")).headers.get("location")).toBe("/caf%C3%A9?q=%20%C3%BC");
});

describe("a body is asked for only by who may", () => {
  /** Posts a form whose body may not be read. */
  async function post(
    path: string,
    headers: { readonly [name: string]: string },
    register: (app: ReturnType<typeof testApp>["app"]) => void,
  ) {
    const { app, server } = testApp();
    register(app);
    let reads = 0;
    const cookie = (await new Visitor(server).load("/")).response.headers.get("set-cookie")?.split(";")[0] ?? "";
    const request: Request = {
      method: "POST",
      path,
      query: "",
      headers: new Map(
        Object.entries({
          host: "test.local",
          "content-type": "application/x-www-form-urlencoded",
          ...headers,
          ...(headers["cookie"] === "own" ? { cookie } : {}),
        }),
      ),
      remoteAddress: "127.0.0.1",
      secure: false,
      aborted: false,
      async body() {
        reads++;
        return new TextEncoder().encode("a=1");
      },
    };
    const { status } = await app.handlers.request(request);
    return [status, reads];
  }
  const routes = (app: ReturnType<typeof testApp>["app"]): void => {
    app.get("/", (conn) => {
      conn.session["a"] = 1;
      return conn.text("ok");
    });
    app.post("/form", (conn) => conn.text("posted"));
    app.post("/hook", async (conn) => conn.text(await conn.body()), { csrf: false });
  };

  test.each<[string, string, { readonly [name: string]: string }, number, number]>([
    ["without a route", "/nowhere", {}, 404, 0],
    ["with the wrong method", "/", {}, 405, 0],
    ["to a form, without a session", "/form", {}, 403, 0],
    ["to a form, with a session that is none", "/form", { cookie: "_livec=forged" }, 403, 0],
    ["to a form, with a token in the header", "/form", { cookie: "own", "x-csrf-token": "wrong" }, 403, 0],
    ["to a form, with a session", "/form", { cookie: "own" }, 403, 1],
    ["to a webhook, whose handler asks for it", "/hook", {}, 200, 1],
  ])("%s", async (_what, path, headers, status, reads) => expect(await post(path, headers, routes)).toEqual([status, reads]));
});
