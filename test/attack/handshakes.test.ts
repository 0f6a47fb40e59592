/** Who may open a socket: handshakes and origins as bytes over TCP. */
import { describe, expect, it } from "vitest";
import { attacked, transports } from "./app.ts";
import { handshake, RawSocket } from "./raw-socket.ts";

interface Row {
  readonly what: string;
  readonly headers: (port: number) => { readonly [name: string]: string | undefined };
  readonly status: number;
  readonly path?: string;
}

const origin =
  (value: (port: number) => string): Row["headers"] =>
  (port) => ({ Origin: value(port) });
const with_ =
  (headers: { readonly [name: string]: string | undefined }): Row["headers"] =>
  () =>
    headers;

const rows: readonly Row[] = [
  { what: "the page's own origin", headers: with_({}), status: 101 },
  { what: "the same in capitals", headers: origin((port) => `HTTP://127.0.0.1:${port}`), status: 101 },
  { what: "under TLS that ended before us", headers: origin((port) => `https://127.0.0.1:${port}`), status: 101 },
  { what: "no origin", headers: with_({ Origin: undefined }), status: 403 },
  { what: "an empty origin", headers: with_({ Origin: "" }), status: 403 },
  { what: "an opaque origin", headers: with_({ Origin: "null" }), status: 403 },
  { what: "another host", headers: with_({ Origin: "http://evil.example" }), status: 403 },
  { what: "another port", headers: origin((port) => `http://127.0.0.1:${port + 1}`), status: 403 },
  { what: "no port", headers: with_({ Origin: "http://127.0.0.1" }), status: 403 },
  { what: "our host as a user", headers: origin((port) => `http://127.0.0.1:${port}@evil.example`), status: 403 },
  { what: "our host behind a user", headers: origin((port) => `http://evil@127.0.0.1:${port}`), status: 403 },
  { what: "our host as the beginning of another", headers: origin((port) => `http://127.0.0.1:${port}.evil.example`), status: 403 },
  { what: "our host as the end of another", headers: origin((port) => `http://evil.127.0.0.1:${port}`), status: 403 },
  { what: "our origin with a path", headers: origin((port) => `http://127.0.0.1:${port}/`), status: 403 },
  { what: "two origins in one", headers: origin((port) => `http://127.0.0.1:${port} http://evil.example`), status: 403 },
  { what: "a list of origins", headers: origin((port) => `http://127.0.0.1:${port}, http://evil.example`), status: 403 },
  { what: "two origins", headers: origin((port) => `http://127.0.0.1:${port}\r\nOrigin: http://evil.example`), status: 400 },
  { what: "another scheme", headers: origin((port) => `ws://127.0.0.1:${port}`), status: 403 },
  { what: "a wildcard", headers: with_({ Origin: "*" }), status: 403 },
  {
    what: "an origin that makes its host ours",
    headers: with_({ Origin: "http://evil.example", Host: "evil.example, 127.0.0.1" }),
    status: 400,
  },
  { what: "a host that tells a user", headers: with_({ Origin: "http://evil.example", Host: "x@evil.example" }), status: 400 },
  { what: "another path", headers: with_({}), status: 404, path: "/live/websocket2" },
  { what: "a path below", headers: with_({}), status: 404, path: "/live/websocket/x" },
  { what: "no upgrade", headers: with_({ Upgrade: undefined }), status: 400 },
  { what: "an upgrade to something else", headers: with_({ Upgrade: "h2c" }), status: 400 },
  { what: "no connection", headers: with_({ Connection: undefined }), status: 400 },
  { what: "a connection that stays", headers: with_({ Connection: "keep-alive" }), status: 400 },
  { what: "no version", headers: with_({ "Sec-WebSocket-Version": undefined }), status: 426 },
  { what: "an old version", headers: with_({ "Sec-WebSocket-Version": "8" }), status: 426 },
  { what: "a key that is too short", headers: with_({ "Sec-WebSocket-Key": "dGhlIHNhbXBsZQ==" }), status: 400 },
  { what: "a key that is none", headers: with_({ "Sec-WebSocket-Key": "!!!!!!!!!!!!!!!!!!!!!!==" }), status: 400 },
  { what: "a body", headers: with_({ "Content-Length": "5" }), status: 400 },
  { what: "chunks", headers: with_({ "Transfer-Encoding": "chunked" }), status: 400 },
  { what: "compression, which is not used", headers: with_({ "Sec-WebSocket-Extensions": "permessage-deflate" }), status: 101 },
];

