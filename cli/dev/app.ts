/** The process that runs the app in development, started by `livec dev`. */
import { register } from "node:module";
import type { App } from "../../runtime-server/app/app.ts";
import { thrown } from "./failure.ts";
import type { AppTask, Evaluate, Evaluated, FromApp } from "./messages.ts";

const { modules, entry } = JSON.parse(process.argv[2] ?? "{}") as AppTask;
register(new URL("./dev-hooks.js", import.meta.url), { data: modules });

// The one that started us is gone.
process.on("disconnect", () => process.exit());
// Ctrl-C goes to both; the other says when to end.
process.on("SIGINT", () => {});

/** Changes are dealt with one after the other. */
let turn: Promise<void> = Promise.resolve();

try {
  const app = await load();
  await app.listen({ port: 0, host: "127.0.0.1" });
  process.on("message", (message) => {
    turn = turn.then(() => evaluate(app, message as Evaluate)).then((result) => tell({ kind: "evaluated", result }));
  });
  tell({ kind: "listening", port: app.port });
} catch (error) {
  tell({ kind: "failed", error: thrown(error) });
}

async function load(): Promise<App> {
  const { default: app } = (await import(entry)) as { readonly default?: App };
  if (typeof app?.refresh === "function" && typeof app.listen === "function") return app;
  throw new Error("The app's module must export the app: export default createApp(…); it is livec dev that lets it listen.");
}

async function evaluate(app: App, { id, urls }: Evaluate): Promise<Evaluated> {
  let [reload, remounted] = [false, 0];
  try {
    for (const url of urls) {
      const namespace = (await import(url)) as { readonly [name: string]: unknown };
      const [shown] = Object.values(namespace).filter((value) => typeof value === "object" && value !== null);
      const refreshed = app.refresh((namespace["default"] ?? shown) as Parameters<App["refresh"]>[0]);
      reload ||= refreshed.reload;
      remounted += refreshed.remounted;
      if (refreshed.errors.length > 0) throw refreshed.errors[0];
    }
    return { id, reload, remounted };
  } catch (error) {
    return { id, reload, remounted, error: thrown(error) };
  }
}

function tell(message: FromApp): void {
  process.send?.(message);
}
