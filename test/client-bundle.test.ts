/** `livec/client` as a user's bundler takes it: each chunk is a file of its own, with what it does. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";

const root = mkdtempSync(join(tmpdir(), "livec-bundle-"));
afterAll(() => rmSync(root, { recursive: true }));

test("Vite keeps chunks, which have effects and export nothing", { timeout: 60_000 }, async () => {
  const { build } = await import("vite");
  mkdirSync(join(root, "node_modules"));
  symlinkSync(join(import.meta.dirname, ".."), join(root, "node_modules/livec"), "dir");
  writeFileSync(join(root, "main.js"), 'import { LiveSocket } from "livec/client"; new LiveSocket("/live").connect();');
  const made = await build({
    root,
    logLevel: "silent",
    configFile: false,
    build: {
      write: false,
      rollupOptions: { input: join(root, "main.js"), output: { entryFileNames: "[name].js", chunkFileNames: "[name].js" } },
    },
  });
  const { output } = made as { readonly output: readonly { readonly fileName: string; readonly code?: string }[] };
  const codes = new Map(output.map(({ fileName, code = "" }) => [fileName, code]));
  expect([...codes.keys()].sort()).toEqual(
    ["commands", "confirm", "events", "hooks", "loading", "main", "navigation", "rate", "recovery"].map((name) => `${name}.js`),
  );
  expect(codes.get("rate.js")).toContain("debounce");
  expect(codes.get("recovery.js")).toContain("sessionStorage");
});
