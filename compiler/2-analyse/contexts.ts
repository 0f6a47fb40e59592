/**
 * Contexts: what the value of an attribute is to a browser, and therefore what a template may put there.
 *
 * The table is the whole policy: to know why an attribute is refused, find its row.
 */
import { Namespace } from "../../protocol/slots.ts";

/** `url` is followed, `media` is loaded as media; both are checked at run time. */
export type ValueContext = "plain" | "url" | "media";

export interface Refusal {
  readonly reason: string;
  readonly fix: string;
}

export interface AttributeContext {
  readonly context: ValueContext;
  /** Set where an expression has no safe meaning. */
  readonly refusal: Refusal | undefined;
  /** A mixed value is allowed when it begins with this. */
  readonly prefix: string | undefined;
}

interface Row {
  /** Element names separated by spaces; `*` is any. */
  readonly elements: string;
  /** Attribute names separated by spaces. */
  readonly attributes: string;
  readonly namespace?: Namespace;
  readonly context?: "url" | "media";
  readonly refusal?: Refusal;
  readonly prefix?: string;
}

const { html, svg, math } = Namespace;
const loads = (what: string): Refusal => ({
  reason: `it decides ${what} the page loads`,
  fix: "Write the URL out, or choose between elements with :if.",
});
const chooses = (what: string): Refusal => ({ reason: `it decides ${what}`, fix: "Write it out, or choose between elements with :if." });
const animates: Refusal = { reason: "an animation can turn a link into a script", fix: "Write it out." };

const TABLE: readonly Row[] = [
  { elements: "a area", attributes: "href ping", namespace: html, context: "url" },
  { elements: "form", attributes: "action", context: "url" },
  { elements: "*", attributes: "formaction cite longdesc", context: "url" },
  { elements: "img audio video source track input", attributes: "src", namespace: html, context: "media" },
  { elements: "*", attributes: "poster background", namespace: html, context: "media" },
  { elements: "image feImage", attributes: "href xlink:href", namespace: svg, context: "media" },
  {
    elements: "use",
    attributes: "href xlink:href",
    namespace: svg,
    prefix: "#",
    refusal: { reason: "it can load another document", fix: 'Point into this page: href="#icon-{name}".' },
  },
  {
    elements: "animate set animateMotion animateTransform",
    attributes: "attributeName values to from by href xlink:href",
    namespace: svg,
    refusal: animates,
  },
  { elements: "script", attributes: "href xlink:href", namespace: svg, refusal: loads("which script") },
  { elements: "*", attributes: "href xlink:href", namespace: svg, context: "url" },
  { elements: "*", attributes: "href xlink:href", namespace: math, context: "url" },
  { elements: "script", attributes: "src type nomodule", refusal: loads("which script") },
  { elements: "iframe frame", attributes: "src", refusal: loads("which document") },
  { elements: "embed", attributes: "src type", refusal: loads("which plugin") },
  { elements: "object", attributes: "data codebase classid type", refusal: loads("which plugin") },
  { elements: "link", attributes: "href rel as", refusal: loads("which resource") },
  { elements: "html", attributes: "manifest", refusal: loads("which manifest") },
  { elements: "base", attributes: "href target", refusal: { reason: "it changes every URL of the page", fix: "Write the base URL out." } },
  { elements: "meta", attributes: "http-equiv", refusal: { reason: "it acts as an HTTP header", fix: "Send the header from the server." } },
  {
    elements: "iframe",
    attributes: "sandbox allow csp referrerpolicy credentialless",
    refusal: chooses("what the framed document may do"),
  },
  {
    elements: "*",
    attributes: "srcdoc",
    refusal: { reason: "it is a whole document as text", fix: "Serve the document from a route, and point `src` to it." },
  },
  {
    elements: "*",
    attributes: "srcset imagesrcset",
    refusal: { reason: "it is a list of URLs that is not checked in this version", fix: "Use `src`, or <source> elements with `src`." },
  },
  { elements: "*", attributes: "nonce is", refusal: chooses("what code the browser trusts") },
];

const PLAIN: AttributeContext = { context: "plain", refusal: undefined, prefix: undefined };

/** The context of an attribute of an element. */
export function attributeContext(element: string, namespace: Namespace, attribute: string): AttributeContext {
  const row = TABLE.find(
    (candidate) =>
      (candidate.namespace === undefined || candidate.namespace === namespace) &&
      listed(candidate.attributes, attribute) &&
      (candidate.elements === "*" || listed(candidate.elements, element)),
  );
  return row === undefined ? PLAIN : { context: row.context ?? "plain", refusal: row.refusal, prefix: row.prefix };
}

function listed(names: string, name: string): boolean {
  return names.split(" ").some((candidate) => candidate.toLowerCase() === name.toLowerCase());
}

const UNSPREADABLE: ReadonlySet<string> = new Set(
  "script style base meta iframe frame embed object link template animate set animateMotion animateTransform".split(" "),
);

/** True for elements where a spread could bring an attribute that loads or runs code. */
export function refusesSpread(element: string): boolean {
  return UNSPREADABLE.has(element);
}

/** The scheme of a static URL that is inline script, as a browser reads it; `undefined` for any other URL. */
export function scriptScheme(url: string): string | undefined {
  // A browser drops these before it looks for the scheme.
  const seen = url.replace(/^[\u0000-\u0020]+/, "").replace(/[\t\n\r]/g, "");
  return /^(?:javascript|vbscript)(?=:)/i.exec(seen)?.[0].toLowerCase();
}

const SAFE_PREFIX = /^(?:[^:/?#]*[/?#]|(?:https?|ftp):\/\/[^/?#]+[/?#]|(?:mailto|tel|sms):)/i;

/** True when nothing that follows this static beginning can change the scheme or the host of the URL. */
export function isSafePrefix(prefix: string): boolean {
  // `//host` without an end, and `/\`, which browsers read as `//`, leave the host open.
  return SAFE_PREFIX.test(prefix.trimStart()) && !/^\s*(?:\/\/[^/?#]*$|.*\\)/.test(prefix);
}
