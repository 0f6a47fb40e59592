/** `livec new` with the registry: npm installs the packed tarball and all else, as it does for a user. Slow. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
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
    const generated = await runIn(shop, "npx", "livec", "gen", "live", "Article", "title:string", "body:text", "views:integer");
    expect(generated).toMatchObject({ code: 0 });
    for (const script of ["types", "test", "build", "bench", "format"]) {
      const { code, output } = await runIn(shop, "npm", "run", script);
      expect([script, code, code === 0 ? "" : output]).toEqual([script, 0, ""]);
      if (script === "format") expect(output).toContain("9 templates formatted");
    }

    // A slot that grew is named, with what it was and what it is.
    const file = join(shop, "views/tasks.live.html");
    const text = await readFile(file, "utf8");
    await writeFile(file, text.replace('title="{open} to do"', 'title="{open} of all these tasks are still to be done by you"'));
    const { code, output } = await runIn(shop, "npm", "run", "bench");
    expect(output).toMatch(/card\.live\.html:8/);
    expect(output).toMatch(/0 to do.*0 of all these tasks/s);
    expect(code).toBe(1);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
