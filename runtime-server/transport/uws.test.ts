import { connect } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import type { Handlers, Listening, Peer, Request, Response } from "./transport.ts";
import { listenUws } from "./uws.ts";

const limits = { bodyBytes: 1_000, bodiesBytes: 100_000, frameBytes: 100, idleTimeout: 60_000, backpressureBytes: 65_536, connections: 50 };
const opened: Listening[] = [];
afterEach(() => {
  for (const listening of opened.splice(0)) listening.close();
});

const text = (body: string, status = 200): Response => ({ status, headers: [["Content-Type", "text/plain"]], body });

async function serve(request: (request: Request) => Promise<Response>, sockets: Partial<Sockets> = {}, more: Partial<typeof limits> = {}) {
  const handlers: Handlers = {
    request,
    upgrade: () => (peer) => {
      sockets.peer?.(peer);
      return {
        message: (data) => sockets.message?.(peer, data),
        drained: () => sockets.drained?.(peer),
        closed: (refused) => sockets.closed?.(refused),
      };
    },
  };
  const listening = await listenUws(handlers, { host: "127.0.0.1", port: 0, limits: { ...limits, ...more } });
  opened.push(listening);
  return { listening, url: `http://127.0.0.1:${listening.port}` };
}

interface Sockets {
  peer(peer: Peer): void;
  message(peer: Peer, text: string | undefined): void;
  drained(peer: Peer): void;
  closed(refused: string | undefined): void;
}

/** Sends raw bytes and answers what comes back until the server closes or has answered `responses` times. */
function raw(port: number, bytes: string): Promise<string> {
  return new Promise((resolve) => {
    let answer = "";
    const socket = connect(port, "127.0.0.1", () => socket.write(bytes));
    socket.on("data", (chunk) => {
      answer += chunk.toString();
      if (answer.includes("\r\n\r\n")) socket.end();
    });
    socket.on("close", () => resolve(answer));
    socket.on("error", () => resolve(answer));
  });
}

