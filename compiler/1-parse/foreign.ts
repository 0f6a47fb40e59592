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

const CONDITION = "Write :if={…}, :else-if={…} and :else on elements, or on a <template> around several.";
const LIST = "Write :for={item of list} on the element, or on a <template> around several.";
const END = "Leave it out: what the directive stands on ends with its end tag.";
const IN_THE_VIEW = "Do this in the view, and hand the result over as an assign.";

/** What a keyword of another language's control flow is here. */
function keywordFix(word: string): string {
  if (/^(?:each|for|foreach)$/.test(word)) return LIST;
  if (/^(?:await|then|catch|const|let|debug|with|load|defer)$/.test(word)) return IN_THE_VIEW;
  if (/^(?:render|block|yield)$/.test(word)) return 'Write <slot/>, or <slot name="…"/>.';
  if (word === "snippet") return 'Write <template slot="…"> in the component that shows it.';
  if (word === "html") return "Write :html={…} on the element, with a SafeHtml as its value.";
  if (word === "key") return "Write :key={…} beside a :for.";
  if (/^(?:extends|include)$/.test(word)) return "Import the template in the script, and write it as a tag.";
  return /^end/.test(word) ? END : CONDITION;
}

/** Control flow as other template languages write it, and how to write it here. */
export function foreignSyntax(code: string): Foreign | undefined {
  if (code.startsWith("//")) return undefined;
  const block = /^[#:/@]\s*(if|else if|else|elseif|each|for|key|html|await|then|catch|snippet|render|const|debug|end)\b/.exec(code);
  if (block !== null) return { found: `{${block[0]}`, fix: keywordFix(block[1] ?? "") };
  const tag = /^%-?\s*([a-z]+)/.exec(code);
  if (tag !== null) return { found: `{% ${tag[1]}`, fix: keywordFix(tag[1] ?? "") };
  const assign = /^@([\w$]+(?:\??\.[\w$]+)*)\s*$/.exec(code)?.[1];
  return assign === undefined ? undefined : { found: `{@${assign}}`, fix: `Write {${assign}}: an assign is called by its name.` };
}

/** `{{ name }}` in text, where an object could not be shown. */
export function mustache(code: string): Foreign | undefined {
  const inside = /^\{\s*([^{}]*?)\s*\}$/s.exec(code)?.[1];
  if (inside === undefined) return undefined;
  const [block, sign, word = ""] = /^([#/^>]|(?=else\b))\s*([\w.-]+)/.exec(inside) ?? [];
  if (block !== undefined) return { found: `{{${block}`, fix: sign === "/" ? END : keywordFix(sign === ">" ? "include" : word) };
  const [, value, filter] = /^(.{1,60}?)\s*(?<!\|)\|(?!\|)\s*([\w$]+)/.exec(inside) ?? [];
  if (value !== undefined) {
    const fix = filter === "default" ? `Write {${value} ?? …}.` : `Write {${filter}(${value})}: a filter is a function of the script.`;
    return { found: "{{… | …}}", fix };
  }
  const known = inside !== "" && inside.length <= 60 && !inside.includes("\n");
  return { found: "{{…}}", fix: `Write {${known ? inside : "…"}}, with one pair of braces.` };
}

/** A block of Angular's at the end of a text: `@if (open) `, before the brace that opens it. */
export function foreignBlock(text: string): (Foreign & { readonly length: number }) | undefined {
  const block = /@(?:(if|else if|for|switch|case)\s*\(.{0,200}\)|(else|empty|default|defer|placeholder))\s*$/s.exec(text);
  if (block === null) return undefined;
  const word = block[1] ?? block[2] ?? "";
  return { found: `@${word}`, fix: keywordFix(word), length: block[0].length };
}

/**
 * What begins like a tag in other template languages: `<%`, `<.link`, `<:header`, `<>`. `code` is what follows the `<`,
 * `prefix` that of bindings.
 */
export function foreignTag(code: string, prefix: string): Foreign | undefined {
  if (code.startsWith(">")) return { found: "<>", fix: "Leave it out: a template may have several roots." };
  if (code.startsWith("%")) {
    const word = /^%[=-]?\s*(if|unless|case|cond|for|else|end)\b/.exec(code)?.[1];
    const name = /^%[=-]?\s*@?([\w$.]{1,60})\s*%>/.exec(code)?.[1];
    return { found: "<%", fix: word === undefined ? `Write the expression in braces: {${name ?? "name"}}.` : keywordFix(word) };
  }
  const slot = /^:([\w-]{1,60})/.exec(code)?.[1];
  if (slot !== undefined) return { found: `<:${slot}>`, fix: `Write <template slot="${slot}">.` };
  const component = /^\.([a-z][\w.]{0,60})/.exec(code)?.[1];
  if (component === undefined) return undefined;
  const element = { link: "<a href=…>", form: `<form ${prefix}submit=…>`, button: "<button>", input: "<input>" }[component];
  return {
    found: `<.${component}>`,
    fix:
      element === undefined ? "A component has a name that begins with a capital: import its template in the script." : `Write ${element}.`,
  };
}
