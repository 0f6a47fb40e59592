/** The hooks that decide who may see a page. */
import { LivecError } from "../../base/errors.ts";
import type { Params, Session } from "../../view/define.ts";
import type { Redirect } from "../../view/redirect.ts";
import type { MountSocket } from "../../view/socket.ts";

/** What a hook knows of the visitor and the connection. There is no view yet to which something could be sent. */
export type OnMountSocket = Pick<
  MountSocket,
  "connected" | "view" | "path" | "uri" | "session" | "connectParams" | "connectInfo" | "redirect"
>;

/**
 * Runs before a view is mounted for a page over HTTP (`socket.connected` is false), and again whenever a socket asks
 * for that view, also where it is taken over as it is. It returns nothing where the visitor may go on; where not, it
 * redirects or throws `httpError(403)`, and nothing of the view runs.
 *
 * @example
 * const requireUser: OnMount = (socket, params, session) => (session.user === undefined ? socket.redirect({ to:
 * "/login" }) : undefined);
 */
export type OnMount = (socket: OnMountSocket, params: Params, session: Session) => void | Redirect | Promise<void | Redirect>;

/** Throws `bad-option` unless `hooks` are functions, or nothing. */
export function checkHooks(hooks: unknown, where: string): void {
  if (hooks === undefined || (Array.isArray(hooks) && hooks.every((hook) => typeof hook === "function"))) return;
  throw new LivecError("bad-option", `${where}: onMount is an array of functions, such as [requireUser].`);
}
