/** The pace of a page's events: what a server allows without a second thought, however much waited for a connection. */

/** Events that may be sent at once, and after that in a second. */
const EVENTS = 40;

/** Answers milliseconds to wait before another event may be sent; with 0 it counts as sent. */
export function openPace(): () => number {
  let left = EVENTS;
  let since = performance.now();
  return () => {
    const now = performance.now();
    left = Math.min(EVENTS, left + ((now - since) * EVENTS) / 1_000);
    since = now;
    if (left < 1) return Math.ceil(((1 - left) * 1_000) / EVENTS);
    left--;
    return 0;
  };
}
