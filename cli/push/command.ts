/** `livec push`: reaches the views of running apps from a shell, over the engine that their processes share. */
import { UsageError } from "../../project/usage.ts";
import type * as server from "../../runtime-server/index.ts";
import type { natsPubsub } from "../../runtime-server/pubsub/nats.ts";
import type { redisPubsub } from "../../runtime-server/pubsub/redis.ts";
import type { Call, Command } from "../command.ts";
import { type Environment, Exit, paint, usesColor } from "../environment.ts";

export const push: Command = {
  name: "push",
  summary: "push assigns or an event to all views of a kind, in running apps: livec push dashboard",
  operands: ["<view>"],
  options: {
    state: { type: "string", summary: "assigns to replace, as JSON" },
    handler: { type: "string", summary: "one of the view's events, whose handler is called" },
    event: { type: "string", summary: "an event for the pages, as socket.pushEvent sends it" },
    payload: { type: "string", summary: "what the handler, or the event, is given, as JSON" },
    where: { type: "string", summary: "which views, as JSON: session, params, topic, id" },
    redis: { type: "string", summary: "the app's engine: redis://host:6379" },
    nats: { type: "string", summary: "the app's engine: nats://host:4222" },
    prefix: { type: "string", summary: "the engine's prefix, where the app has one of its own" },
  },
  details: [
    "A view has the name of its template, without .live.html. What does not fit a view does nothing there, and is logged by its app.",
    "It needs the package of the engine, ioredis or @nats-io/transport-node, where the app has it. See docs/messages.md.",
  ].join("\n"),
  run,
};

type Values = Call["values"];

async function run({ operands: [view], values }: Call, environment: Environment): Promise<Exit> {
  if (view === undefined) throw new UsageError("livec push needs the name of a view. See livec push --help.");
  const [state, handler, event] = [recordIn(values, "state"), values.get("handler"), values.get("event")];
  const [payload, where] = [recordIn(values, "payload"), recordIn(values, "where")];
  if ((event === undefined) === (state === undefined && handler === undefined))
    throw new UsageError("livec push takes --state, --handler or both; or --event alone.");
  const pubsub = await engineOf(values);
  const { pushToView, pushEventToView }: typeof server = await load("livec/server");
  try {
    if (event === undefined) await pushToView(pubsub, view, { ...given({ state, handler, payload, where }) });
    else await pushEventToView(pubsub, view, event, payload, where);
    return Exit.ok;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    environment.stderr.write(`${paint(usesColor(environment.stderr, environment.variables), "red", "error")}: ${why}\n`);
    return Exit.failed;
  } finally {
    await pubsub.close();
  }
}

async function engineOf(values: Values): Promise<server.Pubsub> {
  const [redis, nats] = [values.get("redis"), values.get("nats")];
  const prefix = given({ prefix: values.get("prefix") });
  if (redis !== undefined && nats === undefined) {
    const engine: { redisPubsub: typeof redisPubsub } = await load("livec/redis");
    return engine.redisPubsub({ url: redis, ...prefix });
  }
  if (nats !== undefined && redis === undefined) {
    const engine: { natsPubsub: typeof natsPubsub } = await load("livec/nats");
    return engine.natsPubsub({ servers: nats, ...prefix });
  }
  throw new UsageError("livec push needs the app's engine: --redis or --nats, with its URL.");
}

/** A part of this package, which other commands do without. */
function load<T>(name: string): Promise<T> {
  return import(name) as Promise<T>;
}

/** The members that are there. */
function given<T extends object>(members: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as never;
}

/** The object that an option holds as JSON. */
function recordIn(values: Values, name: string): { readonly [name: string]: unknown } | undefined {
  const text = values.get(name);
  if (text === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as { readonly [name: string]: unknown };
  } catch {
    // Told below, as what is JSON and no object.
  }
  throw new UsageError(`--${name} is an object in JSON, such as '{"count":1}', not ${text}`);
}
