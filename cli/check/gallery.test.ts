import { join } from "node:path";
import { expect, test } from "vitest";
import { loadProject } from "../../project/load.ts";
import { Checker } from "./checker.ts";
import { ROOT } from "./project.testing.ts";
import { loadTypeScript } from "./typescript.ts";

test("the gallery has no type error, under the package as it is built", { timeout: 30_000 }, async () => {
  const dir = join(ROOT, "fixtures/gallery");
  const result = new Checker(await loadTypeScript(dir), await loadProject(dir, "."), dir, undefined).check();
  expect(result.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  expect([result.ok, result.problems, result.unplaced]).toEqual([true, [], 0]);
  expect(result.modules).toBeGreaterThan(5);
});
