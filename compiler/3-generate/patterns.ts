/**
 * The patterns of a `:for` as parameters and as the variable of a `for … of`. Names that are not used are left out,
 * which `noUnusedParameters` and `noUnusedLocals` ask for.
 */

import { boundNames, childAt, childrenAt, isNode, type Node, nodeOf } from "../2-analyse/ast.ts";
import type { Loop } from "../2-analyse/scope.ts";
import type { Pattern } from "../tree.ts";
import type { Piece, Segment } from "./segments.ts";

/** `todo`, `todo, index`, `_todo, index`, or nothing. */
export function parameters(loop: Loop, used: ReadonlySet<string>): readonly Segment[] {
  const item = reduced(nodeOf(loop.item.ast), loop.item, used);
  const index = loop.index === undefined ? undefined : reduced(nodeOf(loop.index.ast), loop.index, used);
  if (index === undefined) return item ?? [];
  return [...(item ?? [unusedName(loop, used)]), ", ", ...index];
}

/** True when the index is among the used names. */
export function usesIndex(loop: Loop, used: ReadonlySet<string>): boolean {
  return loop.index !== undefined && boundNames(nodeOf(loop.index.ast)).some((name) => used.has(name));
}

/** `todo`, `[todo, index]`, `[, index]`, `_todo`. */
export function loopVariable(loop: Loop, used: ReadonlySet<string>): readonly Segment[] {
  const item = reduced(nodeOf(loop.item.ast), loop.item, used);
  if (loop.index === undefined || !usesIndex(loop, used)) return item ?? [unusedName(loop, used)];
  return ["[", ...(item ?? []), ", ", ...(reduced(nodeOf(loop.index.ast), loop.index, used) ?? []), "]"];
}

function unusedName(loop: Loop, used: ReadonlySet<string>): string {
  const { type, name } = nodeOf(loop.item.ast);
  let unused = type === "Identifier" ? String(name).replace(/^_?/, "_") : "_item";
  while (used.has(unused)) unused = `_${unused}`;
  return unused;
}

/** The pattern without the names that are not used; `undefined` when none is. */
function reduced(node: Node, pattern: Pattern, used: ReadonlySet<string>): readonly Segment[] | undefined {
  const names = boundNames(node);
  if (!names.some((name) => used.has(name))) return undefined;
  if (names.every((name) => used.has(name))) return [piece(pattern, node.start, node.end)];
  if (node.type === "ObjectPattern") {
    const properties = childrenAt(node, "properties").filter(
      (property) => property.type === "Property" || boundNames(property).some((name) => used.has(name)),
    );
    // Without its siblings a rest would hold more.
    if (properties.every(({ type }) => type === "Property")) {
      const kept = properties.map((property) => reducedProperty(property, pattern, used)).filter((segments) => segments.length > 0);
      return ["{ ", ...joined(kept), " }"];
    }
  }
  if (node.type === "ArrayPattern") {
    const elements: readonly unknown[] = Array.isArray(node["elements"]) ? node["elements"] : [];
    const kept = elements.map((element) => (isNode(element) ? (reduced(element, pattern, used) ?? []) : []));
    while (kept.at(-1)?.length === 0) kept.pop();
    return ["[", ...joined(kept), "]"];
  }
  return [piece(pattern, node.start, node.end)];
}

function reducedProperty(property: Node, pattern: Pattern, used: ReadonlySet<string>): readonly Segment[] {
  const value = childAt(property, "value");
  const kept = value === undefined ? undefined : reduced(value, pattern, used);
  if (value === undefined || kept === undefined) return [];
  return property["shorthand"] === true
    ? [piece(pattern, property.start, property.end)]
    : [piece(pattern, property.start, value.start), ...kept];
}

function piece(pattern: Pattern, start: number, end: number): Piece {
  return { code: pattern.code.slice(start - pattern.start, end - pattern.start), start, end };
}

function joined(items: readonly (readonly Segment[])[]): readonly Segment[] {
  return items.flatMap((item, index) => (index === 0 ? item : [", ", ...item]));
}
