/**
 * Escaping for the two places where a text meets HTML: content and double-quoted attributes.
 *
 * A carriage return is written as a character reference, since the HTML parser would turn it into a line feed and the
 * page would differ from what the client builds from the same text. NUL, which no reference can write, becomes what a
 * parser makes of it.
 *
 * Both run for every value of every page. Most texts need nothing, which is found out without a regular expression; a
 * short one is looked at character by character, a long one searched for each of the few that are escaped.
 */

/** Escapes a text for element content (also for `<textarea>` and `<title>`). */
export function escapeText(text: string): string {
  return text.length > SHORT ? replaceEach(text) : replaceAmong(text, false);
}

/** Escapes a text for a double-quoted attribute value. */
export function escapeAttribute(text: string): string {
  if (text.length <= SHORT) return replaceAmong(text, true);
  const escaped = replaceEach(text);
  return escaped.includes('"') ? escaped.replaceAll('"', "&quot;") : escaped;
}

const SHORT = 64;

function replaceEach(text: string): string {
  let escaped = text.includes("&") ? text.replaceAll("&", "&amp;") : text;
  if (escaped.includes("<")) escaped = escaped.replaceAll("<", "&lt;");
  if (escaped.includes("\r")) escaped = escaped.replaceAll("\r", "&#13;");
  return escaped.includes("\0") ? escaped.replaceAll("\0", "\uFFFD") : escaped;
}

function replaceAmong(text: string, quotes: boolean): string {
  let escaped = "";
  let from = 0;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code > 0x3c) continue;
    const replacement = replacementOf(code, quotes);
    if (replacement === "") continue;
    escaped += text.slice(from, index) + replacement;
    from = index + 1;
  }
  return from === 0 ? text : escaped + text.slice(from);
}

/** Nothing for a character that stays. */
function replacementOf(code: number, quotes: boolean): string {
  switch (code) {
    case 0x26:
      return "&amp;";
    case 0x3c:
      return "&lt;";
    case 0x22:
      return quotes ? "&quot;" : "";
    case 0x0d:
      return "&#13;";
    case 0:
      return "\uFFFD";
    default:
      return "";
  }
}

/** The text that {@link escapeText} wrote. */
export function unescapeText(html: string): string {
  return html.replaceAll("&#13;", "\r").replaceAll("&lt;", "<").replaceAll("&amp;", "&");
}