describe("HTTP over uWebSockets.js", () => {
  it("passes method, raw path, query, headers and body, and answers with status and headers", async () => {
    const { url } = await serve(async (request) => {
      const body = new TextDecoder().decode(await request.body());
      return text(`${request.method} ${request.path} ${request.query} ${request.headers.get("x-a")} ${body}`, 201);
    });
    const response = await fetch(`${url}/a%2Fb?c=d`, { method: "POST", body: "hello", headers: { "X-A": "1" } });
    expect([response.status, await response.text()]).toEqual([201, "POST /a%2Fb c=d 1 hello"]);
  });

  it("answers HEAD with the length alone, 204 and 304 without one", async () => {
    const { url } = await serve(async (request) => text("12345", request.path === "/none" ? 204 : 200));
    const head = await fetch(url, { method: "HEAD" });
    expect([head.headers.get("content-length"), await head.text()]).toEqual(["5", ""]);
    const none = await fetch(`${url}/none`);
    expect([none.status, await none.text()]).toEqual([204, ""]);
  });

  it("streams a large body to a slow reader, whole", async () => {
    const chunk = Buffer.alloc(100_000, "x");
    const { url } = await serve(async () => ({
      status: 200,
      headers: [],
      body: {
        bytes: 5_000_000,
        async *chunks() {
          for (let i = 0; i < 50; i++) yield chunk;
        },
      },
    }));
    const reader = (await fetch(url)).body?.getReader();
    let size = 0;
    for (let part = await reader?.read(); part?.done === false; part = await reader?.read()) size += part.value.byteLength;
    expect(size).toBe(5_000_000);
  });

  it("refuses a body over the limit, and two Content-Lengths, which a proxy may read differently", async () => {
    const { url, listening } = await serve(async (request) =>
      request.body().then(
        () => text("read"),
        (error: Error) => text(error.name, 413),
      ),
    );
    expect(await (await fetch(url, { method: "POST", body: "x".repeat(1_001) })).text()).toBe("BodyTooLarge");
    const smuggled = await raw(listening.port, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 5\r\n\r\nabcde");
    expect(smuggled).toMatch(/^HTTP\/1.1 400 /);
  });

  it("survives a client that is gone before its answer", async () => {
    let finish: (() => void) | undefined;
    const { url, listening } = await serve((request) =>
      request.path === "/slow"
        ? new Promise((resolve) => {
            finish = () => resolve(text("late"));
          })
        : Promise.resolve(text("ok")),
    );
    const socket = connect(listening.port, "127.0.0.1", () => socket.write("GET /slow HTTP/1.1\r\nHost: a\r\n\r\n"));
    await expect.poll(() => finish).toBeDefined();
    socket.destroy();
    await fetch(url);
    finish?.();
    expect(await (await fetch(url)).text()).toBe("ok");
  });

  it("says clearly that a port is taken", async () => {
    const { listening } = await serve(async () => text(""));
    await expect(
      listenUws({ request: async () => text(""), upgrade: () => text("") }, { host: "127.0.0.1", port: listening.port, limits }),
    ).rejects.toThrow(/Cannot listen on 127.0.0.1, port \d+/);
  });
});

describe("WebSockets over uWebSockets.js", () => {
  function client(listening: Listening): WebSocket {
    const socket = new WebSocket(`ws://127.0.0.1:${listening.port}/`);
    socket.on("error", () => {});
    return socket;
  }

  it("delivers text, marks binary, and tells both ends of a close", async () => {
    const got: (string | undefined)[] = [];
    let closed = 0;
    const { listening } = await serve(async () => text(""), {
      message: (peer, data) => {
        got.push(data);
        if (data === "bye") peer.close(1008, "enough");
        else peer.send(`echo ${data}`);
      },
      closed: () => void closed++,
    });
    const socket = client(listening);
    const received: string[] = [];
    socket.on("message", (data) => received.push(String(data)));
    await new Promise((resolve) => socket.once("open", resolve));
    socket.send("héllo");
    socket.send(Buffer.from([1, 2]));
    socket.send("bye");
    const [code, reason] = await new Promise<[number, string]>((resolve) =>
      socket.once("close", (closeCode, why) => resolve([closeCode, String(why)])),
    );
    expect(got).toEqual(["héllo", undefined, "bye"]);
    expect(received).toEqual(["echo héllo", "echo undefined"]);
    expect([code, reason, closed]).toEqual([1008, "enough", 1]);
  });

  it("cuts a frame over the limit, and a peer that is gone may be used without harm", async () => {
    let last: Peer | undefined;
    const closed: (string | undefined)[] = [];
    const { listening } = await serve(async () => text(""), {
      peer: (peer) => {
        last = peer;
      },
      closed: (refused) => void closed.push(refused),
    });
    const socket = client(listening);
    await new Promise((resolve) => socket.once("open", resolve));
    socket.send("x".repeat(101));
    await new Promise((resolve) => socket.once("close", resolve));
    await expect.poll(() => closed).toEqual(["a frame larger than frameBytes"]);
    expect(last?.send("after")).toBe(true);
    last?.close(1000, "again");
  });

  it("takes no frame while much waits for a slow reader, tells when to try again, and all arrive, however large", async () => {
    const large = "x".repeat(5_000_000);
    const taken: boolean[] = [];
    const send = (peer: Peer): void => void taken.push(peer.send(large));
    const { listening } = await serve(async () => text(""), {
      message(peer) {
        send(peer);
        send(peer);
      },
      drained: (peer) => void (taken.filter(Boolean).length < 3 && send(peer)),
    });
    const socket = client(listening);
    const received: number[] = [];
    socket.on("message", (data) => received.push(String(data).length));
    await new Promise((resolve) => socket.once("open", resolve));
    socket.pause();
    socket.send("go");
    await expect.poll(() => taken).toEqual([true, false]);
    socket.resume();
    await expect.poll(() => received, { timeout: 10_000 }).toEqual([5_000_000, 5_000_000, 5_000_000]);
    socket.terminate();
  });

  it("greets from within the acceptance", async () => {
    const { listening } = await serve(async () => text(""), { peer: (peer) => void peer.send("hello") });
    const socket = client(listening);
    expect(await new Promise((resolve) => socket.once("message", (data) => resolve(String(data))))).toBe("hello");
    socket.terminate();
  });
});
