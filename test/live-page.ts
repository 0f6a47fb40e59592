/** A page of a real app in jsdom: the server's core and the client, with frames that arrive at once. */
import { vi } from "vitest";
import { LiveSocket, type LiveSocketOptions, type WebSocketLike } from "../runtime-client/index.ts";
import { settle, type TestApp, Visitor } from "../runtime-server/app/visitor.testing.ts";
import type { MemorySocket } from "../runtime-server/transport/memory.ts";

export class LivePage {
  readonly test: TestApp;
  /** Every frame of the server, on whatever connection. */
  readonly received: string[] = [];
  readonly sent: string[] = [];
  readonly #visitor: Visitor;
  readonly #options: Pick<LiveSocketOptions, "bindingPrefix">;
  #raw: MemorySocket | undefined;
  #socket: WebSocketLike | undefined;
  #client: LiveSocket | undefined;

  constructor(test: TestApp, options: Pick<LiveSocketOptions, "bindingPrefix"> = {}) {
    this.test = test;
    this.#options = options;
    this.#visitor = new Visitor(test.server);
  }

  /** Loads the page; without `connect`, nothing more. */
  async open(url = "/", connect = true): Promise<void> {
    const { html } = await this.#visitor.load(url);
    const page = new DOMParser().parseFromString(html, "text/html");
    document.head.innerHTML = page.head.innerHTML;
    document.body.innerHTML = page.body.innerHTML;
    vi.stubGlobal("fetch", async (path: string) => {
      const { body } = await this.test.server.get(path);
      return { json: async () => JSON.parse(body) as unknown };
    });
    this.#client = new LiveSocket("/live", { ...this.#options, transport: () => this.#connect(), reconnectAfterMs: () => 0 });
    if (connect) this.#client.connect();
    await this.rest();
  }

  /** Everything that is under way arrives. */
  async rest(): Promise<void> {
    for (let turn = 0; turn < 20; turn++) {
      await settle();
      await new Promise((resolve) => setTimeout(resolve, 0));
    }
  }

  async click(selector: string): Promise<void> {
    const element = document.querySelector<HTMLElement>(selector);
    if (element === null) throw new Error(`There is no ${selector} on ${document.body.innerHTML}`);
    element.click();
    await this.rest();
  }

  /** What a browser does when a form is submitted that the client leaves alone. Answers the status and body. */
  async post(form: HTMLFormElement): Promise<readonly [status: number, body: string]> {
    const fields = [...new FormData(form)].map(([name, value]): [string, string] => [name, String(value)]);
    const headers = { "content-type": "application/x-www-form-urlencoded", cookie: this.#visitor.cookie };
    const action = form.getAttribute("action") ?? "/";
    const { status, body } = await this.test.server.request("POST", action, headers, String(new URLSearchParams(fields)));
    return [status, body];
  }

  /** The connection breaks, and comes back by itself. */
  async reconnect(): Promise<void> {
    this.#raw?.close();
    this.#socket?.onclose?.(new Event("close") as CloseEvent);
    await this.rest();
  }

  /** The connection is gone. */
  lose(): void {
    this.#raw?.close();
    this.#client?.disconnect();
  }

  async connect(): Promise<void> {
    this.#client?.connect();
    await this.rest();
  }

  close(): void {
    this.#client?.disconnect();
    vi.unstubAllGlobals();
  }

  #connect(): WebSocketLike {
    const { raw } = this.#visitor.connect();
    const socket: WebSocketLike = {
      onopen: null,
      onmessage: null,
      onclose: null,
      send: (data) => {
        this.sent.push(data);
        // Never in the stack of who sends: an answer comes later.
        queueMicrotask(() => raw.send(data));
      },
      close: () => raw.close(),
    };
    raw.onmessage = (data) => {
      this.received.push(data);
      socket.onmessage?.(new MessageEvent("message", { data }));
    };
    this.#raw = raw;
    this.#socket = socket;
    queueMicrotask(() => socket.onopen?.(new Event("open")));
    return socket;
  }
}
