/**
 * Frames as no client sends them, as bytes on a socket that has joined: the program does not see them, and the server
 * goes on.
 */
import { describe, expect, it } from "vitest";
import { type Attacked, attacked, transports } from "./app.ts";
import { type FrameOptions, frameBytes, handshake, load, RawSocket } from "./raw-socket.ts";

/** What becomes of the connection: it stays, or it ends. */
type End = "stays" | "ends";

const frame = (payload: string | Uint8Array, options: FrameOptions = {}): Uint8Array => frameBytes(payload, options);
const join = (...parts: readonly Uint8Array[]): Uint8Array => Buffer.concat(parts);
const twice = '[1,2,"inc"]';

const rows: readonly (readonly [what: string, bytes: Uint8Array, end: End, ran: number])[] = [
  // What is allowed, that the others may be compared with.
  ["an event", frame('[1,2,"inc"]'), "stays", 1],
  ["an event in two fragments", join(frame('[1,2,"i', { fin: false }), frame('nc"]', { opcode: 0 })), "stays", 1],
  [
    "a ping between two fragments",
    join(frame('[1,2,"i', { fin: false }), frame("", { opcode: 9 }), frame('nc"]', { opcode: 0 })),
    "stays",
    1,
  ],
  ["a pong nobody asked for", join(frame("x", { opcode: 10 }), frame('[1,2,"inc"]')), "stays", 1],
  // The protocol of sockets.
  ["a reserved bit", frame('[1,2,"inc"]', { reserved: 0x40 }), "ends", 0],
  ["another reserved bit", frame('[1,2,"inc"]', { reserved: 0x10 }), "ends", 0],
  ["an opcode nobody knows", frame('[1,2,"inc"]', { opcode: 3 }), "ends", 0],
  ["a control opcode nobody knows", frame("", { opcode: 11 }), "ends", 0],
  ["a continuation of nothing", frame('[1,2,"inc"]', { opcode: 0 }), "ends", 0],
  ["a new text within fragments", join(frame('[1,2,"i', { fin: false }), frame('[1,3,"inc"]')), "ends", 0],
  ["a ping in fragments", frame("x", { opcode: 9, fin: false }), "ends", 0],
  ["a ping of 126 bytes", frame("x".repeat(126), { opcode: 9 }), "ends", 0],
  ["bytes that are not UTF-8", frame(Uint8Array.of(0x22, 0xff, 0x22)), "ends", 0],
  ["half of a character", frame(Uint8Array.of(0x22, 0xc3)), "ends", 0],
  ["a close", frame("", { opcode: 8 }), "ends", 0],
  ["a close with half a code", frame(Uint8Array.of(3), { opcode: 8 }), "ends", 0],
  ["a frame told to be 2^63 bytes", frame("x", { length: 1n << 63n }), "ends", 0],
  ["a frame told to be 2^32 bytes", frame("x", { length: 1n << 32n }), "ends", 0],
  ["a frame over the limit", frame(`[1,2,"inc",{"a":"${"x".repeat(66_000)}"}]`), "stays", 0],
  ["fragments over the limit", join(frame("x".repeat(60_000), { fin: false }), frame("x".repeat(60_000), { opcode: 0 })), "stays", 0],
  ["a frame far over the limit", frame(`[1,2,"inc",{"a":"${"x".repeat(300_000)}"}]`), "ends", 0],
  [
    "fragments far over the limit",
    join(...Array.from({ length: 6 }, (_, i) => frame("x".repeat(60_000), { fin: false, opcode: i ? 0 : 1 }))),
    "ends",
    0,
  ],
  ["HTTP", Buffer.from("GET /hello HTTP/1.1\r\nHost: a\r\n\r\n"), "ends", 0],
  // The protocol of views.
  ["nothing", frame(""), "stays", 0],
  ["a binary frame", frame('[1,2,"inc"]', { opcode: 2 }), "stays", 0],
  ["no JSON", frame("{"), "stays", 0],
  ["an object", frame('{"0":1}'), "stays", 0],
  ["a text", frame('"inc"'), "stays", 0],
  ["nothing known", frame("[1,2,3]"), "stays", 0],
  ["an event nobody has", frame('[1,2,"drop"]'), "stays", 0],
  ["an event of every object", frame('[1,2,"toString"]'), "stays", 0],
  ["a prototype for an event", frame('[1,2,"__proto__"]'), "stays", 0],
  ["a view nobody has", frame('[7,2,"inc"]'), "stays", 0],
  ["a view that is no number", frame('["1",2,"inc"]'), "stays", 0],
  ["a view that is half a number", frame('[1.5,2,"inc"]'), "stays", 0],
  ["a ref that was used", frame('[1,1,"inc"]'), "stays", 0],
  ["the same event twice", join(frame(twice), frame(twice)), "stays", 1],
  ["a ref beyond all numbers", frame('[1,1e400,"inc"]'), "stays", 0],
  ["an ack of what was not sent", frame("[1,99]"), "stays", 0],
  ["a component nobody has", frame('[1,2,"inc",{},9]'), "stays", 0],
  ["a payload that is a text", frame('[1,2,"inc","x"]'), "stays", 0],
  ["a payload with a prototype", frame('[1,2,"inc",{"__proto__":{"admin":true}}]'), "stays", 0],
  ["a payload with a constructor", frame('[1,2,"inc",{"a":{"constructor":{}}}]'), "stays", 0],
  ["a payload nested too deep", frame(`[1,2,"inc",{"a":${"[".repeat(50)}${"]".repeat(50)}}]`), "stays", 0],
  ["brackets alone", frame("[".repeat(60_000)), "stays", 0],
  ["a payload of too many names", frame(`[1,2,"inc",{"a":[${"0,".repeat(2_000)}0]}]`), "stays", 0],
  ["a payload of too many types", frame(`[1,2,"inc",{"a:json":"${"[".repeat(50)}${"]".repeat(50)}"}]`), "stays", 0],
  ["a join with another's token", frame('[2,1,0,{"token":"x","csrf":"x","statics":"/x","url":"http://a/","params":{}}]'), "stays", 0],
  ["a join without anything", frame("[2,1,0,{}]"), "stays", 0],
  ["a flood", join(...Array.from({ length: 300 }, () => frame('[1,2,"drop"]'))), "ends", 0],
];

/** A socket that has joined a view, whose mount is forgotten. */
async function joined({ port, ran }: Attacked): Promise<RawSocket> {
  const { cookie, ...page } = await load(port);
  const socket = new RawSocket(port, handshake(port, { Cookie: cookie }));
  await expect.poll(() => socket.status).toBe(101);
  socket.send(1, 1, 0, { ...page, url: `http://127.0.0.1:${port}/`, params: {} });
  await expect.poll(() => socket.frames).toEqual(["[1,1]"]);
  ran.length = 0;
  return socket;
}

describe.each(transports)("over %s", (transport) => {
  it.each(rows)("%s", async (_what, bytes, end, ran) => {
    const served = await attacked(transport);
    const socket = await joined(served);
    socket.write(bytes);
    if (end === "ends") await expect.poll(() => socket.hasEnded).toBe(true);
    else {
      socket.send(0);
      await expect.poll(() => socket.frames).toContain("[0]");
    }
    expect(served.ran).toEqual(Array.from({ length: ran }, () => "inc"));
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
    expect((await fetch(`${served.app.url}/hello`)).status).toBe(200);
  });
});
