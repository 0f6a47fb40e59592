/** Small questions about TypeScript's syntax trees. */
import type ts from "typescript";
import type { TypeScript } from "./typescript.ts";

/** The innermost node that covers a range. */
export function nodeAt(ts: TypeScript, file: ts.SourceFile, start: number, length: number): ts.Node {
  let found: ts.Node = file;
  for (;;) {
    const inner = ts.forEachChild(found, (child) => (child.getStart(file) <= start && child.end >= start + length ? child : undefined));
    if (inner === undefined) return found;
    found = inner;
  }
}

/** The nearest node from here outwards that passes. */
export function around<T extends ts.Node>(node: ts.Node, test: (node: ts.Node) => node is T): T | undefined {
  for (let at: ts.Node | undefined = node; at !== undefined; at = at.parent) if (test(at)) return at;
  return undefined;
}

/** The lists of the `:for`s that a node of a module is in, or in the head of, innermost first. */
export function listsAround(ts: TypeScript, node: ts.Node): readonly ts.Expression[] {
  const lists: ts.Expression[] = [];
  for (let at = node; at !== undefined; at = at.parent) {
    const call = ts.isForOfStatement(at) ? at.expression : at;
    if (!ts.isCallExpression(call) || !/\.(each|indexed|repeat)$/.test(call.expression.getText())) continue;
    const [, items] = call.arguments;
    const list =
      items !== undefined && ts.isCallExpression(items) && /\.where$/.test(items.expression.getText()) ? items.arguments[0] : items;
    if (list !== undefined && !lists.includes(list)) lists.push(list);
  }
  return lists;
}

/** A property of an object literal, by its name. */
export function propertyNamed(ts: TypeScript, object: ts.ObjectLiteralExpression, name: string): ts.ObjectLiteralElementLike | undefined {
  return object.properties.find((property) => property.name !== undefined && nameText(ts, property.name) === name);
}

export function nameText(ts: TypeScript, name: ts.PropertyName): string | undefined {
  return ts.isIdentifier(name) || ts.isStringLiteralLike(name) ? name.text : undefined;
}
