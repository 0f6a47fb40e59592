/** A WebSocket by hand: bytes as no client library sends them. */
import { connect, type Socket } from "node:net";
import { onTestFinished } from "vitest";

/** What a page knows that it joins with. */
export interface Loaded {
  readonly cookie: string;
  readonly token: string;
  readonly csrf: string;
  readonly statics: string;
}

/** Loads the page of a view, as a browser without scripts would. */
export async function load(port: number, path = "/"): Promise<Loaded> {
  const response = await fetch(`http://127.0.0.1:${port}${path}`);
  const html = await response.text();
  const find = (pattern: RegExp): string => pattern.exec(html)?.[1] ?? "";
  return {
    cookie: response.headers.get("set-cookie")?.split(";")[0] ?? "",
    token: find(/data-live="([^"]*)"/),
    csrf: find(/csrf-token" content="([^"]*)"/),
    statics: find(/data-live-statics="([^"]*)"/),
  };
}

export interface FrameOptions {
  /** 1 text, 2 binary, 8 close, 9 ping, 10 pong. */
  readonly opcode?: number;
  readonly fin?: boolean;
  /** Reserved bits, as they stand in the first byte. */
  readonly reserved?: number;
  readonly masked?: boolean;
  /** What the head says, in place of the true length. */
  readonly length?: bigint;
}

/** The bytes of one frame. */
export function frameBytes(
  payload: string | Uint8Array,
  { opcode = 1, fin = true, reserved = 0, masked = true, length }: FrameOptions = {},
): Buffer {
  const bytes = Buffer.from(payload);
  const told = length ?? BigInt(bytes.length);
  const head = [(fin ? 0x80 : 0) | reserved | opcode];
  const mask = masked ? 0x80 : 0;
  if (told < 126n) head.push(mask | Number(told));
  else if (told < 65_536n) head.push(mask | 126, Number(told >> 8n), Number(told & 255n));
  else head.push(mask | 127, ...Array.from({ length: 8 }, (_, index) => Number((told >> BigInt(56 - index * 8)) & 255n)));
  const key = [0x12, 0x34, 0x56, 0x78];
  if (!masked) return Buffer.concat([Buffer.from(head), bytes]);
  return Buffer.concat([Buffer.from([...head, ...key]), bytes.map((byte, index) => byte ^ (key[index % 4] ?? 0))]);
}

/** The server's answer to a handshake, and what comes after. */
export class RawSocket {
  readonly #socket: Socket;
  #received = Buffer.alloc(0);
  #isClosed = false;

  constructor(port: number, handshake: string) {
    this.#socket = connect(port, "127.0.0.1", () => this.#socket.write(Buffer.from(handshake, "latin1")));
    this.#socket.on("data", (chunk) => {
      this.#received = Buffer.concat([this.#received, chunk]);
    });
    this.#socket.on("error", () => {});
    this.#socket.on("close", () => {
      this.#isClosed = true;
    });
    onTestFinished(() => void this.#socket.destroy());
  }

  /** The status of the handshake; 0 before. */
  get status(): number {
    return Number(/^HTTP\/1\.1 (\d{3})/.exec(this.#received.toString("latin1"))?.[1] ?? 0);
  }

  /** The payloads of the text frames that came. */
  get frames(): readonly string[] {
    return this.#all.filter(({ opcode }) => opcode === 1).map(({ text }) => text);
  }

  /** The server has closed the socket, or said that it will. */
  get hasEnded(): boolean {
    return this.#isClosed || this.#all.some(({ opcode }) => opcode === 8);
  }

  get #all(): readonly { readonly opcode: number; readonly text: string }[] {
    const start = this.#received.indexOf("\r\n\r\n") + 4;
    const frames: { opcode: number; text: string }[] = [];
    for (let at = start; start > 3 && at + 2 <= this.#received.length; ) {
      const short = (this.#received[at + 1] ?? 0) & 127;
      const size =
        short === 126 ? this.#received.readUInt16BE(at + 2) : short === 127 ? Number(this.#received.readBigUInt64BE(at + 2)) : short;
      const body = at + 2 + (short === 126 ? 2 : short === 127 ? 8 : 0);
      frames.push({ opcode: (this.#received[at] ?? 0) & 15, text: this.#received.toString("utf8", body, body + size) });
      at = body + size;
    }
    return frames;
  }

  write(bytes: Uint8Array): void {
    this.#socket.write(bytes);
  }

  send(...frame: readonly unknown[]): void {
    this.write(frameBytes(JSON.stringify(frame)));
  }
}

/** The bytes of a handshake; a header that is `undefined` is left out. */
export function handshake(
  port: number,
  headers: { readonly [name: string]: string | undefined } = {},
  path = "/live/websocket?v=1",
): string {
  const all: { readonly [name: string]: string | undefined } = {
    Host: `127.0.0.1:${port}`,
    Origin: `http://127.0.0.1:${port}`,
    Upgrade: "websocket",
    Connection: "Upgrade",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    ...headers,
  };
  const lines = Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`]));
  return `GET ${path} HTTP/1.1\r\n${lines.join("\r\n")}\r\n\r\n`;
}
