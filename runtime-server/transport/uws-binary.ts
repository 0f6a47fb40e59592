/** The native server, or why this machine has none. */
import type * as Uws from "uWebSockets.js";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { LivecError } from "../base/errors.ts";

/**
 * The newest first: 20.69.0 ("-next") is for Node 22, 24 and 26 with glibc 2.38, 20.51.4 for Node 18 to 23 with glibc
 * 2.27. npm installs the binary of the Node it runs under.
 */
const releases = ["uWebSockets.js-next", "uWebSockets.js"];

/**
 * Bytes of a request's head: Node's own bound. The native server's, 4 KB, would lock out visitors with a large session.
 */
const HEAD_BYTES = "16384";

/** Where a program runs. */
export interface Machine {
  readonly platform: string;
  readonly arch: string;
  /** Major version. */
  readonly node: number;
  /** Version of glibc; `undefined` on Linux without it, and elsewhere. */
  readonly glibc: string | undefined;
}

/** A release that could not be loaded. */
export interface Attempt {
  /** `linux-x64-22`, for each binary there is. */
  readonly binaries: readonly string[];
  readonly error: unknown;
}

/** Loads the native server; throws `no-native-server` where no binary fits this machine. */
export function loadUws(): typeof Uws {
  // Read when the binary is loaded.
  process.env["UWS_HTTP_MAX_HEADERS_SIZE"] ??= HEAD_BYTES;
  const attempts: Attempt[] = [];
  for (const name of releases) {
    const require = createRequire(import.meta.url);
    let binaries: readonly string[] = [];
    try {
      const main = require.resolve(name);
      binaries = binariesOf(main);
      checkVersion(main);
      // `import()` of a missing binary kills Node 20 even when the rejection is caught.
      return require(name) as typeof Uws;
    } catch (error) {
      attempts.push({ binaries, error });
    }
  }
  throw new LivecError("no-native-server", whyNone(thisMachine(), attempts), {
    cause: new AggregateError(attempts.map(({ error }) => error)),
  });
}

/** What stands in the way, and the way out. */
export function whyNone({ platform, arch, node, glibc }: Machine, attempts: readonly Attempt[]): string {
  const place = `${platform}-${arch}`;
  const made = attempts.filter(({ binaries }) => binaries.includes(`${place}-${node}`));
  const versions = attempts.flatMap(({ binaries }) =>
    binaries.filter((name) => name.startsWith(`${place}-`)).map((name) => Number(name.split("-")[2])),
  );
  const most = [...new Set(versions)].sort((a, b) => a - b);
  if (platform === "linux" && glibc === undefined) {
    return "uWebSockets.js needs glibc, and this system has another C library (musl, as Alpine Linux has it). Use a system with glibc, such as the image node:22-slim.";
  }
  if (attempts.every(({ binaries }) => binaries.length === 0))
    return "uWebSockets.js is not installed: install the packages again (npm ci, or npm install).";
  if (most.length === 0) return `uWebSockets.js has no binary for ${place}.`;
  if (made.length === 0) return `uWebSockets.js has no binary for Node ${node} on ${place}: there are some for Node ${most.join(", ")}.`;
  const missing = made.find(({ error }) => !needsGlibc(error));
  if (missing !== undefined) {
    return isMissing(missing.error)
      ? `The binary of uWebSockets.js for Node ${node} on ${place} is not installed, as happens when packages were installed under another version of Node: install them again under this one (npm ci, or npm install).`
      : `The binary of uWebSockets.js for Node ${node} on ${place} cannot be loaded: ${firstLine(missing.error)}`;
  }
  const wanted = made.map(({ error }) => needsGlibc(error) ?? "").sort(byVersion)[0];
  return `The binary of uWebSockets.js for Node ${node} on ${place} needs glibc ${wanted}, and this system has ${glibc}. Use a newer system, or Node ${most.filter((version) => version >= 20 && version < node && version % 2 === 0).join(" or ")}.`;
}

const nodeMajor = Number.parseInt(process.versions.node, 10);

function thisMachine(): Machine {
  const { header } = process.report.getReport() as { readonly header?: { readonly glibcVersionRuntime?: string } };
  return { platform: process.platform, arch: process.arch, node: nodeMajor, glibc: header?.glibcVersionRuntime };
}

interface Manifest {
  readonly version: string;
  readonly optionalDependencies?: { readonly [name: string]: string };
}

const manifestOf = (folder: string): Manifest => JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;

function binariesOf(main: string): readonly string[] {
  return Object.keys(manifestOf(dirname(main)).optionalDependencies ?? {}).map((name) => name.slice("@uwsjs/".length));
}

/** Where the binary of a release is not installed, Node would find that of the other one. */
function checkVersion(main: string): void {
  const binary = `@uwsjs/${process.platform}-${process.arch}-${nodeMajor}`;
  const { version, optionalDependencies = {} } = manifestOf(dirname(main));
  if (optionalDependencies[binary] === undefined) throw new Error(`There is no ${binary} of ${version}.`);
  const found = manifestOf(dirname(createRequire(main).resolve(`${binary}/package.json`))).version;
  if (found !== optionalDependencies[binary]) throw new Error(`Cannot find module '${binary}' of ${version}: ${found} is installed.`);
}

const firstLine = (error: unknown): string => String(error instanceof Error ? error.message : error).split("\n")[0] ?? "";
const isMissing = (error: unknown): boolean => String(error).includes("Cannot find module");
/** The version an error of the dynamic linker asks for: the highest of those it names. */
const needsGlibc = (error: unknown): string | undefined =>
  [...String(error).matchAll(/GLIBC_(\d+\.\d+)/g)]
    .map(([, version = ""]) => version)
    .sort(byVersion)
    .at(-1);

function byVersion(a: string, b: string): number {
  return a.localeCompare(b, "en", { numeric: true });
}
