/** Which pages may open a socket: the first of the two barriers against cross-site WebSocket hijacking. */
import { LivecError } from "../../base/errors.ts";

/** `scheme://host[:port]` and nothing else: user info, paths, lists, wildcards and spaces never reach the parser. */
const plainOrigin = /^https?:\/\/[^/?#@\\\u0000-\u0020\u007f,*]+$/i;
const plainHost = /^[^/?#@\\\u0000-\u0020\u007f,*]+$/;

/** The configured list, normalised. Throws on an entry that is not an origin. */
export function originsOf(given: readonly string[]): ReadonlySet<string> {
  return new Set(
    given.map((origin) => {
      if (!plainOrigin.test(origin) || !URL.canParse(origin)) {
        throw new LivecError("bad-option", `origins: ${JSON.stringify(origin)} is not an origin such as "https://shop.example".`);
      }
      return new URL(origin).origin;
    }),
  );
}

/**
 * True when `origin` (the header) may connect. With a list, it must be on it, exactly. Without, its host and port
 * must be those of the `Host` header. A missing, opaque (`null`) or odd one is refused: browsers always send a plain
 * one.
 */
export function originAllowed(origin: string | undefined, host: string | undefined, allowed: ReadonlySet<string> | undefined): boolean {
  if (origin === undefined || !plainOrigin.test(origin) || !URL.canParse(origin)) return false;
  const page = new URL(origin);
  if (allowed !== undefined) return allowed.has(page.origin);
  if (host === undefined || !plainHost.test(host)) return false;
  const here = `${page.protocol}//${host}`;
  return URL.canParse(here) && new URL(here).host === page.host;
}
