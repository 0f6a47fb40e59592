import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import type { Logger } from "../base/host.ts";
import { block, type Template, template, text } from "../template.ts";
import type { TransportName } from "../transport/choose.ts";
import { defineView } from "../view/define.ts";
import { App } from "./app.ts";

const counter: Template<{ count: number }, { inc: object }> = template<{ count: number }, { inc: object }>({
  name: "counter.live.html",
  reads: ["count"],
  blocks: [block("counter", ["<p>", "</p>"], [text([0])])],
  components: () => [],
  render(r, { count }) {
    if (r.stale(0)) r.text(0, count);
  },
});
const view = defineView({
  template: counter,
  mount: () => ({ count: 0 }),
  events: { inc: (socket) => socket.assign({ count: socket.assigns.count + 1 }) },
});

/** Its event makes a frame of 5 MB. */
const letter: Template<{ text: string }, { write: object }> = template<{ text: string }, { write: object }>({
  name: "letter.live.html",
  reads: ["text"],
  blocks: [block("letter", ["<p>", "</p>"], [text([0])])],
  components: () => [],
  render(r, assigns) {
    if (r.stale(0)) r.text(0, assigns.text);
  },
});
const patient = { timeout: 10_000 };
const huge = "x".repeat(5_000_000);
let written = 0;
const letterView = defineView({
  template: letter,
  mount: () => ({ text: "" }),
  events: {
    write(socket) {
      written++;
      socket.assign({ text: huge });
    },
  },
});
const logger: Logger = { debug() {}, info() {}, warn() {}, error() {} };

const apps: App[] = [];
afterEach(async () => {
  for (const app of apps.splice(0)) await app.close();
});

async function start(transport: TransportName, port = 0): Promise<App> {
  const app = new App({ transport, secret: "a secret of thirty-two bytes, at least", client: "/client.js", logger });
  app.live("/", view).live("/letter", letterView);
  await app.listen({ port, host: "127.0.0.1" });
  apps.push(app);
  return app;
}

interface Loaded {
  readonly cookie: string;
  readonly token: string;
  readonly csrf: string;
  readonly statics: string;
}

async function load(app: App, path = "/"): Promise<Loaded> {
  const response = await fetch(app.url + path);
  const html = await response.text();
  const find = (pattern: RegExp): string => pattern.exec(html)?.[1] ?? "";
  return {
    cookie: response.headers.get("set-cookie")?.split(";")[0] ?? "",
    token: find(/data-live="([^"]*)"/),
    csrf: find(/csrf-token" content="([^"]*)"/),
    statics: find(/data-live-statics="([^"]*)"/),
  };
}

/** A socket and the frames it got; `status` where the upgrade was refused. */
class Client {
  readonly frames: string[] = [];
  readonly socket: WebSocket;
  readonly opened: Promise<number>;
  readonly closed: Promise<number>;

  constructor(app: App, headers: Record<string, string>, path = "/live/websocket?v=1") {
    this.socket = new WebSocket(app.url.replace("http", "ws") + path, { headers });
    this.socket.on("message", (data) => this.frames.push(String(data)));
    this.opened = new Promise((resolve) => {
      this.socket.on("open", () => resolve(101));
      this.socket.on("unexpected-response", (_request, response) => resolve(response.statusCode ?? 0));
      this.socket.on("error", () => {});
    });
    this.closed = new Promise((resolve) => this.socket.on("close", resolve));
  }

  send(...frame: readonly unknown[]): void {
    this.socket.send(JSON.stringify(frame));
  }

  join({ token, csrf, statics }: Loaded, more: object = {}, number = 1): void {
    this.send(number, 1, 0, { token, csrf, statics, url: "http://page/", params: {}, ...more });
  }
}

async function joined(app: App): Promise<{ client: Client; page: Loaded }> {
  const page = await load(app);
  const client = new Client(app, { cookie: page.cookie, origin: app.url });
  await client.opened;
  client.join(page);
  await expect.poll(() => client.frames).toEqual(["[1,1]"]);
  return { client, page };
}

