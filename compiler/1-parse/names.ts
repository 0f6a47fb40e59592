/** What tag names mean: which hold raw text, which are void, which are SVG's, which are components. */
import { Namespace } from "../../protocol/slots.ts";
import type { Attribute, Spread } from "../tree.ts";

const RAW_TEXT: ReadonlySet<string> = new Set(["iframe", "noembed", "noframes", "noscript", "plaintext", "script", "style", "xmp"]);
const VOID: ReadonlySet<string> = new Set([
  "area",
  "base",
  "basefont",
  "bgsound",
  "br",
  "col",
  "embed",
  "frame",
  "hr",
  "img",
  "input",
  "keygen",
  "link",
  "meta",
  "param",
  "source",
  "track",
  "wbr",
]);
/** Names that only SVG has; at the root of a template they say that it is drawn into an `<svg>`. */
const SVG_ONLY: ReadonlySet<string> = new Set(
  (
    "animate animatemotion animatetransform circle clippath defs desc ellipse feblend fecolormatrix fecomponenttransfer fecomposite " +
    "feconvolvematrix fediffuselighting fedisplacementmap fedistantlight fedropshadow feflood fefunca fefuncb fefuncg fefuncr fegaussianblur " +
    "feimage femerge femergenode femorphology feoffset fepointlight fespecularlighting fespotlight fetile feturbulence filter foreignobject g image " +
    "line lineargradient marker mask metadata mpath path pattern polygon polyline radialgradient rect set stop switch symbol text textpath tspan use view"
  ).split(" "),
);
const MATH_ONLY: ReadonlySet<string> = new Set(
  (
    "annotation annotation-xml maction merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace msqrt " +
    "mstyle msub msubsup msup mtable mtd mtext mtr munder munderover semantics"
  ).split(" "),
);
const SVG_TO_HTML: ReadonlySet<string> = new Set(["foreignobject", "desc", "title"]);
const MATH_TO_HTML: ReadonlySet<string> = new Set(["mi", "mo", "mn", "ms", "mtext"]);
const HTML_ENCODING = /^(?:text\/html|application\/xhtml\+xml)$/i;

/** `Badge`, `Ui.Badge`, `ui.Badge`; a name with a dash is a custom element. */
export function isComponentName(written: string): boolean {
  return /^[A-Z]/.test(written) || (written.includes(".") && !written.includes("-"));
}

/** True for elements whose content a browser takes as text, with neither tags nor character references. */
export function isRawText(tag: string): boolean {
  return RAW_TEXT.has(tag);
}

/** True for elements whose content a browser takes as text with character references. */
export function isRcdata(tag: string): boolean {
  return tag === "textarea" || tag === "title";
}

export function isVoid(tag: string): boolean {
  return VOID.has(tag);
}

/**
 * What surrounds an element: the namespace of children, and whether it is only a guess because the real parent is
 * elsewhere.
 */
export interface Surroundings {
  readonly namespace: Namespace;
  /** At the root and in a component's content: the parent is in another template. */
  readonly open: boolean;
}

/** The namespace of an element with this (lower-case) tag. */
export function namespaceOf(tag: string, around: Surroundings): Namespace {
  if (around.namespace !== Namespace.html) return around.namespace;
  if (tag === "svg" || (around.open && SVG_ONLY.has(tag))) return Namespace.svg;
  if (tag === "math" || (around.open && MATH_ONLY.has(tag))) return Namespace.math;
  return Namespace.html;
}

/**
 * What surrounds the children of an element; `encoding` is its attribute of that name, which decides for an
 * `<annotation-xml>`.
 */
export function surroundingsIn(tag: string, namespace: Namespace, encoding: string | undefined): Surroundings {
  const html =
    (namespace === Namespace.svg && SVG_TO_HTML.has(tag)) ||
    (namespace === Namespace.math && (MATH_TO_HTML.has(tag) || (tag === "annotation-xml" && HTML_ENCODING.test(encoding ?? ""))));
  return { namespace: html ? Namespace.html : namespace, open: false };
}

/** The value of an attribute, where it is plain text. */
export function plainValue(attributes: readonly (Attribute | Spread)[], name: string): string | undefined {
  const found = attributes.find((attribute) => attribute.kind === "attribute" && attribute.name === name);
  return found?.kind === "attribute" && typeof found.value === "string" ? found.value : undefined;
}