/** A server may take it for a request that is no handshake at all, and there is no page at that path. */
const requests = new Set([
  "no upgrade",
  "an upgrade to something else",
  "no connection",
  "a connection that stays",
  "a key that is too short",
]);

describe.each(transports)("a handshake over %s with", (transport) => {
  it.each(rows)("$what: $status", async ({ what, headers, status, path }) => {
    const { port, app, ran } = await attacked(transport);
    const socket = new RawSocket(port, handshake(port, headers(port), path));
    await expect.poll(() => socket.status).not.toBe(0);
    if (requests.has(what)) expect([400, 404]).toContain(socket.status);
    else expect(socket.status).toBe(status);
    expect([app.stats().sockets, ran]).toEqual([status === 101 ? 1 : 0, []]);
  });
});

/** More than one request in one packet, and protocols nobody speaks. */
describe.each(transports)("over %s, in one packet,", (transport) => {
  const hello = "GET /hello HTTP/1.1\r\nHost: a\r\n\r\n";
  const other = (more: string, path = "/hello"): string =>
    `GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: h2c\r\n${more}\r\n`;

  it.each<readonly [what: string, bytes: (port: number) => string]>([
    ["a request and a handshake", (port) => hello + handshake(port)],
    ["a handshake and a request", (port) => handshake(port) + hello],
    ["two handshakes", (port) => handshake(port) + handshake(port)],
    ["a bad request and a handshake", (port) => `GET / HTTP/1.1\r\nHost: a/b\r\n\r\n${handshake(port)}`],
    ["a request and one for another protocol", () => hello + other("")],
    ["two requests for another protocol", () => other("") + other("")],
    ["a request for another protocol with a body", () => `${other("Content-Length: 5\r\n")}hello`],
    ["a handshake with strange protocols", (port) => handshake(port, { "Sec-WebSocket-Protocol": "a,,b" })],
    ["a handshake with strange extensions", (port) => handshake(port, { "Sec-WebSocket-Extensions": ";;," })],
    ["a handshake for two protocols", (port) => handshake(port, { Upgrade: "websocket, h2c" })],
    ["a tunnel", () => "CONNECT a:1 HTTP/1.1\r\nHost: a\r\n\r\n"],
    ["an expectation nobody knows", () => "GET /hello HTTP/1.1\r\nHost: a\r\nExpect: x\r\n\r\n"],
  ])("%s leave the server as it was", async (_what, bytes) => {
    const { port, app } = await attacked(transport);
    const socket = new RawSocket(port, bytes(port));
    await expect.poll(() => socket.status !== 0 || socket.hasEnded).toBe(true);
    expect(await (await fetch(`${app.url}/hello`)).text()).toBe("hello");
  });
});

/** All in which the transports differ, as docs/server.md says. */
describe.each([
  ["uws", 200, 101],
  ["node", 417, 404],
] as const)("over %s", (transport, expected, upgraded) => {
  it(`an expectation nobody knows is answered ${expected}`, async () => {
    const { port, ran } = await attacked(transport);
    const socket = new RawSocket(port, "GET /hello HTTP/1.1\r\nHost: a\r\nExpect: x\r\n\r\n");
    await expect.poll(() => socket.status).toBe(expected);
    expect(ran).toEqual(expected === 200 ? ["hello"] : []);
  });

  it(`a handshake for more than a WebSocket is answered ${upgraded}`, async () => {
    const { port, app } = await attacked(transport);
    const socket = new RawSocket(port, handshake(port, { Upgrade: "websocket, h2c" }));
    await expect.poll(() => socket.status).toBe(upgraded);
    expect(app.stats().sockets).toBe(upgraded === 101 ? 1 : 0);
  });
});
