/** Starts `server.ts`, and asks it for its figures. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Figures } from "./server.ts";

/** `exit`: livec as it is with `onStrayError: "exit"`, which follows no promise. */
export type ServerKind = "livec" | "exit" | "echo";

export class ServerProcess {
  readonly #child: ChildProcess;
  readonly port: number;

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.port = port;
  }

  static async start(kind: ServerKind): Promise<ServerProcess> {
    const script = fileURLToPath(new URL("server.ts", import.meta.url));
    // A young generation of one size: what it grows by is nobody's.
    const args = [
      "--expose-gc",
      "--min-semi-space-size=16",
      "--max-semi-space-size=16",
      "--import",
      "ts-blank-space/register",
      script,
      kind,
    ];
    const child = spawn(process.execPath, args, { stdio: ["ignore", "inherit", "inherit", "ipc"] });
    const [port] = await once(child, "message");
    return new ServerProcess(child, port as number);
  }

  /** `"collected"`: once all garbage is gone. */
  async ask(what: "figures" | "collected"): Promise<Figures> {
    this.#child.send(what);
    const [figures] = await once(this.#child, "message");
    return figures as Figures;
  }

  stop(): void {
    this.#child.kill();
  }
}
