/**
 * Escaping for the two places where a text meets HTML: content and double-quoted attributes.
 *
 * A carriage return is written as a character reference, since the HTML parser would turn it into a line feed and the page would
 * differ from what the client builds from the same text. NUL, which no reference can write, becomes what a parser makes of it.
 */

const TEXT = /[&<\r\0]/g;
const ATTRIBUTE = /[&"<\r\0]/g;
const replacements: { readonly [character: string]: string } = {
  "&": "&amp;",
  "<": "&lt;",
  '"': "&quot;",
  "\r": "&#13;",
  "\0": "\uFFFD",
};
const replace = (character: string): string => replacements[character] ?? character;

/** Escapes a text for element content (also for `<textarea>` and `<title>`). */
export function escapeText(text: string): string {
  return text.replace(TEXT, replace);
}

/** Escapes a text for a double-quoted attribute value. */
export function escapeAttribute(text: string): string {
  return text.replace(ATTRIBUTE, replace);
}

/** The text that {@link escapeText} wrote. */
export function unescapeText(html: string): string {
  return html.replaceAll("&#13;", "\r").replaceAll("&lt;", "<").replaceAll("&amp;", "&");
}
