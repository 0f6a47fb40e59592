/**
 * Escaping for the two places where a value meets HTML: text and double-quoted attributes.
 *
 * A carriage return is written as a character reference, since the HTML parser would turn it into a line feed and the page would
 * differ from what the client builds from the same value.
 */

const TEXT = /[&<\r]/g;
const ATTRIBUTE = /[&"<\r]/g;
const replacements: { readonly [character: string]: string } = { "&": "&amp;", "<": "&lt;", '"': "&quot;", "\r": "&#13;" };
const replace = (character: string): string => replacements[character] ?? character;

/** Escapes a text for element content (also for `<textarea>` and `<title>`). */
export function escapeText(text: string): string {
  return text.replace(TEXT, replace);
}

/** Escapes a text for a double-quoted attribute value. */
export function escapeAttribute(text: string): string {
  return text.replace(ATTRIBUTE, replace);
}

/** What no HTML document can carry, NUL and lone surrogates, becomes U+FFFD; the same way for HTML and for the wire. */
export function wellFormed(text: string): string {
  const scalar = text.isWellFormed() ? text : text.toWellFormed();
  return scalar.includes("\0") ? scalar.replaceAll("\0", "\uFFFD") : scalar;
}
