/** The app that is attacked, on every transport. */

import { type App, type AppOptions, createApp } from "livec/server";
import { onTestFinished } from "vitest";
import type { LogFields } from "../../runtime-server/base/host.ts";
import { defineView } from "../../runtime-server/view/define.ts";
import { loadTemplate } from "../load-template.ts";

export const transports = ["uws", "node"] as const;

/** An app that listens, and what came of it. */
export interface Attacked {
  readonly app: App;
  readonly port: number;
  /** What the program's own code was asked to do. */
  readonly ran: string[];
  readonly log: { readonly message: string; readonly fields: LogFields }[];
}

const template = loadTemplate<{ count: number }>(`<script lang="ts">
export interface Assigns { count: number }
</script>
<button live-click="inc">{count}</button>`);

/** An app for one test. */
export async function attacked(
  transport: (typeof transports)[number],
  more?: (app: App) => unknown,
  options?: AppOptions,
): Promise<Attacked> {
  const started = await start(transport, more, options);
  onTestFinished(() => started.app.close());
  return started;
}

/** Starts an app with a page, a form and a route that reads whatever comes, and what `more` adds. */
export async function start(
  transport: (typeof transports)[number],
  more?: (app: App) => unknown,
  options: AppOptions = {},
): Promise<Attacked> {
  const ran: string[] = [];
  const log: Attacked["log"][number][] = [];
  const write = (message: string, fields: LogFields = {}): void => void log.push({ message, fields });
  const app = createApp({
    transport,
    secret: "x".repeat(32),
    client: "/client.js",
    logger: { debug() {}, info() {}, warn: write, error: write },
    limits: { bodyBytes: 1_000 },
    ...options,
  });
  app.live(
    "/",
    defineView({
      template,
      mount() {
        ran.push("mount");
        return { count: 0 };
      },
      events: {
        inc(socket) {
          ran.push("inc");
          socket.assign({ count: socket.assigns.count + 1 });
        },
      },
    }),
  );
  app.get("/hello", (conn) => {
    ran.push("hello");
    return conn.text("hello");
  });
  app.post("/form", async (conn) => {
    ran.push("form");
    return conn.json(await conn.form());
  });
  app.post(
    "/hook",
    async (conn) => {
      const body = await conn.body();
      ran.push("hook");
      return conn.text(body);
    },
    { csrf: false },
  );
  more?.(app);
  await app.listen({ port: 0, host: "127.0.0.1" });
  return { app, port: app.port, ran, log };
}
