/** The hooks that decide who may see a page, and what its view is given. */

import type { SharedAssigns } from "../../base/declared.ts";
import { LivecError } from "../../base/errors.ts";
import type { Params, Session } from "../../view/define.ts";
import type { FlashSocket } from "../../view/features/flash.ts";
import type { HookSocket } from "../../view/features/hooks.ts";
import type { SharedSocket } from "../../view/features/shared.ts";
import type { Redirect } from "../../view/redirect.ts";
import type { MountSocket } from "../../view/socket.ts";

/** What a hook knows of the visitor and the connection. There is no view yet to which something could be sent. */
export interface OnMountSocket
  extends Pick<
      MountSocket,
      "connected" | "view" | "path" | "uri" | "liveAction" | "session" | "connectParams" | "connectInfo" | "redirect" | "pushNavigate"
    >,
    SharedSocket,
    FlashSocket,
    Pick<HookSocket, "attachHook"> {
  /** What hooks before this one assigned. */
  readonly assigns: Readonly<Partial<SharedAssigns>> & { readonly [name: string]: unknown };
  /** Assigns for the view, which takes them with `socket.assignNew`. */
  assign<K extends keyof SharedAssigns>(name: K, value: SharedAssigns[K]): void;
  assign(name: string, value: unknown): void;
  assign(patch: Partial<SharedAssigns> & { readonly [name: string]: unknown }): void;
}

/** What a hook says: nothing or `"cont"` to go on, a redirect, or `"halt"` where it has made one. */
export type OnMountResult = void | "cont" | "halt" | Redirect;

/**
 * Runs before a view is mounted for a page over HTTP (`socket.connected` is false), and again whenever a socket asks
 * for that view, also where it is taken over as it is, and when the page goes to another URL. It returns nothing where
 * the visitor may go on; where not, it redirects or throws `httpError(403)`, and nothing of the view runs.
 *
 * @example
 * const requireUser: OnMount = (socket, params, session) => (session.user === undefined ? socket.redirect({ to:
 * "/login" }) : undefined);
 */
export type OnMount = (socket: OnMountSocket, params: Params, session: Session) => OnMountResult | Promise<OnMountResult>;

/** Throws `bad-option` unless `hooks` are functions, or nothing. */
export function checkHooks(hooks: unknown, where: string): void {
  if (hooks === undefined || (Array.isArray(hooks) && hooks.every((hook) => typeof hook === "function"))) return;
  throw new LivecError("bad-option", `${where}: onMount is an array of functions, such as [requireUser].`);
}
