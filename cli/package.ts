/** livec's own package: the version it has and what its code is. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, sep } from "node:path";
import { fileURLToPath } from "node:url";

const self = fileURLToPath(import.meta.url);

/** The version in package.json. */
export function version(): string {
  const { version } = JSON.parse(readFileSync(join(packageRoot(), "package.json"), "utf8")) as { version: string };
  return version;
}

/** A hash of livec's code as it runs here, so that what one compiler made is never taken for what another would. */
export function codeHash(): string {
  const root = packageRoot();
  // The same module runs from dist and, in livec's own tests, from its source.
  const folders = self.endsWith(".ts") ? ["protocol", "compiler"] : ["dist"];
  const hash = createHash("sha256");
  for (const folder of folders) {
    const names = readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).filter(
      (name) => /(?<!\.test)\.[jt]s$/.test(name) && !name.endsWith(".d.ts"),
    );
    for (const name of names.sort()) hash.update(`${name.replaceAll(sep, "/")}\0`).update(readFileSync(join(root, folder, name)));
  }
  return hash.digest("base64url");
}

/** The path of a file that the package carries in dist/. */
export function distFile(name: string): string {
  return packageFile(join("dist", name));
}

/** The path of any file or folder of the package. */
export function packageFile(name: string): string {
  return join(packageRoot(), name);
}

function packageRoot(): string {
  let directory = dirname(self);
  while (!existsSync(join(directory, "package.json"))) directory = dirname(directory);
  return directory;
}
