/** What earlier builds made, by content hashes: the memory that lets a build compile only what changed. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Outline } from "../../compiler/5-link/outline.ts";
import type { Diagnostic } from "../../compiler/diagnostics.ts";

/** A template that compiled without errors. */
export interface Entry {
  /** Hashes of the template and of what was written for it. */
  readonly source: string;
  readonly code: string;
  readonly map: string;
  /** Warnings, shown again by every build. */
  readonly diagnostics: readonly Diagnostic[];
  /** What templates that use it need to know; the entries of a manifest fit together. */
  readonly outline: Outline | undefined;
}

export interface Manifest {
  /** Hash of all that decides the output besides the template: livec's code and the options. */
  readonly compiler: string;
  readonly entries: Map<string, Entry>;
}

export function hash(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}

/** `node_modules/.cache/livec` where there are packages, else `.livec`. */
function manifestPath(root: string): string {
  return existsSync(join(root, "node_modules")) ? join(root, "node_modules/.cache/livec/build.json") : join(root, ".livec/build.json");
}

/** The manifest of earlier builds; an empty one where there is none, it is another compiler's, or it is damaged. */
export function loadManifest(root: string, compiler: string): Manifest {
  try {
    const stored: unknown = JSON.parse(readFileSync(manifestPath(root), "utf8"));
    if (isStored(stored) && stored.compiler === compiler) return { compiler, entries: new Map(Object.entries(stored.entries)) };
  } catch {
    // No manifest only means that everything is compiled.
  }
  return { compiler, entries: new Map() };
}

/** Never fails a build: without a manifest the next one takes longer, no more. */
export function saveManifest(root: string, { compiler, entries }: Manifest): void {
  const path = manifestPath(root);
  const temporary = `${path}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(path), { recursive: true });
    if (path.endsWith(".livec/build.json")) writeFileSync(join(dirname(path), ".gitignore"), "*\n");
    writeFileSync(
      temporary,
      `${JSON.stringify({ compiler, entries: Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1))) })}\n`,
    );
    renameSync(temporary, path);
  } catch {
    // A read-only checkout, for one.
  }
}

interface Stored {
  readonly compiler: string;
  readonly entries: { readonly [file: string]: Entry };
}

function isStored(value: unknown): value is Stored {
  if (!isRecord(value) || typeof value["compiler"] !== "string" || !isRecord(value["entries"])) return false;
  return Object.values(value["entries"]).every(
    (entry) =>
      isRecord(entry) &&
      [entry["source"], entry["code"], entry["map"]].every((text) => typeof text === "string") &&
      Array.isArray(entry["diagnostics"]) &&
      isRecord(entry["outline"]) &&
      Array.isArray(entry["outline"]["roots"]) &&
      Array.isArray(entry["outline"]["modules"]),
  );
}

function isRecord(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
