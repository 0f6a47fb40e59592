/** The log-in of docs/security.md, as a visitor meets it; and what else the page says that no other test shows. */
import { readFileSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { settle, type TestApp, testApp, Visitor } from "../runtime-server/app/visitor.testing.ts";
import { type App, defineView, type Plug } from "../runtime-server/index.ts";
import { readPage } from "./docs-page.ts";
import { DocsProject } from "./docs-project.ts";
import { loadTemplate } from "./load-template.ts";

let project: DocsProject;
let policy: Plug;
let access: (app: App, isRight: (name: unknown, password: unknown) => boolean) => void;

beforeAll(async () => {
  project = new DocsProject([readPage("security")]);
  policy = (await project.load("security", "policy.ts", "policy")) as Plug;
  access = (await project.load("security", "access.ts")) as typeof access;
}, 60_000);
afterAll(() => project.remove());

interface Setup extends TestApp {
  readonly visitor: Visitor;
  /** Fills in a form of the page as it was loaded. */
  post(path: string, fields: { readonly [name: string]: string }): Promise<string>;
}

function setup(): Setup {
  const made = testApp();
  access(made.app, (name, password) => name === "ada" && password === "right");
  const visitor = new Visitor(made.server);
  return {
    ...made,
    visitor,
    async post(path, fields) {
      const page = await visitor.load(path === "/login" ? "/login" : "/account");
      const token = /name="_csrf_token" value="([^"]+)"/.exec(page.html)?.[1] ?? "";
      const headers = { cookie: visitor.cookie, "content-type": "application/x-www-form-urlencoded" };
      const answer = await made.server.request("POST", path, headers, String(new URLSearchParams({ ...fields, _csrf_token: token })));
      visitor.cookie = answer.headers.get("set-cookie")?.split(";")[0] ?? visitor.cookie;
      return answer.headers.get("location") ?? answer.body;
    },
  };
}

test("a stranger is sent to the log-in, a wrong password back to it, a right one to the page", async () => {
  const { visitor, post } = setup();
  expect((await visitor.load("/account")).response.headers.get("location")).toBe("/login");
  expect(await post("/login", { name: "ada", password: "wrong" })).toContain("No such name and password.");
  expect(await post("/login", { name: "ada", password: "right" })).toBe("/account");
  expect((await visitor.load("/account")).html).toContain("<h1>ada</h1>");
});

test("after the log-out no way leads to the page that is still open: neither what waits for it, nor what was suspended, nor a new mount", async () => {
  const { visitor, post, clock } = setup();
  await post("/login", { name: "ada", password: "right" });
  const [parked, suspended] = [await visitor.load("/account"), await visitor.load("/account")];
  const first = visitor.connect();
  await first.join(suspended);
  first.raw.close();
  expect(await post("/logout", {})).toBe("/login");
  const login = await visitor.load("/login");
  for (const [page, more] of [
    [parked, {}],
    [suspended, { seq: 1 }],
  ] as const) {
    const socket = visitor.connect();
    // The page's own CSRF token is of the old session; an attacker would take a new one.
    await socket.join(page, more);
    expect(socket.last).toBe('[1,1,0,{"x":"reload"}]');
    await socket.join({ ...page, csrf: login.csrf }, more, 1, 2);
    expect(socket.last).toBe('[1,2,0,{"r":"/login"}]');
  }
  clock.advance(120_000);
  const late = visitor.connect();
  await late.join({ ...parked, csrf: login.csrf });
  expect(late.last).toBe('[1,1,0,{"r":"/login"}]');
});

test("what is open in another tab stays open until that reconnects", async () => {
  const { visitor, post, app } = setup();
  await post("/login", { name: "ada", password: "right" });
  const page = await visitor.load("/account");
  const other = visitor.connect();
  await other.join(page);
  await post("/logout", {});
  await settle();
  expect([other.raw.closed, app.stats().views.running]).toEqual([undefined, 1]);
});

