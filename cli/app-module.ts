/** Which module of a project is its app. */
import { existsSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import type { Project } from "../project/load.ts";
import { UsageError } from "../project/usage.ts";

const PLACES = ["app.ts", "app.js", "src/app.ts", "src/app.js"];

/**
 * The module whose default export is the app: the one that is named, else the configuration's, else the first of the
 * usual ones.
 *
 * @throws {UsageError} where there is none, with what was looked for
 */
export function findApp({ root, dir, config }: Project, named: string | undefined): string {
  const name = named ?? config.app;
  if (name !== undefined) {
    const file = named === undefined ? resolve(root, name) : [resolve(dir, name), resolve(root, name)].find((path) => existsSync(path));
    if (file !== undefined && existsSync(file)) return file;
    throw new UsageError(`There is no module "${name}" in ${dir}.`);
  }
  const found = [dir, root].flatMap((folder) => PLACES.map((place) => join(folder, place))).find((path) => existsSync(path));
  if (found !== undefined) return found;
  const where = relative(dir, root) === "" ? dir : `${dir} and ${root}`;
  throw new UsageError(
    `There is no app in ${where}: I looked for ${PLACES.slice(0, -1).join(", ")} and ${PLACES.at(-1)}. It is the module that says export default createApp(…); name it with --app, or as "app" in livec.config.ts.`,
  );
}
