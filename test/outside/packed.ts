/** The packages as npm gets them, and projects outside the repository that use them. */
import { execFile } from "node:child_process";
import { chmod, mkdir, readdir, symlink } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const run = promisify(execFile);
export const repository = fileURLToPath(new URL("../..", import.meta.url));

/** Packs a package of the repository and answers the path of the tarball. */
export async function pack(source: string, into: string): Promise<string> {
  const { stdout } = await run("npm", ["pack", "--ignore-scripts", "--json", "--pack-destination", into], {
    cwd: join(repository, source),
  });
  const [packed] = JSON.parse(stdout) as readonly { readonly filename: string }[];
  return join(into, packed?.filename ?? "");
}

/**
 * A `node_modules` that has the tarballs' contents as packages of these names, and for everything else what the
 * repository has installed: what npm would put there, without the registry.
 */
export async function modulesFrom(folder: string, tarballs: { readonly [name: string]: string }): Promise<void> {
  const modules = join(folder, "node_modules");
  await mkdir(join(modules, ".bin"), { recursive: true });
  for (const name of await readdir(join(repository, "node_modules")))
    if (!name.startsWith(".") && !(name in tarballs))
      await symlink(join(repository, "node_modules", name), join(modules, name), "junction");
  for (const name of await readdir(join(repository, "node_modules/.bin")))
    if (name !== "livec") await symlink(join(repository, "node_modules/.bin", name), join(modules, ".bin", name));
  for (const [name, tarball] of Object.entries(tarballs)) {
    await mkdir(join(modules, name));
    await run("tar", ["-xzf", tarball, "--strip-components=1", "-C", join(modules, name)]);
  }
  if (!("livec" in tarballs)) return;
  // As npm makes what "bin" names.
  await chmod(join(modules, "livec/dist/cli.js"), 0o755);
  await symlink("../livec/dist/cli.js", join(modules, ".bin/livec"));
}

/** What a command printed, on both streams, and how it ended. */
export interface Ended {
  readonly code: number;
  readonly output: string;
}

/** Runs a command to its end, also where it fails. */
export async function runIn(cwd: string, command: string, ...args: string[]): Promise<Ended> {
  try {
    const { stdout, stderr } = await run(command, args, { cwd, timeout: 180_000, env: { ...process.env, VITEST: "", NODE_ENV: "" } });
    return { code: 0, output: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, output: stdout + stderr };
  }
}
