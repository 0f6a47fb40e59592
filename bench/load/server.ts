/**
 * A server in a process of its own, driven by messages: `node --expose-gc server.ts livec`, `… exit` or `… echo`. The
 * echo is uWebSockets.js alone, which sends every frame back: what nobody can be faster than. `exit` is livec with
 * `onStrayError: "exit"`, which follows no promise.
 */

import uws from "uWebSockets.js";
import { setTimeout as wait } from "node:timers/promises";
import { createApp } from "livec/server";
import { Counter } from "../wire/views.ts";

/** What a server tells of itself. */
export interface Figures {
  /** Microseconds of processor time since the start. */
  readonly cpu: number;
  readonly rss: number;
  readonly heap: number;
}

async function listenLivec(onStrayError: "view" | "exit"): Promise<number> {
  const many = 1e9;
  const app = createApp({
    secret: "a bench needs no secret, but the server wants one",
    limits: {
      eventsPerSecond: many,
      eventsBurst: many,
      joinsPerSecond: many,
      joinsBurst: many,
      addressSockets: many,
      addressViews: many,
      addressMountsPerSecond: many,
      addressJoinsPerSecond: many,
      parkedTime: 600_000,
      suspendedTime: 600_000,
    },
    // As it is deployed: in development every render also looks for state that was changed in place.
    development: false,
    logLevel: "error",
    onStrayError,
  });
  app.live("/", Counter);
  await app.listen({ port: 0, host: "127.0.0.1" });
  return app.port;
}

function listenEcho(): Promise<number> {
  return new Promise((resolve, reject) => {
    uws
      .App()
      .ws("/*", { idleTimeout: 0, message: (socket, message, isBinary) => void socket.send(message, isBinary) })
      .listen("127.0.0.1", 0, (token) => (token ? resolve(uws.us_socket_local_port(token)) : reject(new Error("The echo cannot listen."))));
  });
}

const gc = globalThis.gc as
  | ((how: { readonly type: "major"; readonly execution: "sync"; readonly flavor: "last-resort" }) => void)
  | undefined;

/** After everything that can be collected was. */
async function collected(): Promise<Figures> {
  for (let round = 0; round < 5; round++) {
    // As when memory runs out: pages that hold nothing are given back, so that RSS tells what is held.
    gc?.({ type: "major", execution: "sync", flavor: "last-resort" });
    await wait(100);
  }
  return figures();
}

function figures(): Figures {
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed } = process.memoryUsage();
  return { cpu: user + system, rss, heap: heapUsed };
}

process.on("message", async (what) => process.send?.(what === "figures" ? figures() : await collected()));
const [, , kind] = process.argv;
process.send?.(await (kind === "echo" ? listenEcho() : listenLivec(kind === "exit" ? "exit" : "view")));
