/** What an app is told at its making. */
import { randomBytes } from "node:crypto";
import { didYouMean, LivecError } from "../base/errors.ts";
import type { Clock, Logger, LogLevel } from "../base/host.ts";
import type { Pubsub } from "../pubsub/engine.ts";
import type { Template } from "../rendering/contract.ts";
import { isTemplate } from "../rendering/template.ts";
import type { TransportName } from "../transport/choose.ts";
import type { Transport } from "../transport/transport.ts";
import type { ConnectInfo } from "../view/socket.ts";
import type { ErrorAssigns } from "./http/error-page.ts";
import type { Layout } from "./http/layout.ts";
import type { Limits } from "./limits.ts";
import { checkHooks, type OnMount } from "./live/on-mount.ts";
import type { TrustProxy } from "./security/proxy.ts";
import type { SessionOptions } from "./security/session.ts";

/** Options of `createApp`. */
export interface AppOptions {
  /** At least 32 bytes; the first of an array seals, all open. Required in production. */
  readonly secret?: string | readonly string[] | undefined;
  /** Root layout of every page. */
  readonly layout?: Layout;
  /**
   * Page of an error, in the root layout: it is given its `status`, its `title` ("Not Found") and, in development, what
   * happened, as `detail`. Who asks for JSON gets that.
   */
  readonly errorPage?: Template<ErrorAssigns>;
  /** Where the socket, the statics and the client are; `/live`. */
  readonly path?: string;
  readonly session?: SessionOptions;
  /**
   * Proxies before the app whose `X-Forwarded-For`, `-Proto` and `-Host` are believed: how many stand one behind the
   * other, or their addresses. None by default.
   *
   * @example trustProxy: 1
   * @example trustProxy: ["10.0.0.0/8", "fd00::/8"]
   */
  readonly trustProxy?: TrustProxy;
  /** Who may see the pages of live views: runs before the hooks of a route. */
  readonly onMount?: readonly OnMount[];
  /** Origins that may connect; by default the one whose host is the request's `Host`. */
  readonly origins?: readonly string[];
  readonly limits?: Partial<Limits>;
  /** What carries messages to the app's other processes: Redis, NATS. Without it they stay in this one. */
  readonly pubsub?: Pubsub;
  readonly connectInfo?: readonly (keyof ConnectInfo)[];
  readonly logger?: Logger;
  /** Of the built-in logger; `info`. */
  readonly logLevel?: LogLevel;
  /** URL of the client's script, in place of the one in the package. */
  readonly client?: string;
  /** Show error details to visitors and allow a random secret; by default unless NODE_ENV is "production". */
  readonly development?: boolean;
  /**
   * What an error ends that a view's code caused and nobody caught, such as a rejected promise that was not awaited:
   * that view, or the process, as Node does; `view`.
   */
  readonly onStrayError?: "view" | "exit";
  /** Time, for tests. */
  readonly clock?: Clock;
  /**
   * What listens: uWebSockets.js (`"uws"`), `node:http` with the package `ws` (`"node"`), or a function of your own.
   * By default the first, and the second, announced in the log, where the first has no binary for this machine.
   */
  readonly transport?: TransportName | Transport;
}

const names: { readonly [N in keyof Required<AppOptions>]: true } = {
  secret: true,
  layout: true,
  errorPage: true,
  path: true,
  session: true,
  onMount: true,
  trustProxy: true,
  origins: true,
  limits: true,
  connectInfo: true,
  logger: true,
  logLevel: true,
  client: true,
  development: true,
  onStrayError: true,
  clock: true,
  transport: true,
  pubsub: true,
};

/** Throws on an option that does not exist, and on a path that cannot be one. */
export function checkOptions(options: AppOptions): void {
  for (const name of Object.keys(options)) {
    if (!Object.hasOwn(names, name))
      throw new LivecError("bad-option", `createApp: unknown option "${name}".${didYouMean(name, Object.keys(names))}`);
  }
  const { path, onMount, onStrayError } = options;
  if (onStrayError !== undefined && onStrayError !== "view" && onStrayError !== "exit")
    throw new LivecError("bad-option", `onStrayError: ${JSON.stringify(onStrayError)} must be "view" or "exit".`);
  checkHooks(onMount, "createApp");
  if (options.errorPage !== undefined && !isTemplate(options.errorPage))
    throw new LivecError("bad-option", "errorPage is not a compiled template.");
  if (path !== undefined && !/^(\/[\w-]+)+$/.test(path))
    throw new LivecError("bad-option", `path: ${JSON.stringify(path)} must look like "/live".`);
}

/** The secrets an app seals and opens with. In development a random one will do. */
export function secretsOf(secret: AppOptions["secret"], development: boolean, logger: Logger): readonly string[] {
  if (secret !== undefined && secret !== "") return typeof secret === "string" ? [secret] : secret;
  if (!development) {
    throw new LivecError(
      "bad-option",
      "createApp needs a `secret` of at least 32 bytes in production. Make one with: node -p \"crypto.randomBytes(32).toString('base64url')\"",
    );
  }
  logger.warn("no secret is given: a random one is used, and sessions end with this process");
  return [randomBytes(32).toString("base64url")];
}
