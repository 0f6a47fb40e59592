/**
 * The one form of a path that plugs, files and routes see: what means the same is written the same, so that no guard
 * can be gone around.
 */
import { httpError } from "../../base/errors.ts";

/**
 * Decoded, without dot segments, doubled slashes and a slash at its end. An encoded `/` or `%` stays encoded, as
 * `%2F` and `%25`, for a decoded one would mean something else. Throws 400 on what cannot be decoded, on NUL, which
 * no name of anything contains, and on what does not begin with `/`.
 *
 * @example normalisePath("/%61dmin/./x%2Fy/") // "/admin/x%2Fy"
 */
export function normalisePath(raw: string): string {
  if (!raw.startsWith("/") || raw.includes("\0")) throw httpError(400, "The URL's path is not one.");
  const segments: string[] = [];
  for (const part of raw.split("/")) {
    const segment = part.includes("%") ? decodeSegment(part) : part;
    if (segment === "..") segments.pop();
    else if (segment !== "." && segment !== "") segments.push(segment);
  }
  return `/${segments.join("/")}`;
}

function decodeSegment(segment: string): string {
  return decode(segment).replaceAll("%", "%25").replaceAll("/", "%2F");
}

/** Decodes once. Throws 400 on what is not UTF-8, and on NUL. */
export function decode(text: string): string {
  try {
    const decoded = decodeURIComponent(text);
    if (!decoded.includes("\0")) return decoded;
  } catch {
    // It is malformed, and answered so.
  }
  throw httpError(400, "The URL is not decodable.");
}
