/** The client as browsers run it, in a page of its own, behind a proxy that cuts connections wherever they are. */

import type { AddressInfo } from "node:net";
import { connect, createServer, type Socket } from "node:net";
import { JSDOM } from "jsdom";
import { WebSocket } from "ws";

/** What came of it. */
export interface Cut {
  readonly connections: number;
  /** The clicks that the server counted, as the page shows it. */
  readonly shown: number;
  /** Clicks the page was told are lost. */
  readonly lost: number;
}

/** Life of a connection, ms. */
const [SHORTEST, LONGEST] = [10, 250];
const PATIENCE = 20_000;
const MOST_WAITING = 50;
/** Node has its own of some, which a page does not take; others a window inherits. */
const MORE_GLOBALS = ["Event", "CustomEvent", "addEventListener", "removeEventListener", "dispatchEvent"];

/**
 * Clicks so often, while connections last some milliseconds each; then lets them be, and waits for the page to show
 * what is.
 */
export async function cuts(port: number, clicks: number): Promise<Cut> {
  const proxy = await CuttingProxy.start(port);
  const origin = `http://127.0.0.1:${proxy.port}`;
  const response = await fetch(origin);
  const cookie = response.headers.get("set-cookie")?.split(";")[0] ?? "";
  const { window } = new JSDOM(await response.text(), { url: `${origin}/`, pretendToBeVisual: true });
  const restore = put(window as unknown as Record<string, unknown>, origin);
  try {
    const { LiveSocket } = (await import("livec/client")) as typeof import("../../runtime-client/index.ts");
    let lost = 0;
    window.document.addEventListener("live:event-lost", () => void lost++);
    // What goes wrong is told by its end, as in a browser.
    const transport = (url: string) => new WebSocket(url, { headers: { Cookie: cookie, Origin: origin } }).on("error", () => {}) as never;
    const page = new LiveSocket("/live", { transport, reconnectAfterMs: () => 10 });
    page.connect();
    const button = window.document.querySelector<HTMLElement>('[live-click="inc"]');
    if (button === null) throw new Error("The page has no button.");
    const shown = (): number => Number(button.textContent);
    /** False where nothing moves any more. */
    const comeTo = async (count: number): Promise<boolean> => {
      const until = performance.now() + PATIENCE;
      while (shown() + lost < count && performance.now() < until) await sleep(5);
      return shown() + lost >= count;
    };
    proxy.isCutting = true;
    for (let click = 0; click < clicks; click++) {
      // The page keeps so many events and refuses more, which somebody who clicks sees.
      if (!(await comeTo(click - MOST_WAITING))) break;
      button.click();
      await sleep(Math.random() * 10);
    }
    proxy.isCutting = false;
    await comeTo(clicks);
    page.disconnect();
    return { connections: proxy.connections, shown: shown(), lost };
  } finally {
    restore();
    window.close();
    proxy.close();
  }
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Makes the page's globals those of this process, as the client expects them; answers how to end that. */
function put(window: Record<string, unknown>, origin: string): () => void {
  const here = globalThis as Record<string, unknown>;
  const { fetch } = globalThis;
  const names = [...Object.getOwnPropertyNames(window).filter((name) => !(name in here)), ...MORE_GLOBALS];
  const before = names.map((name) => [name, here[name]] as const);
  for (const name of names) {
    const value = window[name];
    here[name] = typeof value === "function" && !/^[A-Z]/.test(name) ? value.bind(window) : value;
  }
  here["fetch"] = (url: string) => fetch(new URL(url, origin));
  return () => {
    here["fetch"] = fetch;
    for (const [name, value] of before) {
      if (value === undefined) delete here[name];
      else here[name] = value;
    }
  };
}

/** Between a page and its server; ends each connection after a random time. */
class CuttingProxy {
  readonly port: number;
  readonly #server: ReturnType<typeof createServer>;
  readonly #target: number;
  readonly #open = new Set<Socket>();
  connections = 0;
  isCutting = false;

  private constructor(server: ReturnType<typeof createServer>, target: number) {
    this.#server = server;
    this.#target = target;
    this.port = (server.address() as AddressInfo).port;
    server.on("connection", (socket: Socket) => this.#join(socket));
  }

  static async start(target: number): Promise<CuttingProxy> {
    const server = createServer();
    await new Promise<void>((resolve) => void server.listen({ port: 0, host: "127.0.0.1" }, resolve));
    return new CuttingProxy(server, target);
  }

  close(): void {
    for (const socket of this.#open) socket.destroy();
    this.#server.close();
  }

  #join(page: Socket): void {
    this.connections++;
    const server = connect(this.#target, "127.0.0.1");
    const end = (): void => {
      page.destroy();
      server.destroy();
      this.#open.delete(page);
    };
    this.#open.add(page);
    for (const socket of [page, server]) socket.on("error", end).on("close", end);
    page.pipe(server);
    server.pipe(page);
    setTimeout(() => this.isCutting && end(), SHORTEST + Math.random() * (LONGEST - SHORTEST));
  }
}
