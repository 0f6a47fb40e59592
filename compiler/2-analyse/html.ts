/** Static HTML as it is written into blocks. */
import { Namespace } from "../../protocol/slots.ts";

/** Escapes text for where a parser reads elements, and for `<textarea>` and `<title>`. A parser would turn CR into LF and drop NUL. */
export function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll("\r", "&#13;").replaceAll("\0", "\ufffd");
}

export function escapeAttribute(value: string): string {
  return escapeText(value).replaceAll('"', "&quot;");
}

const RAW_TEXT: ReadonlySet<string> = new Set(["script", "style", "iframe", "xmp", "noembed", "noframes", "plaintext"]);
const TEXT_ONLY: ReadonlySet<string> = new Set(["textarea", "title"]);
const EATS_NEWLINE: ReadonlySet<string> = new Set(["pre", "listing", "textarea"]);

/** What a parser makes of an element's content. */
export interface ContentModel {
  /** Neither tags nor character references are read. */
  readonly raw: boolean;
  /** Character references are read, tags are not. */
  readonly textOnly: boolean;
  /** A newline right after the start tag is dropped. */
  readonly eatsNewline: boolean;
}

export function contentModel(element: string, namespace: Namespace): ContentModel {
  const html = namespace === Namespace.html;
  return { raw: html && RAW_TEXT.has(element), textOnly: html && TEXT_ONLY.has(element), eatsNewline: html && EATS_NEWLINE.has(element) };
}

const HTML_ISLANDS: ReadonlySet<string> = new Set(["foreignObject", "desc", "title", "mi", "mo", "mn", "ms", "mtext", "annotation-xml"]);

/** The namespace that an element's children are parsed in. */
export function childNamespace(element: string, namespace: Namespace): Namespace {
  return HTML_ISLANDS.has(element) ? Namespace.html : namespace;
}
