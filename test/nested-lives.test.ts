/** What becomes of views inside views when others end, fail, come late, or are not theirs to have. */
import { describe, expect, it } from "vitest";
import { type Page, settle, type TestApp, type TestSocket, testApp, Visitor } from "../runtime-server/app/visitor.testing.ts";
import { defineView } from "../runtime-server/index.ts";
import { loadTemplate } from "./load-template.ts";

interface Options {
  readonly limits?: object;
  /** What the mount of the first child waits for, and so on. */
  readonly mounts?: (() => Promise<void> | void)[];
}

/** A page that shows the children in `ids`, each of the view that `kind` names. */
function scene({ limits = {}, mounts = [] }: Options = {}): { readonly app: TestApp; readonly calls: string[] } {
  const calls: string[] = [];
  let mounted = 0;
  const child = (kind: string): ReturnType<typeof defineView> =>
    defineView({
      template: loadTemplate<{ id: string; n: number; who: string }>(
        `<script lang="ts">export interface Assigns { id: string; n: number; who: string }</script><b>${kind} {id} {n} {who}</b>`,
      ),
      async mount(_, _params, session) {
        await mounts[mounted++]?.();
        calls.push(`mount ${kind} ${String(session["id"])}`);
        return { id: String(session["id"]), n: 0, who: String(session["user"]) };
      },
      events: {
        inc: (socket) => socket.update("n", (n) => n + 1),
        boom: () => {
          throw new Error("boom");
        },
      },
      terminate: (socket, reason) =>
        void calls.push(`terminate ${kind} ${socket.assigns.id} ${typeof reason === "string" ? reason : "error"}`),
    }) as never;
  const view = defineView({
    template: loadTemplate<{ ids: readonly string[]; kind: "one" | "two" }>(
      `<script lang="ts">import kinds from "./kinds.js"; export interface Assigns { ids: readonly string[]; kind: "one" | "two" }</script><LiveView :for={id of ids} :key={id} view={kinds[kind]} id={id} session={{ id }}/>`,
      { "./kinds.js": { one: child("one"), two: child("two") } },
    ),
    mount: (_, params) => ({
      ids: String(params["ids"] ?? "")
        .split(" ")
        .filter(Boolean) as readonly string[],
      kind: "one" as "one" | "two",
    }),
    events: {
      show: (socket, { id }) => socket.update("ids", (ids) => [...ids, String(id)]),
      hide: (socket) => socket.assign({ ids: [] }),
      kind: (socket) => socket.assign({ kind: "two" }),
      boom: () => {
        throw new Error("boom");
      },
    },
    terminate: (_, reason) => void calls.push(`terminate page ${typeof reason === "string" ? reason : "error"}`),
  });
  const app = testApp({ limits: { joinsBurst: 1e9, eventsBurst: 1e9, ...limits } });
  app.app.use(async (conn, next) => {
    if (typeof conn.query["user"] === "string") conn.session["user"] = conn.query["user"];
    await next();
  });
  app.app.live("/", view);
  return { app, calls };
}

/** Where the nested views of some HTML, or of a frame with some, are found. */
function childrenOf(html: string, page: Page): readonly Page[] {
  const containers = html.replaceAll('\\"', '"').matchAll(/id="\w+" data-live="([^"]*)" data-live-statics="\/live\/s\/([\w-]+)/g);
  return [...containers].map(([, token = "", statics = ""]) => ({ ...page, token, statics }));
}

async function open(
  app: TestApp,
  url = "/",
  visitor = new Visitor(app.server),
): Promise<{ page: Page; socket: TestSocket; visitor: Visitor }> {
  const page = await visitor.load(url);
  const socket = visitor.connect();
  await socket.join(page);
  return { page, socket, visitor };
}

const lastOf = (socket: TestSocket): string => socket.last ?? "";

/** Joins the only nested view of some HTML. */
async function joinChild(socket: TestSocket, html: string, page: Page, number = 2, more: object = {}): Promise<Page> {
  const [child] = childrenOf(html, page);
  if (child === undefined) throw new Error(`no nested view in ${html}`);
  await socket.join(child, more, number);
  return child;
}

