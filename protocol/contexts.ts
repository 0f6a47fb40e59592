/**
 * Contexts: what the value of an attribute is to a browser, and therefore what may be put there.
 *
 * The table is the whole policy, for attributes in templates (the compiler) and for those that a spread brings (the
 * renderer): to know why an attribute is checked or refused, find its row. `docs/security.md` shows it.
 */
import { ContainerAttribute } from "./bindings.ts";
import type { Namespace } from "./slots.ts";

/**
 * URLs that are checked at run time: one that is followed, one that is loaded as media, several between spaces, image
 * candidates.
 */
export type UrlContext = "url" | "media" | "urls" | "srcset";

/** What a value that is not written in the template would decide; such a value is refused. */
export type Danger =
  | "script"
  | "document"
  | "markup"
  | "permission"
  | "plugin"
  | "resource"
  | "base"
  | "header"
  | "parser"
  | "animation"
  | "sprite"
  | "trust"
  | "container";

export interface ContextRow {
  /** Element names separated by spaces; `*` is any. */
  readonly elements: string;
  /** Attribute names separated by spaces. */
  readonly attributes: string;
  /** Where the row holds; everywhere without it. */
  readonly namespaces?: readonly Namespace[];
  readonly context?: UrlContext;
  readonly danger?: Danger;
  /** A mixed value is allowed when it begins with this. */
  readonly prefix?: string;
  /** The `rel`s, separated by spaces, of a `<link>` for which the row holds: those that load nothing into the page. */
  readonly rel?: string;
}

const svg = 1;
const math = 2;

export const contextTable: readonly ContextRow[] = [
  // What loads or runs code, or changes how the page is read.
  { elements: "script", attributes: "src href xlink:href type language charset nomodule event for", danger: "script" },
  { elements: "iframe frame fencedframe portal", attributes: "src", danger: "document" },
  { elements: "*", attributes: "srcdoc", danger: "markup" },
  {
    elements: "iframe frame fencedframe portal",
    attributes: "sandbox allow allowfullscreen allowpaymentrequest csp referrerpolicy credentialless",
    danger: "permission",
  },
  { elements: "object embed applet", attributes: "src data codebase classid type code archive object pluginspage", danger: "plugin" },
  { elements: "param", attributes: "name value src valuetype", danger: "plugin" },
  {
    elements: "link",
    attributes: "href",
    rel: "alternate apple-touch-icon author canonical help icon license me next prev privacy-policy search shortlink terms-of-service",
    context: "url",
  },
  { elements: "link", attributes: "href rel as type", danger: "resource" },
  { elements: "html", attributes: "manifest", danger: "resource" },
  { elements: "base", attributes: "href target", danger: "base" },
  { elements: "*", attributes: "xml:base", danger: "base" },
  { elements: "meta", attributes: "charset", danger: "header" },
  { elements: "*", attributes: "http-equiv", danger: "header" },
  {
    elements: "template",
    attributes: "shadowrootmode shadowrootdelegatesfocus shadowrootclonable shadowrootserializable shadowrootcustomelementregistry",
    danger: "parser",
  },
  { elements: "annotation-xml", attributes: "encoding", danger: "parser" },
  { elements: "font", attributes: "color face size", namespaces: [svg, math], danger: "parser" },
  {
    elements: "animate set animateMotion animateTransform animateColor",
    attributes: "attributeName values to from by href xlink:href",
    danger: "animation",
  },
  { elements: "use", attributes: "href xlink:href", namespaces: [svg], prefix: "#", danger: "sprite" },
  { elements: "*", attributes: "nonce is", danger: "trust" },
  { elements: "*", attributes: Object.values(ContainerAttribute).join(" "), danger: "container" },
  // What is loaded as media.
  { elements: "img audio video source track input mglyph", attributes: "src", context: "media" },
  { elements: "image feImage", attributes: "href xlink:href", namespaces: [svg], context: "media" },
  { elements: "*", attributes: "poster background lowsrc dynsrc", context: "media" },
  { elements: "*", attributes: "srcset imagesrcset", context: "srcset" },
  // What is followed, and what a custom element may hand on to an element that follows it.
  { elements: "*", attributes: "ping attributionsrc", context: "urls" },
  { elements: "*", attributes: "href xlink:href action formaction src cite longdesc", context: "url" },
];

/**
 * The row for an attribute of an element; none where any text is fine. Without a namespace it is the first that holds
 * in any. `rel` is that of a `<link>`, where it is known.
 *
 * @example contextRow("img", Namespace.html, "src")?.context // "media"
 */
export function contextRow(element: string, namespace: Namespace | undefined, attribute: string, rel = ""): ContextRow | undefined {
  const attributeName = attribute.toLowerCase();
  const elementName = element.toLowerCase();
  return index
    .get(attributeName)
    ?.find(
      ({ row, elements, rels }) =>
        (elements === undefined || elements.has(elementName)) &&
        (namespace === undefined || row.namespaces === undefined || row.namespaces.includes(namespace)) &&
        (rels === undefined || isWithin(rel, rels)),
    )?.row;
}

interface IndexedRow {
  readonly row: ContextRow;
  readonly elements: ReadonlySet<string> | undefined;
  readonly rels: ReadonlySet<string> | undefined;
}

/** The rows of each attribute, in the order of the table. */
const index: ReadonlyMap<string, readonly IndexedRow[]> = indexed();

function indexed(): Map<string, IndexedRow[]> {
  const index = new Map<string, IndexedRow[]>();
  for (const row of contextTable) {
    const elements = row.elements === "*" ? undefined : namesOf(row.elements);
    const rels = row.rel === undefined ? undefined : namesOf(row.rel);
    for (const attribute of namesOf(row.attributes)) index.set(attribute, [...(index.get(attribute) ?? []), { row, elements, rels }]);
  }
  return index;
}

function namesOf(list: string): ReadonlySet<string> {
  return new Set(list.toLowerCase().split(/\s+/));
}

/** True when there is a name, and each is among the allowed. */
function isWithin(list: string, allowed: ReadonlySet<string>): boolean {
  const names = [...namesOf(list.trim())];
  return names.every((name) => allowed.has(name));
}

/**
 * True where a mixed value must be joined and checked as a whole, since a value could decide more than a path: it comes
 * first, or after nothing but a slash (`/` and `/host` make `//host`), or it is in a list.
 */
export function isCheckedWhole(context: UrlContext | undefined, parts: readonly string[] | undefined): boolean {
  if (context === undefined || parts === undefined) return false;
  return context === "srcset" || context === "urls" || parts[0] === "" || isLoneSlash(parts[0] ?? "");
}

/** True for a static beginning that promises a path of this host, which the value after it could break. */
export function isLoneSlash(beginning: string): boolean {
  return asParsed(beginning) === "/";
}

/**
 * A URL without what a browser drops before it looks at it: controls and spaces at the start, tabs and newlines
 * anywhere.
 */
export function asParsed(url: string): string {
  return url.replace(/^[\u0000-\u0020]+/, "").replace(/[\t\n\r]/g, "");
}
