/**
 * Tags: names, attributes in their order, double quotes, braces without quotes; an attribute a line where they are too
 * many for one.
 */
import { Namespace } from "../../protocol/slots.ts";
import type { RawElement } from "../1-parse/raw.ts";
import type { CodeBook } from "./code.ts";
import { breaks, concat, type Doc, group, indent, line, literal, softline } from "./doc.ts";
import type { Tag, TagAttribute } from "./syntax.ts";

/** `<a href="/">`, `<br>`, `<Badge />`. */
export function startTag(tag: Tag, codes: CodeBook): Doc {
  const { element, attributes } = tag;
  const name = `<${element.name}`;
  const closes = isEmptyTag(tag) && !element.void;
  const docs = attributes.map((item) => attribute(item, codes));
  const [first, ...others] = docs;
  if (first === undefined) return `${name}${closes ? " />" : ">"}`;
  // What has several lines anyway begins on that of the tag.
  if (others.length === 0 && breaks(first)) return concat(name, " ", first, closes ? " />" : ">");
  return group(concat(name, indent(concat(...docs.flatMap((doc) => [line, doc]))), ...(closes ? [line, "/>"] : [softline, ">"])));
}

export function endTag(element: RawElement): string {
  return `</${element.name}>`;
}

/**
 * The start tag is all of it: void elements, and what has no content and is no HTML element (in HTML, `<div/>` is not
 * closed).
 */
export function isEmptyTag({ element, inside }: Tag): boolean {
  if (element.void) return true;
  const empty = "nodes" in inside ? inside.nodes.length === 0 : inside.length === 0;
  return empty && (element.component || element.namespace !== Namespace.html || element.name === "slot");
}

function attribute({ name, value, quote }: TagAttribute, codes: CodeBook): Doc {
  const prefix = name === undefined ? "" : `${name}=`;
  if (value === undefined) return name ?? "";
  if ("form" in value) return concat(prefix, codes.doc(value));
  const text = value.map((piece) => (typeof piece === "string" ? piece : codes.inline(piece))).join("");
  return concat(prefix, literal(`${quote}${text}${quote}`));
}