describe.each<TransportName>(["uws", "node"])("an app on %s", (transport) => {
  it("serves a page, its socket and its events", async () => {
    const app = await start(transport);
    const { client } = await joined(app);
    client.send(1, 2, "inc");
    client.send(0);
    await expect.poll(() => client.frames).toEqual(["[1,1]", "[1,2,[0,1]]", "[0]"]);
    expect(app.stats()).toMatchObject({ mounts: 1, sockets: 1, views: { running: 1 } });
    client.socket.close();
    await expect.poll(() => app.stats().views.suspended).toBe(1);
  });

  it("opens no socket for a page from elsewhere, nor at another path", async () => {
    const app = await start(transport);
    const { cookie } = await load(app);
    const upgrade = (headers: Record<string, string>, path?: string): Promise<number> =>
      new Client(app, { cookie, ...headers }, path).opened;
    expect(await upgrade({ origin: app.url })).toBe(101);
    for (const origin of [
      "http://evil.example",
      "null",
      `http://127.0.0.1:${app.port + 1}`,
      `${app.url}.evil.example`,
      `http://127.0.0.1:${app.port}@evil.example`,
      "file://",
    ]) {
      expect([origin, await upgrade({ origin })]).toEqual([origin, 403]);
    }
    expect(await upgrade({})).toBe(403);
    expect(await upgrade({ origin: app.url }, "/")).toBe(404);
  });

  it("answers a frame that is too large, cuts a huge one, refuses a binary one, and keeps serving the others", async () => {
    const app = await start(transport);
    const [{ client: loud }, { client: quiet }] = [await joined(app), await joined(app)];
    loud.socket.send(Buffer.from([1, 2, 3]));
    loud.send(1, 2, "inc");
    await expect.poll(() => loud.frames.at(-1)).toBe("[1,2,[0,1]]");
    loud.socket.send(`[1,3,"inc",{"a":"${"x".repeat(70_000)}"}]`);
    await expect.poll(() => loud.frames.at(-1)).toBe('[1,3,0,{"d":"a frame larger than frameBytes"}]');
    loud.socket.send(`[1,4,"inc",{"a":"${"x".repeat(300_000)}"}]`);
    await loud.closed;
    quiet.send(1, 2, "inc");
    await expect.poll(() => quiet.frames.at(-1)).toBe("[1,2,[0,1]]");
  });

  it("delivers frames far larger than what is kept for a slow reader, those of several views and what comes behind them", async () => {
    const app = await start(transport);
    const page = await load(app, "/letter");
    const client = new Client(app, { cookie: page.cookie, origin: app.url });
    await client.opened;
    for (const number of [1, 2, 3]) client.join(page, { url: `${app.url}/letter` }, number);
    await expect.poll(() => client.frames).toHaveLength(3);
    client.socket.pause();
    written = 0;
    for (const number of [1, 2, 3]) client.send(number, 2, "write");
    client.send(3, 3, "write");
    client.send(0);
    await expect.poll(() => written).toBe(4);
    client.socket.resume();
    await expect.poll(() => client.frames.slice(3).map((frame) => frame.length), patient).toEqual([5_000_012, 5_000_012, 5_000_012]);
    client.send(3, 4, "write", 2);
    await expect.poll(() => client.frames.at(-1)).toBe("[3,4]");
  });

  it("sends a page that comes back the huge frame it missed", async () => {
    const app = await start(transport);
    const page = await load(app, "/letter");
    const first = new Client(app, { cookie: page.cookie, origin: app.url });
    await first.opened;
    first.join(page);
    first.send(1, 2, "write");
    first.socket.terminate();
    await expect.poll(() => app.stats().views.suspended).toBe(1);
    const again = new Client(app, { cookie: page.cookie, origin: app.url });
    await again.opened;
    again.join(page, { seq: 1 });
    await expect.poll(() => again.frames.map((frame) => frame.length), patient).toEqual(['[1,1,0,{"n":1,"a":2}]'.length, 5_000_012]);
  });

  it("after a restart, the page that comes back is mounted anew, with values and a token that works", async () => {
    const first = await start(transport);
    const { client, page } = await joined(first);
    const { port } = first;
    await first.close();
    expect(await client.closed).toBe(1012);
    const second = await start(transport, port);
    const again = new Client(second, { cookie: page.cookie, origin: second.url });
    await again.opened;
    again.join(page, { seq: 1 });
    await expect.poll(() => again.frames[0] ?? "").toMatch(/^\[1,1,\[\[0,0\]\],\{"k":"[\w-]+"\}\]$/);
    again.send(1, 2, "inc");
    await expect.poll(() => again.frames.at(-1)).toBe("[1,2,[0,1]]");
  });

  it("streams files, whole and in part", async () => {
    const root = mkdtempSync(join(tmpdir(), "livec-files-"));
    writeFileSync(join(root, "big.bin"), Buffer.alloc(3_000_000, 7));
    const app = await start(transport);
    app.static("/files", root);
    const whole = await fetch(`${app.url}/files/big.bin`);
    expect([whole.headers.get("content-length"), (await whole.arrayBuffer()).byteLength]).toEqual(["3000000", 3_000_000]);
    const part = await fetch(`${app.url}/files/big.bin`, { headers: { range: "bytes=-1000000" } });
    expect([part.status, (await part.arrayBuffer()).byteLength]).toEqual([206, 1_000_000]);
    const head = await fetch(`${app.url}/files/big.bin`, { method: "HEAD" });
    expect(head.headers.get("content-length")).toBe("3000000");
    rmSync(root, { recursive: true });
  });

  it("refuses a body over the limit with 413", async () => {
    const app = await start(transport);
    app.post("/hook", async (conn) => conn.text(await conn.body()), { csrf: false });
    const post = (body: string) => fetch(`${app.url}/hook`, { method: "POST", body });
    expect((await post("x".repeat(1_048_577))).status).toBe(413);
    expect(await (await post("small")).text()).toBe("small");
  });
});
