// @vitest-environment jsdom
/**
 * Forms that a browser posts by itself, wherever they come from: each carries the CSRF token of its visitor, and the
 * app takes it.
 */
import { afterEach, describe, expect, it } from "vitest";
import { type TestApp, testApp, Visitor } from "../runtime-server/app/visitor.testing.ts";
import { createApp, defineComponent, defineView } from "../runtime-server/index.ts";
import { Rendering } from "../runtime-server/rendering/rendering.ts";
import type { Template } from "../runtime-server/template.ts";
import { LivePage } from "./live-page.ts";
import { loadTemplate } from "./load-template.ts";

const form = (id: string): string => `<form id="${id}" method="post" action="/form"><input name="from" value="${id}"></form>`;
const layout = loadTemplate(`<!doctype html>
<html lang="en"><head><title>T</title><LiveScripts/></head><body>${form("layout")}<slot/></body></html>`);
const badge = loadTemplate(form("component"), {}, "badge.live.html");
const card = loadTemplate("<slot/>", {}, "card.live.html");
const counter = defineComponent({ template: loadTemplate(form("stateful"), {}, "counter.live.html"), mount: () => ({}) });
const child = defineView({ template: loadTemplate(form("child"), {}, "child.live.html"), mount: () => ({}) });

const page = loadTemplate<{ more: boolean; rows: readonly number[]; url: string }>(
  `<script lang="ts">
    import Badge from "./badge.js";
    import Card from "./card.js";
    import Counter from "./counter.js";
    import Child from "./child.js";
    export interface Assigns { more: boolean; rows: readonly number[]; url: string }
  </script>
  <button id="more" live-click="more"></button><button id="away" live-click="away"></button><button id="crash" live-click="crash"></button>
  ${form("page")}
  <form id="anywhere" method="post" action={url}><input name="from" value="anywhere"></form>
  <section :if={more}>
    ${form("branch")}<Badge/><Card>${form("slot")}</Card><Counter id="c"/><LiveView view={Child} id="child-view"/>
    <form :for={row of rows} :key={row} id="row-{row}" method="post" action="/form"><input name="from" value="row-{row}"></form>
  </section>
  <form id="both" method="post" action="/form" live-change="typed"><input name="from" value="both"></form>`,
  { "./badge.js": badge, "./card.js": card, "./counter.js": counter, "./child.js": child },
  "page.live.html",
);

const payloads: object[] = [];
const view = defineView({
  template: page,
  mount: (_, params) => ({ more: params["more"] !== undefined, rows: [1, 2], url: "/form" }),
  events: {
    more: (socket) => socket.assign({ more: true }),
    away: (socket) => socket.assign({ url: "https://other.example/form" }),
    crash: () => {
      throw new Error("crash");
    },
    typed: (_socket, payload: object) => void payloads.push({ ...payload }),
  },
});

function app(): TestApp {
  const test = testApp({ layout });
  test.app.live("/", view);
  test.app.get("/plain", (conn) => conn.render(badge as Template, {}));
  test.app.post("/form", async (conn) => conn.text(String((await conn.form())["from"] ?? "nothing")));
  return test;
}

const pages: LivePage[] = [];
async function open(url: string, connect = true): Promise<LivePage> {
  const opened = new LivePage(app());
  pages.push(opened);
  await opened.open(url, connect);
  return opened;
}
afterEach(() => {
  for (const opened of pages.splice(0)) opened.close();
});

const forms = (): readonly HTMLFormElement[] => [...document.forms];
const tokenOf = (id: string): string | null | undefined => document.querySelector(`#${id} [name=_csrf_token]`)?.getAttribute("value");
const everywhere = ["layout", "page", "anywhere", "branch", "component", "slot", "stateful", "child", "row-1", "row-2", "both"];

describe("a posted form is accepted", () => {
  it.each([
    ["of a plain page", "/plain", ["layout", "component"]],
    ["of a view", "/", ["layout", "page", "anywhere", "both"]],
    ["of all that is in a view", "/?more", everywhere],
  ])("%s, with the token of the page", async (_, url, ids) => {
    const opened = await open(url, false);
    expect(forms().map(({ id }) => id)).toEqual(ids);
    const token = document.querySelector("meta[name=csrf-token]")?.getAttribute("content") ?? "";
    expect(token).toMatch(/^[\w-]{40,}$/);
    for (const each of forms()) {
      expect([each.id, tokenOf(each.id)]).toEqual([each.id, token]);
      expect(await opened.post(each)).toEqual([200, each.id]);
    }
  });

  it("that came over the socket", async () => {
    const opened = await open("/");
    await opened.click("#more");
    expect(forms().map(({ id }) => id)).toEqual(everywhere);
    for (const each of forms()) expect(await opened.post(each)).toEqual([200, each.id]);
  });

  it("of a view that was mounted for a page whose own is gone", async () => {
    const opened = await open("/");
    await opened.click("#crash");
    await opened.click("#more");
    for (const each of forms()) expect(await opened.post(each)).toEqual([200, each.id]);
  });
});

