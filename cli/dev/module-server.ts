/** Gives the process that runs the app its modules, over a socket that only this user can reach. */
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ModuleAnswer, ResolveQuestion } from "./messages.ts";
import type { DevModules } from "./modules.ts";

let pipes = 0;

export class ModuleServer {
  readonly path: string;
  readonly #server: Server;
  readonly #folder: string | undefined;

  private constructor(modules: DevModules) {
    const isWindows = process.platform === "win32";
    this.#folder = isWindows ? undefined : mkdtempSync(join(tmpdir(), "livec-dev-"));
    this.path = this.#folder === undefined ? `\\\\.\\pipe\\livec-${process.pid}-${++pipes}` : join(this.#folder, "modules.sock");
    this.#server = createServer((request, response) => {
      void answer(modules, request).then((found) => response.end(JSON.stringify(found)));
    });
  }

  static async open(modules: DevModules): Promise<ModuleServer> {
    const opened = new ModuleServer(modules);
    opened.#server.listen(opened.path);
    await once(opened.#server, "listening");
    return opened;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
    if (this.#folder !== undefined) rmSync(this.#folder, { recursive: true, force: true });
  }
}

async function answer(modules: DevModules, request: IncomingMessage): Promise<ModuleAnswer> {
  try {
    let text = "";
    request.setEncoding("utf8");
    for await (const chunk of request) text += String(chunk);
    const question = JSON.parse(text) as ResolveQuestion & { readonly url: string };
    return request.url === "/resolve" ? await modules.resolve(question) : modules.load(question.url);
  } catch (error) {
    return { error: String(error) };
  }
}
