import { afterEach, expect, test, vi } from "vitest";
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

test("beside TypeScript 7, the 6 of another name is taken", async () => {
  const { dir } = workspace({
    "node_modules/typescript/package.json": JSON.stringify({ name: "typescript", version: "7.0.2", main: "index.cjs" }),
    "node_modules/typescript-6/package.json": JSON.stringify({ name: "typescript", version: "6.0.1", main: "index.cjs" }),
    "node_modules/typescript-6/index.cjs": "module.exports = { own: 6 };",
  });
  expect(await loadTypeScript(dir)).toEqual({ ts: { own: 6 }, version: "6.0.1" });
});

afterEach(() => void vi.doUnmock("typescript"));

test("where there is none, it says what to install", async () => {
  vi.doMock("typescript", () => {
    throw new Error("Cannot find package");
  });
  await expect(loadTypeScript(workspace().dir)).rejects.toThrow(
    "livec check needs TypeScript 5.9 or 6: npm install --save-dev typescript@6. Beside TypeScript 7: npm install --save-dev typescript-6@npm:typescript@6.",
  );
});
