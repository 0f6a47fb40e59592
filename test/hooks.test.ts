/** Hooks of a view, each stage through a page that somebody uses; and the page of an error. */
import { type AppOptions, createApp, defineView, type OnMount } from "livec/server";
import { live, liveIsolated } from "livec/testing";
import { describe, expect, test } from "vitest";
import { testApp } from "../runtime-server/app/visitor.testing.ts";
import { loadTemplate } from "./load-template.ts";

interface State {
  readonly log: readonly string[];
}

const template = loadTemplate<State>(`
  <script lang="ts">export interface Assigns { log: readonly string[] }</script>
  <p>{log.join(" ")}</p>
  <button id="go" live-click="go">Go</button>
  <a id="next" href="/?page=2" live-patch>Next</a>`);

/** A view that says what ran, with hooks that an `onMount` attaches. */
async function opened(onMount: OnMount) {
  const noted: string[] = [];
  const View = defineView({
    template,
    mount: () => {
      noted.push("mount");
      return { log: [] as readonly string[] };
    },
    handleParams: (_socket, params) => void noted.push(`params ${params["page"] ?? "1"}`),
    events: {
      go: (socket) => {
        noted.push("go");
        socket.update("log", (log) => [...log, "went"]);
      },
      ask: () => ({ reply: "the view" }),
      start: (socket) => void socket.startAsync("load", async () => 7),
      detach: (socket) => socket.detachHook("guard", "handleEvent"),
    },
    handleInfo: (_socket, message) => void noted.push(`info ${message}`),
    handleAsync: (_socket, name) => void noted.push(`async ${name}`),
  });
  const { view } = await liveIsolated(View, { onMount: [onMount] });
  noted.length = 0;
  return { view, noted };
}

describe("a hook", () => {
  test("for an event runs before its handler, halts it, and may reply in its place", async () => {
    const { view, noted } = await opened((socket) =>
      socket.attachHook("guard", "handleEvent", (_view, event, payload) => {
        if (event === "ask") return { reply: { hook: payload["n"] } };
        return event === "go" ? "halt" : "cont";
      }),
    );
    await view.click("#go");
    expect(noted).toEqual([]);
    await view.hook("ask", { n: 3 });
    expect(await view.assertReply({ hook: 3 })).toEqual({ hook: 3 });
    await view.hook("detach");
    expect(await view.click("#go")).toContain("went");
    expect(noted).toEqual(["go"]);
  });

  test("for parameters runs before handleParams, at a patch as well", async () => {
    const { view, noted } = await opened((socket) =>
      socket.attachHook("pages", "handleParams", (_view, params) => (params["page"] === "2" ? "halt" : "cont")),
    );
    await view.click("#next");
    expect(noted).toEqual([]);
    await view.patch("/?page=3");
    expect(noted).toEqual(["params 3"]);
  });

  test("for messages runs before handleInfo", async () => {
    const { view, noted } = await opened((socket) =>
      socket.attachHook("quiet", "handleInfo", (_view, message) => (message === "noise" ? "halt" : "cont")),
    );
    await view.send("noise");
    await view.send("news");
    expect(noted).toEqual(["info news"]);
  });

  test("for what was loaded runs before handleAsync", async () => {
    const results: unknown[] = [];
    const { view, noted } = await opened((socket) =>
      socket.attachHook("loaded", "handleAsync", (_view, name, result) => {
        results.push([name, result]);
        return "halt";
      }),
    );
    await view.hook("start");
    await view.render();
    expect([results, noted]).toEqual([[["load", expect.objectContaining({ ok: true })]], []]);
  });

  test("after a render runs once for each", async () => {
    let renders = 0;
    const { view } = await opened((socket) => socket.attachHook("count", "afterRender", () => void renders++));
    const before = renders;
    await view.click("#go");
    expect(renders - before).toBe(1);
  });

  test("before mount may send the visitor elsewhere", async () => {
    const app = createApp({ secret: "a secret of thirty-two bytes, at least" });
    const away: OnMount = (socket) => socket.attachHook("away", "mount", (view) => view.redirect({ to: "/login" }));
    app.live("/", defineView({ template, mount: () => ({ log: ["mounted"] }) }), { onMount: [away] });
    expect(await live(app, "/")).toEqual({ redirect: { to: "/login" } });
  });

  test("of a name that is taken, of a stage that there is not, or that answers nonsense is an error", async () => {
    const twice: OnMount = (socket) => {
      socket.attachHook("a", "handleInfo", () => "cont");
      socket.attachHook("a", "handleInfo", () => "cont");
    };
    await expect(opened(twice)).rejects.toThrow('There is a hook "a" for handleInfo already; detach it first.');
    await expect(opened((socket) => socket.attachHook("a", "handelInfo" as "handleInfo", () => "cont"))).rejects.toThrow(
      'attachHook: there is no stage "handelInfo".',
    );
    const { view } = await opened((socket) => socket.attachHook("a", "handleInfo", () => "stop" as "halt"));
    await expect(view.send("x")).rejects.toThrow('The hook "a" for handleInfo returned something else');
  });
});

describe("the page of an error", () => {
  const errorPage: NonNullable<AppOptions["errorPage"]> = loadTemplate(`
    <script lang="ts">export interface Assigns { status: number; title: string; detail?: string }</script>
    <main class="lost">{status}: {title}</main>`);
  const { app, server } = testApp({ errorPage });
  app.get("/broken", () => {
    throw new Error("the secret cause");
  });
  app.get("/wrong", () => {
    throw Object.assign(new Error("x"), { status: 422 });
  });
  app.post("/only-post", (conn) => conn.text("ok"));

  test.each([
    ["/nowhere", 404, "404: Not Found"],
    ["/broken", 500, "500: Internal Server Error"],
    ["/wrong", 422, "422: Unprocessable Content"],
    ["/only-post", 405, "405: Method Not Allowed"],
  ])("%s is answered with %i in its words, and nothing of the cause", async (path, status, words) => {
    const answer = await server.get(path);
    expect([answer.status, /<main class="lost">(.*?)<\/main>/.exec(answer.body)?.[1]]).toEqual([status, words]);
    expect(answer.body).not.toContain("secret cause");
  });
});
