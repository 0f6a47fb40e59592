/** From a request to its route: the last step. */
import { httpError, LivecError } from "../../base/errors.ts";
import type { LiveRoute } from "../live/routes.ts";
import type { Sessions } from "../security/session.ts";
import type { Conn } from "./conn.ts";
import { checkCsrf } from "./csrf.ts";
import type { LivePages } from "./live-page.ts";
import { compose, type Step } from "./pipeline.ts";
import type { Found, Router } from "./router.ts";

/** Answers a request; whatever it returns, it must have answered on `conn`. */
export type RouteHandler = (conn: Conn) => unknown;

export type Route = { readonly plugs: readonly Step<Conn>[] } & (
  | { readonly live: LiveRoute }
  | { readonly handler: RouteHandler; readonly csrf: boolean }
);

/** The step that answers what no other did: by the route of the path, or with 404 or 405. */
export function routing(router: Router<Route>, livePages: LivePages, sessions: Sessions): (conn: Conn) => Promise<void> {
  return async (conn) => {
    const found = router.find(conn.method, conn.path) ?? (conn.method === "POST" ? livePage(router, conn.path) : undefined);
    if (found === undefined) return unrouted(conn, router);
    conn.params = found.params;
    const { route } = found;
    const answer = async (): Promise<void> => {
      if (("live" in route && conn.method === "POST") || ("csrf" in route && route.csrf)) await checkCsrf(conn, sessions);
      if ("live" in route) return livePages.answer(conn, route.live);
      await route.handler(conn);
      if (!conn.answered) throw new LivecError("bad-reply", `The handler of ${conn.method} ${conn.path} did not answer.`);
    };
    return route.plugs.length === 0 ? answer() : compose(route.plugs)(conn, answer);
  };
}

/** Without JavaScript a form is posted to the page that it is on. */
function livePage(router: Router<Route>, path: string): Found<Route> | undefined {
  const found = router.find("GET", path);
  return found !== undefined && "live" in found.route ? found : undefined;
}

function unrouted(conn: Conn, router: Router<Route>): void {
  const allowed = router.allowed(conn.path);
  if (allowed.length > 0) {
    conn.header("Allow", allowed.join(", "));
    throw httpError(405, `${conn.method} is not allowed here.`);
  }
  if (conn.path !== "/favicon.ico") throw httpError(404, `There is no route for ${conn.path}.`);
  conn.status(204).send("image/x-icon", "");
}
