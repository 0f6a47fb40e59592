/** One start tag to an element: its name, its namespace, its attributes. */
import { foreignContent, type Token } from "parse5";
import { Namespace } from "../../../protocol/slots.ts";
import type { Reporter } from "../../diagnostics.ts";
import { isVoid } from "../../html/content.ts";
import { namespaceOf, type Surroundings } from "../../html/namespaces.ts";
import { isElementName } from "../../html/vocabulary.ts";
import type { Span } from "../../tree.ts";
import { type AttributeReader, hasCover } from "../attributes.ts";
import { isComponentName } from "../names.ts";
import type { RawElement } from "../raw.ts";
import type { ScriptBlock } from "../script.ts";

/** Reads start tags; one reader serves a whole file. */
export class ElementReader {
  readonly #source: string;
  readonly #attributes: AttributeReader;
  readonly #script: ScriptBlock;
  readonly #reporter: Reporter;

  constructor(source: string, attributes: AttributeReader, script: ScriptBlock, reporter: Reporter) {
    this.#source = source;
    this.#attributes = attributes;
    this.#script = script;
    this.#reporter = reporter;
  }

  read(token: Token.TagToken, span: Span, around: Surroundings): RawElement {
    const { tagName: tag } = token;
    const nameSpan = { start: span.start + 1, end: span.start + 1 + tag.length };
    const written = this.#source.slice(nameSpan.start, nameSpan.end);
    const dynamic = hasCover(tag);
    if (dynamic) this.#reporter.report("LC1021", nameSpan, {});
    const capitals = this.isInCapitals(written);
    if (capitals) this.#reporter.report("LC1035", nameSpan, { tag: written, element: tag });
    const component = dynamic || (isComponentName(written) && !capitals);
    const namespace = component ? around.namespace : namespaceOf(tag, around);
    // No element of SVG or MathML is called slot either.
    const ours = component || tag === "slot";
    if (namespace === Namespace.svg && !ours) adjustAttributes(token, foreignContent.adjustTokenSVGAttrs);
    if (namespace === Namespace.math && !ours) adjustAttributes(token, foreignContent.adjustTokenMathMLAttrs);
    const custom = ours || tag.includes("-") || token.attrs.some(({ name }) => name === "is");
    const { attributes, directives } = this.#attributes.read(token, ours ? "written" : "token", { tag, plain: !custom });
    return {
      kind: "tag",
      component,
      name: component ? written : namespace === Namespace.svg ? (foreignContent.SVG_TAG_NAMES_ADJUSTMENT_MAP.get(tag) ?? tag) : tag,
      nameSpan,
      startTag: span,
      namespace,
      void: !component && namespace === Namespace.html && isVoid(tag),
      attributes,
      directives,
      children: [],
      start: span.start,
      end: span.end,
    };
  }

  /** `<INPUT>`, which HTML takes for `<input>`; a name that the script has is a component's. */
  isInCapitals(written: string): boolean {
    if (!/^[A-Z][A-Z0-9]*$/.test(written) || !isElementName(written.toLowerCase())) return false;
    return !new RegExp(`\\b${written}\\b`).test(this.#script.result?.code ?? "");
  }
}

/** Gives SVG and MathML attributes their capitals, keeping each one's location under its new name. */
function adjustAttributes(token: Token.TagToken, adjust: (token: Token.TagToken) => void): void {
  const before = token.attrs.map(({ name }) => name);
  adjust(token);
  const places = token.location?.attrs;
  if (places === undefined) return;
  for (const [index, { name }] of token.attrs.entries()) {
    const place = places[before[index] ?? name];
    if (place !== undefined) places[name] = place;
  }
}
