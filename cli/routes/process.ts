/**
 * The process that loads an app for `livec routes`. The app need not listen, and whatever it began ends with the
 * process.
 */
import { register } from "node:module";
import type { App } from "../../runtime-server/app/app.ts";
import { thrown } from "../dev/failure.ts";
import type { FromRoutes, RoutesTask } from "./messages.ts";

const { modules, entry } = JSON.parse(process.argv[2] ?? "{}") as RoutesTask;
register(new URL("./dev-hooks.js", import.meta.url), { data: modules });
process.on("disconnect", () => process.exit());

async function answer(): Promise<FromRoutes> {
  try {
    const { default: app } = (await import(entry)) as { readonly default?: App };
    if (typeof app?.routes === "function") return { kind: "routes", routes: app.routes() };
    // A stack would lead into this file.
    const message = "The app's module must export the app: export default createApp(…).";
    return { kind: "failed", error: { message, stack: message } };
  } catch (error) {
    return { kind: "failed", error: thrown(error) };
  }
}

process.send?.(await answer(), () => process.exit());
