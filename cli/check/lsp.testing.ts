/** For tests: the language server of TypeScript 7.1, as an editor talks to it. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { pathToFileURL } from "node:url";

/** 0-based, in UTF-16 units, as the protocol has them. */
export interface Place {
  readonly line: number;
  readonly character: number;
}

type Waiting = { readonly resolve: (result: unknown) => void; readonly reject: (error: Error) => void };

export class LanguageServer {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, Waiting>();
  readonly #errors: Buffer[] = [];
  #id = 0;
  #input: Buffer = Buffer.alloc(0);

  private constructor(child: ChildProcess) {
    this.#child = child;
    child.stdout?.on("data", (chunk: Buffer) => this.#read(chunk));
    child.stderr?.on("data", (chunk: Buffer) => this.#errors.push(chunk));
    child.on("exit", () => {
      for (const { reject } of this.#waiting.values()) reject(new Error(`The server ended.\n${Buffer.concat(this.#errors)}`));
    });
  }

  /** Starts `tsc --lsp --stdio` for a project, allowed to run content mappers. */
  static async start(tsc: string, directory: string): Promise<LanguageServer> {
    const child = spawn(process.execPath, [tsc, "--lsp", "--stdio"], { cwd: directory, stdio: "pipe" });
    const server = new LanguageServer(child);
    const rootUri = pathToFileURL(directory).href;
    await server.request("initialize", {
      processId: process.pid,
      rootUri,
      workspaceFolders: [{ uri: rootUri, name: "test" }],
      initializationOptions: { runExternalCode: true },
      capabilities: {
        general: { positionEncodings: ["utf-16"] },
        textDocument: {
          diagnostic: {},
          hover: { contentFormat: ["plaintext"] },
          completion: { completionItem: {} },
          definition: { linkSupport: false },
        },
      },
    });
    server.notify("initialized", {});
    return server;
  }

  open(file: string, text: string): void {
    const languageId = file.endsWith(".html") ? "html" : "typescript";
    this.notify("textDocument/didOpen", { textDocument: { uri: pathToFileURL(file).href, languageId, version: 1, text } });
  }

  change(file: string, text: string, version: number): void {
    this.notify("textDocument/didChange", {
      textDocument: { uri: pathToFileURL(file).href, version },
      contentChanges: [{ text }],
    });
  }

  /** A request about a place in a file, or about the file. */
  ask(method: string, file: string, position?: Place): Promise<unknown> {
    return this.request(`textDocument/${method}`, { textDocument: { uri: pathToFileURL(file).href }, position });
  }

  request(method: string, params: unknown): Promise<unknown> {
    const id = ++this.#id;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      this.#send({ jsonrpc: "2.0", id, method, params });
    });
  }

  notify(method: string, params: unknown): void {
    this.#send({ jsonrpc: "2.0", method, params });
  }

  async stop(): Promise<void> {
    const exited = once(this.#child, "exit");
    await this.request("shutdown", undefined);
    this.notify("exit", undefined);
    await exited;
  }

  #send(message: object): void {
    const body = Buffer.from(JSON.stringify(message));
    this.#child.stdin?.write(`Content-Length: ${body.length}\r\n\r\n`);
    this.#child.stdin?.write(body);
  }

  #read(chunk: Buffer): void {
    this.#input = Buffer.concat([this.#input, chunk]);
    for (;;) {
      const head = this.#input.indexOf("\r\n\r\n");
      if (head < 0) return;
      const length = Number(/content-length: (\d+)/i.exec(this.#input.toString("latin1", 0, head))?.[1]);
      const end = head + 4 + length;
      if (this.#input.length < end) return;
      this.#take(JSON.parse(this.#input.toString("utf8", head + 4, end)) as Incoming);
      this.#input = this.#input.subarray(end);
    }
  }

  #take({ id, method, result, error }: Incoming): void {
    if (method !== undefined) {
      // What the server asks of an editor (settings, watchers) has one answer here: nothing.
      if (id !== undefined) this.#send({ jsonrpc: "2.0", id, result: method === "workspace/configuration" ? [null] : null });
      return;
    }
    const waiting = this.#waiting.get(Number(id));
    this.#waiting.delete(Number(id));
    if (error === undefined) waiting?.resolve(result);
    else waiting?.reject(new Error(error.message));
  }
}

interface Incoming {
  readonly id?: number | string;
  readonly method?: string;
  readonly result?: unknown;
  readonly error?: { readonly message: string };
}
