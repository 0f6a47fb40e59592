/** Syntax that people bring along from other template languages, and how to write it here. */

export interface Foreign {
  /** As written, shortened. */
  readonly found: string;
  readonly fix: string;
}

/** Markup in an expression, as JSX has it, and how to write it here. */
export function markupInside(code: string): Foreign | undefined {
  const operator = /(&&|\|\||\?\?|\?|:|=>|=> *\(|return) *\(?\s*<[A-Za-z>]/.exec(code)?.[1];
  if (operator === undefined) return undefined;
  const list = operator.startsWith("=>") || operator === "return";
  const fix = list
    ? "Markup stands outside of braces: write :for={item of list} on the element."
    : "Markup stands outside of braces: write :if={…} on the element, and :else on the next.";
  return { found: `{… ${list ? "=>" : operator} <…>}`, fix };
}

/** Control flow as other template languages write it, and how to write it here. */
export function foreignSyntax(code: string): Foreign | undefined {
  const word = /^[#:/@]\s*(if|else if|else|elseif|each|for|key|html|await|then|catch|snippet|render|const|debug|end)\b/.exec(code);
  if (word === null || code.startsWith("//")) return undefined;
  const found = `{${word[0]}`;
  if (word[1] === "each" || word[1] === "for")
    return { found, fix: "Write :for={item of list} on the element, or on a <template> around several." };
  if (word[1] === "html") return { found, fix: "Write :html={…} on the element." };
  return { found, fix: "Write :if={…}, :else-if={…} and :else on elements, or on a <template> around several." };
}

/** `{{ name }}` in text, where an object could not be shown. */
export function mustache(code: string): Foreign | undefined {
  const name = /^\{\s*([\w$.]{1,60})\s*\}$/.exec(code)?.[1];
  return name === undefined ? undefined : { found: "{{…}}", fix: `Write {${name}}, with one pair of braces.` };
}
