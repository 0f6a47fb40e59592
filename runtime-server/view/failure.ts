/** What goes wrong in a view's code, and who is told. */
import type { Maybe } from "../base/maybe.ts";

/** Runs `action`; `failed` is told what it throws, or rejects with. */
export function attempt(action: () => Maybe<void>, failed: (error: unknown) => void): void {
  try {
    const result = action();
    if (result instanceof Promise) result.catch(failed);
  } catch (error) {
    failed(error);
  }
}
