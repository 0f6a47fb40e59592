/** A view's first state: `mount`, then `handleParams`. */
import { LivecError } from "../base/errors.ts";
import { after, type Maybe } from "../base/maybe.ts";
import type { Params, Session, View } from "./define.ts";
import type { HookStage, Hooks } from "./features/hooks.ts";
import { Redirect } from "./redirect.ts";
import { namesRead, type ViewSocket } from "./socket.ts";
import { mountSpan, paramsSpan } from "./telemetry.ts";

/** What a view is mounted for. */
export interface Destination {
  /** Path and query. */
  readonly path: string;
  /** The whole URL. */
  readonly uri: string;
  /** Empty for a view that is not routed. */
  readonly params: Params;
  readonly session: Session;
  /** A route leads to the view: it has a `handleParams`. */
  readonly routed: boolean;
  /** The action of its route. */
  readonly action: string | null;
}

/** A view that is about to have its first state. */
interface Mounting {
  readonly definition: View;
  readonly socket: ViewSocket;
  /** Runs the hooks of a stage, if it has some. */
  runHooks(stage: HookStage, ...given: readonly unknown[]): ReturnType<Hooks["run"]>;
}

/**
 * Gives the view its first state. Answers the redirect, if `mount` or `handleParams` returned one; throws what they
 * throw.
 */
export async function begin(view: Mounting, at: Destination): Promise<Redirect | undefined> {
  const { definition, socket } = view;
  const said = view.runHooks("mount", socket, at.params, at.session);
  // Without hooks it begins at once.
  const halted = said instanceof Promise ? await said : said;
  if (halted instanceof Redirect) return halted;
  const { params, session } = at;
  const mount = (): ReturnType<View["mount"]> => definition.mount(socket, params, session);
  const about = { socket, view: definition.name, params: at.routed ? params : null, session };
  const assigns = await (mountSpan.isWatched ? mountSpan.run<object>(about, mount) : mount());
  if (assigns instanceof Redirect) return assigns;
  if (typeof assigns !== "object" || assigns === null) {
    const returned = assigns === null ? "null" : typeof assigns;
    throw new LivecError("bad-definition", `mount of ${definition.name} must return the assigns, an object; it returned ${returned}.`);
  }
  socket.begin({ ...builtIn(view.definition, at), ...assigns });
  return arrive(view, at);
}

/** The assigns that a template may read though `mount` does not return them. */
function builtIn({ template }: View, { action }: Destination): object {
  const read = namesRead(template);
  return { ...(read.has("flash") ? { flash: {} } : {}), ...(read.has("liveAction") ? { liveAction: action } : {}) };
}

/** Tells `handleParams` where the page is. Answers the redirect, if it returned one. */
export function arrive(view: Mounting, { params, uri, action, routed }: Destination): Maybe<Redirect | undefined> {
  const { definition, socket } = view;
  if (Object.hasOwn(socket.assigns, "liveAction")) socket.place("liveAction", action);
  if (!routed) return undefined;
  return after(view.runHooks("handleParams", socket, params, uri), (said) => {
    if (said !== undefined) return said instanceof Redirect ? said : undefined;
    const { handleParams } = definition.callbacks;
    if (handleParams === undefined) return undefined;
    const tell = (): Maybe<unknown> => handleParams(socket as never, params, uri);
    const told = paramsSpan.isWatched ? paramsSpan.run({ socket, view: definition.name, params, uri }, tell) : tell();
    return after<unknown, Redirect | undefined>(told, (redirect) => (redirect instanceof Redirect ? redirect : undefined));
  });
}
