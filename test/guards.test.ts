/** Guards and sessions hold for the views inside a page as they do for the page. */
import { expect, test } from "vitest";
import { type Page, type TestSocket, testApp, Visitor } from "../runtime-server/app/visitor.testing.ts";
import { defineView, httpError, type OnMount } from "../runtime-server/index.ts";
import { loadTemplate } from "./load-template.ts";

const inner = defineView({
  template: loadTemplate<{ name: string }>(
    '<script lang="ts">export interface Assigns { name: string }</script><b>{name}</b>',
    {},
    "inner.live.html",
  ),
  mount: (_socket, _params, session) => ({ name: String(session["user"] ?? "nobody") }),
});
const outer = defineView({
  template: loadTemplate<object>(
    '<script lang="ts">import Inner from "./inner.js"; export interface Assigns {}</script><LiveView view={Inner} id="inner"/>',
    { "./inner.js": inner },
    "outer.live.html",
  ),
  mount: () => ({}),
});

/** The nested view's container, as its page has it. */
function nestedOf(page: Page): Page {
  const [, token = "", statics = ""] = /id="inner" data-live="([^"]*)" data-live-statics="\/live\/s\/([\w-]+)\.json"/.exec(page.html) ?? [];
  return { ...page, token, statics };
}

async function joined(socket: TestSocket, page: Page, more: object = {}): Promise<readonly unknown[] | undefined> {
  await socket.join(page, more);
  return socket.frames.at(-1)?.slice(2);
}

test("a nested view is not adopted, resumed or mounted where the guards of its page refuse", async () => {
  const { app, server, clock } = testApp();
  let verdict: OnMount = () => {};
  app.live("/", outer, { onMount: [(...asked) => verdict(...asked)] });
  const visitor = new Visitor(server);
  const pages = [await visitor.load("/"), await visitor.load("/"), await visitor.load("/")] as const;
  const [adopts, resumes, mounts] = pages;
  const first = visitor.connect();
  expect(await joined(first, nestedOf(resumes))).toEqual([]);
  first.raw.close();
  verdict = () => {
    throw httpError(403);
  };
  expect(await joined(visitor.connect(), nestedOf(adopts))).toEqual([0, { x: "reload" }]);
  expect(await joined(visitor.connect(), nestedOf(resumes), { seq: 1 })).toEqual([0, { x: "reload" }]);
  clock.advance(120_000);
  expect(await joined(visitor.connect(), nestedOf(mounts))).toEqual([0, { x: "reload" }]);
});

test("a nested view is not taken, and no other is mounted in its place, under another session than its page's", async () => {
  const { app, server } = testApp();
  app.live("/", outer);
  app.get("/become", (conn) => conn.json(Object.assign(conn.session, conn.query)));
  const visitor = new Visitor(server);
  await visitor.load("/become?user=ada");
  const page = await visitor.load("/");
  await visitor.load("/become?user=bob");
  const socket = visitor.connect();
  expect(await joined(socket, nestedOf(page))).toEqual([0, { x: "closed" }]);
  // The page itself is mounted anew, with a nested view that is bob's.
  await socket.join(page, {}, 2);
  expect(JSON.stringify(socket.frames.at(-1))).toContain("<b>bob</b>");
});
