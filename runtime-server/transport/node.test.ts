import { connect } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { WebSocket } from "ws";
import { listenNode } from "./node.ts";
import { client, raw, serve, text } from "./transports.testing.ts";

describe("silence over node:http", () => {
  it("ends a socket whose client does not answer a ping, and no other", async () => {
    let ended = 0;
    const served = await serve(listenNode, undefined, { closed: () => void ended++ }, { idleTimeout: 40 });
    const [quiet, alive] = [new WebSocket(`ws://127.0.0.1:${served.port}/`, { autoPong: false }), client(served)];
    quiet.on("error", () => {});
    await new Promise((resolve) => quiet.once("close", resolve));
    await new Promise((resolve) => alive.once("ping", resolve));
    expect([ended, alive.readyState]).toEqual([1, WebSocket.OPEN]);
    alive.terminate();
  });
});

describe("requests for another protocol over node:http", () => {
  it("are answered as if they had not asked", async () => {
    const served = await serve(listenNode, async (request) => text(`${request.method} ${request.path}`));
    const answer = await raw(
      served,
      "GET /a HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: x\r\n\r\n",
    );
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n[\s\S]*Connection: close[\s\S]*\r\n\r\nGET \/a$/);
  });
});

describe("a request after another over node:http", () => {
  it("is not begun before the other is answered", async () => {
    const paths: string[] = [];
    const served = await serve(listenNode, (request) => {
      paths.push(request.path);
      return new Promise(() => {});
    });
    const socket = connect(served.port, "127.0.0.1", () =>
      socket.write("GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n"),
    );
    onTestFinished(() => void socket.destroy());
    await new Promise((resolve) => socket.once("close", resolve));
    expect(paths).toEqual(["/1"]);
  });
});
