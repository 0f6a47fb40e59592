/** For builds that follow each other: a file is read again only where the system says that it may have changed. */
import { type Stats, statSync } from "node:fs";

export type { Stats } from "node:fs";

/** A file this young (milliseconds) may be written again without its times telling: file systems count in ticks. */
const SETTLED_AGE = 100;

interface Known<Content> {
  readonly stats: Stats;
  readonly content: Content;
}

/** What was made of files; no more than the build at hand and the one before asked for. */
export class FileCache<Content> {
  #before = new Map<string, Known<Content>>();
  #known = new Map<string, Known<Content>>();

  /** To be called when a build begins: what the build before did not ask for is forgotten. */
  begin(): void {
    this.#before = this.#known;
    this.#known = new Map();
  }

  /** What `read` made of the file, now or when the file was the same; what it throws is thrown every time. */
  get(path: string, read: () => Content): Content {
    const stats = statsOf(path);
    const known = this.#before.get(path);
    if (known !== undefined && stats !== undefined && isSame(known.stats, stats)) {
      this.#known.set(path, known);
      return known.content;
    }
    const content = read();
    if (stats !== undefined && isSettled(stats)) this.#known.set(path, { stats, content });
    return content;
  }
}

/** What the system says of a file; nothing of one that is not there, or cannot be asked for: reading it tells why. */
export function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** Whether a file is old enough for its times to tell of the next change. */
export function isSettled({ mtimeMs }: Stats): boolean {
  return Date.now() - mtimeMs > SETTLED_AGE;
}

/** Whether nothing was written between two looks at a file. */
export function isSame(a: Stats, b: Stats): boolean {
  return a.mtimeMs === b.mtimeMs && a.ctimeMs === b.ctimeMs && a.size === b.size && a.ino === b.ino && a.dev === b.dev;
}
