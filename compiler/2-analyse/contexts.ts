/**
 * Contexts: what a template may put into an attribute, and what to do where it may not. The policy itself is
 * `protocol/contexts.ts`.
 */
import { asParsed, contextRow, type Danger, type UrlContext } from "../../protocol/contexts.ts";
import type { Namespace } from "../../protocol/slots.ts";

/** `plain` is any text; the others are URLs, checked at run time. */
export type ValueContext = "plain" | UrlContext;

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

const CHOOSE = "Write it out, or choose between elements with :if.";

const REFUSALS: { readonly [danger in Danger]: Refusal } = {
  script: { reason: "it decides which script the page runs", fix: "Write the URL out, or choose between elements with :if." },
  document: { reason: "it decides which document the page loads", fix: "Write the URL out, or choose between elements with :if." },
  markup: { reason: "it is a whole document as text", fix: "Serve the document from a route, and point `src` to it." },
  permission: { reason: "it decides what the framed document may do", fix: CHOOSE },
  plugin: {
    reason: "it decides which plugin the page loads",
    fix: "Write it out, or use <img>, <video> or <audio>, whose `src` is checked.",
  },
  resource: {
    reason: "it decides which resource the page loads",
    fix: 'Write it out, or choose between elements with :if. With a static `rel` that loads nothing, such as "canonical" or "icon", `href` may be an expression.',
  },
  base: { reason: "it changes every URL of the page", fix: "Write the base URL out." },
  header: { reason: "it acts as an HTTP header", fix: "Send the header from the server." },
  parser: { reason: "it decides how a browser reads what is inside", fix: CHOOSE },
  animation: {
    reason: "an animation can turn a link into a script",
    fix: "Write it out, or set the attribute itself, with a transition in CSS.",
  },
  sprite: { reason: "it can load another document", fix: 'Point into this page: href="#icon-{name}".' },
  trust: { reason: "it decides what code the browser trusts", fix: CHOOSE },
  container: {
    reason: "it tells the client where a view is and what to load for it",
    fix: "Use another name: all other data-* attributes are yours.",
  },
};

/** The context of an attribute of an element. `rel` is that of a `<link>`, where it is static. */
export function attributeContext(element: string, namespace: Namespace, attribute: string, rel?: string): AttributeContext {
  const row = contextRow(element, namespace, attribute, rel);
  return { context: row?.context ?? "plain", refusal: row?.danger && REFUSALS[row.danger], prefix: row?.prefix };
}

const UNSPREADABLE: ReadonlySet<string> = new Set(
  (
    "script style base meta iframe frame fencedframe portal embed object applet param link template " +
    "animate set animateMotion animateTransform animateColor"
  ).split(" "),
);

/** True for elements where a spread could bring an attribute that loads or runs code. */
export function refusesSpread(element: string): boolean {
  return UNSPREADABLE.has(element);
}

/** The scheme of a static URL that is inline script, as a browser reads it; `undefined` for any other URL. */
export function scriptScheme(url: string): string | undefined {
  return /^(?:javascript|vbscript)(?=:)/i.exec(asParsed(url))?.[0].toLowerCase();
}

const SAFE_PREFIX = /^(?:[^:/?#\\]*[/?#]|(?:https?|ftp):\/\/[^/?#\\]+[/?#]|(?:mailto|tel|sms):)/i;
/** Browsers read backslashes as slashes, and skip slashes before a host. */
const OPEN_HOST = /^[/\\]{2,}[^/?#\\]*$|^[^?#]*\\/;

/** True when nothing that follows this static beginning can change the scheme or the host of the URL. */
export function isSafePrefix(prefix: string): boolean {
  const seen = asParsed(prefix);
  return SAFE_PREFIX.test(seen) && !OPEN_HOST.test(seen);
}
