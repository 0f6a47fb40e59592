/** What elements of HTML may contain, and what a parser makes of it. Names are in lower case. */
import { newlineDroppers } from "../../protocol/newlines.ts";
import { words } from "./words.ts";

const RAW_TEXT = words("iframe noembed noframes noscript plaintext script style xmp");
const RCDATA = words("textarea title");
const VOID = words("area base basefont bgsound br col embed frame hr img input keygen link meta param source track wbr");
const WITHOUT_TEXT = words("colgroup datalist head html optgroup select table tbody tfoot thead tr");
const DROPS_NEWLINE: ReadonlySet<string> = new Set(newlineDroppers);
const OPTIONAL_END = words("body caption colgroup dd dt head html li optgroup option p rp rt tbody td tfoot th thead tr");

/** True for elements whose content a parser takes as text, with neither tags nor character references. */
export function isRawText(tag: string): boolean {
  return RAW_TEXT.has(tag);
}

/** True for elements whose content a parser takes as text with character references. */
export function isRcdata(tag: string): boolean {
  return RCDATA.has(tag);
}

/** True for elements without content and end tag. */
export function isVoid(tag: string): boolean {
  return VOID.has(tag);
}

/**
 * True for elements where a parser drops a line feed right after the start tag, and white space is shown as written.
 */
export function dropsNewline(tag: string): boolean {
  return DROPS_NEWLINE.has(tag);
}

/** True for elements whose children are never text, so that white space between them means nothing. */
export function holdsNoText(tag: string): boolean {
  return WITHOUT_TEXT.has(tag);
}

/** True for elements that HTML closes by itself. */
export function mayOmitEndTag(tag: string): boolean {
  return OPTIONAL_END.has(tag);
}
