/**
 * What the parts of an app share, made once. A part takes of it what it names: `Pick<Services, "views" | "limits">`.
 */
import { systemClock } from "../base/host.ts";
import { Topics } from "../pubsub/topics.ts";
import type { ViewHost } from "../view/live-view.ts";
import { Crowd } from "./bounds/crowd.ts";
import { Inside } from "./inside.ts";
import { type Limits, limitsOf } from "./limits.ts";
import { Views } from "./live/registry.ts";
import { LiveRoutes } from "./live/routes.ts";
import { Statics } from "./live/statics.ts";
import { budgeted } from "./log/budget.ts";
import { consoleLogger } from "./log/console.ts";
import { Messenger } from "./messages/messenger.ts";
import { type AppOptions, secretsOf } from "./options.ts";
import { Flashes } from "./security/flash.ts";
import { Proxies } from "./security/proxy.ts";
import { Sessions } from "./security/session.ts";
import { Sealer } from "./security/token.ts";
import { Strays } from "./strays.ts";

export interface Services extends ViewHost {
  readonly inside: Inside;
  readonly limits: Limits;
  /** Visitors may see the details of errors. */
  readonly development: boolean;
  /** Where the socket, the statics and the client are. */
  readonly path: string;
  readonly proxies: Proxies;
  readonly sealer: Sealer;
  readonly sessions: Sessions;
  readonly flashes: Flashes;
  readonly statics: Statics;
  readonly routes: LiveRoutes;
  readonly views: Views;
  readonly crowd: Crowd;
  /** Messages by topic, here and to other processes. */
  readonly topics: Topics;
  readonly messenger: Messenger;
  /** Errors of views that nobody catches; `undefined` where they end the process. */
  readonly strays: Strays | undefined;
}

/** Throws {@link LivecError} `bad-option` on an option that cannot be right. */
export function servicesOf(options: AppOptions): Services {
  const { path = "/live", session = {}, development = process.env["NODE_ENV"] !== "production" } = options;
  const limits = limitsOf(options.limits);
  const inside: Inside = new Inside(options.clock ?? systemClock, () => services);
  const { clock } = inside;
  const logger = inside.overhear(budgeted(options.logger ?? consoleLogger(options.logLevel ?? "info", !development), clock, limits));
  const views = new Views(limits);
  const sealer = new Sealer(secretsOf(options.secret, development, logger), clock);
  const topics = new Topics(options.pubsub, logger);
  const services: Services = {
    inside,
    get witness() {
      return inside.onlooker;
    },
    get probe() {
      return inside.probe;
    },
    clock,
    logger,
    limits,
    development,
    path,
    proxies: new Proxies(options.trustProxy, () =>
      logger.warn("requests seem to come through a proxy: without the option trustProxy all its visitors count as one"),
    ),
    sealer,
    sessions: new Sessions(sealer, session),
    flashes: new Flashes(sealer, clock),
    statics: new Statics(path),
    routes: new LiveRoutes(),
    views,
    crowd: new Crowd(clock, limits),
    topics,
    messenger: new Messenger({ views, topics, clock, logger }),
    strays: options.onStrayError === "exit" ? undefined : new Strays((id) => views.get(id), logger),
  };
  return services;
}
