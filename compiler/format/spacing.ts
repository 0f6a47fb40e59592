/** Where white space between siblings means nothing, or something that is there already. */
import type { Context } from "../1-parse/whitespace.ts";
import type { Node } from "./syntax.ts";

export interface SpacedNode {
  readonly node: Node;
  /** White space may stand before it, however much. */
  readonly spaceBefore: boolean;
}

/**
 * Says before which siblings white space may stand. Comments and their like are not there for the compiler, so white
 * space on one side of them may as well be on the other.
 */
export function spaced(nodes: readonly Node[], context: Context): readonly SpacedNode[] {
  const places = nodes.map(({ before }) => before.space);
  /** The last node the compiler sees. */
  let left: Node | undefined;
  /** Where the gap behind it begins. */
  let from = 0;
  for (const [index, node] of nodes.entries()) {
    if (isTrivia(node)) continue;
    const free = left === undefined || isFree(left, node, context) || places.slice(from, index + 1).includes(true);
    if (free) places.fill(true, from, index + 1);
    left = node;
    from = index + 1;
  }
  // What is left are the comments at the end, where white space goes.
  places.fill(true, from);
  return nodes.map((node, index) => ({ node, spaceBefore: places[index] === true }));
}

/** Whether white space between two neighbours means nothing. */
function isFree(left: Node, right: Node, { withoutText }: Context): boolean {
  if (withoutText && left.kind !== "word" && right.kind !== "word") return true;
  return hasDirective(left, ["if", "else-if"]) && !hasDirective(left, ["for"]) && hasDirective(right, ["else-if", "else"]);
}

function hasDirective(node: Node, names: readonly string[]): boolean {
  return node.kind === "tag" && node.element.directives.some(({ name }) => names.includes(name));
}

function isTrivia({ kind }: Node): boolean {
  return kind === "comment" || kind === "doctype" || kind === "script";
}
