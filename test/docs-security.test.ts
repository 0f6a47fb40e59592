/** The log-in of docs/security.md, as a visitor meets it. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { settle, type TestApp, testApp, Visitor } from "../runtime-server/app/visitor.testing.ts";
import type { App } from "../runtime-server/index.ts";
import { readPage } from "./docs-page.ts";
import { DocsProject } from "./docs-project.ts";

let project: DocsProject;
let access: (app: App, isRight: (name: unknown, password: unknown) => boolean) => void;

beforeAll(async () => {
  project = new DocsProject([readPage("security")]);
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
