/** The TypeScript that checks: the project's own where its version has the API we need, else livec's. */
import { createRequire } from "node:module";
import { join } from "node:path";
import type ts from "typescript";

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

/** Takes most of a second: only commands that check types call it. */
export async function loadTypeScript(root: string): Promise<LoadedTypeScript> {
  const own = projectTypeScript(root);
  if (own !== undefined) return own;
  const { default: ts } = await import("typescript");
  return { ts, version: ts.version };
}

function projectTypeScript(root: string): LoadedTypeScript | undefined {
  const require = createRequire(join(root, "package.json"));
  try {
    const { version } = require("typescript/package.json") as { readonly version: string };
    return isUsable(version) ? { ts: require("typescript") as TypeScript, version } : undefined;
  } catch {
    // The project has none, or one that is not whole: livec's own does as well.
    return undefined;
  }
}
