/** Errors a program can tell apart, and the helper that names what was probably meant. */

import { nearest } from "../../base/suggest.ts";

/** What went wrong, as a stable word. */
export type ErrorCode =
  | "bad-definition"
  | "bad-option"
  | "unknown-assign"
  | "bad-redirect"
  | "bad-path"
  | "mailbox-full"
  | "kept-full"
  | "too-many-timers"
  | "too-many-tasks"
  | "stream-lost"
  | "no-stream"
  | "life-cycle"
  | "no-client"
  | "no-native-server"
  | "no-ws"
  | "listen"
  | "session-too-large"
  | "bad-reply"
  | "changed-in-place"
  | "form-invalid"
  | "async-form"
  | "bad-message"
  | "no-answer"
  | "pubsub"
  | "too-many-subscriptions";

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
  const near = nearest(name, names);
  return near === undefined ? "" : ` Did you mean "${near}"?`;
}
