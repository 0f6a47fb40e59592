/**
 * What `true` and `false` are in an attribute: for most the bare attribute and none, for enumerated ones and ARIA's a
 * keyword. The table is the whole policy; docs/templates.md shows it.
 */

/** The keyword for `false`, the keyword for `true`, and the attributes they are for. */
export const keywordTable: readonly (readonly [no: string, yes: string, attributes: string])[] = [
  ["false", "true", "contenteditable draggable spellcheck writingsuggestions"],
  ["no", "yes", "translate"],
  ["off", "on", "autocapitalize autocomplete autocorrect"],
];

/**
 * Attributes that are there or not: what they are given counts by its truth, so that `disabled={errors.length}` does
 * what it says.
 */
export const booleanAttributes: ReadonlySet<string> = new Set(
  (
    "allowfullscreen async autofocus autoplay checked controls default defer disabled formnovalidate hidden indeterminate inert ismap itemscope " +
    "loop multiple muted nomodule novalidate open playsinline readonly required reversed selected"
  ).split(" "),
);

const ARIA = ["false", "true"] as const;
const keywords: ReadonlyMap<string, readonly [no: string, yes: string]> = new Map(
  keywordTable.flatMap(([no, yes, attributes]) => attributes.split(" ").map((name) => [name, [no, yes]] as const)),
);

/**
 * What stands for `false` and `true` in an attribute, by its lower-case name; `undefined` where they decide whether it
 * is there.
 *
 * @example keywordsOf("aria-expanded") // ["false", "true"]
 */
export function keywordsOf(attribute: string): readonly [no: string, yes: string] | undefined {
  return attribute.startsWith("aria-") ? ARIA : keywords.get(attribute);
}

/**
 * What an attribute is by what it is given: a keyword, `true` for the bare attribute, `null` for none; `undefined`
 * where
 * it is the value's text.
 *
 * @example
 * presence("disabled", 0) // null
 * presence("aria-busy", false) // "false"
 */
export function presence(attribute: string, value: unknown): string | true | null | undefined {
  if (value === null || value === undefined) return null;
  if (typeof value === "boolean") return keywordsOf(attribute)?.[value ? 1 : 0] ?? (value || null);
  if ((value === "" || typeof value === "number") && booleanAttributes.has(attribute)) return Boolean(value) || null;
  return undefined;
}
