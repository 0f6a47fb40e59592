/** Files of a directory over HTTP: nothing outside it, nothing hidden, as little sent as the browser needs. */
import { createReadStream, realpathSync, type Stats, statSync } from "node:fs";
import { realpath, stat } from "node:fs/promises";
import { join, sep } from "node:path";
import { lookup } from "mrmime";
import { LivecError } from "../../base/errors.ts";
import type { Conn } from "./conn.ts";
import { decode, normalisePath } from "./path.ts";

const HASH_LENGTH = 8;

/**
 * True when the content of a file of that name can be taken to be the same for ever: `app-B1x9kd0s.js`, with eight or
 * more characters before the extension, as bundlers make them. They have capitals, or are hexadecimal alone, and a
 * digit between letters: `chart-template2.js` and `report-20240101.pdf` are names, which may come to mean something
 * else.
 */
export function isHashed(name: string): boolean {
  const parts = name.slice(name.lastIndexOf("/") + 1).split(".");
  // An extension may have several parts, each in small letters: `.min.js`.
  for (let last = parts.length - 1; last > 0 && /^[a-z0-9]+$/.test(parts[last] ?? ""); last--) {
    const part = parts[last - 1] ?? "";
    const run = part.split(/[^\w-]/).at(-1) ?? "";
    // A hash stands behind a dot, or a dash, which it may contain as well.
    const isBehindDot = last > 1 && run === part;
    const hash = isBehindDot ? run : run.slice(run.indexOf("-") + 1);
    if ((isBehindDot || run.includes("-")) && (isMixedHash(hash) || isHexHash(run.slice(run.lastIndexOf("-") + 1)))) return true;
  }
  return false;
}

const isMixedHash = (text: string): boolean => text.length >= HASH_LENGTH && /[A-Z]/.test(text) && hasDigitInside(text);
const isHexHash = (text: string): boolean => text.length >= HASH_LENGTH && /^[0-9a-f]+$/.test(text) && hasDigitInside(text);

/** A digit between letters. */
function hasDigitInside(text: string): boolean {
  const letter = text.search(/[a-zA-Z]/);
  const digit = letter === -1 ? -1 : text.slice(letter).search(/\d/);
  return digit !== -1 && /[a-zA-Z]/.test(text.slice(letter + digit));
}

const encodings: readonly (readonly [name: string, extension: string])[] = [
  ["br", ".br"],
  ["gzip", ".gz"],
];

/** A directory that is served. */
export class StaticFiles {
  readonly #prefix: string;
  readonly #root: string;

  /** Throws when `directory` is none. */
  constructor(prefix: string, directory: string) {
    if (!prefix.startsWith("/"))
      throw new LivecError("bad-option", `app.static: the prefix ${JSON.stringify(prefix)} must start with "/".`);
    if (!statSync(directory, { throwIfNoEntry: false })?.isDirectory())
      throw new LivecError("bad-option", `app.static(${JSON.stringify(prefix)}): there is no directory ${directory}.`);
    this.#prefix = `${normalisePath(prefix)}/`.replace("//", "/");
    this.#root = realpathSync(directory) + sep;
  }

  /** Answers when the path names a file here. */
  readonly step = async (conn: Conn, next: () => Promise<void>): Promise<void> => {
    if (!(await this.#serve(conn))) await next();
  };

  async #serve(conn: Conn): Promise<boolean> {
    if ((conn.method !== "GET" && conn.method !== "HEAD") || !conn.path.startsWith(this.#prefix)) return false;
    const rest = conn.path.slice(this.#prefix.length);
    // No file has a slash in its name.
    if (rest === "" || rest.includes("%2F")) return false;
    const relative = decode(rest);
    if (relative.includes("\\") || relative.split("/").some((part) => part.startsWith("."))) return false;
    const original = await this.#find(relative);
    if (original === undefined) return false;
    conn.header("Content-Type", contentType(relative));
    conn.header("Cache-Control", isHashed(relative) ? "public, max-age=31536000, immutable" : "public, no-cache");
    const file = (await this.#compressed(conn, relative)) ?? original;
    respond(conn, file, contentType(relative));
    return true;
  }

  /** The file itself, after links are followed, when it is still inside. */
  async #find(relative: string): Promise<File | undefined> {
    try {
      const path = await realpath(join(this.#root, relative));
      const stats = await stat(path);
      return path.startsWith(this.#root) && stats.isFile() ? { path, stats } : undefined;
    } catch {
      return undefined;
    }
  }

  async #compressed(conn: Conn, relative: string): Promise<File | undefined> {
    const accepted = conn.request.headers.get("accept-encoding") ?? "";
    let varies = false;
    for (const [encoding, extension] of encodings) {
      const file = await this.#find(relative + extension);
      if (file === undefined) continue;
      varies = true;
      if (!new RegExp(`(^|[,\\s])${encoding}(?!\\s*;\\s*q=0(\\.0*)?\\s*(,|$))([,;\\s]|$)`).test(accepted)) continue;
      conn.header("Vary", "Accept-Encoding").header("Content-Encoding", encoding);
      return file;
    }
    if (varies) conn.header("Vary", "Accept-Encoding");
    return undefined;
  }
}

interface File {
  readonly path: string;
  readonly stats: Stats;
}

function contentType(path: string): string {
  const type = lookup(path) ?? "application/octet-stream";
  return /^text\/|javascript|json|xml/.test(type) ? `${type}; charset=utf-8` : type;
}

function respond(conn: Conn, { path, stats }: File, type: string): void {
  const etag = `"${stats.size.toString(36)}-${Math.floor(stats.mtimeMs).toString(36)}"`;
  const { headers } = conn.request;
  conn.header("ETag", etag).header("Last-Modified", stats.mtime.toUTCString()).header("Accept-Ranges", "bytes");
  const known = headers.get("if-none-match");
  if (known !== undefined && (known.trim() === "*" || known.split(",").some((tag) => tag.trim().replace(/^W\//, "") === etag))) {
    conn.status(304).send(type, "");
    return;
  }
  const ifRange = headers.get("if-range");
  const range = ifRange === undefined || ifRange === etag ? parseRange(headers.get("range"), stats.size) : undefined;
  if (range === "unsatisfiable") {
    conn.status(416).header("Content-Range", `bytes */${stats.size}`).text("");
    return;
  }
  const { start, end } = range ?? { start: 0, end: stats.size - 1 };
  if (range !== undefined) conn.status(206).header("Content-Range", `bytes ${start}-${end}/${stats.size}`);
  const bytes = end - start + 1;
  conn.send(type, bytes === 0 ? "" : { bytes, chunks: () => createReadStream(path, { start, end }) });
}

/** One range of a `Range` header; nothing when there is none, or several, which are answered with the whole. */
export function parseRange(
  header: string | undefined,
  size: number,
): { readonly start: number; readonly end: number } | "unsatisfiable" | undefined {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? "");
  if (match === null) return undefined;
  const [, from = "", to = ""] = match;
  if (from === "" && to === "") return undefined;
  const start = from === "" ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === "" || to === "" ? size - 1 : Math.min(Number(to), size - 1);
  if (from !== "" && to !== "" && Number(to) < Number(from)) return undefined;
  return start > end ? "unsatisfiable" : { start, end };
}
