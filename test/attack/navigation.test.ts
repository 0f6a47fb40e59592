/**
 * Redirects, patches and navigations that would lead a visitor out of the site, or past a guard: each refused. Every
 * goal is tried by every way there is.
 */
import { describe, expect, test } from "vitest";
import { type Page, settle, type TestSocket, testApp, Visitor } from "../../runtime-server/app/visitor.testing.ts";
import { type Conn, defineView } from "../../runtime-server/index.ts";
import { block, type Template, template, text } from "../../runtime-server/template.ts";

const page: Template<{ at: string }> = template<{ at: string }, object>({
  name: "page.live.html",
  reads: ["at"],
  blocks: [block("page", ["<p>", "</p>"], [text([0])])],
  components: () => [],
  render: (r, { at }) => void (r.stale(0) && r.text(0, at)),
});

/** Goals that are no path of this site, whoever asks. */
const elsewhere = [
  "//evil.example",
  "///evil.example",
  "////evil.example/x",
  "//evil.example/%2f..",
  "/\\evil.example",
  "\\\\evil.example",
  "/\\/evil.example",
  "\\/evil.example",
  "/\t/evil.example",
  "/\n/evil.example",
  "/\r\n/evil.example",
  "\t//evil.example",
  " //evil.example",
  "/ /evil.example",
  "https://evil.example",
  "http:evil.example",
  "HTTPS://evil.example",
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  "java\nscript:alert(1)",
  " javascript:alert(1)",
  "data:text/html,<script>alert(1)</script>",
  "vbscript:x",
  "file:///etc/passwd",
  "blob:https://evil.example/x",
  "ftp://evil.example",
  "mailto:a@evil.example",
  "evil.example",
  "",
  "\u0000/x",
  "/x\u0000",
  "/x\r\nSet-Cookie: a=b",
  "/x\nLocation: //evil.example",
  "//evil.example@test.local/",
  "//test.local@evil.example/",
  "/x y",
] as const;

/** Paths to what only an editor may see, as many as mean the same. */
const secret = [
  "/secret/7",
  "/%73ecret/7",
  "/secret/%37",
  "/secret//7",
  "//secret/7/..//7".slice(1),
  "/open/../secret/7",
  "/open/%2e%2e/secret/7",
  "/open/./../secret/7",
  "/./secret/7",
  "/secret/7/",
  "/secret/7?x=1",
  "/secret/7?redirect=/open/1",
  "/admin",
  "/admin/",
  "/%61dmin",
  "/open/1/../../admin",
] as const;

interface Setup {
  readonly visitor: Visitor;
  readonly socket: TestSocket;
  readonly loaded: Page;
  readonly mounts: string[];
}

async function setup(): Promise<Setup> {
  const made = testApp();
  const mounts: string[] = [];
  const view = defineView({
    template: page,
    mount(socket) {
      mounts.push(socket.path);
      return { at: socket.path };
    },
    handleParams: (socket) => socket.assign({ at: socket.path }),
    events: {
      redirect: (socket, { to }) => socket.redirect({ to: String(to) }),
      external: (socket, { to }) => socket.redirect({ external: String(to) }),
      navigate: (socket, { to }) => socket.pushNavigate({ to: String(to) }),
      path: (socket, { to }) => socket.pushNavigate({ path: String(to), params: { a: "b" } }),
      patch: (socket, { to }) => socket.pushPatch({ to: String(to) }),
    },
  });
  made.app.live("/open/:id", view);
  made.app.live("/secret/:id", view, { onMount: [(socket) => socket.redirect({ to: "/open/1" })] });
  made.app.liveSession("admin", {}, (scope) => void scope.live("/admin", view));
  made.app.get("/go", (conn: Conn) => conn.redirect(conn.query["to"] ?? ""));
  const visitor = new Visitor(made.server);
  const loaded = await visitor.load("/open/1");
  const socket = visitor.connect();
  await socket.join(loaded);
  mounts.splice(0);
  return { visitor, socket, loaded, mounts };
}

