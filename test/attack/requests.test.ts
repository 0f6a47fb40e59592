/**
 * Requests as no browser sends them, as bytes over TCP: what a proxy and a server could read differently is not
 * answered with a page.
 */
import { describe, expect, it } from "vitest";
import { securityHeaders } from "../../runtime-server/transport/answers.ts";
import { raw } from "../../runtime-server/transport/transports.testing.ts";
import { attacked, transports } from "./app.ts";

const post = (headers: string, body = ""): string => `POST /hook HTTP/1.1\r\nHost: a\r\n${headers}\r\n\r\n${body}`;
const get = (headers: string): string => `GET /hello HTTP/1.1\r\n${headers}\r\n\r\n`;
const chunks = "5\r\nhello\r\n0\r\n\r\n";

/** The server waits for more. */
const NOTHING = 0;

interface Row {
  readonly what: string;
  readonly request: string;
  /** Of the first answer; all that may be. */
  readonly status: number | readonly number[];
  /** livec writes the answer, not the parser. */
  readonly own?: boolean;
}

const rows: readonly Row[] = [
  { what: "a request as it should be", request: get("Host: a"), status: 200 },
  { what: "chunks as they should be", request: post("Transfer-Encoding: chunked", chunks), status: 200 },
  { what: "a length as it should be", request: post("Content-Length: 5", "hello"), status: 200 },
  { what: "no host", request: get("X: a"), status: 400 },
  { what: "two hosts", request: get("Host: a\r\nHost: b"), status: 400 },
  { what: "a host with a path", request: get("Host: a/b"), status: 400, own: true },
  { what: "a host with a user", request: get("Host: u@a"), status: 400, own: true },
  { what: "a space before the colon", request: get("Host : a"), status: 400 },
  { what: "a folded header", request: get("Host: a\r\nX: 1\r\n 2"), status: 400 },
  { what: "a bare CR in a value", request: get("Host: a\r\nX: 1\r2"), status: [400, NOTHING] },
  { what: "a NUL in a value", request: get("Host: a\r\nX: 1\0"), status: 400 },
  { what: "two lengths that differ", request: post("Content-Length: 3\r\nContent-Length: 5", "hello"), status: 400 },
  { what: "two lengths that agree", request: post("Content-Length: 5\r\nContent-Length: 5", "hello"), status: 400 },
  { what: "a list of lengths", request: post("Content-Length: 5, 5", "hello"), status: 400 },
  { what: "a negative length", request: post("Content-Length: -5", "hello"), status: 400 },
  { what: "a length with a sign", request: post("Content-Length: +5", "hello"), status: 400 },
  { what: "a hexadecimal length", request: post("Content-Length: 0x5", "hello"), status: 400 },
  { what: "a length with a fraction", request: post("Content-Length: 5.0", "hello"), status: 400 },
  { what: "an empty length", request: post("Content-Length:", "hello"), status: 400 },
  { what: "a length beyond all numbers", request: post("Content-Length: 99999999999999999999", "hello"), status: 400 },
  { what: "a length and chunks", request: post("Content-Length: 5\r\nTransfer-Encoding: chunked", chunks), status: 400 },
  { what: "chunks and a length", request: post("Transfer-Encoding: chunked\r\nContent-Length: 5", chunks), status: 400 },
  { what: "an encoding that only begins with chunked", request: post("Transfer-Encoding: chunkedx", chunks), status: 400 },
  { what: "an encoding that only ends in chunked", request: post("Transfer-Encoding: xchunked", chunks), status: 400 },
  { what: "an encoding in capitals", request: post("Transfer-Encoding: Chunked", chunks), status: 400, own: true },
  { what: "an encoding in quotes", request: post('Transfer-Encoding: "chunked"', chunks), status: 400 },
  { what: "an encoding before chunked", request: post("Transfer-Encoding: gzip, chunked", chunks), status: 400, own: true },
  { what: "an encoding after chunked", request: post("Transfer-Encoding: chunked, identity", chunks), status: 400 },
  { what: "no encoding", request: post("Transfer-Encoding: identity", "hello"), status: 400 },
  { what: "an empty encoding", request: post("Transfer-Encoding:", chunks), status: 400 },
  { what: "chunked twice", request: post("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", chunks), status: 400 },
  { what: "a chunk whose length is none", request: post("Transfer-Encoding: chunked", "zz\r\nhello\r\n0\r\n\r\n"), status: 400 },
  {
    what: "a chunk too long for any number",
    request: post("Transfer-Encoding: chunked", "fffffffffffffffff\r\nhello\r\n0\r\n\r\n"),
    status: [400, 413],
  },
  { what: "a body over the limit", request: post("Content-Length: 1001", "x".repeat(1_001)), status: 413 },
  { what: "a body told to be over the limit", request: post("Content-Length: 999999999", "hello"), status: 413 },
  { what: "a method in small letters", request: "get /hello HTTP/1.1\r\nHost: a\r\n\r\n", status: 400 },
  { what: "a method in both", request: "Get /hello HTTP/1.1\r\nHost: a\r\n\r\n", status: 400 },
  { what: "a method that is a symbol", request: "G@T /hello HTTP/1.1\r\nHost: a\r\n\r\n", status: 400 },
  { what: "a method nobody has a route for", request: "PUT /hello HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n", status: 405 },
  { what: "TRACE", request: "TRACE /hello HTTP/1.1\r\nHost: a\r\n\r\n", status: 405 },
  { what: "a whole URL in place of a path", request: "GET http://a/hello HTTP/1.1\r\nHost: a\r\n\r\n", status: [400, 505] },
  { what: "no path", request: "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n", status: [400, 505] },
  { what: "a fragment", request: "GET /hello#a HTTP/1.1\r\nHost: a\r\n\r\n", status: 400, own: true },
  { what: "HTTP/1.0", request: "GET /hello HTTP/1.0\r\nHost: a\r\n\r\n", status: 505 },
  { what: "HTTP/2.0", request: "GET /hello HTTP/2.0\r\nHost: a\r\n\r\n", status: [400, 505] },
  { what: "the beginning of HTTP/2", request: "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", status: [400, 505] },
  { what: "TLS", request: "\x16\x03\x01\x02\0\x01\0\x01\xfc\x03\x03\r\n\r\n", status: [400, 505] },
  { what: "a head of 8 KB, which a large session needs", request: get(`Host: a\r\nCookie: ${"x".repeat(8_000)}`), status: 200 },
  { what: "a head of 20 KB", request: get(`Host: a\r\nCookie: ${"x".repeat(20_000)}`), status: 431 },
  { what: "what was not UTF-8 in a path", request: "GET /\xff HTTP/1.1\r\nHost: a\r\n\r\n", status: 400 },
  { what: "a NUL in a path", request: "GET /%00 HTTP/1.1\r\nHost: a\r\n\r\n", status: [400, 404] },
  { what: "a path that cannot be decoded", request: "GET /%zz HTTP/1.1\r\nHost: a\r\n\r\n", status: [400, 404] },
];

describe.each(transports)("requests over %s", (transport) => {
  it.each(rows)("$what: $status", async ({ request, status, own }) => {
    const served = await attacked(transport);
    const answer = await raw(served, Buffer.from(request, "latin1"));
    const [head = ""] = answer.split("\r\n\r\n");
    const got = Number(/^HTTP\/1\.1 (\d{3}) /.exec(head)?.[1] ?? NOTHING);
    expect([status].flat(), answer).toContain(got);
    expect(served.ran).toEqual(got === 200 ? [request.startsWith("GET") ? "hello" : "hook"] : []);
    expect(head).not.toMatch(/^(server|uwebsockets|x-powered-by):/im);
    if (own === true) for (const [name, value] of securityHeaders) expect(head).toContain(`\r\n${name}: ${value}`);
  });

  it.each(rows.filter(({ status }) => status === 400))(
    "$what ends the connection: no second request is read from it",
    async ({ request }) => {
      const served = await attacked(transport);
      const answers = await raw(served, Buffer.from(`${request}${get("Host: a")}`, "latin1"), 2);
      expect(answers.match(/HTTP\/1\.1 /g)?.length ?? 0, answers).toBeLessThanOrEqual(1);
      expect(served.ran).toEqual([]);
    },
  );
});
