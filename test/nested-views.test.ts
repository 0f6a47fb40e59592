// @vitest-environment jsdom
/** Views inside views: the real server's core and the real client, over a connection that can break. */
import { afterEach, describe, expect, it } from "vitest";
import { type TestApp, testApp, Visitor } from "../runtime-server/app/visitor.testing.ts";
import { defineComponent, defineView } from "../runtime-server/index.ts";
import { LivePage } from "./live-page.ts";
import { loadTemplate } from "./load-template.ts";

interface Child {
  readonly label: string;
  readonly count: number;
}

/** A page with a nested counter; `calls` notes what its code is asked. */
function app(calls: string[] = [], options: { readonly failsAt?: number } = {}): TestApp {
  let mounts = 0;
  const counter = defineView({
    template: loadTemplate<Child>(
      `<script lang="ts">export interface Assigns { label: string; count: number }</script>
      <button class="inc" live-click="inc">{label} {count}</button><input><button class="boom" live-click="boom"></button>`,
      {},
      "counter.live.html",
    ),
    mount(_, params, session) {
      calls.push(`mount ${String(session["label"])} ${JSON.stringify(params)}`);
      if (++mounts === options.failsAt) throw new Error("no counter today");
      return { label: String(session["label"]), count: 0 };
    },
    events: {
      inc: (socket) => socket.assign({ count: socket.assigns.count + 1 }),
      boom: () => {
        throw new Error("boom");
      },
    },
    terminate: (socket, reason) => void calls.push(`terminate ${socket.assigns.label} ${typeof reason === "string" ? reason : "error"}`),
  });
  const page = defineView({
    template: loadTemplate<{ title: string; shown: boolean; id: string; label: string }>(
      `<script lang="ts">import Counter from "./counter.js"; export interface Assigns { title: string; shown: boolean; id: string; label: string }</script>
      <h1>{title}</h1><section :if={shown}><LiveView view={Counter} id={id} session={{ label }} container={{ tag: "aside", class: "box" }}/></section>
      <button id="title" live-click="title"></button><button id="toggle" live-click="toggle"></button><button id="other" live-click="other"></button>
      <button id="label" live-click="label"></button><button id="fail" live-click="fail"></button>`,
      { "./counter.js": counter },
      "page.live.html",
    ),
    mount: (_, params) => ({ title: "Page", shown: params["empty"] === undefined, id: "a", label: "A" }),
    events: {
      title: (socket) => socket.update("title", (title) => `${title}!`),
      toggle: (socket) => socket.update("shown", (shown) => !shown),
      other: (socket) => socket.assign({ id: "b", label: "B" }),
      label: (socket) => socket.assign({ label: "C" }),
      fail: () => {
        throw new Error("page fails");
      },
    },
    terminate: (_, reason) => void calls.push(`terminate page ${typeof reason === "string" ? reason : "error"}`),
  });
  const test = testApp();
  test.app.live("/", page);
  return test;
}

const pages: LivePage[] = [];
async function open(test: TestApp, url?: string): Promise<LivePage> {
  const page = new LivePage(test);
  pages.push(page);
  await page.open(url);
  return page;
}
afterEach(() => {
  for (const page of pages.splice(0)) page.close();
});

const text = (selector: string): string | null | undefined => document.querySelector(selector)?.textContent;

