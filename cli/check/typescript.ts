/** The TypeScript that checks: the project's own where its version has the API we need, else the one beside livec. */
import { createRequire } from "node:module";
import { join } from "node:path";
import type ts from "typescript";
import { UsageError } from "../../project/usage.ts";

export type TypeScript = typeof ts;

export interface LoadedTypeScript {
  readonly ts: TypeScript;
  /** As its package says: `6.0.3`. */
  readonly version: string;
}

/** 5.9 and all of 6. From 7 on the package is a native program without this API. */
export function isUsable(version: string): boolean {
  const [major = 0, minor = 0] = version.split(".").map((part) => Number.parseInt(part, 10));
  return major === 6 || (major === 5 && minor >= 9);
}

/**
 * Takes most of a second: only commands that check types call it.
 *
 * @throws {UsageError} where there is none with the API we need
 */
export async function loadTypeScript(root: string): Promise<LoadedTypeScript> {
  for (const name of ["typescript", "typescript-6"]) {
    const own = projectTypeScript(root, name);
    if (own !== undefined) return own;
  }
  const { default: ts } = await import("typescript").catch(() => ({ default: undefined }));
  if (ts !== undefined && isUsable(ts.version)) return { ts, version: ts.version };
  throw new UsageError(
    "livec check needs TypeScript 5.9 or 6: npm install --save-dev typescript@6. Beside TypeScript 7: npm install --save-dev typescript-6@npm:typescript@6.",
  );
}

function projectTypeScript(root: string, name: string): LoadedTypeScript | undefined {
  const require = createRequire(join(root, "package.json"));
  try {
    const { version } = require(`${name}/package.json`) as { readonly version: string };
    return isUsable(version) ? { ts: require(name) as TypeScript, version } : undefined;
  } catch {
    // The project has none, or one that is not whole: the one beside livec does as well.
    return undefined;
  }
}
