/** Pushes to all views of a kind, from the app or from a process that has none: a queue worker, a cron job. */
import { LivecError } from "../../base/errors.ts";
import type { Pubsub } from "../../pubsub/engine.ts";
import { dataOf } from "../../pubsub/topics.ts";
import { isView, type PayloadOf, type View } from "../../view/define.ts";
import type { App } from "../app.ts";
import { insideOf } from "../inside.ts";
import type { PushErrand, Where } from "./errand.ts";
import { ERRANDS } from "./messenger.ts";

/** What {@link pushToView} does in each of the views; at least `state` or `handler`. */
export interface ViewPush<S extends object = { readonly [name: string]: unknown }, E = object> {
  /** Assigns to replace. */
  readonly state?: Partial<S>;
  /** One of the view's events, whose handler is called. */
  readonly handler?: [keyof E] extends [never] ? string : keyof E & string;
  /** What the handler is given. */
  readonly payload?: { readonly [name: string]: unknown };
  /** Which views; all of them without it. */
  readonly where?: Where;
}

/**
 * Assigns in, or calls an event's handler of, all views of a kind: those of `view`, or of that name, in all processes,
 * where they are parked or suspended as well. Each does it in its turn, behind what waits there. From a process without
 * the app, hand over its engine in place of the app; the promise is settled once the engine has it, and rejects where
 * it cannot be reached.
 *
 * @example
 * await pushToView(app, Dashboard, { state: { alert: "Restarting" } });
 * @example
 * const pubsub = redisPubsub({ url: "redis://localhost" });
 * await pushToView(pubsub, "dashboard", { handler: "refresh", where: { params: { team: "7" } } });
 * await pubsub.close();
 */
export async function pushToView<S extends object, E extends object>(
  target: App | Pubsub,
  view: View<S, E> | string,
  { state, handler, payload, where }: ViewPush<S, E>,
): Promise<void> {
  if (state === undefined && handler === undefined)
    throw new LivecError("bad-option", "pushToView: give it a state, or the name of a handler.");
  await push(target, { do: "push", view: nameOf(view), state: state as PushErrand["state"], handler, payload, where });
}

/**
 * Pushes an event to the pages of all views of a kind, as `socket.pushEvent` does to one.
 *
 * @example
 * await pushEventToView(app, Dashboard, "refresh", { at: Date.now() });
 */
export async function pushEventToView(
  target: App | Pubsub,
  view: View<never> | View | string,
  event: string,
  payload: PayloadOf<object> | { readonly [name: string]: unknown } = {},
  where?: Where,
): Promise<void> {
  await push(target, { do: "push", view: nameOf(view), event, payload, where });
}

function nameOf(view: unknown): string {
  if (typeof view === "string") return view;
  if (isView(view)) return view.name;
  throw new LivecError("bad-option", "A push is for a view made by defineView, or for the name of one.");
}

async function push(target: App | Pubsub, errand: PushErrand): Promise<void> {
  const inside = insideOf(target);
  if (inside !== undefined) return inside.services.messenger.push(errand);
  await (target as Pubsub).publish(ERRANDS, dataOf("outside", errand));
}