describe("a nested view", () => {
  it("is part of the page's HTML, mounted once, and adopted under a number of its own", async () => {
    const calls: string[] = [];
    const page = await open(app(calls));
    expect(document.querySelector("aside#a.box")?.textContent).toBe("A 0");
    expect(calls).toEqual(["mount A {}"]);
    expect(page.received).toEqual(["[1,1]", "[2,1]"]);
  });

  it("changes by itself, and its parent by itself", async () => {
    const page = await open(app());
    await page.click(".inc");
    expect(page.received.slice(2)).toEqual(["[2,2,[0,[1,1]]]"]);
    await page.click("#title");
    expect(page.received.slice(3)).toEqual(['[1,2,[0,["!"]]]']);
    expect([text("h1"), text(".inc")]).toEqual(["Page!", "A 1"]);
  });

  it("is started by an update of its parent, and ended by one", async () => {
    const calls: string[] = [];
    const test = app(calls);
    const page = await open(test, "/?empty=1");
    expect(calls).toEqual([]);
    await page.click("#toggle");
    expect(text("aside .inc")).toBe("A 0");
    await page.click(".inc");
    expect(text("aside .inc")).toBe("A 1");
    await page.click("#toggle");
    expect(calls).toEqual(["mount A {}", "terminate A left"]);
    expect(test.app.stats().views).toMatchObject({ running: 1, parked: 0, suspended: 0 });
  });

  it("with another id is another one; another session is for its next mount", async () => {
    const calls: string[] = [];
    const page = await open(app(calls));
    await page.click(".inc");
    await page.click("#label");
    expect(text(".inc")).toBe("A 1");
    await page.click(".boom");
    expect(text(".inc")).toBe("C 0");
    await page.click("#other");
    expect(text("aside#b .inc")).toBe("B 0");
    expect(calls).toEqual(["mount A {}", "terminate A error", "mount C {}", "mount B {}", "terminate C left"]);
  });

  it("fails alone: it is mounted anew, its parent goes on", async () => {
    const calls: string[] = [];
    const page = await open(app(calls));
    await page.click("#title");
    await page.click(".inc");
    await page.click(".boom");
    expect([text("h1"), text(".inc")]).toEqual(["Page!", "A 0"]);
    await page.click(".inc");
    expect(text(".inc")).toBe("A 1");
    expect(calls).toEqual(["mount A {}", "terminate A error", "mount A {}"]);
  });

  it("outlives an error of its parent, with its nodes and what is typed in them", async () => {
    const calls: string[] = [];
    const page = await open(app(calls));
    await page.click(".inc");
    await page.click("#title");
    const input = document.querySelector("input") as HTMLInputElement;
    input.value = "typed";
    await page.click("#fail");
    expect([text("h1"), text(".inc")]).toEqual(["Page", "A 1"]);
    expect(document.querySelector("input")).toBe(input);
    await page.click(".inc");
    expect(text(".inc")).toBe("A 2");
    expect(calls).toEqual(["mount A {}", "terminate page error"]);
  });

  it("that goes before it has answered leaves no form frozen", async () => {
    const page = await open(app());
    document
      .querySelector("[data-live]")
      ?.insertAdjacentHTML("beforeend", '<form live-submit="inc" live-target=".inc"><input name="aimed"></form>');
    document.querySelector("#toggle")?.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    document.querySelector<HTMLFormElement>("form")?.requestSubmit();
    await page.rest();
    expect(text("aside")).toBe(undefined);
    expect(document.querySelector<HTMLInputElement>("[name=aimed]")?.readOnly).toBe(false);
  });

  it("keeps its state over a lost connection", async () => {
    const calls: string[] = [];
    const page = await open(app(calls));
    await page.click(".inc");
    await page.reconnect();
    await page.click(".inc");
    await page.click("#title");
    expect([text("h1"), text(".inc")]).toEqual(["Page!", "A 2"]);
    expect(calls).toEqual(["mount A {}"]);
  });

  it("is mounted with its parent where the server has forgotten both", async () => {
    const calls: string[] = [];
    const test = app(calls);
    const page = await open(test);
    await page.click(".inc");
    page.lose();
    test.clock.advance(10 * 60_000);
    await page.connect();
    expect(text(".inc")).toBe("A 0");
    await page.click(".inc");
    expect(text(".inc")).toBe("A 1");
    expect(calls).toEqual(["mount A {}", "terminate A left", "terminate page closed", "mount A {}"]);
  });

  it("may be in a nested view, in a component in a row: it outlives errors of all around it, twice", async () => {
    const leaf = defineView({
      template: loadTemplate<{ n: number }>(
        `<script lang="ts">export interface Assigns { n: number }</script><button class="leaf" live-click="inc">{n}</button>`,
      ),
      mount: () => ({ n: 0 }),
      events: { inc: (socket) => socket.update("n", (n) => n + 1) },
    });
    const fail = {
      fail: (): never => {
        throw new Error("fails");
      },
    };
    const rows = {
      turn: (socket: { update(key: "ids", fn: (ids: readonly string[]) => readonly string[]): void }) =>
        socket.update("ids", (ids) => [...ids].reverse()),
    };
    const box = defineComponent({
      template: loadTemplate<{ id: string }>(
        `<script lang="ts">import Leaf from "./leaf.js"; export interface Assigns { id: string }</script><p><LiveView view={Leaf} id="leaf-{id}"/></p>`,
        { "./leaf.js": leaf },
      ),
    });
    const middle = defineView({
      template: loadTemplate<{ ids: readonly string[] }>(
        `<script lang="ts">import Box from "./box.js"; export interface Assigns { ids: readonly string[] }</script><template :for={id of ids} :key={id}><Box id={id}/></template><button id="fail-middle" live-click="fail"></button><button id="turn" live-click="turn"></button>`,
        { "./box.js": box },
      ),
      mount: () => ({ ids: ["a", "b"] as readonly string[] }),
      events: { ...fail, ...rows },
    });
    const outer = defineView({
      template: loadTemplate<object>(
        `<script lang="ts">import Middle from "./middle.js"; export interface Assigns {}</script><LiveView view={Middle} id="middle"/><button id="fail-outer" live-click="fail"></button>`,
        { "./middle.js": middle },
      ),
      mount: () => ({}),
      events: fail,
    });
    const test = testApp();
    test.app.live("/", outer);
    const page = await open(test);
    const shown = (): unknown => [...document.querySelectorAll(".leaf")].map((element) => element.textContent);
    await page.click("#leaf-a .leaf");
    const container = document.querySelector("#leaf-a");
    await page.click("#turn");
    expect(shown()).toEqual(["0", "1"]);
    await page.click("#turn");
    for (const failing of ["#fail-middle", "#fail-outer", "#fail-middle", "#fail-outer"]) {
      await page.click(failing);
      await page.click("#leaf-a .leaf");
    }
    expect(shown()).toEqual(["5", "0"]);
    expect(document.querySelector("#leaf-a")).toBe(container);
    expect(test.app.stats()).toMatchObject({ mounts: 8, views: { running: 4, parked: 0, suspended: 0, rendered: 0 } });
  });

  it("that cannot be mounted on a page that is there leaves the page alone", async () => {
    const test = app([], { failsAt: 1 });
    const page = await open(test, "/?empty=1");
    await page.click("#toggle");
    await page.click("#title");
    expect(text("h1")).toBe("Page!");
    expect(test.messages("error")[0]).toBe("a nested view could not be mounted");
  });

  it("that cannot be mounted for the page's HTML makes it an error page", async () => {
    const test = app([], { failsAt: 1 });
    expect((await test.server.get("/")).status).toBe(500);
    expect(test.app.stats().views).toMatchObject({ rendered: 0, parked: 0 });
  });

  it("is no other visitor's: its token is worth nothing under another session", async () => {
    const calls: string[] = [];
    const test = app(calls);
    const page = await open(test);
    const token = document.querySelector("aside")?.getAttribute("data-live") ?? "";
    await page.click(".inc");
    const thief = new Visitor(test.server);
    const loaded = await thief.load("/");
    const socket = thief.connect();
    await socket.join({
      ...loaded,
      token,
      statics: /\/live\/s\/([\w-]+)\.json/.exec(document.querySelector("aside")?.outerHTML ?? "")?.[1] ?? "",
    });
    expect(socket.frames).toEqual([[1, 1, 0, { x: "closed" }]]);
    await page.click(".inc");
    expect(text(".inc")).toBe("A 2");
    expect(calls).toEqual(["mount A {}", "mount A {}"]);
  });

  it("needs an id that no other in its view has", async () => {
    const test = testApp();
    const leaf = defineView({ template: loadTemplate<object>("<i></i>"), mount: () => ({}) });
    const twice = loadTemplate<object>(
      '<script lang="ts">import Leaf from "./leaf.js"; export interface Assigns {}</script>\n<LiveView view={Leaf} id="x"/>\n<LiveView view={Leaf} id="x"/>',
      { "./leaf.js": leaf },
      "twice.live.html",
    );
    test.app.live("/", defineView({ template: twice, mount: () => ({}) }));
    await test.server.get("/");
    const [error] = test.log.filter(({ level }) => level === "error");
    expect((error?.fields["error"] as Error | undefined)?.message).toBe(
      'Two nested views have the id "x", which must name one: it is given by twice.live.html:2 and by twice.live.html:3.',
    );
  });
});
