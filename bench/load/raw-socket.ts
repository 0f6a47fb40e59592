/** A WebSocket client that does as little as possible: thousands of them shall not be what is measured. */
import { once } from "node:events";
import { connect, type Socket } from "node:net";

export class RawSocket {
  readonly #socket: Socket;
  /** Called for each text frame. */
  onframe: (text: string) => void = () => {};

  private constructor(socket: Socket) {
    this.#socket = socket;
  }

  static async open(port: number, path: string, cookie = ""): Promise<RawSocket> {
    const socket = connect({ port, host: "127.0.0.1", noDelay: true });
    const head = ["Upgrade: websocket", "Connection: Upgrade", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="];
    const host = `127.0.0.1:${port}`;
    const lines = [`GET ${path} HTTP/1.1`, `Host: ${host}`, `Origin: http://${host}`, ...head];
    if (cookie !== "") lines.push(`Cookie: ${cookie}`);
    socket.write(`${lines.join("\r\n")}\r\n\r\n`);
    const [answer] = (await once(socket, "data")) as [Buffer];
    const text = answer.toString("latin1");
    if (!text.startsWith("HTTP/1.1 101")) throw new Error(`The socket is refused: ${text.slice(0, 80)}`);
    const raw = new RawSocket(socket);
    socket.on("data", (chunk: Buffer) => raw.#read(chunk));
    return raw;
  }

  /** A text of up to 65,535 bytes, masked with zeros. */
  send(text: string): void {
    const body = Buffer.from(text);
    const head =
      body.length < 126 ? Buffer.from([0x81, 0x80 | body.length]) : Buffer.from([0x81, 0xfe, body.length >> 8, body.length & 255]);
    this.#socket.write(Buffer.concat([head, Buffer.alloc(4), body]));
  }

  close(): void {
    this.#socket.destroy();
  }

  /** Frames here are short, and arrive whole. */
  #read(chunk: Buffer): void {
    for (let at = 0; at < chunk.length; ) {
      const short = (chunk[at + 1] ?? 0) & 127;
      const begin = at + (short === 126 ? 4 : 2);
      const length = short === 126 ? chunk.readUInt16BE(at + 2) : short;
      if (chunk[at] === 0x81) this.onframe(chunk.toString("utf8", begin, begin + length));
      at = begin + length;
    }
  }
}
