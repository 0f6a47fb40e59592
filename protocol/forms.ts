/** Forms a browser posts by itself, which carry the CSRF token. */
import { asParsed } from "./contexts.ts";

/** The field of a form that holds the token, as in LiveView. */
export const CSRF_FIELD = "_csrf_token";

/** The field of a form that names its event, for a browser that posts it by itself. */
export const EVENT_FIELD = "_live_event";

/** A scheme, or the host that follows two slashes; a browser takes backslashes for slashes. */
const ELSEWHERE = /^(?:[a-z][a-z0-9+.-]*:|[/\\]{2})/i;

/**
 * True for a URL that stays on the site of the page it stands in, whatever that is: a path, a query, nothing.
 *
 * @example
 * isOwnUrl("/todos?all")     // true
 * isOwnUrl("//evil.example") // false
 */
export function isOwnUrl(url: string): boolean {
  return !ELSEWHERE.test(asParsed(url));
}

/** True for the form method that changes something. */
export function isPost(method: string): boolean {
  return method.toLowerCase() === "post";
}
