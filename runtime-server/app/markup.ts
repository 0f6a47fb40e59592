/** HTML that is written by hand, around what templates make. */
import { escapeAttribute } from "../../protocol/escape.ts";

/** ` name="value"` for each that has one. The names are the program's. */
export function attributesHtml(record: { readonly [name: string]: string | undefined }): string {
  return Object.entries(record)
    .map(([name, value]) => (value === undefined ? "" : ` ${name}="${escapeAttribute(value)}"`))
    .join("");
}
