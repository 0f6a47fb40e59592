/**
 * Conditions: the tests that hold where a statement stands, for TypeScript to narrow by.
 *
 * What an `if` narrows stays narrow in its statements. In a function among them TypeScript keeps what it knows of a
 * constant (`user`) and forgets what
 * it knows of a member (`user.name`), since the function may run later. Functions of a module run while the test still
 * holds, so it is said there again:
 * `livec.given(user.name)`.
 */
import { boundNames, childAt, children, type Node, nodeOf, unwrap } from "../2-analyse/ast.ts";
import { type Block, expressionsOf, innerBlocks, type Slot } from "../2-analyse/blocks.ts";
import { freeReads } from "../2-analyse/free.ts";
import type { Loop } from "../2-analyse/scope.ts";
import type { Expression } from "../tree.ts";

export interface Condition {
  readonly test: Expression;
  /** False where the test was found not to hold. */
  readonly holds: boolean;
}

/** The conditions that TypeScript has forgotten of in a function that uses these names. */
export function forgotten(conditions: readonly Condition[], names: ReadonlySet<string>): readonly Condition[] {
  return conditions.filter(({ test }) => readsIn(test).some(({ name, path }) => path.length > 0 && names.has(name)));
}

/** The conditions that still mean what they meant inside of a loop or `:let`, whose names may hide others. */
export function unhidden(conditions: readonly Condition[], loop: Loop): readonly Condition[] {
  if (conditions.length === 0) return conditions;
  const hidden = localNames(loop);
  return conditions.filter(({ test }) => !readsIn(test).some(({ name }) => hidden.has(name)));
}

/** Whether the test of a loop's `:if` says anything about those of its names that are used. */
export function concerns(test: Expression, loop: Loop, names: ReadonlySet<string>): boolean {
  const local = localNames(loop);
  return readsIn(test).some(({ name }) => local.has(name) && names.has(name));
}

/**
 * What a test says, each of its parts alone: `a && b` holds where both do. Left out is what TypeScript learns nothing
 * from, and what it has not
 * forgotten anyway: `shape.kind !== "circle"` narrows the constant `shape`, and to ask once more what is settled by its
 * type is an error.
 *
 * @param fresh whether nothing is known yet of the names it uses, as those of a function's own parameters
 */
export function conditions(test: Expression | null, holds: boolean, fresh = false): readonly Condition[] {
  if (test === null) return [];
  return conjuncts(nodeOf(test.ast), holds)
    .filter(({ node, holds }) => narrows(node) && (fresh || !excludes(node, holds)))
    .map(({ node, holds }) => ({ test: expressionAt(node, test), holds }));
}

interface Conjunct {
  readonly node: Node;
  readonly holds: boolean;
}

function conjuncts(expression: Node, holds: boolean): readonly Conjunct[] {
  const node = unwrap(expression);
  const [left, right] = [childAt(node, "left"), childAt(node, "right")];
  const isBoth = node.type === "LogicalExpression" && node["operator"] === (holds ? "&&" : "||");
  return isBoth && left !== undefined && right !== undefined ? [...conjuncts(left, holds), ...conjuncts(right, holds)] : [{ node, holds }];
}

function expressionAt(node: Node, { code, start }: Expression): Expression {
  return {
    start: node.start,
    end: node.end,
    code: code.slice(node.start - start, node.end - start),
    ast: node as unknown as Expression["ast"],
  };
}

/** Whether a test tells a member of a constant from one value, as in `shape.kind !== "circle"`. */
function excludes(expression: Node, holds: boolean): boolean {
  const node = unwrap(expression);
  const inside = children(node);
  if (node.type === "UnaryExpression") return inside.some((child) => excludes(child, !holds));
  if (node.type === "LogicalExpression") return inside.some((child) => excludes(child, holds));
  if (node.type !== "BinaryExpression" || !/^[!=]==?$/.test(String(node["operator"]))) return false;
  const isUnequal = String(node["operator"]).startsWith("!") === holds;
  return isUnequal && inside.some(isMemberOfName) && !inside.some(isNothing);
}

function isMemberOfName(node: Node): boolean {
  const member = unwrap(node);
  const object = member.type === "MemberExpression" ? childAt(member, "object") : undefined;
  return object !== undefined && unwrap(object).type === "Identifier";
}

function isNothing(node: Node): boolean {
  const value = unwrap(node);
  return (value.type === "Literal" && value["value"] === null) || (value.type === "Identifier" && value["name"] === "undefined");
}

/** The names that the expressions of some slots use, with all inside of them. */
export class UsedNames {
  readonly #known = new Map<Block, ReadonlySet<string>>();

  of(slots: readonly Slot[]): ReadonlySet<string> {
    const names = new Set<string>();
    for (const slot of slots) {
      for (const expression of expressionsOf(slot)) for (const { name } of readsIn(expression)) names.add(name);
      for (const block of innerBlocks(slot)) for (const name of this.#ofBlock(block)) names.add(name);
    }
    return names;
  }

  #ofBlock(block: Block): ReadonlySet<string> {
    const known = this.#known.get(block) ?? this.of(block.slots);
    this.#known.set(block, known);
    return known;
  }
}

/** The names that an expression uses. */
export function namesIn(expression: Expression): ReadonlySet<string> {
  return new Set(readsIn(expression).map(({ name }) => name));
}

function readsIn({ ast }: Expression): ReturnType<typeof freeReads>["reads"] {
  return freeReads(nodeOf(ast)).reads;
}

function localNames({ item, index }: Loop): ReadonlySet<string> {
  return new Set([item, index].flatMap((pattern) => (pattern === undefined ? [] : boundNames(nodeOf(pattern.ast)))));
}

const COMPARISONS: ReadonlySet<unknown> = new Set(["==", "!=", "===", "!==", "in", "instanceof"]);

/** Whether TypeScript may learn something from a test. */
function narrows(expression: Node): boolean {
  const node = unwrap(expression);
  const [left, right] = [childAt(node, "left"), childAt(node, "right")];
  switch (node.type) {
    case "Identifier":
    case "MemberExpression":
      return true;
    case "UnaryExpression": {
      const argument = childAt(node, "argument");
      return node["operator"] === "!" && argument !== undefined && narrows(argument);
    }
    case "LogicalExpression":
      return (left !== undefined && narrows(left)) || (right !== undefined && narrows(right));
    case "BinaryExpression":
      return COMPARISONS.has(node["operator"]);
    case "CallExpression":
      return isGuard(node);
    default:
      return false;
  }
}

/** A call that may be one of a type predicate: `isUser(visitor)`, `Array.isArray(items)`. */
function isGuard(call: Node): boolean {
  const callee = childAt(call, "callee");
  return callee?.type === "Identifier" || (callee?.type === "MemberExpression" && childAt(callee, "object")?.type === "Identifier");
}