describe("a nested view", () => {
  it("frees its place on the socket when it ends", async () => {
    const { app, calls } = scene({ limits: { viewsPerSocket: 3 } });
    const { page, socket } = await open(app);
    for (let turn = 0; turn < 50; turn++) {
      socket.send(1, 2 * turn + 2, "show", { id: "a" });
      await settle();
      await joinChild(socket, lastOf(socket), page, turn + 2);
      expect(JSON.parse(lastOf(socket))).toEqual([turn + 2, 1]);
      socket.send(1, 2 * turn + 3, "hide", 0, 0, 2 * turn + 2);
      await settle();
    }
    expect(app.messages("warn")).toEqual([]);
    expect(calls.length).toBe(100);
    expect(app.app.stats().views).toEqual({ parked: 0, running: 1, suspended: 0, rendered: 0 });
    socket.raw.close();
    app.clock.advance(10 * 60_000);
    expect(app.app.stats().views).toEqual({ parked: 0, running: 0, suspended: 0, rendered: 0 });
    expect(app.clock.pending).toBe(0);
  });

  it("that comes in the place of another, under the same id, is not ended with it", async () => {
    const { app, calls } = scene();
    const { page, socket } = await open(app, "/?ids=a");
    await joinChild(socket, page.html, page);
    socket.send(1, 2, "kind");
    await settle();
    expect(calls).toEqual(["mount one a", "mount two a", "terminate one a left"]);
    await joinChild(socket, lastOf(socket), page, 3);
    socket.send(3, 2, "inc");
    expect(JSON.parse(lastOf(socket))).toEqual([3, 2, [0, [1, 1]]]);
    expect(app.app.stats().views).toMatchObject({ parked: 0, running: 2 });
  });

  it("is not there for other visitors, and neither are those that a crash left", async () => {
    const { app, calls } = scene();
    const { page, socket } = await open(app, "/?ids=a&user=ada");
    const child = await joinChild(socket, page.html, page);
    const other = await open(app, "/?user=bob");
    const stolen = { ...child, csrf: other.page.csrf };
    await other.socket.join(stolen, {}, 2);
    expect(lastOf(other.socket)).toBe('[2,1,0,{"x":"closed"}]');
    socket.send(1, 2, "boom");
    await other.socket.join({ ...page, csrf: other.page.csrf }, { url: "http://test.local/?ids=a" }, 3);
    expect(lastOf(other.socket)).toContain("a 0");
    expect(lastOf(other.socket)).not.toContain("ada");
    expect(calls).toEqual(["mount one a", "terminate page error", "mount one a"]);
  });

  it("ends with the server for the reason of the server", async () => {
    const { app, calls } = scene();
    const { page, socket } = await open(app, "/?ids=a");
    await joinChild(socket, page.html, page);
    await app.app.close();
    expect(calls).toEqual(["mount one a", "terminate one a shutdown", "terminate page shutdown"]);
  });

  it("that outlived a crash of its parent is mounted anew after one of its own", async () => {
    const { app, calls } = scene();
    const { page, socket } = await open(app, "/?ids=a");
    const child = await joinChild(socket, page.html, page);
    socket.send(1, 2, "boom");
    await socket.join(page, { values: true, url: "http://test.local/?ids=a" }, 1, 3);
    expect(calls).toEqual(["mount one a", "terminate page error"]);
    socket.send(2, 2, "boom");
    expect(lastOf(socket)).toBe('[2,2,0,{"x":"error"}]');
    await socket.join(child, { values: true }, 2, 3);
    expect(calls).toEqual(["mount one a", "terminate page error", "terminate one a error", "mount one a"]);
    socket.send(2, 4, "inc");
    expect(lastOf(socket)).toBe("[2,4,[0,[1,1]]]");
  });

  it("that nobody claims after a crash of its parent ends by the clock", async () => {
    const { app, calls } = scene();
    const { page, socket } = await open(app, "/?ids=a");
    await joinChild(socket, page.html, page);
    socket.send(1, 2, "boom");
    app.clock.advance(60_000);
    expect(calls).toEqual(["mount one a", "terminate page error", "terminate one a left"]);
    expect(app.app.stats().views).toMatchObject({ running: 0 });
  });

  it("is waited for after each crash of its parent for as long", async () => {
    const { app, calls } = scene();
    const { page, socket } = await open(app, "/?ids=a");
    await joinChild(socket, page.html, page);
    socket.send(1, 2, "boom");
    await socket.join(page, { values: true, url: "http://test.local/?ids=a" }, 1, 3);
    app.clock.advance(50_000);
    socket.send(1, 4, "boom");
    app.clock.advance(50_000);
    expect(calls).toEqual(["mount one a", "terminate page error", "terminate page error"]);
    app.clock.advance(10_000);
    expect(calls.at(-1)).toBe("terminate one a left");
  });

  it("ends with a page that could not be mounted", async () => {
    const { app, calls } = scene({
      mounts: [
        () => {},
        async () => {
          await settle();
          throw new Error("no child today");
        },
      ],
    });
    expect((await new Visitor(app.server).load("/?ids=a b")).response.status).toBe(500);
    expect(app.app.stats().views).toMatchObject({ rendered: 0 });
    expect(calls).toEqual(["mount one a", "terminate one a left", "terminate page error"]);
  });

  it("that cannot be mounted on a page that is there leaves the page alone, and is tried again when the page asks", async () => {
    const fail = (): never => {
      throw new Error("no child today");
    };
    const { app, calls } = scene({ mounts: [fail, fail] });
    const { page, socket } = await open(app);
    socket.send(1, 2, "show", { id: "a" });
    await settle();
    expect(app.messages("error")).toEqual(["a nested view could not be mounted"]);
    expect(calls).toEqual([]);
    const child = await joinChild(socket, lastOf(socket), page);
    expect(lastOf(socket)).toBe('[2,1,0,{"x":"error"}]');
    await socket.join(child, { values: true }, 2, 2);
    expect(lastOf(socket)).toContain('[2,2,[[0,["a",0,"undefined"]]]');
    expect(calls).toEqual(["mount one a"]);
  });

  it("that is being mounted anew does not hinder what is around it", async () => {
    let arrive = (): void => {};
    const { app } = scene({ mounts: [() => {}, () => new Promise<void>((resolve) => (arrive = resolve))] });
    const { page, socket, visitor } = await open(app, "/?ids=a");
    const child = await joinChild(socket, page.html, page);
    socket.send(2, 2, "boom");
    await socket.join(child, { values: true }, 2, 3);
    const again = visitor.connect();
    await again.join(page, { seq: 1, values: true });
    expect(app.messages("error")).toEqual(["the view failed and is mounted anew"]);
    arrive();
    await settle();
    expect(lastOf(socket)).toContain('[2,3,[[0,["a",0,"undefined"]]]');
  });

  it("that its parent removes while it is mounted anew just ends", async () => {
    let arrive = (): void => {};
    const { app } = scene({ mounts: [() => {}, () => new Promise<void>((resolve) => (arrive = resolve))] });
    const { page, socket } = await open(app, "/?ids=a");
    const child = await joinChild(socket, page.html, page);
    socket.send(2, 2, "boom");
    await socket.join(child, { values: true }, 2, 3);
    socket.send(1, 2, "hide");
    arrive();
    await settle();
    expect(app.messages("error")).toEqual(["the view failed and is mounted anew"]);
    expect(app.app.stats().views).toMatchObject({ running: 1, rendered: 0 });
  });

  it("waits for the page, parked, where the connection was lost while it was mounted", async () => {
    let arrive = (): void => {};
    const { app, calls } = scene({ mounts: [() => new Promise<void>((resolve) => (arrive = resolve))] });
    const { page, socket, visitor } = await open(app);
    socket.send(1, 2, "show", { id: "a" });
    socket.raw.close();
    arrive();
    await settle();
    expect(app.app.stats().views).toEqual({ parked: 1, suspended: 1, running: 0, rendered: 0 });
    const again = visitor.connect();
    await again.join(page, { seq: 1 });
    await joinChild(again, lastOf(again), page);
    expect(lastOf(again)).toBe("[2,1]");
    expect(calls).toEqual(["mount one a"]);
  });

  it("is not begun by a view that ended meanwhile", async () => {
    let arrive = (): void => {};
    const { app, calls } = scene({ mounts: [() => new Promise<void>((resolve) => (arrive = resolve))] });
    const { socket } = await open(app);
    socket.send(1, 2, "show", { id: "a" });
    socket.send(1, 3, 1);
    arrive();
    await settle();
    expect(app.app.stats().views).toEqual({ parked: 0, suspended: 0, running: 0, rendered: 0 });
    expect(calls).toEqual(["terminate page left", "mount one a"]);
  });

  it("beyond the bound of a socket is refused without blame: its page is honest", async () => {
    const { app } = scene({ limits: { viewsPerSocket: 2, strikes: 2 } });
    const { page, socket } = await open(app, "/?ids=a b c d e");
    for (const [index, child] of childrenOf(page.html, page).entries()) await socket.join(child, {}, index + 2);
    expect(lastOf(socket)).toBe('[6,1,0,{"x":"closed"}]');
    socket.send(1, 2, "hide");
    expect(lastOf(socket)).toBe("[1,2,[0,[-5]]]");
  });

  it("that joins again too soon is put off without blame: its neighbours may all have failed with it", async () => {
    const { app } = scene({ limits: { joinsBurst: 2, strikes: 2 } });
    const { page, socket } = await open(app, "/?ids=a b c d e");
    for (const [index, child] of childrenOf(page.html, page).entries()) await socket.join(child, {}, index + 2);
    expect(lastOf(socket)).toBe('[6,1,0,{"x":"error"}]');
    expect(socket.raw.closed).toBe(undefined);
  });

  it("is counted with its size as long as it waits, and no longer", async () => {
    const { app } = scene({ limits: { parkedBytes: 5_000 } });
    const parkedOf = async (): Promise<number> => {
      for (let loads = 0; loads < 20; loads++) await new Visitor(app.server).load("/?ids=a b c");
      return app.app.stats().views.parked;
    };
    const { page, socket } = await open(app);
    const before = await parkedOf();
    for (let turn = 0; turn < 100; turn++) {
      socket.send(1, 2 * turn + 2, "show", { id: "a" });
      await settle();
      await joinChild(socket, lastOf(socket), page, turn + 2);
      socket.send(1, 2 * turn + 3, "hide", 0, 0, 2 * turn + 2);
    }
    expect(await parkedOf()).toBe(before);
  });
});
