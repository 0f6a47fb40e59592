/** The HTML around a view: its container, what the client needs, the root layout. */
import { ContainerAttribute, CSRF_META } from "../../../protocol/bindings.ts";
import { renderDocument } from "../../rendering/rendering.ts";
import type { Template } from "../../rendering/template.ts";
import { statusText } from "../../transport/transport.ts";
import type { Container } from "../../view/define.ts";

/** A root layout: a template whose `<slot/>` is the page. */
export type Layout = Template<never> | Template<object>;

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

function attributes(record: { readonly [name: string]: string | undefined }): string {
  return Object.entries(record)
    .map(([name, value]) => (value === undefined ? "" : ` ${name}="${escapeHtml(value)}"`))
    .join("");
}

/** What a container says of its view. */
export interface ContainerFacts {
  readonly token: string;
  readonly statics: string;
  readonly skeleton: string;
}

/** The element around a view, as the first render writes it. */
export function containerHtml({ tag = "div", ...own }: Container, { token, statics, skeleton }: ContainerFacts, html: string): string {
  const live = { [ContainerAttribute.token]: token, [ContainerAttribute.statics]: statics, [ContainerAttribute.skeleton]: skeleton };
  return `<${tag}${attributes({ ...own, ...live })}>${html}</${tag}>`;
}

/** What the client needs to be told. */
export interface ClientFacts {
  readonly csrf: string;
  /** URL of its script. */
  readonly client: string;
  /** The app's live path. */
  readonly path: string;
  /** URL of the statics of the page's view, if it has one. */
  readonly statics: string | undefined;
}

/** Name of the meta tag with the live path, where it is not the client's default. */
const PATH_META = "live-path";
const DEFAULT_PATH = "/live";

/** What `<LiveScripts/>` emits. No script is inline, so that a strict policy needs no nonce. */
function scriptsHtml({ csrf, client, path, statics }: ClientFacts): string {
  const meta = (name: string, content: string): string => `<meta${attributes({ name, content })}>`;
  return [
    meta(CSRF_META, csrf),
    path === DEFAULT_PATH ? "" : meta(PATH_META, path),
    statics === undefined ? "" : `<link${attributes({ rel: "preload", as: "fetch", href: statics })} crossorigin>`,
    `<script${attributes({ type: "module", src: client })}></script>`,
  ].join("");
}

/** A whole document. Without a layout, a plain one with the `pageTitle` assign. */
export function documentHtml(layout: Layout | undefined, assigns: object, content: string, facts: ClientFacts): string {
  const scripts = scriptsHtml(facts);
  if (layout !== undefined)
    return renderDocument(layout as Template<object>, assigns, { default: content, "@scripts": scripts }, () => facts.csrf);
  const title = (assigns as { readonly pageTitle?: unknown }).pageTitle;
  return plainDocument(typeof title === "string" ? title : "", scripts, content);
}

function plainDocument(title: string, head: string, body: string): string {
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escapeHtml(title)}</title>${head}</head><body>${body}</body></html>`;
}

/** The page of an error. `detail` is for developers: a stack, shown where the app runs in development. */
export function errorHtml(status: number, detail: string | undefined): string {
  const title = `${status} ${statusText[status] ?? "Error"}`;
  return plainDocument(title, "", `<main><h1>${title}</h1>${detail === undefined ? "" : `<pre>${escapeHtml(detail)}</pre>`}</main>`);
}
