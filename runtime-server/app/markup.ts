/** HTML that is written by hand, around what templates make. */

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}

/** ` name="value"` for each that has one. The names are the program's. */
export function attributesHtml(record: { readonly [name: string]: string | undefined }): string {
  return Object.entries(record)
    .map(([name, value]) => (value === undefined ? "" : ` ${name}="${escapeHtml(value)}"`))
    .join("");
}
