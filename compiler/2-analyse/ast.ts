/**
 * Syntax trees as the analysis sees them: ESTree plus TypeScript's nodes, walked without caring for most of their
 * kinds.
 */

export interface Node {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [key: string]: unknown;
}

/** An ESTree node of the template tree, for walking. */
export function nodeOf(ast: object): Node {
  return ast as Node;
}

export function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && typeof (value as { type?: unknown }).type === "string";
}

/** The node under a key, if there is one. */
export function childAt(node: Node, key: string): Node | undefined {
  const value = node[key];
  return isNode(value) ? value : undefined;
}

/** The nodes in the list under a key; gaps in array patterns are left out. */
export function childrenAt(node: Node, key: string): readonly Node[] {
  const value = node[key];
  return Array.isArray(value) ? value.filter(isNode) : [];
}

/** All nodes directly below a node, in source order. */
export function children(node: Node): readonly Node[] {
  const found: Node[] = [];
  for (const key of Object.keys(node)) {
    const value = node[key];
    if (typeof value !== "object" || value === null) continue;
    if (Array.isArray(value)) {
      for (const item of value) if (isNode(item)) found.push(item);
    } else if (isNode(value)) found.push(value);
  }
  return found;
}

/** TypeScript nodes that stand around a value without changing it. */
const WRAPPERS: ReadonlySet<string> = new Set([
  "TSAsExpression",
  "TSSatisfiesExpression",
  "TSNonNullExpression",
  "TSTypeAssertion",
  "TSInstantiationExpression",
  "ChainExpression",
  "ParenthesizedExpression",
]);

function isWrapper(node: Node): boolean {
  return WRAPPERS.has(node.type);
}

/** The value inside `(a as T)!`. */
export function unwrap(node: Node): Node {
  let inner = node;
  while (isWrapper(inner)) {
    const next = childAt(inner, "expression");
    if (next === undefined) break;
    inner = next;
  }
  return inner;
}

/** True for nodes that only the type checker reads. */
export function isType(node: Node): boolean {
  return node.type.startsWith("TS") && !isWrapper(node);
}

/** Names a pattern binds, in source order. */
export function boundNames(pattern: Node): readonly string[] {
  switch (pattern.type) {
    case "Identifier":
      return [String(pattern["name"])];
    case "AssignmentPattern":
      return namesUnder(pattern, "left");
    case "RestElement":
      return namesUnder(pattern, "argument");
    case "ArrayPattern":
      return childrenAt(pattern, "elements").flatMap(boundNames);
    case "ObjectPattern":
      return childrenAt(pattern, "properties").flatMap((property) =>
        property.type === "RestElement" ? boundNames(property) : namesUnder(property, "value"),
      );
    case "TSParameterProperty":
      return namesUnder(pattern, "parameter");
    default:
      return [];
  }
}

function namesUnder(node: Node, key: string): readonly string[] {
  const child = childAt(node, key);
  return child === undefined ? [] : boundNames(child);
}

/** The key of a member or property when it is known: `a.b`, `a["b"]`, `a[0]`. */
export function literalKey(node: Node, computed: boolean): string | undefined {
  if (!computed && node.type === "Identifier") return String(node["name"]);
  const inner = unwrap(node);
  if (inner.type === "Literal" && (typeof inner["value"] === "string" || typeof inner["value"] === "number")) return String(inner["value"]);
  const [quasi] = childrenAt(inner, "quasis");
  if (inner.type === "TemplateLiteral" && quasi !== undefined && childrenAt(inner, "expressions").length === 0) {
    const { cooked } = quasi["value"] as { readonly cooked?: unknown };
    return typeof cooked === "string" ? cooked : undefined;
  }
  return undefined;
}
