import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";

const script = fileURLToPath(new URL("complete-lock.mjs", import.meta.url));

interface Lock {
  readonly packages: {
    readonly [place: string]: { readonly version?: string; readonly optionalDependencies?: { readonly [name: string]: string } };
  };
}

function complete(packages: Lock["packages"]): { readonly printed: string; readonly packages: Lock["packages"] } {
  const directory = mkdtempSync(join(tmpdir(), "livec-lock-"));
  onTestFinished(() => rmSync(directory, { recursive: true }));
  const file = join(directory, "package-lock.json");
  writeFileSync(file, JSON.stringify({ lockfileVersion: 3, packages }));
  const printed = execFileSync(process.execPath, [script, file], { encoding: "utf8" });
  return { printed, packages: (JSON.parse(readFileSync(file, "utf8")) as Lock).packages };
}

test("adds the platform packages that are named with an exact version", () => {
  const tool = {
    version: "1.2.3",
    optionalDependencies: { "@tool/linux-arm64-musl": "1.2.3", "@tool/win32-x64-msvc": "1.2.3", fsevents: "~2.3.3" },
  };
  expect(complete({ "": {}, "node_modules/tool": tool }).packages).toEqual({
    "": {},
    "node_modules/@tool/linux-arm64-musl": { version: "1.2.3", cpu: ["arm64"], libc: ["musl"], os: ["linux"], optional: true },
    "node_modules/@tool/win32-x64-msvc": { version: "1.2.3", cpu: ["x64"], os: ["win32"], optional: true },
    "node_modules/tool": tool,
  });
});

test("puts a second version of a package inside its dependent", () => {
  const { packages } = complete({
    "": {},
    "node_modules/@tool/linux-x64": { version: "1.0.0" },
    "node_modules/tool": { version: "2.0.0", optionalDependencies: { "@tool/linux-x64": "2.0.0" } },
  });
  expect(packages["node_modules/@tool/linux-x64"]).toEqual({ version: "1.0.0" });
  expect(packages["node_modules/tool/node_modules/@tool/linux-x64"]).toMatchObject({ version: "2.0.0" });
});

test("leaves a complete lock as it is", () => {
  const packages = {
    "": {},
    "node_modules/a/node_modules/b": { version: "1.0.0" },
    "node_modules/a": { version: "1.0.0", optionalDependencies: { b: "1.0.0" } },
  };
  const result = complete(packages);
  expect(result.printed).toMatch(/ is complete\n$/);
  expect(result.packages).toEqual(packages);
});

test("the lock of this repository is complete, and every dependency has an exact version", () => {
  const root = fileURLToPath(new URL("..", import.meta.url));
  const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")) as Lock;
  expect(complete(packages).printed).toMatch(/ is complete\n$/);
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    readonly [kind: string]: { readonly [name: string]: string };
  };
  for (const kind of ["dependencies", "optionalDependencies", "devDependencies"]) {
    for (const [name, version] of Object.entries(manifest[kind] ?? {}))
      expect(version, name).toMatch(/^(npm:.+@)?\d+\.\d+\.\d+(-[\w.]+)?$/);
  }
});
