/**
 * URLs in attributes: only schemes that cannot run code.
 *
 * A browser's URL parser strips leading controls and spaces and drops tabs and newlines anywhere, so that
 * "java\nscript:" is a script URL too (WHATWG URL, "basic URL parser"). We look at what it would see.
 */
import { asParsed, isLoneSlash, type UrlContext } from "../../protocol/contexts.ts";

/** What a refused URL becomes. */
export const BLOCKED_URL = "#blocked";

const SCHEME = /^[a-z][a-z0-9+.-]*(?=:)/i;
const SAFE_SCHEMES: ReadonlySet<string> = new Set(["http", "https", "mailto", "tel", "sms", "ftp"]);
const SAFE_IMAGE_DATA = /^data:image\/(?:avif|bmp|gif|jpeg|png|tiff|webp|x-icon);base64,[a-z0-9+/=\s]*$/i;
/** What HTML splits lists at; other white space belongs to a URL. */
const SPACE = /[\t\n\f\r ]+/;

/**
 * True when the URL is relative or has a scheme that runs nothing: http, https, mailto, tel, sms, ftp; for media also
 * `blob:` and base64 images other than SVG. Of a list (`urls`, `srcset`) every URL must be safe.
 *
 * @example isSafeUrl("java\nscript:alert(1)", "url") // false
 */
export function isSafeUrl(url: string, context: UrlContext): boolean {
  if (context === "urls") return url.split(SPACE).every((each) => isSafeUrl(each, "url"));
  if (context === "srcset") return imageCandidates(url).every((each) => isSafeUrl(each, "media"));
  const seen = asParsed(url);
  const scheme = SCHEME.exec(seen)?.[0].toLowerCase();
  if (scheme === undefined || SAFE_SCHEMES.has(scheme)) return true;
  return context === "media" && (scheme === "blob" || SAFE_IMAGE_DATA.test(seen));
}

/**
 * True when a URL written after a static beginning still is what the beginning promises: after `/` a path, not a host.
 */
export function keepsHost(url: string, beginning: string): boolean {
  return !isLoneSlash(beginning) || !/^[/\\]{2}/.test(asParsed(url));
}

/**
 * The URLs of a `srcset`, as HTML splits it ("parse a srcset attribute"): a comma ends a URL only before white space.
 */
function imageCandidates(srcset: string): readonly string[] {
  const urls: string[] = [];
  const candidate = /[\t\n\f\r ,]*([^\t\n\f\r ]+)/y;
  for (let match = candidate.exec(srcset); match !== null; match = candidate.exec(srcset)) {
    const url = match[1] ?? "";
    urls.push(withoutCommas(url));
    if (!url.endsWith(",")) candidate.lastIndex = afterDescriptors(srcset, candidate.lastIndex);
  }
  return urls;
}

/** Without the commas at its end. A pattern would look at each run of commas from each of its commas. */
function withoutCommas(url: string): string {
  let end = url.length;
  while (url[end - 1] === ",") end--;
  return url.slice(0, end);
}

/** Where the descriptors end: at the next comma outside of parentheses. */
function afterDescriptors(srcset: string, start: number): number {
  let inParentheses = false;
  for (let index = start; index < srcset.length; index++) {
    const character = srcset[index];
    if (character === "(") inParentheses = true;
    else if (character === ")") inParentheses = false;
    else if (character === "," && !inParentheses) return index + 1;
  }
  return srcset.length;
}
