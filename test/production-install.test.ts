/** What `npm install livec` puts on the disk of a server. */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..");
/** Bytes, beside the binaries of uWebSockets.js. */
const LIMIT = 7_000_000;

interface Locked {
  readonly dependencies?: { readonly [name: string]: string };
  readonly hasInstallScript?: boolean;
}

const { packages } = JSON.parse(readFileSync(join(ROOT, "package-lock.json"), "utf8")) as {
  readonly packages: { readonly [place: string]: Locked };
};

/** What the package depends on, directly or not, without the binaries. */
function installed(): ReadonlySet<string> {
  const found = new Set<string>();
  const add = ({ dependencies = {} }: Locked): void => {
    for (const name of Object.keys(dependencies)) {
      if (found.has(name) || name.startsWith("uWebSockets.js")) continue;
      found.add(name);
      add(packages[`node_modules/${name}`] ?? {});
    }
  };
  add(packages[""] ?? {});
  return found;
}

function bytesOf(folder: string): number {
  return readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sum + (entry.name === "node_modules" ? 0 : bytesOf(path));
    return sum + statSync(path).size;
  }, 0);
}

test(`it takes at most ${LIMIT / 1e6} MB beside the binaries`, { timeout: 60_000 }, () => {
  const packed = execFileSync("npm", ["pack", "--dry-run", "--ignore-scripts", "--json"], { cwd: ROOT, encoding: "utf8", timeout: 60_000 });
  const [{ unpackedSize }] = JSON.parse(packed) as [{ readonly unpackedSize: number }];
  const beside = [...installed()].map((name) => bytesOf(join(ROOT, "node_modules", name)));
  expect(beside.reduce((sum, bytes) => sum + bytes, unpackedSize)).toBeLessThan(LIMIT);
});

test("it runs no install script, and brings no TypeScript", () => {
  const names = [...installed()];
  expect(names.filter((name) => packages[`node_modules/${name}`]?.hasInstallScript === true)).toEqual([]);
  expect(names).not.toContain("typescript");
  expect(names).not.toContain("ts-blank-space");
});
