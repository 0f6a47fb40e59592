/**
 * What the client needs: the statics of views and its own script, both named by their content and so the same for
 * ever.
 */
import type { Services } from "../services.ts";
import { type ClientFiles, readClient } from "./client.ts";
import type { Conn } from "./conn.ts";

/** The client's own script, and a chunk, by their places in its folder. */
const CLIENT = "client.js";
const chunkFile = (name: string): string => `${name}.js`;

/** A script, and what it must be; not said of a program's own. */
export interface Script {
  readonly url: string;
  readonly integrity?: string;
}

const immutable = "public, max-age=31536000, immutable";

export class Assets {
  readonly #services: Pick<Services, "path" | "statics">;
  readonly #givenUrl: string | undefined;
  #client: ClientFiles | undefined;

  /** `clientUrl` is of a script of the program's own. */
  constructor(services: Pick<Services, "path" | "statics">, clientUrl: string | undefined) {
    this.#services = services;
    this.#givenUrl = clientUrl;
  }

  /** The client's script. Throws `no-client` where it was not built. */
  get script(): Script {
    return this.#givenUrl === undefined ? this.#scriptOf(CLIENT) : { url: this.#givenUrl };
  }

  /** Chunks of the client; none where the program has a client of its own, which brings them. */
  chunks(names: readonly string[]): readonly Script[] {
    return this.#givenUrl === undefined ? names.map((name) => this.#scriptOf(chunkFile(name))) : [];
  }

  /** Throws now what would otherwise be thrown at the first page. */
  load(): void {
    if (this.#givenUrl === undefined) this.#scriptOf(CLIENT);
  }

  #scriptOf(file: string): Script {
    this.#client ??= readClient();
    const { folder, files } = this.#client;
    const { integrity } = files.get(file) ?? {};
    return { url: `${this.#services.path}/${folder}/${file}`, ...(integrity === undefined ? {} : { integrity }) };
  }

  /** Answers a request for one of them, and no other. */
  readonly step = (conn: Conn, next: () => Promise<void>): unknown => {
    const { path, statics } = this.#services;
    if (!conn.path.startsWith(`${path}/`) || (conn.method !== "GET" && conn.method !== "HEAD")) return next();
    const name = conn.path.slice(path.length + 1);
    const json = statics.get(/^s\/([\w-]+)\.json$/.exec(name)?.[1] ?? "");
    if (json !== undefined) return conn.header("Cache-Control", immutable).send("application/json; charset=utf-8", json);
    const [folder, file = ""] = name.split("/");
    const script = folder === this.#client?.folder ? this.#client?.files.get(file) : undefined;
    if (script === undefined || name !== `${folder}/${file}`) return next();
    return conn.header("Cache-Control", immutable).send("text/javascript; charset=utf-8", script.code);
  };
}
