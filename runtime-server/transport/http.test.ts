import { connect } from "node:net";
import { describe, expect, it } from "vitest";
import { limits, raw, serve, text, transports } from "./transports.testing.ts";

describe.each(transports)("HTTP over %s", (_name, transport) => {
  it("passes method, raw path, query, headers and body, and answers with status and headers", async () => {
    const { url } = await serve(transport, async (request) => {
      const body = new TextDecoder().decode(await request.body());
      return text(`${request.method} ${request.path} ${request.query} ${request.headers.get("x-a")} ${body}`, 201);
    });
    const response = await fetch(`${url}/a%2Fb?c=d`, { method: "POST", body: "hello", headers: { "X-A": "1" } });
    expect([response.status, await response.text()]).toEqual([201, "POST /a%2Fb c=d 1 hello"]);
  });

  it("answers HEAD with the length alone, 204 and 304 without one", async () => {
    const { url } = await serve(transport, async (request) => text("12345", request.path === "/none" ? 204 : 200));
    const head = await fetch(url, { method: "HEAD" });
    expect([head.headers.get("content-length"), await head.text()]).toEqual(["5", ""]);
    const none = await fetch(`${url}/none`);
    expect([none.status, none.headers.get("content-length"), await none.text()]).toEqual([204, null, ""]);
  });

  it("streams a large body to a slow reader, whole", async () => {
    const chunk = Buffer.alloc(100_000, "x");
    const { url } = await serve(transport, async () => ({
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
    const served = await serve(transport, async (request) =>
      request.body().then(
        () => text("read"),
        (error: Error) => text(error.name, 413),
      ),
    );
    expect(await (await fetch(served.url, { method: "POST", body: "x".repeat(1_001) })).text()).toBe("BodyTooLarge");
    const smuggled = await raw(served, "POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nContent-Length: 5\r\n\r\nabcde");
    expect(smuggled).toMatch(/^HTTP\/1.1 400 /);
  });

  it("survives a client that is gone before its answer", async () => {
    let finish: (() => void) | undefined;
    const { url, listening } = await serve(transport, (request) =>
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
    const { listening } = await serve(transport, async () => text(""));
    await expect(
      transport({ request: async () => text(""), upgrade: () => text("") }, { host: "127.0.0.1", port: listening.port, limits }),
    ).rejects.toThrow(/Cannot listen on 127.0.0.1, port \d+/);
  });
});
