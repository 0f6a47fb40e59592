/** The project that `livec new` makes: a copy of the starter, under another name. */
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative, sep } from "node:path";
import { UsageError } from "../../project/usage.ts";
import { packageFile, version } from "../package.ts";

/**
 * The starter, which is a project by itself. What begins with `_` here begins with a dot there: npm packs no
 * `.gitignore`.
 */
const STARTER = "fixtures/starter";
/** What the starter is called in its texts. */
const NAME = "Starter";
const NOT_COPIED = new Set(["node_modules", "build", "package-lock.json"]);

export interface NewProject {
  /** Absolute. */
  readonly directory: string;
  /** What package.json depends on: a version range, or the path of a tarball. */
  readonly livec: string | undefined;
}

/**
 * Writes the project and answers how many files it has.
 *
 * @throws {UsageError} where the directory is not empty, or no name for a package can be made of its own
 */
export function writeProject({ directory, livec }: NewProject): number {
  const name = packageName(basename(directory));
  if (existsSync(directory) && (!statSync(directory).isDirectory() || readdirSync(directory).length > 0))
    throw new UsageError(`${directory} is there already, and not empty. Give a directory that does not exist.`);
  const files = filesOf(packageFile(STARTER));
  for (const file of files) {
    const target = join(directory, ...file.split(sep).map((part) => part.replace(/^_/, ".")));
    mkdirSync(dirname(target), { recursive: true });
    const source = join(packageFile(STARTER), file);
    if (/\.(?:css|js|png|ico)$/.test(file)) cpSync(source, target);
    else
      writeFileSync(
        target,
        file === "package.json" ? manifest(source, name, livec) : readFileSync(source, "utf8").replaceAll(NAME, titleOf(name)),
      );
  }
  return files.length;
}

function filesOf(folder: string): readonly string[] {
  const walk = (directory: string): string[] =>
    readdirSync(directory, { withFileTypes: true })
      .filter(({ name }) => !NOT_COPIED.has(name) && !name.endsWith(".live.ts") && !name.endsWith(".live.ts.map") && !name.startsWith("."))
      .flatMap((entry) => (entry.isDirectory() ? walk(join(directory, entry.name)) : [relative(folder, join(directory, entry.name))]));
  return walk(folder);
}

function manifest(file: string, name: string, livec = `^${version()}`): string {
  const starter = JSON.parse(readFileSync(file, "utf8")) as { readonly dependencies: object };
  return `${JSON.stringify({ ...starter, name, dependencies: { ...starter.dependencies, livec } }, null, 2)}\n`;
}

/** `my-shop` for `My Shop`. */
function packageName(directory: string): string {
  const name = directory
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, "-")
    .replace(/^[-._]+|-+$/g, "");
  if (name === "") throw new UsageError(`"${directory}" makes no name for a package. Use letters, digits and dashes.`);
  return name;
}

/** `My shop` for `my-shop`. */
function titleOf(name: string): string {
  const words = name.replace(/[-._]+/g, " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}
