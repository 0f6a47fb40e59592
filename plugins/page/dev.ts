/** The script of every page under `livec dev`: listens to what changes, and shows what went wrong. */
import { type Failure, hideFailure, showFailure, showNote } from "./overlay.ts";

type Told =
  | { readonly kind: "failed"; readonly failure: Failure }
  | { readonly kind: "fixed" | "reload" | "styles" }
  | { readonly kind: "note"; readonly text: string };

/** True for the page that stands in for one of an app that does not run. */
const isInstead = document.querySelector("script[data-instead]") !== null;

const source = new EventSource("/@livec/events");
source.addEventListener("message", ({ data }) => {
  const told = JSON.parse(data as string) as Told;
  switch (told.kind) {
    case "failed":
      return showFailure(told.failure);
    case "fixed":
      if (isInstead) location.reload();
      return hideFailure();
    case "reload":
      return location.reload();
    case "styles":
      return reloadStyles();
    case "note":
      console.info(`livec: ${told.text}`);
      return showNote(told.text);
  }
});
// Whoever leaves must not wait for the stream.
addEventListener("pagehide", () => source.close());

/** Loads the page's own style sheets again; each stays until the new one is there. */
function reloadStyles(): void {
  for (const link of document.querySelectorAll<HTMLLinkElement>('link[rel="stylesheet"]')) {
    const url = new URL(link.href);
    if (url.origin !== location.origin) continue;
    url.searchParams.set("livec", String(Date.now()));
    const next = link.cloneNode() as HTMLLinkElement;
    next.href = url.href;
    next.addEventListener("load", () => link.remove(), { once: true });
    link.after(next);
  }
}
