/**
 * What earlier builds made, by content hashes: the memory that lets a build compile only what changed.
 *
 * On the disk it is one JSON text per line: the compiler's hash, then templates with their entries,
 * `["todo.live.html", {…}]`. Of two lines for one template the later counts, and `null` takes an entry back. So what
 * one changed template costs does not grow with the project: it is appended.
 */
import { createHash } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, type Stats, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Outline } from "../../compiler/4-link/outline.ts";
import type { Diagnostic } from "../../compiler/diagnostics.ts";
import { isSame } from "../../project/files.ts";

/** A template that compiled without errors. */
export interface Entry {
  /** The TypeScript file an inline template is in; the manifest has it by the `.live.html` it is instead of. */
  readonly file?: string;
  /** Hashes of the template's file and of what was written for it. */
  readonly source: string;
  readonly code: string;
  readonly map: string;
  /** Warnings, shown again by every build. */
  readonly diagnostics: readonly Diagnostic[];
  /** What templates that use it need to know; the entries of a manifest fit together. */
  readonly outline: Outline | undefined;
}

/** Lines per template: with more of them, most say nothing any more, and the file is written anew. */
const MAX_LINES_PER_ENTRY = 2;

export class Manifest {
  readonly #entries: Map<string, Entry>;
  /** Files whose entries are not on the disk as they are here. */
  readonly #unsaved = new Set<string>();
  readonly #root: string;
  /** Hash of all that decides the output besides the template: livec's code and the options. */
  readonly #compiler: string;
  /** Of entries on the disk, those included that no longer count. */
  #lines: number;
  /** The file as it was left; `undefined` where it is not known to end with a whole line of ours. */
  #left: Stats | undefined;

  private constructor(root: string, compiler: string, entries: Map<string, Entry>, lines: number, left: Stats | undefined) {
    this.#root = root;
    this.#compiler = compiler;
    this.#entries = entries;
    this.#lines = lines;
    this.#left = left;
  }

  /** The manifest of earlier builds; an empty one where there is none, it is another compiler's, or it is damaged. */
  static load(root: string, compiler: string): Manifest {
    try {
      const path = pathIn(root);
      const left = statSync(path);
      const [first = "", ...lines] = readFileSync(path, "utf8").split("\n");
      // Behind the last line break stands nothing, or what came to the disk of a line when the system went down.
      const cut = lines.pop() !== "";
      const entries = entriesOf(lines);
      if (JSON.parse(first) === compiler) return new Manifest(root, compiler, entries, lines.length, cut ? undefined : left);
    } catch {
      // No manifest only means that everything is compiled.
    }
    return new Manifest(root, compiler, new Map(), 0, undefined);
  }

  get entries(): ReadonlyMap<string, Entry> {
    return this.#entries;
  }

  set(file: string, entry: Entry): void {
    this.#entries.set(file, entry);
    this.#unsaved.add(file);
  }

  forget(file: string): void {
    if (this.#entries.delete(file)) this.#unsaved.add(file);
  }

  /** Brings what changed to the disk. Never fails a build: without a manifest the next one takes longer, no more. */
  save(): void {
    if (this.#unsaved.size === 0) return;
    const path = pathIn(this.#root);
    const lines = this.#lines + this.#unsaved.size;
    try {
      if (lines <= MAX_LINES_PER_ENTRY * this.#entries.size && this.#isAsLeft(path)) {
        appendFileSync(path, [...this.#unsaved].map((file) => line([file, this.#entries.get(file) ?? null])).join(""));
        this.#lines = lines;
      } else this.#writeWhole(path);
      this.#left = statSync(path);
    } catch {
      // A read-only checkout, for one.
      this.#left = undefined;
    }
    this.#unsaved.clear();
  }

  /** False where another process wrote since: its entries and ours need not fit together. */
  #isAsLeft(path: string): boolean {
    const stats = statSync(path, { throwIfNoEntry: false });
    return this.#left !== undefined && stats !== undefined && isSame(this.#left, stats);
  }

  #writeWhole(path: string): void {
    const temporary = `${path}.${process.pid}.tmp`;
    mkdirSync(dirname(path), { recursive: true });
    if (path.startsWith(join(this.#root, OWN_FOLDER))) writeFileSync(join(dirname(path), ".gitignore"), "*\n");
    const sorted = [...this.#entries].sort(([a], [b]) => (a < b ? -1 : 1));
    writeFileSync(temporary, [this.#compiler, ...sorted].map(line).join(""));
    renameSync(temporary, path);
    this.#lines = sorted.length;
  }
}

export function hash(text: string): string {
  return createHash("sha256").update(text).digest("base64url");
}

const NAME = "build.jsonl";
/** Where there are no packages. */
const OWN_FOLDER = ".livec";

function pathIn(root: string): string {
  return existsSync(join(root, "node_modules")) ? join(root, "node_modules/.cache/livec", NAME) : join(root, OWN_FOLDER, NAME);
}

function line(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}

/** @throws {Error} where a line is not one of ours */
function entriesOf(lines: readonly string[]): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  for (const text of lines) {
    const stored: unknown = JSON.parse(text);
    if (!isStored(stored)) throw new Error("This line is not an entry.");
    const [file, entry] = stored;
    if (entry === null) entries.delete(file);
    else entries.set(file, entry);
  }
  return entries;
}

function isStored(value: unknown): value is readonly [file: string, entry: Entry | null] {
  if (!Array.isArray(value) || value.length !== 2) return false;
  const [file, entry] = value as unknown[];
  if (typeof file !== "string") return false;
  return (
    entry === null ||
    (isRecord(entry) &&
      [entry["source"], entry["code"], entry["map"]].every((text) => typeof text === "string") &&
      Array.isArray(entry["diagnostics"]) &&
      isRecord(entry["outline"]) &&
      Array.isArray(entry["outline"]["roots"]) &&
      Array.isArray(entry["outline"]["modules"]))
  );
}

function isRecord(value: unknown): value is { readonly [name: string]: unknown } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
