/** Which pages may open a socket: the first of the two barriers against cross-site WebSocket hijacking. */
import { LivecError } from "../view/errors.ts";

/** The configured list, normalised. Throws on an entry that is not an origin. */
export function originsOf(given: readonly string[]): ReadonlySet<string> {
  return new Set(
    given.map((origin) => {
      if (!/^https?:\/\//.test(origin) || !URL.canParse(origin) || new URL(origin).href !== `${new URL(origin).origin}/`) {
        throw new LivecError("bad-option", `origins: ${JSON.stringify(origin)} is not an origin such as "https://shop.example".`);
      }
      return new URL(origin).origin;
    }),
  );
}

/**
 * True when `origin` (the header) may connect. With a list, it must be on it, exactly. Without, its host and port must be those of the
 * `Host` header. A missing, opaque (`null`) or odd one is refused: browsers always send a plain one.
 */
export function originAllowed(origin: string | undefined, host: string | undefined, allowed: ReadonlySet<string> | undefined): boolean {
  // A header is `scheme://host[:port]` and nothing else; user info, paths, lists and spaces never reach the parser.
  if (origin === undefined || !/^https?:\/\/[^/?#@\\\s,]+$/i.test(origin) || !URL.canParse(origin)) return false;
  const page = new URL(origin);
  if (allowed !== undefined) return allowed.has(page.origin);
  if (host === undefined || !/^[^/?#@\\\s,]+$/.test(host)) return false;
  const here = `${page.protocol}//${host}`;
  return URL.canParse(here) && new URL(here).host === page.host;
}
