/**
 * The client of pages without a script of their own: what `<LiveScripts/>` loads. Like a `LiveSocket` without options,
 * and smaller.
 */
import { BINDING_PREFIX } from "../protocol/bindings.ts";
import { backoff, openWebSocket } from "./connection.ts";
import { type LivePage, openPage } from "./page.ts";

const path = document.querySelector<HTMLMetaElement>("meta[name=live-path]")?.content ?? "/live";
/**
 * Chunks with a tag in the page, which come after this script. The browser checks them by it; one that it refused must
 * not be fetched again without.
 */
const tags = new Map(
  [...document.querySelectorAll<HTMLScriptElement>("script[integrity]")].map((tag) => [
    tag.src,
    new Promise((resolve, reject) => {
      tag.onload = resolve;
      tag.onerror = reject;
    }),
  ]),
);
const page = openPage({
  path_: path,
  prefix_: BINDING_PREFIX,
  params_: () => undefined,
  reconnectAfter_: backoff,
  transport_: openWebSocket,
  // They are beside this file, in a folder that is named by what is in it.
  load_: (name) => {
    const url = new URL(`./${name}.js`, import.meta.url).href;
    return tags.get(url) ?? import(url);
  },
});
(globalThis as { liveSocket?: LivePage }).liveSocket = page;
page.connect();
