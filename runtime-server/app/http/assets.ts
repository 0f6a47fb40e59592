/**
 * What the client needs: the statics of views and its own script, both named by their content and so the same for
 * ever.
 */
import type { Services } from "../services.ts";
import { type ClientScript, readClient } from "./client.ts";
import type { Conn } from "./conn.ts";

const immutable = "public, max-age=31536000, immutable";

export class Assets {
  readonly #services: Pick<Services, "path" | "statics">;
  readonly #givenUrl: string | undefined;
  #client: ClientScript | undefined;

  /** `clientUrl` is of a script of the program's own. */
  constructor(services: Pick<Services, "path" | "statics">, clientUrl: string | undefined) {
    this.#services = services;
    this.#givenUrl = clientUrl;
  }

  /** URL of the client's script. Throws `no-client` where it was not built. */
  get clientUrl(): string {
    return this.#givenUrl ?? `${this.#services.path}/${this.#script().name}`;
  }

  /** Throws now what would otherwise be thrown at the first page. */
  load(): void {
    if (this.#givenUrl === undefined) this.#script();
  }

  #script(): ClientScript {
    this.#client ??= readClient();
    return this.#client;
  }

  /** Answers a request for one of them, and no other. */
  readonly step = (conn: Conn, next: () => Promise<void>): unknown => {
    const { path, statics } = this.#services;
    if (!conn.path.startsWith(`${path}/`) || (conn.method !== "GET" && conn.method !== "HEAD")) return next();
    const name = conn.path.slice(path.length + 1);
    const json = statics.get(/^s\/([\w-]+)\.json$/.exec(name)?.[1] ?? "");
    if (json !== undefined) return conn.header("Cache-Control", immutable).send("application/json; charset=utf-8", json);
    if (name !== this.#client?.name) return next();
    return conn.header("Cache-Control", immutable).send("text/javascript; charset=utf-8", this.#client.code);
  };
}
