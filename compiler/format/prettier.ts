/** Prettier as the formatter of code. It is handed in, since not every project has it. */
import type { CodeFormatter } from "./code.ts";

/** What is needed of the module `prettier`, version 3.5 or newer. */
export interface Prettier {
  format(source: string, options: { readonly [name: string]: unknown }): Promise<string>;
}

/**
 * A formatter that leaves code to Prettier.
 *
 * @param style the project's own options of Prettier, such as `{ singleQuote: true }`
 * @example await format(source, { file, formatter: prettierFormatter(await import("prettier")) })
 */
export function prettierFormatter(prettier: Prettier, style: { readonly [name: string]: unknown } = {}): CodeFormatter {
  const known = new Map<string, string>();
  return {
    async expression(code, width) {
      const key = `${width} ${code}`;
      const formatted = known.get(key) ?? (await prettier.format(code, { ...style, ...EXPRESSION, printWidth: width })).trimEnd();
      if (known.size < MAX_KNOWN) known.set(key, formatted);
      return formatted;
    },
    async script(code, width) {
      return (await prettier.format(code, { ...style, ...SCRIPT, printWidth: width })).trimEnd();
    },
  };
}

/** Expressions remembered: the same few come again and again. */
const MAX_KNOWN = 10_000;
const SCRIPT = { parser: "babel-ts", tabWidth: 2, useTabs: false, endOfLine: "lf", plugins: [] };
/** What is on several lines is decided by the width alone, so that a second run finds nothing to do. */
const EXPRESSION = { ...SCRIPT, parser: "__ts_expression", objectWrap: "collapse", arrowParens: "always", quoteProps: "preserve" };
