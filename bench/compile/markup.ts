/** The markup of the bench's components, as livec would have it: what every dialect can say. */

/**
 * A tag. Attributes, directives (`:if`, `:else-if`, `:else`, `:for`, `:key`) and bindings (`live-click`) by name,
 * expressions in braces as in a template.
 */
export interface Tag {
  readonly name: string;
  readonly attributes: Attributes;
  readonly children: readonly Markup[];
}

/** A string is text, with `{expressions}`. */
export type Markup = Tag | string;

/** `style` is properties and their expressions; `true` is the bare attribute. */
export interface Attributes {
  readonly [name: string]: string | true | Readonly<Record<string, string>>;
}

/** A component: its inputs with their types, what it declares besides, and its markup. */
export interface Component {
  readonly name: string;
  readonly imports: readonly string[];
  /** Members of interfaces, by name of the interface. */
  readonly types: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly props: Readonly<Record<string, string>>;
  /** Functions and constants that the markup uses. */
  readonly helpers: readonly string[];
  readonly markup: readonly Markup[];
}

export function h(name: string, attributes: Attributes, ...children: readonly Markup[]): Tag {
  return { name, attributes, children };
}

/** Text or code, in turn: `"a {b} c"` is `a `, code `b`, ` c`. Braces inside of code are part of it. */
export function pieces(text: string): readonly { readonly code: boolean; readonly text: string }[] {
  const found: { code: boolean; text: string }[] = [];
  let depth = 0;
  let start = 0;
  const add = (end: number, code: boolean): void => {
    if (end > start) found.push({ code, text: text.slice(start, end) });
  };
  for (let at = 0; at < text.length; at++) {
    if (text[at] === "{" && depth++ === 0) {
      add(at, false);
      start = at + 1;
    } else if (text[at] === "}" && --depth === 0) {
      add(at, true);
      start = at + 1;
    }
  }
  add(text.length, false);
  return found;
}

/** The code of a value that is nothing but an expression. */
export function soleCode(value: string): string | undefined {
  const [only, ...others] = pieces(value);
  return only?.code && others.length === 0 ? only.text : undefined;
}
