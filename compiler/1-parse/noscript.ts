/** `<noscript>`: with scripts a browser takes its content as text, so that nothing in it can be a slot. */
import type { Span } from "../tree.ts";

/** What may have braces of its own: styles, scripts, comments. */
const OPAQUE = /<(style|script)\b.*?<\/\1|<!--.*?-->/gis;
const BRACES = /\{[^{}]*\}/;

/** The first thing in the content that was meant as an expression. */
export function expressionIn(content: string): Span | undefined {
  const found = BRACES.exec(content.replace(OPAQUE, (text) => " ".repeat(text.length)));
  return found === null ? undefined : { start: found.index, end: found.index + found[0].length };
}
