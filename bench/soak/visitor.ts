/** A visitor that speaks the wire itself: thousands of them fit a process. */
import { get } from "node:http";
import { WebSocket } from "ws";

interface Page {
  readonly cookie: string;
  readonly token: string;
  readonly csrf: string;
  readonly statics: string;
}

/** An address of this machine for each of many visitors, as they would have. */
export const addressOf = (visitor: number): string => `127.0.${(visitor >> 8) % 256}.${(visitor % 255) + 1}`;

export class Visitor {
  readonly socket: WebSocket;
  readonly #page: Page;
  readonly #port: number;
  #ref = 1;
  #frames = 0;
  #answered: (() => void) | undefined;
  #failed: ((error: Error) => void) | undefined;

  private constructor(port: number, page: Page, address: string) {
    this.#port = port;
    this.#page = page;
    const headers = { Cookie: page.cookie, Origin: `http://127.0.0.1:${port}` };
    this.socket = new WebSocket(`ws://127.0.0.1:${port}/live/websocket?v=1`, { headers, localAddress: address });
    this.socket.on("error", (error) => this.#failed?.(error));
    this.socket.on("close", () => this.#failed?.(new Error("The server closed the socket.")));
    this.socket.on("message", () => {
      this.#frames++;
      this.#answered?.();
    });
  }

  /** Loads the page and joins its view. */
  static async come(port: number, address: string): Promise<Visitor> {
    const visitor = new Visitor(port, await load(port, address), address);
    await visitor.#next(new Promise<void>((resolve) => visitor.socket.once("open", () => resolve())));
    const { cookie: _cookie, ...page } = visitor.#page;
    await visitor.#answerTo([1, visitor.#ref, 0, { ...page, url: `http://127.0.0.1:${visitor.#port}/`, params: {} }]);
    return visitor;
  }

  /** Sends an event and waits for its answer. */
  async event(name: string): Promise<void> {
    await this.#answerTo([1, ++this.#ref, name, this.#frames]);
  }

  /** Sends an event and acknowledges the answer to the last one, whether or not it was read. */
  eventUnread(name: string): void {
    if (this.socket.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify([1, ++this.#ref, name, this.#frames++]));
  }

  leave(): Promise<void> {
    return new Promise((resolve) => {
      this.socket.once("close", () => resolve());
      this.socket.close();
      if (this.socket.readyState === WebSocket.CLOSED) resolve();
    });
  }

  async #answerTo(frame: readonly unknown[]): Promise<void> {
    const answer = new Promise<void>((resolve) => {
      this.#answered = resolve;
    });
    this.socket.send(JSON.stringify(frame));
    await this.#next(answer);
  }

  #next(wanted: Promise<void>): Promise<void> {
    return Promise.race([
      wanted,
      new Promise<void>((_resolve, reject) => {
        this.#failed = reject;
      }),
    ]);
  }
}

function load(port: number, address: string): Promise<Page> {
  return new Promise((resolve, reject) => {
    const request = get({ host: "127.0.0.1", port, path: "/", localAddress: address, agent: false }, (response) => {
      let html = "";
      response.on("data", (chunk) => {
        html += chunk;
      });
      response.on("end", () => {
        const find = (pattern: RegExp): string => pattern.exec(html)?.[1] ?? "";
        if (response.statusCode !== 200) return reject(new Error(`The page answers ${response.statusCode}.`));
        resolve({
          cookie: response.headers["set-cookie"]?.[0]?.split(";")[0] ?? "",
          token: find(/data-live="([^"]*)"/),
          csrf: find(/csrf-token" content="([^"]*)"/),
          statics: find(/data-live-statics="([^"]*)"/),
        });
      });
    });
    request.on("error", reject);
  });
}
