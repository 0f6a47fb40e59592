/** What is said of tags that do not match. */
import { nearest } from "../../../base/suggest.ts";
import { Namespace } from "../../../protocol/slots.ts";
import type { Mention, Reporter } from "../../diagnostics.ts";
import { isRawText, isRcdata, isVoid, mayOmitEndTag } from "../../html/content.ts";
import { isElementName } from "../../html/vocabulary.ts";
import type { RawElement } from "../raw.ts";
import type { Cut, OpenElements } from "./open.ts";

/** Reports, at the end of a file, the elements that were not closed and those that cross each other. */
export function reportOpen(elements: OpenElements, source: string, reporter: Reporter): void {
  for (const { element } of elements.all) reportUnclosed(element, source, reporter, []);
  for (const cut of elements.cuts) reportCut(cut, source, reporter);
}

function reportCut({ open: { element }, by, outer, end }: Cut, source: string, reporter: Reporter): void {
  if (end === undefined) {
    reportUnclosed(element, source, reporter, [{ span: by, message: `</${outer}> comes before its end` }]);
    return;
  }
  const tag = writtenName(element, source);
  const related = [
    { span: element.startTag, message: `<${tag}> begins here` },
    { span: end, message: "and ends here" },
  ];
  reporter.report("LC1031", by, { outer, inner: tag }, related);
}

function reportUnclosed(element: RawElement, source: string, reporter: Reporter, related: readonly Mention[]): void {
  const tag = writtenName(element, source);
  reporter.report("LC1030", element.startTag, { tag, fix: closingFix(element, tag) }, related);
}

function closingFix(element: RawElement, tag: string): string {
  const name = tag.toLowerCase();
  if (element.component && isVoid(name)) {
    return `For the HTML element, write <${name}>; a component has an end tag, or none as <${tag}/>.`;
  }
  if (element.namespace === Namespace.html && (isRawText(tag) || isRcdata(tag))) return `Add </${tag}>.`;
  if (mayOmitEndTag(name)) return `Add </${tag}>: it is written here, also where HTML would let you leave it out.`;
  return `Add </${tag}>, or write <${tag}/> if it has no content.`;
}

/**
 * What an end tag was probably meant to be that closes nothing: a slip for that of the innermost element, or the right
 * one where the start tag was a slip; `undefined` where it is neither.
 */
export function misspeltEnd(written: string, key: string, element: RawElement, source: string): string | undefined {
  if (nearest(written, [key]) === undefined) return undefined;
  const tag = writtenName(element, source);
  const known = element.component || isElementName(key);
  return known ? `Did you mean </${tag}>?` : `Did you mean <${written}> where <${tag}> begins?`;
}

/** The name of an element as its start tag has it. */
export function writtenName(element: RawElement, source: string): string {
  return source.slice(element.nameSpan.start, element.nameSpan.end);
}
