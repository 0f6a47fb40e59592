/** The tree between tags and control flow: elements as written, directives not yet resolved. */
import type { Namespace } from "../../protocol/slots.ts";
import type { Attribute, Interpolation, Span, Spread } from "../tree.ts";
import type { RawDirective } from "./attributes.ts";

export interface RawElement extends Span {
  readonly kind: "tag";
  readonly component: boolean;
  /** `Badge` as written; else lower case, with SVG's capitals. */
  readonly name: string;
  readonly nameSpan: Span;
  readonly startTag: Span;
  readonly namespace: Namespace;
  readonly void: boolean;
  readonly attributes: readonly (Attribute | Spread)[];
  readonly directives: readonly RawDirective[];
  readonly children: RawChild[];
  end: number;
}

export interface RawText extends Span {
  readonly kind: "text";
  value: string;
  end: number;
}

export type RawChild = RawElement | RawText | Interpolation;

/** White space between tags. */
export function isBlank(child: RawChild): boolean {
  return child.kind === "text" && child.value.trim() === "";
}
