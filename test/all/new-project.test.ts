/** `livec new` with the registry: npm installs the packed tarball and all else, as it does for a user. Slow. */
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { pack, repository, runIn } from "../outside/packed.ts";

test("a project is made, its packages are installed, and its commands work", { timeout: 600_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), "livec-all-"));
  try {
    const tarball = await pack(".", folder);
    const made = await runIn(folder, process.execPath, join(repository, "dist/cli.js"), "new", "shop", "--package", tarball);
    expect(made.output).toContain("npm run dev");
    expect(made.code).toBe(0);
    const shop = join(folder, "shop");
    expect(JSON.parse(await readFile(join(shop, "node_modules/livec/package.json"), "utf8"))).toMatchObject({ name: "livec" });
    for (const script of ["types", "test", "build"]) {
      const { code, output } = await runIn(shop, "npm", "run", script);
      expect([script, code, code === 0 ? "" : output]).toEqual([script, 0, ""]);
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
