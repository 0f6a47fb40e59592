/**
 * Path patterns: `*` and `?` within a name, `**` across folders. A pattern that matches a folder matches all that is in
 * it.
 */

/**
 * @param pattern relative, with `/` between names
 * @example globMatcher("pages/*.draft.live.html")("pages/home.draft.live.html") // true
 */
export function globMatcher(pattern: string): (path: string) => boolean {
  const names = pattern.replace(/^\.\//, "").replace(/\/+$/, "").split("/");
  const body = names.map((name, index) =>
    name === "**" ? anyFolders(index, names.length) : nameSource(name) + (index < names.length - 1 ? "/" : ""),
  );
  const expression = new RegExp(`^${body.join("")}(?:/.*)?$`, "su");
  return (path) => expression.test(path);
}

function anyFolders(index: number, count: number): string {
  return index === count - 1 ? ".*" : "(?:[^/]+/)*";
}

function nameSource(name: string): string {
  return name.replace(/[\\^$.*+?()[\]{}|/]/g, (char) => (char === "*" ? "[^/]*" : char === "?" ? "[^/]" : `\\${char}`));
}
