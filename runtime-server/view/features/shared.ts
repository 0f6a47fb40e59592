/** Assigns that others made before the view: hooks and plugs for the page, or the view around this one. */
import type { SharedAssigns } from "../../base/declared.ts";

/** Assigns from before `mount`. */
export interface SharedSocket {
  /**
   * The assign of that name as an `onMount` hook or the request (`conn.assign`) made it, or as the view around this one
   * has it; else what `fn` returns. Return it from `mount`.
   *
   * @example mount: (socket) => ({ currentUser: socket.assignNew("currentUser", () => loadUser(socket.session)) })
   */
  assignNew<K extends keyof SharedAssigns>(name: K, fn: () => SharedAssigns[K]): SharedAssigns[K];
  assignNew<T>(name: string, fn: () => T): T;
}
