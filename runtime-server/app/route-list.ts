/** The routes of an app, for people and tools. */
import type { Method, Router } from "./http/router.ts";
import type { Route } from "./http/routing.ts";
import type { RouteNames } from "./route-names.ts";

/** A route, as `livec routes` lists it. */
export interface RouteInfo {
  readonly method: Method;
  /** As it was declared: `/articles/:id`. */
  readonly path: string;
  /** What `app.path` knows the path by. */
  readonly names: readonly string[];
  /** Of a live route. */
  readonly live?: {
    /** The name of its view: that of the template, without `.live.html`. */
    readonly view: string;
    readonly action: string | null;
    readonly liveSession: string;
  };
}

export function routeList(router: Router<Route>, names: RouteNames): readonly RouteInfo[] {
  return [...router].map(({ method, path, route }) => ({
    method,
    path,
    names: names.of(path),
    ...("live" in route && {
      live: { view: route.live.view.name, action: route.live.action, liveSession: route.live.liveSession.name },
    }),
  }));
}
