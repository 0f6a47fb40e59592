/** Literals as a person would write them. */

/** A string literal in the quotes that need fewer escapes. */
export function quote(text: string): string {
  // Nearly every text is of plain characters alone, and written a hundred thousand times a build.
  if (PLAIN.test(text)) return `"${text}"`;
  const double = JSON.stringify(text).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
  if (!text.includes('"') || text.includes("'")) return double;
  return `'${double.slice(1, -1).replaceAll('\\"', '"')}'`;
}

const PLAIN = /^[ !#-[\]-~]*$/;

/** A property key, in quotes only where needed; a plain `__proto__` would set the prototype. */
export function propertyKey(name: string): string {
  if (name === "__proto__") return '["__proto__"]';
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : JSON.stringify(name);
}

/** Columns after which a list is broken into lines. */
export const MAX_COLUMNS = 120;

/** A bracketed list, on one line where it fits. */
export function bracketed(open: string, items: readonly string[], close: string, column: number): string {
  const line = `${open}${items.join(", ")}${close}`;
  return column + line.length <= MAX_COLUMNS ? line : `${open}\n${items.map((item) => `  ${item},\n`).join("")}${close}`;
}
