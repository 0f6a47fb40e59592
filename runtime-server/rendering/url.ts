/**
 * URLs in attributes: only schemes that cannot run code.
 *
 * A browser's URL parser strips leading controls and spaces and drops tabs and newlines anywhere, so that "java\nscript:" is a
 * script URL too (WHATWG URL, "basic URL parser"). We look at what it would see.
 */

/** Where a URL is used: followed (`href`, `action`) or loaded as media (`src`, `poster`). */
export type UrlContext = "url" | "media";

/** What a refused URL becomes. */
export const BLOCKED_URL = "#blocked";

const IGNORED_AT_START = /^[\u0000-\u0020]+/;
const IGNORED_ANYWHERE = /[\t\n\r]/g;
const SCHEME = /^[a-z][a-z0-9+.-]*(?=:)/i;
const SAFE_SCHEMES: ReadonlySet<string> = new Set(["http", "https", "mailto", "tel", "sms", "ftp"]);
const SAFE_IMAGE_DATA = /^data:image\/(?:avif|bmp|gif|jpeg|png|tiff|webp|x-icon);base64,[a-z0-9+/=\s]*$/i;

/**
 * True when the URL is relative or has a scheme that runs nothing: http, https, mailto, tel, sms, ftp; for media also `blob:` and
 * base64 images other than SVG.
 *
 * @example isSafeUrl("java\nscript:alert(1)", "url") // false
 */
export function isSafeUrl(url: string, context: UrlContext): boolean {
  const seen = url.replace(IGNORED_AT_START, "").replace(IGNORED_ANYWHERE, "");
  const scheme = SCHEME.exec(seen)?.[0].toLowerCase();
  if (scheme === undefined || SAFE_SCHEMES.has(scheme)) return true;
  return context === "media" && (scheme === "blob" || SAFE_IMAGE_DATA.test(seen));
}
