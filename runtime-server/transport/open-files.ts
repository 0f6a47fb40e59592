/** Connections are open files, of which a process has only so many. */

/** Files a process needs besides its connections: at least so many, and one in {@link RESERVED_PART}. */
const RESERVED = 64;
const RESERVED_PART = 8;

let known: number | undefined;

/** What this process may open at once; `undefined` where nothing bounds it, or nothing tells. */
export function openFileLimit(): number | undefined {
  known ??= reportedLimit();
  return known;
}

function reportedLimit(): number | undefined {
  const { userLimits } = process.report.getReport() as { readonly userLimits?: { readonly open_files?: { readonly soft?: unknown } } };
  const limit = Number(userLimits?.open_files?.soft);
  return Number.isFinite(limit) ? limit : undefined;
}

/**
 * The number of connections a server takes at once: as many as are `wanted`, as long as the process has files left over
 * for everything else. A server without any left is asked for connections that it can neither take nor refuse, and does
 * nothing else any more.
 */
export function connectionBound(wanted: number, openFiles: number | undefined): number {
  if (openFiles === undefined) return wanted;
  return Math.max(1, Math.min(wanted, Math.floor(openFiles - Math.max(RESERVED, openFiles / RESERVED_PART))));
}
