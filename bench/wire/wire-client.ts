/**
 * A client without a DOM: loads a page, joins its view over a real WebSocket, sends events and hands back the frames as
 * they came.
 */
import { once } from "node:events";
import WebSocket from "ws";
import { ContainerAttribute, CSRF_META } from "../../protocol/bindings.ts";
import { type ClientFrame, type Payload, PROTOCOL_VERSION, type ServerFrame } from "../../protocol/wire.ts";

export class WireClient {
  /** The frame that answered the join. */
  readonly joined: string;
  /** The last frame sent. */
  sent = "";
  readonly #socket: WebSocket;
  readonly #frames: string[] = [];
  #ref = 1;
  #applied = 1;

  private constructor(socket: WebSocket, joined: string) {
    this.#socket = socket;
    this.joined = joined;
    socket.on("message", (data) => this.#frames.push(String(data)));
  }

  /** Loads the page at `path` and joins its view. */
  static async visit(origin: string, path: string): Promise<WireClient> {
    const response = await fetch(origin + path);
    const html = await response.text();
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${html.slice(0, 200)}`);
    const attribute = (name: string): string => {
      const value = new RegExp(` ${name}="([^"]*)"`).exec(html)?.[1];
      if (value === undefined) throw new Error(`the page at ${path} has no ${name}`);
      return value;
    };
    const cookie = response.headers
      .getSetCookie()
      .map((line) => line.split(";", 1)[0])
      .join("; ");
    const socket = new WebSocket(`${origin.replace("http", "ws")}/live/websocket?v=${PROTOCOL_VERSION}`, { headers: { origin, cookie } });
    await once(socket, "open");
    const request = {
      token: attribute(ContainerAttribute.token),
      csrf: new RegExp(`<meta name="${CSRF_META}" content="([^"]*)"`).exec(html)?.[1] ?? "",
      url: path,
      params: { _mounts: 0 },
      statics: attribute(ContainerAttribute.statics),
    };
    const answered = once(socket, "message");
    socket.send(JSON.stringify([1, 1, 0, request]));
    const [data] = await answered;
    return new WireClient(socket, String(data));
  }

  /** Sends an event and gives the frame that answers it. */
  async event(name: string, payload?: object, component?: number): Promise<string> {
    const ref = ++this.#ref;
    const event: ClientFrame =
      component !== undefined
        ? [1, ref, name, (payload as Payload) ?? 0, component]
        : payload === undefined
          ? [1, ref, name]
          : [1, ref, name, payload as Payload];
    this.sent = JSON.stringify(event);
    this.#socket.send(this.sent);
    while (this.#frames.length === 0) await once(this.#socket, "message");
    const frame = this.#frames.shift() ?? "";
    const [view, answered, , effects] = JSON.parse(frame) as ServerFrame & [number, number, unknown, { x?: string }?];
    if (view !== 1 || answered !== ref || effects?.x !== undefined) throw new Error(`"${name}" was answered by ${frame}`);
    this.#applied++;
    this.#socket.send(JSON.stringify([1, this.#applied]));
    return frame;
  }

  /** Bytes of a frame, counted with a one-digit ref as the limits assume. */
  bytesOf(frame: string): number {
    return Buffer.byteLength(frame) - (String(this.#ref).length - 1);
  }

  async close(): Promise<void> {
    this.#socket.close();
    await once(this.#socket, "close");
  }
}
