/** Reads: paths of a template's assigns, or of a loop's item, that an expression depends on. */

/** Where a path starts: the template's assigns or the item of a loop. */
export interface Source {
  /** For people: empty for the assigns, else the item as written. */
  readonly label: string;
}

export interface Read {
  readonly source: Source;
  /** Dotted; `""` is the whole object, {@link INDEX} a position, {@link SLOTS} contents from a caller. */
  readonly path: string;
}

/** The position of an item in its list. */
export const INDEX = "@index";
/** Contents handed in by a caller. */
export const SLOTS = "@slots";

/** Drops duplicates, and paths that another one includes. Keeps the order. */
export function minimal(reads: readonly Read[]): readonly Read[] {
  const kept: Read[] = [];
  for (const read of reads) {
    if (kept.some((other) => includes(other, read))) continue;
    const covered = kept.findIndex((other) => includes(read, other));
    const rest = kept.filter((other) => !includes(read, other));
    // A path takes the place of the first one it includes, so that the order stays that of the source.
    if (covered === -1) kept.push(read);
    else kept.splice(0, kept.length, ...rest.slice(0, covered), read, ...rest.slice(covered));
  }
  return kept;
}

/** True when whatever changes `b` changes `a`. */
function includes(a: Read, b: Read): boolean {
  if (a.source !== b.source) return false;
  if (a.path === b.path) return true;
  return a.path === "" ? !b.path.startsWith("@") : b.path.startsWith(`${a.path}.`);
}

/** A read for people: `user.name`, `todo.title`. */
export function readLabel({ source, path }: Read): string {
  if (source.label === "") return path === "" ? "assigns" : path;
  return path === "" ? source.label : `${source.label}.${path}`;
}
