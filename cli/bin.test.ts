import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, symlinkSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { workspace } from "./harness.testing.ts";

/** The built command, as a package's bin runs it. */
const bin = fileURLToPath(new URL("../dist/cli.js", import.meta.url));
const timeout = 30_000;

test("the built command compiles, with a configuration in TypeScript", { timeout }, async () => {
  const { dir, path, has } = workspace({
    "package.json": '{ "type": "module" }',
    "livec.config.ts":
      'import { type Config, defineConfig } from "livec/config";\nconst exclude: Config["exclude"] = ["old"];\nexport default defineConfig({ exclude });\n',
    "a.live.html": "<p>a</p>",
    "old/b.live.html": "<p>",
  });
  mkdirSync(path("node_modules"));
  symlinkSync(fileURLToPath(new URL("..", import.meta.url)), path("node_modules/livec"));
  const { stdout, stderr } = await promisify(execFile)(process.execPath, [bin, "build"], { cwd: dir });
  expect(stderr).toBe("");
  expect(stdout).toMatch(/^compiled 1 template in \d+ ms \(1 changed\)\n$/);
  expect([has("a.live.ts"), has("node_modules/.cache/livec/build.jsonl"), has(".livec")]).toEqual([true, true, false]);
});

test("the built command answers errors with exit code 1", { timeout }, async () => {
  const { dir } = workspace({ "a.live.html": "<p>Hi</b></p>" });
  const failure: unknown = await promisify(execFile)(process.execPath, [bin, "build"], { cwd: dir }).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: 1, stdout: expect.stringContaining("nothing was written") });
});

test.each(["SIGINT", "SIGTERM"] as const)("%s ends watching with exit code 0", { timeout }, async (signal) => {
  const { dir } = workspace({ "a.live.html": "<p>a</p>" });
  const child = spawn(process.execPath, [bin, "build", "--watch"], { cwd: dir, stdio: ["ignore", "pipe", "inherit"] });
  let output = "";
  for await (const chunk of child.stdout) {
    output += String(chunk);
    if (output.includes("watching")) break;
  }
  const ended = child.exitCode === null ? once(child, "exit") : Promise.resolve([child.exitCode]);
  child.kill(signal);
  expect((await ended)[0]).toBe(0);
});
