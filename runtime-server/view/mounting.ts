/** A view's first state: `mount`, then `handleParams`. */
import { LivecError } from "../base/errors.ts";
import type { Params, Session, View } from "./define.ts";
import { Redirect } from "./redirect.ts";
import type { ViewSocket } from "./socket.ts";

/** What a view is mounted for. */
export interface Destination {
  /** Path and query. */
  readonly path: string;
  /** The whole URL. */
  readonly uri: string;
  /** `null` for a view that is not routed. */
  readonly params: Params | null;
  readonly session: Session;
}

/**
 * Gives `socket` its first state. Answers the redirect, if `mount` or `handleParams` returned one; throws what they
 * throw.
 */
export async function begin(
  { mount, callbacks, name }: View,
  socket: ViewSocket,
  { uri, params, session }: Destination,
): Promise<Redirect | undefined> {
  // A view that is not routed is given null, whatever its type says: what it needs is in its session.
  const assigns = await mount(socket, params as Params, session);
  if (assigns instanceof Redirect) return assigns;
  if (typeof assigns !== "object" || assigns === null) {
    const returned = assigns === null ? "null" : typeof assigns;
    throw new LivecError("bad-definition", `mount of ${name} must return the assigns, an object; it returned ${returned}.`);
  }
  socket.begin(assigns);
  const redirect = params === null ? undefined : await callbacks.handleParams?.(socket as never, params, uri);
  return redirect instanceof Redirect ? redirect : undefined;
}
