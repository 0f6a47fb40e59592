/** The client's files, as the package carries them: its script, and the chunks that some pages need besides. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { LivecError } from "../../base/errors.ts";

export interface ClientFile {
  readonly code: string;
  /** What a page says of it, so that a browser runs nothing else. */
  readonly integrity: string;
}

export interface ClientFiles {
  /** `client.<hash>`: they find each other by their names, so the hash of all of them is in that of their folder. */
  readonly folder: string;
  /** By file name: `client.js`. */
  readonly files: ReadonlyMap<string, ClientFile>;
}

/** Beside the server's bundle, beside its chunks, and, run from source, in `dist/`. */
const places = ["./client.min/", "../client.min/", "../../../dist/client.min/"] as const;

/** Reads the built client. Throws `no-client` where it was not built. */
export function readClient(base: string = import.meta.url): ClientFiles {
  const path = places.map((place) => fileURLToPath(new URL(place, base))).find((candidate) => existsSync(`${candidate}client.js`));
  if (path === undefined) {
    throw new LivecError(
      "no-client",
      "The client is not built: dist/client.min is missing. Run `npm run build` in livec, or give createApp a `client` URL of your own.",
    );
  }
  const hash = createHash("sha256");
  const files = new Map<string, ClientFile>();
  for (const name of readdirSync(path).sort()) {
    if (!name.endsWith(".js")) continue;
    const code = readFileSync(`${path}${name}`, "utf8");
    hash.update(`${name}\0${code}\0`);
    files.set(name, { code, integrity: `sha384-${createHash("sha384").update(code).digest("base64")}` });
  }
  return { folder: `client.${hash.digest("base64url").slice(0, 12)}`, files };
}
