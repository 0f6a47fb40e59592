/** Documents: a root layout around contents that are HTML already. */
import { unescapeText } from "../../protocol/escape.ts";
import type { Template } from "./contract.ts";
import { renderHtml } from "./html-writer.ts";
import { RawHtml } from "./instance.ts";
import type { CsrfToken, Warn } from "./leaves.ts";

/** Renders a root layout to a whole document around contents, by the names of its slots. */
export function renderDocument<A extends object>(
  layout: Template<A>,
  assigns: A,
  contents: { readonly [slot: string]: string },
  csrf?: CsrfToken,
  warn?: Warn,
): string {
  const raw = Object.fromEntries(Object.entries(contents).map(([name, html]) => [name, new RawHtml(html)]));
  return renderHtml(layout, assigns, { contents: raw, csrf, warn });
}

/** The text of the `<title>` that a root layout has with these assigns; empty where it has none. */
export function documentTitle<A extends object>(layout: Template<A>, assigns: A): string {
  const [, title = ""] = /<title[^>]*>([^<]*)</.exec(renderDocument(layout, assigns, { default: "", "@scripts": "" })) ?? [];
  return unescapeText(title);
}
