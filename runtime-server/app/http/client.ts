/** The client's script, as the package carries it. */
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { LivecError } from "../../base/errors.ts";

export interface ClientScript {
  /** `client.<hash>.js` */
  readonly name: string;
  readonly code: string;
}

/** Beside the server's bundle, beside its chunks, and, run from source, in `dist/`. */
const places = ["./client.min.js", "../client.min.js", "../../../dist/client.min.js"] as const;

/** Reads the built client. Throws `no-client` where it was not built. */
export function readClient(base: string = import.meta.url): ClientScript {
  const path = places.map((place) => fileURLToPath(new URL(place, base))).find((candidate) => existsSync(candidate));
  if (path === undefined) {
    throw new LivecError(
      "no-client",
      "The client is not built: dist/client.min.js is missing. Run `npm run build` in livec, or give createApp a `client` URL of your own.",
    );
  }
  const code = readFileSync(path, "utf8").replace(/\n?\/\/# sourceMappingURL=.*\s*$/, "\n");
  return { name: `client.${createHash("sha256").update(code).digest("base64url").slice(0, 12)}.js`, code };
}
