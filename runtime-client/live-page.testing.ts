/** A page with one view and a socket that a test drives: what a user and a server would see of the client. */
import { vi } from "vitest";
import type { ChunkName } from "../protocol/bindings.ts";
import type { ClientBlock } from "../protocol/slots.ts";
// It is there before a test begins, so that nothing waits for it.
import "./chunks/recovery.ts";
import { LiveSocket, type LiveSocketOptions, type WebSocketLike } from "./index.ts";

/** One connection as the server sees it. */
export class FakeSocket implements WebSocketLike {
  onopen: WebSocketLike["onopen"] = null;
  onmessage: WebSocketLike["onmessage"] = null;
  onclose: WebSocketLike["onclose"] = null;
  readonly url: string;
  readonly sent: unknown[] = [];
  closed = false;
  /** Ref of the newest request. */
  ref = 0;

  constructor(url: string) {
    this.url = url;
  }

  send(data: string): void {
    const frame = JSON.parse(data) as readonly unknown[];
    if (frame.length > 2) this.ref = frame[1] as number;
    this.sent.push(frame);
  }

  close(): void {
    this.closed = true;
  }

  open(): void {
    this.onopen?.(new Event("open"));
  }

  /** The server sends a frame, or some text. */
  receive(frame: unknown): void {
    const data = typeof frame === "string" ? frame : JSON.stringify(frame);
    this.onmessage?.(new MessageEvent("message", { data }));
  }

  /** The connection breaks. */
  break(): void {
    this.onclose?.(new Event("close") as CloseEvent);
  }

  /** What was sent since the last call. */
  take(): unknown[] {
    return this.sent.splice(0);
  }
}

export interface PageSetup extends LiveSocketOptions {
  readonly html: string;
  readonly blocks: readonly (ClientBlock | ChunkName)[];
  readonly skeleton?: string;
  readonly head?: string;
}

const open: LivePage[] = [];

/** A page that was loaded; the client is hydrated and waits for its socket. */
export class LivePage {
  readonly container: HTMLElement;
  readonly sockets: FakeSocket[] = [];
  readonly liveSocket: LiveSocket;
  readonly #listeners: readonly (readonly [type: string, listener: EventListenerOrEventListenerObject])[];

  private constructor({ html, blocks, skeleton = "", head = "", ...options }: PageSetup) {
    document.head.innerHTML = `<meta name="csrf-token" content="csrf">${head}`;
    document.body.innerHTML = `<div data-live="token" data-live-statics="/live/statics/hash.json" data-live-skeleton="${skeleton}">${html}</div>`;
    this.container = document.body.firstElementChild as HTMLElement;
    vi.stubGlobal("fetch", async () => ({ json: async () => structuredClone(blocks) }));
    const transport = (url: string): WebSocketLike => {
      const socket = new FakeSocket(url);
      this.sockets.push(socket);
      return socket;
    };
    const listen = vi.spyOn(window, "addEventListener");
    this.liveSocket = new LiveSocket("/live", { reconnectAfterMs: () => 100, transport, ...options });
    this.#listeners = listen.mock.calls.map(([type, listener]) => [type, listener]);
    listen.mockRestore();
    open.push(this);
  }

  /** Loads a page and hydrates it; nothing is connected yet. */
  static async load(setup: PageSetup): Promise<LivePage> {
    vi.useFakeTimers();
    const page = new LivePage(setup);
    await vi.advanceTimersByTimeAsync(0);
    if (setup.blocks.some((block) => typeof block === "string")) {
      await vi.dynamicImportSettled();
      await vi.advanceTimersByTimeAsync(0);
    }
    return page;
  }

  /**
   * Loads a page whose view has joined; the frames of the join are taken. `answer` is what the server answers besides
   * view and ref.
   */
  static async joined(setup: PageSetup, ...answer: readonly unknown[]): Promise<LivePage> {
    const page = await LivePage.load(setup);
    page.liveSocket.connect();
    page.socket.open();
    page.answer(...answer);
    await vi.advanceTimersByTimeAsync(300);
    page.socket.take();
    return page;
  }

  /** The newest connection. */
  get socket(): FakeSocket {
    return this.sockets.at(-1) as FakeSocket;
  }

  /** The server answers the newest request. */
  answer(...answer: readonly unknown[]): void {
    this.socket.receive([1, this.socket.ref, ...answer]);
  }

  /** The visitor leaves. */
  unload(): void {
    this.liveSocket.disconnect();
    for (const [type, listener] of this.#listeners) window.removeEventListener(type, listener);
  }

  get html(): string {
    return this.container.innerHTML;
  }

  query<E extends HTMLElement>(selector: string): E {
    return this.container.querySelector(selector) as E;
  }

  /**
   * What a frame did inside the container, as `added <li>`, `removed <li>`, `text`, `attribute name`: no more and no
   * less.
   */
  work(frame: unknown): string[] {
    const observer = new MutationObserver(() => {});
    observer.observe(this.container, { subtree: true, childList: true, attributes: true, characterData: true });
    this.socket.receive(frame);
    const records = observer.takeRecords();
    observer.disconnect();
    return records.flatMap((record) => {
      if (record.target === this.container) return [];
      if (record.type === "attributes") return [`attribute ${record.attributeName}`];
      if (record.type === "characterData") return ["text"];
      return [
        ...[...record.removedNodes].map((node) => `removed ${describe(node)}`),
        ...[...record.addedNodes].map((node) => `added ${describe(node)}`),
      ];
    });
  }
}

/** Ends every page that a test loaded. */
export function unloadPages(): void {
  for (const page of open.splice(0)) page.unload();
  vi.clearAllTimers();
  vi.useRealTimers();
  vi.unstubAllGlobals();
}

function describe(node: Node): string {
  return node instanceof Element ? (node.textContent ?? "") : JSON.stringify(node.textContent);
}
