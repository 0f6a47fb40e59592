/** The server that is worn on, as a process of its own. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";

/** What a server holds after the garbage was collected; sizes are bytes. */
export interface Held {
  readonly rss: number;
  readonly heap: number;
  readonly external: number;
  readonly sockets: number;
  readonly views: number;
}

/** No scenario takes longer, ms. */
const LONGEST = 900_000;

export type TransportName = "uws" | "node";

export class ServerProcess {
  readonly port: number;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.port = port;
  }

  /** `heap` is what its JavaScript may take, MB; `kept` the time it keeps views for visitors who left, ms. */
  static async start(transport: TransportName, heap: number, kept: number): Promise<ServerProcess> {
    const script = fileURLToPath(new URL("server.ts", import.meta.url));
    const flags = [`--max-old-space-size=${heap}`, "--expose-gc", "--import", "ts-blank-space/register"];
    const child = spawn(process.execPath, [...flags, script, transport, String(kept)], {
      stdio: ["pipe", "pipe", "inherit"],
      timeout: LONGEST,
    });
    const [line] = (await once(child.stdout, "data")) as [Buffer];
    return new ServerProcess(child, Number(String(line)));
  }

  get isAlive(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  async held(): Promise<Held> {
    return (await (await fetch(`http://127.0.0.1:${this.port}/held`)).json()) as Held;
  }

  /** What it holds once everybody has left; waits so long, ms. */
  async heldWhenLeft(patience: number): Promise<Held> {
    const until = performance.now() + patience;
    for (;;) {
      const held = await this.held();
      if ((held.views === 0 && held.sockets === 0) || performance.now() > until) return held;
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }

  async stop(): Promise<void> {
    if (!this.isAlive) return;
    this.#child.kill();
    await once(this.#child, "exit");
  }
}
