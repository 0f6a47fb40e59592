/** What browsers talk to in development: hands on to the app what is the app's, and gives pages the overlay. */
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { forwardRequest, forwardUpgrade, PAGE_SCRIPT, type Target } from "../../plugins/core/forward.ts";
import { UsageError } from "../../project/usage.ts";
import { distFile } from "../package.ts";
import { docsPage } from "./docs-page.ts";
import type { Pages } from "./pages.ts";

export interface ServerOptions {
  readonly port: number;
  readonly host: string;
  /** Where the app listens; rejects where it does not run. */
  readonly target: Target;
  readonly pages: Pages;
}

/** How many ports after the one that is wanted are tried where that is taken. */
const PORTS_TRIED = 10;

export class DevServer {
  readonly #options: ServerOptions;
  readonly #server: Server;

  private constructor(options: ServerOptions) {
    this.#options = options;
    this.#server = createServer((request, response) => this.#answer(request, response));
    this.#server.on("upgrade", (request, socket, head) => forwardUpgrade(options.target, request, socket, head));
  }

  /** Listens at the port, or at the next that is free. Rejects with a {@link UsageError} where none is. */
  static async listen(options: ServerOptions): Promise<DevServer> {
    const made = new DevServer(options);
    const tried = options.port === 0 ? 1 : PORTS_TRIED;
    for (let port = options.port; port < options.port + tried; port++) if (await made.#listen(port)) return made;
    throw new UsageError(`Ports ${options.port} to ${options.port + tried - 1} are taken. Name a free one: livec dev --port 5000.`);
  }

  get url(): string {
    const { address, port } = this.#server.address() as AddressInfo;
    const name = address === "127.0.0.1" || address === "0.0.0.0" || address === "::" ? "localhost" : address;
    return `http://${name.includes(":") ? `[${name}]` : name}:${port}`;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #listen(port: number): Promise<boolean> {
    this.#server.listen(port, this.#options.host);
    try {
      await once(this.#server, "listening");
      return true;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === "EADDRINUSE") return false;
      throw new UsageError(`livec dev cannot listen on ${this.#options.host}:${port} (${code}).`);
    }
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const { pages, target } = this.#options;
    const path = request.url ?? "/";
    if (path === PAGE_SCRIPT) response.writeHead(200, script).end(readFileSync(distFile("dev-page.js")));
    else if (path === "/@livec/events") pages.add(response);
    else if (path.startsWith("/@livec/docs/")) explain(path.slice("/@livec/docs/".length), response);
    else forwardRequest(target, "/", request, response, () => this.#instead(response));
  }

  /** A page that says what is wrong, and is loaded again when it is not. */
  #instead(response: ServerResponse): void {
    const body = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>livec dev</title><script type="module" src="${PAGE_SCRIPT}" data-instead></script></head><body></body></html>`;
    response.writeHead(500, { "content-type": "text/html; charset=utf-8", "content-security-policy": "default-src 'self'" }).end(body);
  }
}

const script = { "content-type": "text/javascript; charset=utf-8", "cache-control": "no-store" };

/** The page of a diagnostic or a run-time error. */
function explain(code: string, response: ServerResponse): void {
  const page = docsPage(code);
  const type = page === undefined ? "text/plain; charset=utf-8" : "text/html; charset=utf-8";
  response.writeHead(page === undefined ? 404 : 200, { "content-type": type }).end(page ?? "There is no such page.\n");
}
