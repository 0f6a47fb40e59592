/** What an asynchronous assign holds: whether it is under way, what came of it, what went wrong. */

/** Nothing has come of it yet. */
export interface AsyncPending {
  /** True while it is under way. */
  readonly loading: boolean;
  readonly ok: false;
  /** Why the last attempt came to nothing. */
  readonly failed: Error | undefined;
  readonly result: undefined;
}

/** It came to something once, which is kept while it is loaded anew, and where that fails. */
export interface AsyncOk<T> {
  readonly loading: boolean;
  readonly ok: true;
  readonly failed: Error | undefined;
  readonly result: T;
}

/**
 * The state of an asynchronous assign. In a template, `:if={users.ok}` narrows `users.result`, and
 * `:if={users.failed !== undefined}` the error.
 */
export type AsyncResult<T> = AsyncPending | AsyncOk<T>;

/** What came of a task that {@link AsyncSocket.startAsync} began. */
export type AsyncOutcome<T = unknown> =
  | { readonly ok: true; readonly result: T; readonly failed: undefined }
  | { readonly ok: false; readonly result: undefined; readonly failed: Error };

/** Makes {@link AsyncResult}s, for first states and for tests. */
export const AsyncResult: {
  /** Under way; with what is known from before, if anything. */
  loading<T>(before?: AsyncResult<T>): AsyncResult<T>;
  ok<T>(result: T): AsyncOk<T>;
  /** Failed; what is known from before stays. */
  failed<T>(error: unknown, before?: AsyncResult<T>): AsyncResult<T>;
} = {
  loading: (before = nothing()) => ({ ...before, loading: true, failed: undefined }),
  ok: (result) => ({ loading: false, ok: true, failed: undefined, result }),
  failed: (error, before = nothing()) => ({ ...before, loading: false, failed: errorOf(error) }),
};

function nothing(): AsyncPending {
  return { loading: false, ok: false, failed: undefined, result: undefined };
}

/** Anything can be thrown; what is told about is an error. */
export function errorOf(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown), { cause: thrown });
}

/** What an assign holds already, where that is the state of an asynchronous one. */
export function knownResult(value: unknown): AsyncResult<unknown> | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  return "loading" in value && "ok" in value && "failed" in value && "result" in value ? (value as AsyncResult<unknown>) : undefined;
}
