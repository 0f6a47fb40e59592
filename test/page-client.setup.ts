/**
 * Builds the client for the windows of `livec/testing` from the sources that are there, where they are newer than the
 * last.
 */
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { rollup } from "rollup";
import { testClient } from "../rollup.config.ts";

const ROOT = join(import.meta.dirname, "..");
const OUTPUT = join(ROOT, "dist/page-client.js");

export default async function setup(): Promise<void> {
  const sources = ["runtime-client", "protocol"].flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true }).map((name) => join(ROOT, folder, String(name))),
  );
  const newest = Math.max(...sources.filter((file) => file.endsWith(".ts")).map((file) => statSync(file).mtimeMs));
  if (existsSync(OUTPUT) && statSync(OUTPUT).mtimeMs > newest) return;
  const bundle = await rollup({ ...testClient, input: join(ROOT, "runtime-client/index.ts") });
  await bundle.write({ ...testClient.output, file: OUTPUT });
}
