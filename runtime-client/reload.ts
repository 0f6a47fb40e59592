/**
 * The last resort: loading the page anew. Once for the same cause, remembered in the tab; after that the page stays the
 * plain HTML it is.
 */
import { backoff } from "./connection.ts";

const keyOf = (cause: string): string => `live-reload:${location.pathname}:${cause}`;

/** What the tab remembers; where it may not, a page that was reloaded counts as one that was reloaded for anything. */
function remembers(cause: string): boolean {
  try {
    return sessionStorage.getItem(keyOf(cause)) !== null;
  } catch {
    // Deprecated, in every browser, and 35 bytes smaller than its successor.
    return performance.navigation.type === 1;
  }
}

function remember(cause: string, happened: boolean): void {
  try {
    if (happened) sessionStorage.setItem(keyOf(cause), "1");
    else sessionStorage.removeItem(keyOf(cause));
  } catch {
    // A tab without a memory.
  }
}

/** Reloads the page soon, unless that did not help before. */
export function reloadPage(cause: string, why: string): void {
  if (remembers(cause))
    return console.error(`livec: ${why}, also after the page was loaded anew. It stays as it is, without live updates.`);
  remember(cause, true);
  setTimeout(() => location.reload(), backoff(0));
}

/** It works: should it fail once more, the page may be loaded anew again. */
export const works = (cause: string): void => remember(cause, false);
