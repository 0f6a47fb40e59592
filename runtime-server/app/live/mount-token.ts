/** The token in a container: with it a page finds its view again, and no other. */
import type { Sealer } from "../security/token.ts";

/**
 * Instance, route, URL and the session it was made for; of a nested view also the instance around it, and its id
 * there.
 */
export interface MountToken {
  readonly i: string;
  readonly r: string;
  readonly u: string;
  readonly s: string;
  readonly p?: string;
  readonly c?: string;
  /** What routes and live sessions added to the visitor's session. */
  readonly e?: { readonly [name: string]: unknown };
}

export function sealMountToken(sealer: Sealer, token: MountToken, maxAge: number): string {
  return sealer.seal("mount", token, maxAge);
}

/** What is in a token; nothing where it is forged, or sealed by a version of livec that put something else into it. */
export function openMountToken(sealer: Sealer, text: string): { readonly token: MountToken; readonly expired: boolean } | undefined {
  const opened = sealer.open("mount", text);
  return opened !== undefined && isMountToken(opened.data) ? { token: opened.data, expired: opened.expired } : undefined;
}

function isMountToken(data: unknown): data is MountToken {
  if (typeof data !== "object" || data === null) return false;
  const { i, r, u, s, p, c, e } = data as { readonly [name: string]: unknown };
  if (e !== undefined && (typeof e !== "object" || e === null)) return false;
  const nested = (p === undefined && c === undefined) || (typeof p === "string" && typeof c === "string");
  return [i, r, u, s].every((fact) => typeof fact === "string") && nested;
}
