/** Leaving the page: targets are checked before anything else sees them. */
import { LivecError } from "../base/errors.ts";

/** Where to go: `to` is a path of this site, `external` an http(s) URL of any. */
export type RedirectTarget = { readonly to: string } | { readonly external: string };

/**
 * How a page goes there: it is loaded, or stays on its socket and comes behind this page in history, or in its place.
 */
export type RedirectKind = "load" | "navigate" | "replace";

/** The answer of a `mount` that renders nothing because the visitor belongs elsewhere; made by `socket.redirect`. */
export class Redirect {
  /** The checked path or URL. */
  readonly url: string;
  readonly kind: RedirectKind;

  constructor(target: RedirectTarget, kind: RedirectKind = "load") {
    this.url = "to" in target ? checkPath(target.to) : checkExternal(target.external);
    this.kind = kind;
  }
}

const controlOrBackslash = /[\u0000-\u0020\u007f\\]/;

/** The path itself when it stays on this site: one leading `/`, no control characters, spaces or backslashes. */
export function checkPath(path: string): string {
  const stays = typeof path === "string" && /^\/(?!\/)/.test(path) && !controlOrBackslash.test(path);
  // The pattern decides; the browser's own parser has the last word.
  if (!stays || !URL.canParse(path, "http://x") || new URL(path, "http://x").origin !== "http://x") {
    throw new LivecError(
      "bad-redirect",
      `${JSON.stringify(path)} is not a path of this site. A path starts with one "/"; for another site use { external: "https://…" }.`,
    );
  }
  return path;
}

/** The URL, normalised, when it is an absolute http or https one. */
export function checkExternal(url: string): string {
  if (typeof url === "string" && /^https?:\/\//i.test(url) && URL.canParse(url)) return new URL(url).href;
  throw new LivecError("bad-redirect", `${JSON.stringify(url)} is not an absolute http or https URL.`);
}