/** What the page was told besides its diff, of all frames after the join. */
function toldBy(socket: TestSocket): readonly (string | readonly string[] | undefined)[] {
  return socket.frames.slice(1).flatMap(([, , , effects]) => [effects?.r, effects?.g, effects?.p].filter((url) => url !== undefined));
}
const isOurs = (url: unknown): boolean => typeof url === "string" && /^\/(?![/\\])[!-~]*$/.test(url) && !url.includes("\\");

describe.each(["redirect", "navigate", "path", "patch"])("a handler that calls %s with what a visitor sent", (way) => {
  test.each(elsewhere)("does not lead to %j", async (to) => {
    const { socket } = await setup();
    socket.send(1, 2, way, { to });
    await settle();
    expect(toldBy(socket).every(isOurs)).toBe(true);
    // The view fails and is mounted anew; nobody is led anywhere.
    if (way !== "path" || to !== "") expect(socket.frames.at(-1)?.[3]).toEqual({ x: "error" });
  });
});

describe("a redirect to another site", () => {
  test.each(elsewhere.filter((to) => !/^https?:/i.test(to)))("does not lead to %j", async (to) => {
    const { socket } = await setup();
    socket.send(1, 2, "external", { to });
    await settle();
    expect(socket.frames.at(-1)?.[3]).toEqual({ x: "error" });
  });
});

describe("a plain route that redirects to what its query says", () => {
  test.each(elsewhere)("does not lead to %j", async (to) => {
    const { visitor } = await setup();
    const { response } = await visitor.load(`/go?to=${encodeURIComponent(to)}`);
    expect([response.status, response.headers.get("location")]).toEqual([500, undefined]);
  });
});

describe("a patch of the visitor", () => {
  test.each(elsewhere)("does not lead to %j", async (to) => {
    const { socket, mounts } = await setup();
    socket.send(1, 2, 2, to);
    await settle();
    expect(mounts).toEqual([]);
    expect(toldBy(socket).every(isOurs)).toBe(true);
    expect(JSON.stringify(socket.frames.slice(1))).not.toContain('evil.example"}');
  });

  test.each(secret)("does not come to %j", async (to) => {
    const { socket, mounts } = await setup();
    socket.send(1, 2, 2, to);
    await settle();
    expect(mounts).toEqual([]);
    const [, , diff, effects] = socket.frames.at(-1) ?? [];
    expect(diff).toBe(0);
    // It is sent where the guard says, or told to load what a request decides.
    expect([effects?.r, effects?.g].filter((url) => url !== undefined)).toHaveLength(1);
  });
});

describe("a navigation", () => {
  test.each(elsewhere)("does not lead to %j", async (to) => {
    const { socket, loaded, mounts } = await setup();
    await socket.join(loaded, { go: 1, url: to }, 2, 1);
    expect(mounts).toEqual([]);
    expect(toldBy(socket)).toEqual([]);
  });

  test.each(secret)("does not come to %j", async (to) => {
    const { socket, loaded, mounts } = await setup();
    await socket.join(loaded, { go: 1, url: `http://test.local${to}` }, 2, 1);
    expect(mounts).toEqual([]);
    const [view, , diff, effects] = socket.frames.at(-1) ?? [];
    expect([view, diff]).toEqual([2, 0]);
    expect(effects?.x ?? effects?.r).toMatch(/^(reload|\/open\/1)$/);
  });
});

describe("a join with the token of an open page, whose view is gone", () => {
  test.each(secret)("does not come to %j", async (to) => {
    const { visitor, socket, loaded, mounts } = await setup();
    socket.send(1, 2, 1);
    const again = visitor.connect();
    await again.join(loaded, { url: `http://test.local${to}`, seq: 1 }, 1, 3);
    expect(mounts.filter((path) => !path.startsWith("/open/"))).toEqual([]);
    expect(again.frames.at(-1)?.[3]?.r ?? "/open/1").toBe("/open/1");
  });
});

test("there are more than 300 rows", () => {
  expect(elsewhere.length * 7 + secret.length * 3).toBeGreaterThanOrEqual(300);
});
