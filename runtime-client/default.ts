/**
 * The client of pages without a script of their own: what `<LiveScripts/>` loads. Like a `LiveSocket` without options,
 * and smaller.
 */
import { BINDING_PREFIX } from "../protocol/bindings.ts";
import { backoff, openWebSocket } from "./connection.ts";
import { type LivePage, openPage } from "./page.ts";

const path = document.querySelector<HTMLMetaElement>("meta[name=live-path]")?.content ?? "/live";
const page = openPage({
  path_: path,
  prefix_: BINDING_PREFIX,
  params_: () => undefined,
  reconnectAfter_: backoff,
  transport_: openWebSocket,
});
(globalThis as { liveSocket?: LivePage }).liveSocket = page;
page.connect();
