// What start, test and build share. Node's own modules only: on a fresh clone there are no others.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("..", import.meta.url));

/** Runs a command in the repository with our own input and output, and answers its exit code. */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: root, stdio: "inherit", ...options });
    child.on("error", reject);
    child.on("close", (code) => resolve(code ?? 1));
  });
}

/** Like `run`, for a step that must succeed: ends this process with the step's exit code where it does not. */
export async function must(command, args, options) {
  const code = await run(command, args, options);
  if (code !== 0) {
    console.error(`\n“${[command, ...args].join(" ")}” failed with exit code ${code}.`);
    process.exit(code);
  }
}

/** Installs the npm packages of the lock file where they are not already there. */
export async function ensurePackages() {
  if (packagesInstalled()) return;
  console.log("Installing npm packages …");
  await must("npm", ["ci", "--no-audit", "--no-fund"], { shell: process.platform === "win32" });
}

/** npm writes what it installed into a hidden lock file; packages for other platforms are rightly absent from it. */
function packagesInstalled() {
  const installedFile = join(root, "node_modules/.package-lock.json");
  if (!existsSync(installedFile)) return false;
  const wanted = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
  const installed = JSON.parse(readFileSync(installedFile, "utf8")).packages;
  return Object.entries(wanted).every(
    ([place, { version, optional }]) => place === "" || optional || installed[place]?.version === version,
  );
}

const built = join(root, "dist/.built");
const sourceFolders = ["base", "protocol", "compiler", "runtime-server", "runtime-client", "project", "cli", "plugins", "testing"];
const sourceFiles = ["package.json", "package-lock.json", "rollup.config.ts", "tsconfig.base.json"];

/**
 * Bundles and, unless `types` is false, writes the declarations. Does nothing where the sources are those of the last
 * build.
 */
export async function build({ types = true } = {}) {
  const what = types ? "bundles and types" : "bundles";
  const have = existsSync(built) ? readFileSync(built, "utf8") : "";
  if (have.startsWith(`${sourcesHash()} ${what}`)) return;
  console.log("Building livec …");
  const bundled = run(process.execPath, [
    "--import",
    "ts-blank-space/register",
    "node_modules/rollup/dist/bin/rollup",
    "-c",
    "rollup.config.ts",
    "--silent",
  ]);
  const typed = types ? run(process.execPath, ["node_modules/typescript/bin/tsc", "-b", ...sourceFolders]) : 0;
  const codes = await Promise.all([bundled, typed]);
  if (codes.some((code) => code !== 0)) {
    console.error("\nThe build failed.");
    process.exit(1);
  }
  // The build itself keeps the names of the client's properties.
  writeFileSync(built, `${sourcesHash()} ${what}`);
}

/** One hash over everything a build reads: the times of files say nothing after a checkout. */
function sourcesHash() {
  const hash = createHash("sha256");
  const files = sourceFolders.flatMap((folder) => readdirSync(join(root, folder), { recursive: true }).map((name) => join(folder, name)));
  for (const file of [...sourceFiles, ...files.filter((name) => /\.(ts|json)$/.test(name) && !name.endsWith(".test.ts"))].sort()) {
    hash
      .update(`${file}\0`)
      .update(readFileSync(join(root, file)))
      .update("\0");
  }
  return hash.digest("hex");
}

/** Compiles the templates below a directory of the repository with the command that was built. */
export async function compile(directory) {
  await must(process.execPath, ["dist/cli.js", "build", directory]);
}
