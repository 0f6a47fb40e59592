/**
 * Children as they touch each other.
 *
 * A parser fuses neighbouring texts into one node. Where two different places could both write text next to each other
 * a separator (`<!>`) stands between them; it is needed before an item when text may end just before it and the item
 * may begin with text.
 */
import type { Child, Expression, For, Interpolation, Text } from "../tree.ts";
import { nodeOf } from "./ast.ts";

/** A run of text, static or not: one DOM text node. */
export interface Run {
  readonly kind: "run";
  /** One more than values. */
  readonly parts: readonly string[];
  readonly values: readonly Expression[];
}

/** A child, and whether a separator stands before it. */
export interface Item {
  readonly node: Run | Exclude<Child, Text | Interpolation>;
  readonly separated: boolean;
}

/** How the outer ends of some content behave. */
interface Edges {
  /** May begin with text. */
  readonly begins: boolean;
  /** May end with text. */
  readonly ends: boolean;
  /** May be nothing at all, so that its neighbours touch. */
  readonly empty: boolean;
}

const ELEMENT: Edges = { begins: false, ends: false, empty: false };
const TEXT: Edges = { begins: true, ends: true, empty: false };
const ANYTHING: Edges = { begins: true, ends: true, empty: true };

/** Joins texts to runs and says where separators stand. */
export function itemsOf(children: readonly Child[]): readonly Item[] {
  const items: Item[] = [];
  let touching = false;
  for (const node of runsOf(children)) {
    const edges = edgesOfNode(node);
    const separated: boolean = touching && edges.begins;
    items.push({ node, separated });
    touching = edges.ends || (edges.empty && touching && !separated);
  }
  return items;
}

/** True when the rows of a loop could touch each other with text: each then begins with a separator. */
export function rowsTouch(loop: For): boolean {
  const { begins, ends } = edgesOf(loop.children);
  return begins && ends;
}

/** True when some children may begin with text that is not known now, or that begins with a newline. */
export function mayBeginWithNewline(children: readonly Child[]): boolean {
  for (const node of runsOf(children)) {
    if (node.kind === "run") return node.parts[0] === "" || node.parts[0]?.startsWith("\n") === true;
    const { begins, empty } = edgesOfNode(node);
    if (begins) return true;
    if (!empty) return false;
  }
  return false;
}

const known = new WeakMap<readonly Child[], Edges>();

function edgesOf(children: readonly Child[]): Edges {
  const edges = known.get(children) ?? combine(itemsOf(children));
  known.set(children, edges);
  return edges;
}

function combine(items: readonly Item[]): Edges {
  let begins = false;
  for (const { node, separated } of items) {
    const edges = edgesOfNode(node);
    begins ||= edges.begins && !separated;
    if (separated || !edges.empty) break;
  }
  let ends = false;
  for (const { node, separated } of items.toReversed()) {
    const edges = edgesOfNode(node);
    ends ||= edges.ends;
    if (separated || !edges.empty) break;
  }
  return { begins, ends, empty: items.every(({ node, separated }) => !separated && edgesOfNode(node).empty) };
}

function edgesOfNode(node: Item["node"]): Edges {
  switch (node.kind) {
    case "run":
      return TEXT;
    case "element":
      return ELEMENT;
    case "if": {
      const branches = node.branches.map((branch) => edgesOf(branch.children));
      return {
        begins: branches.some(({ begins }) => begins),
        ends: branches.some(({ ends }) => ends),
        empty: branches.some(({ empty }) => empty) || node.branches.every(({ test }) => test !== null),
      };
    }
    case "for": {
      const { begins, ends } = edgesOf(node.children);
      return { begins: begins && !ends, ends, empty: true };
    }
    default:
      return ANYTHING;
  }
}

function runsOf(children: readonly Child[]): readonly Item["node"][] {
  const nodes: Item["node"][] = [];
  let parts = [""];
  let values: Expression[] = [];
  const flush = (): void => {
    if (values.length > 0 || parts[0] !== "") nodes.push({ kind: "run", parts, values });
    parts = [""];
    values = [];
  };
  for (const child of children) {
    const text = child.kind === "text" ? child.value : child.kind === "interpolation" ? literalText(child.expression) : undefined;
    if (text !== undefined) {
      parts.push(parts.pop() + text);
    } else if (child.kind === "interpolation") {
      values.push(child.expression);
      parts.push("");
    } else if (child.kind !== "text") {
      flush();
      nodes.push(child);
    }
  }
  flush();
  return nodes;
}

/** The text of `{"{"}`: known now. */
export function literalText(expression: Expression): string | undefined {
  const value = literalOf(expression);
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}

/** The value of a literal; `undefined` for any other expression, and for literals that nobody prints. */
export function literalOf(expression: Expression): string | number | boolean | null | undefined {
  const { type, value, raw } = nodeOf(expression.ast);
  if (type !== "Literal") return undefined;
  // The value of a regular expression that this engine does not know is null.
  if (value === null) return raw === "null" ? null : undefined;
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : undefined;
}
