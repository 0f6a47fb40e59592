/** The package as it is published: what its exports lead to, and what each of them brings along. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "acorn";
import { expect, test } from "vitest";

const root = new URL("../", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL("package.json", root), "utf8")) as {
  readonly exports: { readonly [path: string]: string | { readonly types: string; readonly default: string } };
  readonly bin: { readonly livec: string };
  readonly typescript: { readonly contentMapper: { readonly exec: readonly string[] } };
};

/** All that a built module imports, itself or through others of dist, without what it loads later. */
function imports(file: string, seen: Set<string> = new Set()): ReadonlySet<string> {
  const url = new URL(file, root);
  for (const statement of parse(readFileSync(url, "utf8"), { ecmaVersion: "latest", sourceType: "module" }).body) {
    const specifier = "source" in statement ? statement.source?.value : undefined;
    if (typeof specifier !== "string") continue;
    const relative = specifier.startsWith(".");
    const name = relative ? new URL(specifier, url).href : specifier;
    if (seen.has(name)) continue;
    seen.add(name);
    if (relative) imports(name, seen);
  }
  return seen;
}

const packagesOf = (file: string): string[] =>
  [...imports(file)].filter((name) => !name.startsWith("file:") && !name.startsWith("node:")).sort();

test.each(Object.entries(manifest.exports))("%s leads to files that exist", (_path, target) => {
  const files = typeof target === "string" ? [target.replace("*", "client.js")] : [target.types, target.default];
  for (const file of files) expect(existsSync(fileURLToPath(new URL(file, root))), file).toBe(true);
});

test("the command is a program for node", () => {
  expect(readFileSync(new URL(manifest.bin.livec, root), "utf8")).toMatch(/^#!\/usr\/bin\/env node\n/);
});

test("generated modules need no package, the native server least of all", () => {
  expect(packagesOf("dist/template.js")).toEqual([]);
});

test("the clients need no package and nothing of node", () => {
  const files = [
    "dist/client.js",
    ...readdirSync(new URL("dist/client.min", root)).flatMap((name) => (name.endsWith(".js") ? [`dist/client.min/${name}`] : [])),
  ];
  expect(files).toContain("dist/client.min/rate.js");
  for (const file of files) expect([...imports(file)].filter((name) => !name.startsWith(new URL("dist/client", root).href))).toEqual([]);
});

test("a configuration loads neither compiler nor server", () => {
  expect([...imports("dist/config.js")]).toEqual([]);
});

test("the compiler does not bring the server", () => {
  expect(packagesOf("dist/compiler.js")).not.toContain("uWebSockets.js");
});

test("the content mapper is where the manifest says, and brings no TypeScript", () => {
  const [command, file = ""] = manifest.typescript.contentMapper.exec;
  expect([command, existsSync(fileURLToPath(new URL(file, root)))]).toEqual(["node", true]);
  expect(packagesOf(file)).not.toContain("typescript");
});

test("the command loads TypeScript only to check", () => {
  expect(packagesOf("dist/cli.js")).not.toContain("typescript");
});
