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

/**
 * Drops duplicates, and paths that another one includes: whatever changes `user.name` changes `user`. A path takes the
 * place of the first one it includes, so that the order stays that of the source. Linear: templates are as large as
 * their authors make them.
 */
export function minimal(reads: readonly Read[]): readonly Read[] {
  if (reads.length < 2) return reads;
  const all = new Map<Source, Set<string>>();
  for (const { source, path } of reads) pathsIn(all, source).add(path);
  const kept = new Map<Source, Set<string>>();
  return reads.flatMap(({ source, path }) => {
    const widest = including(path, pathsIn(all, source));
    const paths = pathsIn(kept, source);
    if (paths.has(widest)) return [];
    paths.add(widest);
    return [{ source, path: widest }];
  });
}

function pathsIn(sources: Map<Source, Set<string>>, source: Source): Set<string> {
  const paths = sources.get(source) ?? new Set();
  sources.set(source, paths);
  return paths;
}

/** The shortest of some paths that includes this one. */
function including(path: string, paths: ReadonlySet<string>): string {
  if (paths.has("") && !path.startsWith("@")) return "";
  for (let dot = path.indexOf("."); dot !== -1; dot = path.indexOf(".", dot + 1)) {
    if (paths.has(path.slice(0, dot))) return path.slice(0, dot);
  }
  return path;
}

/** A read for people: `user.name`, `todo.title`. */
export function readLabel({ source, path }: Read): string {
  if (source.label === "") return path === "" ? "assigns" : path;
  return path === "" ? source.label : `${source.label}.${path}`;
}
