import { expect, test } from "vitest";
import { workspace } from "../harness.testing.ts";
import { isUsable, loadTypeScript } from "./typescript.ts";

test.each([
  ["5.8.3", false],
  ["5.9.0", true],
  ["5.9.3", true],
  ["6.0.3", true],
  ["6.1.0-beta", true],
  ["7.0.2", false],
  ["7.1.0-beta", false],
  ["4.9.5", false],
])("TypeScript %s can be checked with: %s", (version, usable) => expect(isUsable(version)).toBe(usable));

test("the project's own TypeScript is taken where it is usable", async () => {
  const own = (version: string) =>
    workspace({
      "node_modules/typescript/package.json": JSON.stringify({ name: "typescript", version, main: "index.cjs" }),
      "node_modules/typescript/index.cjs": "module.exports = { own: true };",
    }).dir;
  expect(await loadTypeScript(own("5.9.3"))).toEqual({ ts: { own: true }, version: "5.9.3" });
  expect((await loadTypeScript(own("7.0.2"))).version).toBe("6.0.3");
  expect((await loadTypeScript(workspace().dir)).version).toBe("6.0.3");
});
