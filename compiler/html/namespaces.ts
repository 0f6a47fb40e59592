/** Which elements are HTML's, SVG's and MathML's. */
import { Namespace } from "../../protocol/slots.ts";
import { words } from "./words.ts";

/** Names that only SVG has; at the root of a template they say that it is drawn into an `<svg>`. */
const SVG_ONLY = words(`
  animate animatemotion animatetransform circle clippath defs desc ellipse feblend fecolormatrix fecomponenttransfer fecomposite
  feconvolvematrix fediffuselighting fedisplacementmap fedistantlight fedropshadow feflood fefunca fefuncb fefuncg fefuncr fegaussianblur
  feimage femerge femergenode femorphology feoffset fepointlight fespecularlighting fespotlight fetile feturbulence filter foreignobject
  g image line lineargradient marker mask metadata mpath path pattern polygon polyline radialgradient rect set stop switch symbol text
  textpath tspan use view
`);
/** Names that only MathML has. */
const MATH_ONLY = words(`
  annotation annotation-xml maction merror mfrac mi mmultiscripts mn mo mover mpadded mphantom mprescripts mroot mrow ms mspace msqrt
  mstyle msub msubsup msup mtable mtd mtext mtr munder munderover semantics
`);
/** Elements of SVG and MathML whose children are HTML again. */
const SVG_TO_HTML = words("foreignobject desc title");
const MATH_TO_HTML = words("mi mo mn ms mtext");
const HTML_ENCODING = /^(?:text\/html|application\/xhtml\+xml)$/i;

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
