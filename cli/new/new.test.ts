import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { workspace } from "../harness.testing.ts";
import { version } from "../package.ts";

test("a project is the starter under its own name", async () => {
  const { livec, read, has } = workspace();
  const { code, out } = await livec("new", "my-shop", "--no-install");
  expect(code).toBe(0);
  expect(out).toMatch(/^made my-shop: \d+ files\n\n {2}cd my-shop\n {2}npm install\n {2}npm run dev {6}# /);
  const manifest = JSON.parse(read("my-shop/package.json")) as { name: string; dependencies: object };
  expect([manifest.name, manifest.dependencies]).toEqual(["my-shop", { livec: `^${version()}` }]);
  expect(read("my-shop/layouts/root.live.html")).toContain('<title live-prefix="My shop – ">');
  expect(read("my-shop/README.md")).toMatch(/^# My shop$/m);
  for (const file of [".gitignore", ".dockerignore", ".env.example", ".github/workflows/livec.yml", ".vscode/settings.json", "Dockerfile"])
    expect([file, has(`my-shop/${file}`)]).toEqual([file, true]);
});

test("nothing that was made of the starter here comes along", async () => {
  const { livec, path } = workspace();
  await livec("new", "shop", "--no-install");
  const files = readdirSync(path("shop"), { recursive: true, encoding: "utf8" });
  expect(files.filter((file) => /\.live\.ts|node_modules|(^|\/)_/.test(file))).toEqual([]);
});

test("livec is installed from what --package names", async () => {
  const { livec, read, path } = workspace();
  await livec("new", "shop", "--no-install", "--package", "livec-0.1.0.tgz");
  expect(JSON.parse(read("shop/package.json"))).toMatchObject({ dependencies: { livec: `file:${path("livec-0.1.0.tgz")}` } });
  await livec("new", "other", "--no-install", "--package", "0.1.0-rc.1");
  expect(JSON.parse(read("other/package.json"))).toMatchObject({ dependencies: { livec: "0.1.0-rc.1" } });
});

test("a directory whose name is no package's gives one that is", async () => {
  const { livec, read } = workspace();
  await livec("new", "My Étude (2)", "--no-install");
  expect(JSON.parse(read("My Étude (2)/package.json"))).toMatchObject({ name: "my-tude-2" });
});

test("an empty directory is taken, also the one we are in", async () => {
  const { livec, remove, has } = workspace();
  remove("package.json");
  const { code, out } = await livec("new", ".", "--no-install");
  expect(code).toBe(0);
  expect(out).not.toContain("cd ");
  expect(has("app.ts")).toBe(true);
});

test.each([
  [["new"], /^error: Name the directory of the project: livec new shop\.\n$/],
  [["new", "taken"], /^error: \S+taken is there already, and not empty\. Give a directory that does not exist\.\n$/],
  [["new", "???"], /^error: "\?\?\?" makes no name for a package\. Use letters, digits and dashes\.\n$/],
])("livec %j is a usage error", async (args, message) => {
  const { code, out, err } = await workspace({ "taken/file": "" }).livec(...args);
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toMatch(message);
});
