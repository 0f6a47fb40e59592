/** Asks the `onMount` hooks of the app and of a route whether a visitor may see a page. */
import { LivecError } from "../../base/errors.ts";
import { after, type Maybe } from "../../base/maybe.ts";
import { Redirect } from "../../view/redirect.ts";
import type { Services } from "../services.ts";
import type { OnMount, OnMountSocket } from "./on-mount.ts";
import type { Place } from "./routes.ts";

/** Who asks. What concerns a connection is `null` for the page over HTTP. */
export type Asking = Pick<OnMountSocket, "session" | "connectParams" | "connectInfo">;

type GuardServices = Pick<Services, "clock" | "logger" | "limits">;

export class Guard {
  readonly #services: GuardServices;
  readonly #hooks: readonly OnMount[];

  /** `hooks` are those of the app, which come first. */
  constructor(services: GuardServices, hooks: readonly OnMount[]) {
    this.#services = services;
    this.#hooks = hooks;
  }

  /** Where the visitor has to go instead; nothing where they may stay. Throws what a hook throws. */
  check(place: Place, asking: Asking): Maybe<Redirect | undefined> {
    const { view, options } = place.route;
    const hooks = options.onMount === undefined ? this.#hooks : [...this.#hooks, ...options.onMount];
    const verdict = ask(hooks, place, asking);
    if (!(verdict instanceof Promise)) return verdict;
    const { clock, logger, limits } = this.#services;
    const late = (): void => logger.error("an onMount hook has not returned", { view: view.name, after: limits.handlerTimeout });
    return verdict.finally(clock.setTimeout(late, limits.handlerTimeout));
  }
}

function ask(hooks: readonly OnMount[], { route, path, uri, params }: Place, asking: Asking): Maybe<Redirect | undefined> {
  // A hook that forgets to return its redirect refuses all the same.
  let redirected: Redirect | undefined;
  const socket: OnMountSocket = {
    ...asking,
    connected: asking.connectInfo !== null,
    view: route.view.name,
    path,
    uri,
    redirect(target) {
      redirected = new Redirect(target);
      return redirected;
    },
  };
  const from = (index: number): Maybe<Redirect | undefined> => {
    const hook = hooks[index];
    return (
      hook &&
      after<void | Redirect, Redirect | undefined>(hook(socket, params, asking.session), (result) => {
        if (result instanceof Redirect) return result;
        if (result !== undefined) {
          throw new LivecError("bad-reply", `An onMount hook of ${route.view.name} returned something else than nothing or a redirect.`);
        }
        return redirected ?? from(index + 1);
      })
    );
  };
  return from(0);
}
