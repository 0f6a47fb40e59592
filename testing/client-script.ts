/** The client for pages in jsdom: the one of the package, in a script that runs in a window of its own. */
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Script } from "node:vm";

/** Beside the bundle, beside its chunks, and, run from source, in `dist/`. */
const places = ["./page-client.js", "../page-client.js", "../dist/page-client.js"] as const;

let script: Script | undefined;

/** Defines a global `livec` with what `livec/client` exports. Read and compiled once for all pages. */
export function clientScript(): Script {
  if (script !== undefined) return script;
  const path = places.map((place) => fileURLToPath(new URL(place, import.meta.url))).find((candidate) => existsSync(candidate));
  if (path === undefined)
    throw new Error("The client for tests is not built: dist/page-client.js is missing. Run `npm run build` in livec.");
  script = new Script(readFileSync(path, "utf8"), { filename: path });
  return script;
}
