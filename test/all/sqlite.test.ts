/** The generated repository over the package that older Nodes need. */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import blankSpace from "ts-blank-space";
import { expect, test } from "vitest";
import { expected } from "../../fixtures/crud/contract.testing.ts";
import { repository, runIn } from "../outside/packed.ts";

test("rows in node-sqlite3-wasm", { timeout: 120_000 }, async () => {
  const folder = await mkdtemp(join(tmpdir(), "livec-sqlite-"));
  try {
    for (const name of ["repository", "sqlite", "contract.testing"]) {
      const code = blankSpace(await readFile(join(repository, `fixtures/crud/${name}.ts`), "utf8"));
      // Whatever this Node has: the package is what is tried.
      await writeFile(join(folder, `${name}.js`), code.replace(/major > 22 .*minor >= 13\)/, "false"));
    }
    await writeFile(join(folder, "package.json"), '{ "type": "module" }');
    expect(await runIn(folder, "npm", "install", "--no-audit", "--no-fund", "node-sqlite3-wasm@0.8")).toMatchObject({ code: 0 });
    const program = `import { columns, run } from "./contract.testing.js";
      import { sqliteRepository } from "./sqlite.js";
      console.log(JSON.stringify(await run(await sqliteRepository(":memory:", "fruits", columns))));`;
    const { output } = await runIn(folder, process.execPath, "--input-type=module", "--eval", program);
    expect(JSON.parse(output)).toEqual(JSON.parse(JSON.stringify(expected)));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