it("a form without its token is refused, and so is one with another visitor's", async () => {
  const opened = await open("/", false);
  const field = document.querySelector<HTMLInputElement>("#page [name=_csrf_token]");
  const other = await new Visitor(opened.test.server).load("/");
  if (field !== null) field.value = other.csrf;
  expect((await opened.post(forms()[1] as HTMLFormElement))[0]).toBe(403);
  field?.remove();
  expect((await opened.post(forms()[1] as HTMLFormElement))[0]).toBe(403);
});

it("the token goes when the form is to be sent to another site", async () => {
  const opened = await open("/");
  expect(tokenOf("anywhere")).toBe(tokenOf("page"));
  await opened.click("#away");
  expect([document.querySelector("#anywhere")?.getAttribute("action"), tokenOf("anywhere")]).toEqual(["https://other.example/form", null]);
  expect(opened.received.at(-1)).toMatch(/^\[1,2,\[\d+,"https:\/\/other.example\/form",\d+,null\]\]$/);
});

it.each([
  [{ action: "/form" }, "token"],
  [{ ACTION: "https://other.example/" }, null],
  [{ action: "/form", Action: "//other.example" }, null],
  [{ action: "https://other.example/", Action: "/form" }, "token"],
])("what a spread says of a form counts as it is spelled last: %j", (rest, value) => {
  const rendering = new Rendering(
    loadTemplate<{ rest: object }>(
      '<script lang="ts">export interface Assigns { rest: Record<string, string> }</script><form method="post" {...rest}></form>',
    ),
    { csrf: () => "token" },
  );
  rendering.mount({ rest });
  document.body.innerHTML = rendering.html();
  expect(document.querySelector("input")?.getAttribute("value")).toBe(value);
});

it("a view that is updated without a change of its forms is silent about them", async () => {
  const opened = await open("/?more");
  const frames = opened.received.length;
  await opened.click("#more");
  expect(opened.received.slice(frames)).toEqual(["[1,2]"]);
});

it("an event's payload does not have it", async () => {
  await open("/");
  document.querySelector("#both [name=from]")?.dispatchEvent(new Event("input", { bubbles: true }));
  await pages[0]?.rest();
  expect(payloads).toEqual([{ from: "both", _target: ["from"] }]);
});

it("what a view shows is the same file for everybody", async () => {
  const test = app();
  const [one, other] = [await new Visitor(test.server).load("/"), await new Visitor(test.server).load("/")];
  expect(one.statics).toBe(other.statics);
  const { body } = await test.server.get(`/live/s/${one.statics}.json`);
  expect(body).toContain("_csrf_token");
  expect([body.includes(one.csrf), body.includes(other.csrf), one.csrf === other.csrf]).toEqual([false, false, false]);
});

it("a form is posted over a real connection", async () => {
  const logger = { debug() {}, info() {}, warn() {}, error() {} };
  const served = createApp({ secret: "a secret of thirty-two bytes, at least", client: "/client.js", layout, logger, development: false });
  served.live("/", view);
  served.post("/form", async (conn) => conn.redirect(`/?from=${(await conn.form())["from"] ?? ""}`));
  await served.listen({ port: 0, host: "127.0.0.1" });
  try {
    const response = await fetch(served.url);
    const cookie = response.headers.get("set-cookie")?.split(";")[0] ?? "";
    const body = new DOMParser().parseFromString(await response.text(), "text/html");
    const token = body.querySelector("#page [name=_csrf_token]")?.getAttribute("value") ?? "";
    const post = async (fields: Record<string, string>): Promise<Response> =>
      fetch(`${served.url}/form`, { method: "POST", headers: { cookie }, body: new URLSearchParams(fields), redirect: "manual" });
    const accepted = await post({ _csrf_token: token, from: "page" });
    expect([accepted.status, accepted.headers.get("location")]).toEqual([303, "/?from=page"]);
    expect((await post({ from: "page" })).status).toBe(403);
  } finally {
    await served.close();
  }
});
