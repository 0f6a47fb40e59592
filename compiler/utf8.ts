/** Lengths in bytes, without what only Node or only a browser has. */

/** Whether a text is longer than so many bytes of UTF-8. */
export function exceedsBytes(text: string, limit: number): boolean {
  // A UTF-16 unit is one to three bytes, so most texts are not even looked at.
  if (text.length > limit) return true;
  return text.length * 3 > limit && byteLength(text) > limit;
}

/** The length of a text in UTF-8; a lone surrogate counts as the replacement character it becomes. */
export function byteLength(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}
