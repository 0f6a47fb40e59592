/** Whole documents: the root layout, what the client needs, the page in it. */
import { CSRF_META } from "../../../protocol/bindings.ts";
import { escapeText } from "../../../protocol/escape.ts";
import type { Template } from "../../rendering/contract.ts";
import { renderDocument } from "../../rendering/document.ts";
import { renderHtml } from "../../rendering/html-writer.ts";
import { defaultLimits } from "../limits.ts";
import { attributesHtml } from "../markup.ts";
import type { Services } from "../services.ts";
import type { Assets } from "./assets.ts";
import type { Conn } from "./conn.ts";
import type { Layout } from "./layout.ts";

/** Name of the meta tag with the live path, where it is not the client's default. */
const PATH_META = "live-path";
/** How large a frame may be; the client keeps to the default by itself. */
const FRAME_BYTES_META = "live-frame-bytes";
const DEFAULT_PATH = "/live";

/** What of a page differs from one view to the other. */
export interface PageOptions {
  /** In place of the app's root layout. */
  readonly layout?: Layout | undefined;
  /** Of the page's view, if it has one: the URL of its statics, and the chunks of the client that it needs. */
  readonly view?: { readonly statics: string; readonly chunks: readonly string[] };
}

export class Pages {
  readonly layout: Layout | undefined;
  readonly #services: Pick<Services, "sessions" | "limits" | "path">;
  readonly #assets: Assets;

  constructor(services: Pick<Services, "sessions" | "limits" | "path">, assets: Assets, layout: Layout | undefined) {
    this.#services = services;
    this.#assets = assets;
    this.layout = layout;
  }

  /** A template as a page, without a live view. Both it and the layout have what plugs assigned, and the flash. */
  render(conn: Conn, template: Template, given: object): string {
    const { sessions } = this.#services;
    const assigns = { flash: conn.takeFlash(), ...conn.assigns, ...given };
    return this.document(conn, assigns, renderHtml<object>(template, assigns, { csrf: () => sessions.csrf(conn.visitor()) }));
  }

  /**
   * The document around `content`, which no cache may give to another visitor. Without a layout, a plain one with the
   * `pageTitle` assign.
   */
  document(conn: Conn, assigns: object, content: string, { layout = this.layout, view }: PageOptions = {}): string {
    conn.keepPrivate();
    const csrf = this.#services.sessions.csrf(conn.visitor());
    const scripts = this.#scripts(csrf, view);
    if (layout !== undefined)
      return renderDocument(layout as Template<object>, assigns, { default: content, "@scripts": scripts }, () => csrf);
    const title = (assigns as { readonly pageTitle?: unknown }).pageTitle;
    return plainDocument(typeof title === "string" ? title : "", scripts, content);
  }

  /** What `<LiveScripts/>` emits. No script is inline, so that a strict policy needs no nonce. */
  #scripts(csrf: string, view: PageOptions["view"]): string {
    const { path, limits } = this.#services;
    const meta = (name: string, content: string): string => `<meta${attributesHtml({ name, content })}>`;
    return [
      meta(CSRF_META, csrf),
      path === DEFAULT_PATH ? "" : meta(PATH_META, path),
      limits.frameBytes === defaultLimits.frameBytes ? "" : meta(FRAME_BYTES_META, String(limits.frameBytes)),
      view === undefined ? "" : `<link${attributesHtml({ rel: "preload", as: "fetch", href: view.statics })} crossorigin>`,
      ...[this.#assets.script, ...this.#assets.chunks(view?.chunks ?? [])].map(
        ({ url, ...integrity }) => `<script${attributesHtml({ type: "module", src: url, ...integrity })}></script>`,
      ),
    ].join("");
  }
}

/** A document without a layout. `title` is text, the others are HTML. */
export function plainDocument(title: string, head: string, body: string): string {
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeText(title)}</title>${head}</head><body>${body}</body></html>`;
}