test("a plug sees no join", async () => {
  const { app, visitor, post } = setup();
  await post("/login", { name: "ada", password: "right" });
  let seen = 0;
  app.use((_conn, next) => {
    seen++;
    return next();
  });
  const page = await visitor.load("/account");
  await visitor.connect().join(page);
  expect(seen).toBe(1);
});

test("every answer has the headers, and conn.header replaces any of them", async () => {
  const { app, server } = testApp();
  app.get("/as-it-is", (conn) => conn.text("hello"));
  app.get("/other", (conn) => conn.header("X-Frame-Options", "DENY").header("Cross-Origin-Opener-Policy", "unsafe-none").text("hello"));
  const headers = async (path: string): Promise<unknown> => {
    const answer = await server.get(path);
    return ["x-content-type-options", "x-frame-options", "referrer-policy", "cross-origin-opener-policy"].map((name) =>
      answer.headers.get(name),
    );
  };
  const usual = ["nosniff", "SAMEORIGIN", "strict-origin-when-cross-origin", "same-origin"];
  expect([await headers("/as-it-is"), await headers("/nowhere")]).toEqual([usual, usual]);
  expect(await headers("/other")).toEqual(["nosniff", "DENY", "strict-origin-when-cross-origin", "unsafe-none"]);
});

test("a policy of one's own takes the place of livec's", async () => {
  const { app, server } = testApp();
  app.use(policy);
  app.get("/", (conn) => conn.text("hello"));
  const { headers } = await server.get("/");
  expect(headers.get("content-security-policy")).toBe("default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'");
});

test("what no template reads stays on the server; an event runs though its button is not shown; a strike is logged once per socket", async () => {
  const { app, server, messages } = testApp();
  const ran: string[] = [];
  app.live(
    "/",
    defineView({
      template: loadTemplate<{ count: number; isAdmin: boolean }>(
        '<script lang="ts">export interface Assigns { count: number; isAdmin: boolean }</script>' +
          '<p>{count}</p><button :if={isAdmin} live-click="drop">x</button>',
      ),
      mount: () => ({ count: 0, isAdmin: false, key: "top secret" }),
      events: {
        drop(socket) {
          ran.push("drop");
          socket.assign({ count: 1, key: "another secret" });
        },
      },
    }),
  );
  const visitor = new Visitor(server);
  const page = await visitor.load("/");
  const socket = visitor.connect();
  await socket.join(page);
  socket.send(1, 2, "drop");
  expect(ran).toEqual(["drop"]);
  expect(socket.raw.received).toEqual(["[1,1]", "[1,2,[0,1]]"]);
  expect(page.html).not.toContain("secret");
  for (const ref of [3, 4, 5]) socket.send(1, ref, "nothing");
  expect(messages("warn")).toEqual(["refused: an unknown event"]);
  const other = visitor.connect();
  await other.join(await visitor.load("/"));
  other.send(1, 2, "nothing");
  expect(messages("warn")).toEqual(["refused: an unknown event", "refused: an unknown event"]);
});

test("the native server comes in exact versions, each package pinned by its hash", () => {
  const read = (name: string): unknown => JSON.parse(readFileSync(new URL(`../${name}`, import.meta.url), "utf8"));
  const { dependencies, optionalDependencies } = read("package.json") as { [kind: string]: { [name: string]: string } };
  expect([dependencies?.["uWebSockets.js"], optionalDependencies?.["uWebSockets.js-next"]]).toEqual([
    "npm:@uwsjs/core@20.51.4",
    "npm:@uwsjs/core@20.69.0",
  ]);
  const { packages } = read("package-lock.json") as {
    packages: { [path: string]: { name?: string; integrity?: string; version: string } };
  };
  const native = Object.entries(packages).filter(([path, { name = path }]) => name.includes("@uwsjs/"));
  expect(native.length).toBeGreaterThanOrEqual(3);
  const installed = native.filter(([, { integrity }]) => integrity !== undefined);
  expect(installed.map(([, { integrity }]) => /^sha512-[\w+/]{86}==$/.test(integrity ?? ""))).toEqual(installed.map(() => true));
  expect(installed.length).toBeGreaterThanOrEqual(2);
});
