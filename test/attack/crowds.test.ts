/** One visitor, or one address, wants everything: over real sockets, with a proxy before the server or none. */
import { once } from "node:events";
import type { AppOptions } from "livec/server";
import { describe, expect, it, onTestFinished } from "vitest";
import { type ClientOptions, WebSocket } from "ws";
import { attacked, transports } from "./app.ts";
import { type Loaded, load } from "./raw-socket.ts";

interface From {
  /** As a proxy tells it. */
  readonly forwarded?: string;
  /** Where the connection itself comes from. */
  readonly local?: string;
  readonly cookie?: string;
}

/** An open socket, or the status it is refused with. */
async function open(port: number, { forwarded, local, cookie }: From = {}): Promise<WebSocket | number> {
  const headers = {
    ...(forwarded === undefined ? {} : { "X-Forwarded-For": forwarded }),
    ...(cookie === undefined ? {} : { Cookie: cookie }),
  };
  const options: ClientOptions = { origin: `http://127.0.0.1:${port}`, headers };
  const socket = new WebSocket(
    `ws://127.0.0.1:${port}/live/websocket?v=1`,
    local === undefined ? options : { ...options, localAddress: local },
  );
  onTestFinished(() => socket.terminate());
  return new Promise((resolve, reject) => {
    socket.once("open", () => resolve(socket));
    socket.once("unexpected-response", (request, { statusCode = 0 }) => {
      request.destroy();
      resolve(statusCode);
    });
    socket.once("error", reject);
  });
}

async function opened(port: number, from?: From): Promise<WebSocket> {
  const socket = await open(port, from);
  if (typeof socket === "number") throw new Error(`The socket is refused: ${socket}`);
  return socket;
}

const status = async (port: number, from?: From): Promise<number> => {
  const socket = await open(port, from);
  return typeof socket === "number" ? socket : 101;
};

/** Status of the page. */
const visit = async (port: number, forwarded: string): Promise<number> =>
  (await fetch(`http://127.0.0.1:${port}/`, { headers: { "X-Forwarded-For": forwarded } })).status;

/** Joins as view `number`; what its answer says, beside the diff. */
async function join(port: number, socket: WebSocket, { token, csrf, statics }: Loaded, number = 1): Promise<{ readonly x?: string }> {
  socket.send(JSON.stringify([number, 1, 0, { token, csrf, statics, url: `http://127.0.0.1:${port}/`, params: {} }]));
  const [data] = (await once(socket, "message")) as [Buffer];
  return (JSON.parse(String(data)) as [number, number, unknown, { readonly x?: string }?])[3] ?? {};
}

