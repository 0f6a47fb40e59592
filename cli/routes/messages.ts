/** What `livec routes` and the process that loads the app tell each other. */
import type { RouteInfo } from "../../runtime-server/app/route-list.ts";
import type { Thrown } from "../dev/failure.ts";

export interface RoutesTask {
  /** Path of the socket that gives modules. */
  readonly modules: string;
  /** URL of the module whose default export is the app. */
  readonly entry: string;
}

export type FromRoutes =
  | { readonly kind: "routes"; readonly routes: readonly RouteInfo[] }
  | { readonly kind: "failed"; readonly error: Thrown };
