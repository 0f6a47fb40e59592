/** Errors a program can tell apart, and the helper that names what was probably meant. */

/** What went wrong, as a stable word. */
export type ErrorCode =
  | "bad-definition"
  | "bad-option"
  | "unknown-assign"
  | "bad-redirect"
  | "mailbox-full"
  | "too-many-timers"
  | "not-connected"
  | "life-cycle"
  | "no-client"
  | "no-native-server"
  | "listen"
  | "session-too-large"
  | "bad-reply";

/**
 * An error livec itself raises. `code` is stable; the message is for people.
 *
 * @example
 * try { await app.listen({ port }) } catch (error) { if (error instanceof LivecError && error.code === "listen") … }
 */
export class LivecError extends Error {
  override readonly name = "LivecError";
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
  }
}

/**
 * An error with an HTTP status: thrown in `mount`, a handler of a route or a plug, it decides the status of the page.
 *
 * @example
 * throw httpError(403, "Only for editors");
 */
export class HttpError extends Error {
  override readonly name = "HttpError";
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** An {@link HttpError} with that status (400 to 599). The message is shown in development only. */
export function httpError(status: number, message = "The request failed"): HttpError {
  if (!Number.isInteger(status) || status < 400 || status > 599)
    throw new LivecError("bad-option", `httpError(${status}): a status is 400 to 599.`);
  return new HttpError(status, message);
}

/** `httpError(404)`: there is no such thing. */
export function notFound(message = "Not found"): HttpError {
  return httpError(404, message);
}

/** ` Did you mean "x"?` with the nearest of `names`, or nothing when none is near. */
export function didYouMean(name: string, names: Iterable<string>): string {
  let best: string | undefined;
  let least = Math.floor(Math.max(name.length, 3) / 3) + 1;
  for (const candidate of names) {
    const distance = editDistance(name, candidate, least);
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best === undefined ? "" : ` Did you mean "${best}"?`;
}

/** Edits (insert, delete, replace, swap of neighbours) from `a` to `b`; `bound` or more once it is certain to reach it. */
function editDistance(a: string, b: string, bound: number): number {
  if (Math.abs(a.length - b.length) >= bound) return bound;
  let older: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let cost = Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, (older[j - 2] ?? 0) + 1);
      row.push(cost);
    }
    [older, previous] = [previous, row];
  }
  return previous[b.length] ?? bound;
}
