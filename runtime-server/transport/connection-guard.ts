/** Which connections the native server takes. */
import type * as Uws from "uWebSockets.js";
import { cannotListen, freePort, probePort } from "./port.ts";
import type { Listening } from "./transport.ts";

/** Closes the door while too many are inside: without it, a process out of file descriptors spins on `accept`. */
export class ConnectionGuard {
  readonly #uws: typeof Uws;
  readonly #app: Uws.TemplatedApp;
  readonly #host: string | undefined;
  readonly #max: number;
  #port: number;
  #open = 0;
  #door: Uws.us_listen_socket | undefined;
  #stopped = false;

  constructor(uws: typeof Uws, app: Uws.TemplatedApp, host: string | undefined, port: number, max: number) {
    this.#uws = uws;
    this.#app = app;
    this.#host = host;
    this.#port = port;
    this.#max = max;
  }

  async listen(): Promise<Listening> {
    if (this.#port === 0) this.#port = await freePort(this.#host);
    else await probePort(this.#host, this.#port);
    return new Promise((resolve, reject) => {
      this.#listen((ok) => {
        if (ok) resolve({ port: this.#port, stop: () => this.#stop(), close: () => this.#close() });
        else reject(cannotListen(this.#host, this.#port, "it is taken, not allowed, or not an address of this machine"));
      });
    });
  }

  /** One connection more, or one less. */
  count(change: number): void {
    this.#open += change;
    if (this.#open >= this.#max) this.#shut();
    else if (this.#door === undefined && !this.#stopped && this.#open <= this.#max * 0.9) this.#listen(() => {});
  }

  #listen(done: (ok: boolean) => void): void {
    const opened = (door: Uws.us_listen_socket | false): void => {
      if (door !== false) {
        this.#door = door;
        this.#port = this.#uws.us_socket_local_port(door as unknown as Uws.us_socket);
      }
      done(door !== false);
    };
    if (this.#host === undefined) this.#app.listen(this.#port, opened);
    else this.#app.listen(this.#host, this.#port, opened);
  }

  #shut(): void {
    if (this.#door !== undefined) this.#uws.us_listen_socket_close(this.#door);
    this.#door = undefined;
  }

  #stop(): void {
    this.#stopped = true;
    this.#shut();
  }

  #close(): void {
    this.#stop();
    this.#app.close();
  }
}
