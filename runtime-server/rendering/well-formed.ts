/** What no HTML document can carry, NUL and lone surrogates, becomes U+FFFD; the same way for HTML and for the wire. */
export function wellFormed(text: string): string {
  const scalar = text.isWellFormed() ? text : text.toWellFormed();
  return scalar.includes("\0") ? scalar.replaceAll("\0", "\uFFFD") : scalar;
}
