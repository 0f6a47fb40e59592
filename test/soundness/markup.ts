/** Markup as a tree: what random templates are made as, printed, and cut down to the least that still fails. */

export type Markup = string | Tag;
export interface Tag {
  readonly tag: string;
  /** As written: `title={a}`. */
  readonly attributes: readonly string[];
  readonly children: readonly Markup[];
}

/**
 * A page and the parts it may use: `outer` may use `inner` and `box`, a component with a state; `box` may use `inner`.
 */
export interface Program {
  readonly page: readonly Markup[];
  readonly outer: readonly Markup[];
  readonly inner: readonly Markup[];
  readonly box: readonly Markup[];
}

export const tag = (tag: string, attributes: readonly string[], children: readonly Markup[] = []): Tag => ({ tag, attributes, children });

const VOID: ReadonlySet<string> = new Set(["input", "img"]);

export function print(markup: readonly Markup[]): string {
  return markup
    .map((node) => {
      if (typeof node === "string") return node;
      const opening = [node.tag, ...node.attributes].join(" ");
      if (VOID.has(node.tag)) return `<${opening}>`;
      return node.children.length === 0 && /^(?:[A-Z]|slot)/.test(node.tag)
        ? `<${opening} />`
        : `<${opening}>${print(node.children)}</${node.tag}>`;
    })
    .join("");
}

/** The same with something less: without a node, with a node's children in its place, without an attribute. */
export function* smaller(markup: readonly Markup[]): Generator<readonly Markup[]> {
  for (const [at, node] of markup.entries()) {
    yield markup.toSpliced(at, 1);
    if (typeof node === "string") {
      for (const part of smallerText(node)) yield markup.with(at, part);
      continue;
    }
    yield markup.toSpliced(at, 1, ...node.children);
    for (const index of node.attributes.keys()) yield markup.with(at, { ...node, attributes: node.attributes.toSpliced(index, 1) });
    for (const children of smaller(node.children)) yield markup.with(at, { ...node, children });
  }
}

/** Runs of text and interpolations, piece by piece. */
function* smallerText(source: string): Generator<string> {
  const pieces = source.split(PIECE);
  if (pieces.length > 1) for (const at of pieces.keys()) yield pieces.toSpliced(at, 1).join(PIECE);
}

/** Stands between the pieces of a run: a comment, which leaves no trace. */
export const PIECE = "{/**/}";

/** Stands between the values of a mixed attribute. */
export const BETWEEN_VALUES = " m ";

/**
 * The same, with every value of a run in an element of its own, and every value of a mixed attribute in an attribute of
 * its own.
 */
export function apart(markup: readonly Markup[]): readonly Markup[] {
  return markup.flatMap((node): readonly Markup[] => {
    if (typeof node === "string") return node.split(PIECE).map((piece) => (piece.startsWith("{") ? tag("b", [], [piece]) : piece));
    const attributes = node.attributes.map((attribute) => attribute.replace(`}${BETWEEN_VALUES}{tick(`, `}" data-n="{tick(`));
    return [{ ...node, attributes, children: node.tag === "textarea" ? node.children : apart(node.children) }];
  });
}

export function* smallerPrograms(program: Program): Generator<Program> {
  for (const name of ["inner", "box", "outer", "page"] as const)
    for (const less of smaller(program[name])) yield { ...program, [name]: less };
}