describe.each(transports)("over %s", (transport) => {
  const start = async (options: AppOptions) => await attacked(transport, undefined, options);

  it("an office of 1,000 sockets behind one address is let in by the limits as they are", async () => {
    const { port, app } = await start({ trustProxy: 1 });
    const refused: number[] = [];
    for (let many = 0; many < 1_000; many += 100) {
      const sockets = await Promise.all(Array.from({ length: 100 }, () => open(port, { forwarded: "203.0.113.7" })));
      refused.push(...sockets.filter((socket) => typeof socket === "number"));
    }
    expect([refused, app.stats().sockets]).toEqual([[], 1_000]);
  }, 30_000);

  it("a visitor opens as many sockets as they may, at any address; another one closed makes room", async () => {
    const { port, app } = await start({ trustProxy: 1, limits: { visitorSockets: 3 } });
    const { cookie } = await load(port);
    const from = (forwarded: string): From => ({ forwarded, cookie });
    const first = await opened(port, from("203.0.113.1"));
    expect([await status(port, from("203.0.113.2")), await status(port, from("203.0.113.3"))]).toEqual([101, 101]);
    expect(await status(port, from("203.0.113.4"))).toBe(429);
    expect(await status(port, { forwarded: "203.0.113.4" })).toBe(101);
    first.terminate();
    await expect.poll(() => app.stats().sockets).toBe(3);
    expect(await status(port, from("203.0.113.4"))).toBe(101);
  });

  it("an address opens as many sockets as it may, and all of an IPv6 /64 are one", async () => {
    const { port } = await start({ trustProxy: 1, limits: { addressSockets: 2 } });
    const statuses = async (...addresses: readonly string[]): Promise<number[]> => {
      const all: number[] = [];
      for (const forwarded of addresses) all.push(await status(port, { forwarded }));
      return all;
    };
    expect(await statuses("203.0.113.7", "203.0.113.7", "203.0.113.7", "203.0.113.8")).toEqual([101, 101, 429, 101]);
    expect(await statuses("2001:db8:1:2::1", "2001:db8:1:2:a:b:c:d", "2001:db8:1:2::3", "2001:db8:1:3::1")).toEqual([101, 101, 429, 101]);
  });

  it("what a client says of its address counts for nothing where no proxy is trusted", async () => {
    const { port } = await start({ limits: { addressSockets: 2 } });
    const from = (count: number): From => ({ forwarded: `203.0.113.${count}` });
    expect([await status(port, from(1)), await status(port, from(2)), await status(port, from(3))]).toEqual([101, 101, 429]);
    expect(await status(port, { local: "127.0.0.2" })).toBe(101);
  });

  it("nor what stands before the last proxy that is trusted, by count or by address", async () => {
    for (const trustProxy of [1, ["127.0.0.0/8"]] as const) {
      const { port } = await start({ trustProxy, limits: { addressSockets: 2 } });
      const made = (count: number): From => ({ forwarded: `198.51.100.${count}, 203.0.113.7` });
      expect([await status(port, made(1)), await status(port, made(2)), await status(port, made(3))]).toEqual([101, 101, 429]);
    }
    const { port } = await start({ trustProxy: ["10.0.0.7"], limits: { addressSockets: 1 } });
    expect([await status(port, { forwarded: "203.0.113.1" }), await status(port, { forwarded: "203.0.113.2" })]).toEqual([101, 429]);
  });

  it("mounts for an address are bounded a second, and its views in all; others are served", async () => {
    const rates = await start({ trustProxy: 1, limits: { addressMountsBurst: 2, addressMountsPerSecond: 0.01 } });
    const views = await start({ trustProxy: 1, limits: { addressViews: 2 } });
    for (const { port, ran } of [rates, views]) {
      expect([await visit(port, "203.0.113.7"), await visit(port, "203.0.113.7"), await visit(port, "203.0.113.7")]).toEqual([
        200, 200, 429,
      ]);
      expect(await visit(port, "203.0.113.8")).toBe(200);
      expect(ran).toEqual(["mount", "mount", "mount"]);
    }
  });

  it("views of a visitor are bounded over all their sockets: a page beyond them is told to come again", async () => {
    const { port, app } = await start({ limits: { visitorViews: 4 } });
    const page = await load(port);
    const answers: unknown[] = [];
    for (let count = 0; count < 3; count++) {
      const socket = await opened(port, { cookie: page.cookie });
      for (let number = 1; number <= 2; number++) answers.push((await join(port, socket, page, number)).x);
    }
    expect([answers, app.stats().views.running]).toEqual([[undefined, undefined, undefined, undefined, "error", "error"], 4]);
    expect((await fetch(`http://127.0.0.1:${port}/`)).status).toBe(200);
  });

  it("joins of a visitor are bounded a second over all their sockets", async () => {
    const { port } = await start({ limits: { visitorJoinsBurst: 2, visitorJoinsPerSecond: 0.01 } });
    const page = await load(port);
    const answers: unknown[] = [];
    for (let count = 0; count < 3; count++) answers.push((await join(port, await opened(port, { cookie: page.cookie }), page)).x);
    expect(answers).toEqual([undefined, undefined, "error"]);
    const other = await load(port);
    expect((await join(port, await opened(port, { cookie: other.cookie }), other)).x).toBe(undefined);
  });

  it("joins of an address are bounded a second, whoever asks", async () => {
    const { port } = await start({ trustProxy: 1, limits: { addressJoinsBurst: 2, addressJoinsPerSecond: 0.01 } });
    const answers: unknown[] = [];
    for (const forwarded of ["203.0.113.7", "203.0.113.7", "203.0.113.7", "203.0.113.8"]) {
      const page = await load(port);
      answers.push((await join(port, await opened(port, { cookie: page.cookie, forwarded }), page)).x);
    }
    expect(answers).toEqual([undefined, undefined, "error", undefined]);
  });
});
