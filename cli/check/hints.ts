/** What to do about an error of TypeScript, where it does not say so itself. */
import { basename } from "node:path";
import type ts from "typescript";
import { nearest } from "../../base/suggest.ts";
import { around, nameText, nodeAt } from "./syntax.ts";
import type { VirtualModule } from "./templates.ts";
import type { TypeScript } from "./typescript.ts";

/** Names listed in a hint; of more, a reader finds none. */
const MAX_LISTED = 6;
/** A name whose type fits may be further from what was written than others. */
const SLIPS_IF_FITTING = 4;

/** Codes of TypeScript's errors. */
const Code = { noProperty: 2339, excessProperty: 2353 } as const;

/**
 * A hint for an error in a template's module or a view; `undefined` where TypeScript's words suffice.
 *
 * @param message the error's first line, `details` those below it
 */
export function hint(
  ts: TypeScript,
  checker: ts.TypeChecker,
  { file, start = 0, length = 0, code }: ts.Diagnostic,
  words: string,
): string | undefined {
  if (file === undefined || words.includes("Did you mean")) return undefined;
  const node = nodeAt(ts, file, start, length);
  if (code === Code.noProperty && ts.isIdentifier(node)) return missingName(ts, checker, node);
  if (code === Code.excessProperty) return unknownProp(ts, checker, node);
  const target = /(?:parameter of type|to type) '(TextValue|Items<|Key(?=['<]|Of))/.exec(words)?.[1];
  if (target === "TextValue") return textHint(ts, checker, node);
  if (target === "Items<") return listHint(ts, checker, node);
  if (target === "Key") return "A :key tells rows apart by a string or a number: use the item's id.";
  return undefined;
}

/** A name that an inline template finds in the file around it, and not among its assigns. */
export function outsideHint(
  ts: TypeScript,
  { file, start = 0, length = 0, code }: ts.Diagnostic,
  module: Pick<VirtualModule, "file" | "surroundings"> | undefined,
): string | undefined {
  if (file === undefined || module?.surroundings === undefined || code !== Code.noProperty) return undefined;
  const node = nodeAt(ts, file, start, length);
  if (!ts.isIdentifier(node) || !ts.isBindingElement(node.parent) || !module.surroundings.values.has(node.text)) return undefined;
  return `\`${node.text}\` of ${basename(module.file)} is not the template's: import it in a <script lang="ts"> at the start of the template, or hand it over as an assign.`;
}

/** A property that its object does not have; in the destructuring of the assigns, a misspelt assign. */
function missingName(ts: TypeScript, checker: ts.TypeChecker, name: ts.Identifier): string | undefined {
  const { parent } = name;
  const pattern = ts.isBindingElement(parent) && ts.isObjectBindingPattern(parent.parent) ? parent.parent : undefined;
  const object =
    pattern === undefined ? (ts.isPropertyAccessExpression(parent) ? parent.expression : undefined) : pattern.parent.initializer;
  if (object === undefined) return undefined;
  const properties = checker.getPropertiesOfType(checker.getApparentType(checker.getTypeAtLocation(object)));
  const names = properties.map((property) => property.name);
  const wanted = pattern === undefined ? checker.getContextualType(parent as ts.Expression) : wantedType(ts, checker, name);
  const fitting =
    wanted === undefined ? [] : properties.filter((property) => checker.isTypeAssignableTo(checker.getTypeOfSymbol(property), wanted));
  const near =
    nearest(name.text, names) ??
    nearest(
      name.text,
      fitting.map((property) => property.name),
      Math.min(SLIPS_IF_FITTING, Math.floor(name.text.length / 2)),
    );
  if (near !== undefined) return `Did you mean \`${near}\`?`;
  if (pattern === undefined) return undefined;
  return names.length === 0 || names.length > MAX_LISTED
    ? `Add \`${name.text}\` to Assigns.`
    : `The assigns are ${names.join(", ")}. Use one of them, or add \`${name.text}\` to Assigns.`;
}

/** What the first use of a destructured name is given to. */
function wantedType(ts: TypeScript, checker: ts.TypeChecker, name: ts.Identifier): ts.Type | undefined {
  const body = around(name, ts.isBlock);
  const find = (node: ts.Node): ts.Identifier | undefined =>
    ts.isIdentifier(node) && node !== name && node.text === name.text ? node : ts.forEachChild(node, find);
  const use = body && find(body);
  const wanted = use && checker.getContextualType(use);
  // A type parameter takes anything, which says nothing.
  return wanted === undefined || (wanted.flags & (ts.TypeFlags.Any | ts.TypeFlags.Unknown | ts.TypeFlags.TypeParameter)) !== 0
    ? undefined
    : wanted;
}

/** A prop that the component does not have: the one left over that takes a value of its type. */
function unknownProp(ts: TypeScript, checker: ts.TypeChecker, node: ts.Node): string | undefined {
  const property = around(node, ts.isObjectLiteralElementLike);
  const object = property?.parent;
  if (property?.name === undefined || object === undefined || !ts.isObjectLiteralExpression(object)) return undefined;
  const type = checker.getContextualType(object);
  if (type === undefined) return undefined;
  const given = new Set(object.properties.map(({ name }) => name && nameText(ts, name)));
  const free = type.getProperties().filter(({ name }) => !given.has(name));
  const near = nearest(
    nameText(ts, property.name) ?? "",
    free.map(({ name }) => name),
  );
  if (near !== undefined) return `Did you mean \`${near}\`?`;
  const value = ts.isPropertyAssignment(property) ? property.initializer : property.name;
  const valueType = checker.getTypeAtLocation(value);
  const fitting = free.filter((prop) => checker.isTypeAssignableTo(valueType, checker.getTypeOfSymbol(prop)));
  if (fitting.length === 1) return `Did you mean \`${fitting[0]?.name}\`? It takes such a value.`;
  const names = type.getProperties().map(({ name }) => name);
  return names.length === 0 || names.length > MAX_LISTED ? undefined : `The props are ${names.join(", ")}.`;
}

/** A value that is no text. */
function textHint(ts: TypeScript, checker: ts.TypeChecker, node: ts.Node): string | undefined {
  const type = checker.getNonNullableType(checker.getTypeAtLocation(node));
  const code = node.getText();
  const name = type.getSymbol()?.name;
  if (name === "Date") return `Say how a date is to be written: {${code}.toLocaleDateString()} or {${code}.toISOString()}.`;
  if (name === "Promise") return "Wait for it in the view, and assign what it resolves to.";
  if (checker.isArrayType(type) || checker.isTupleType(type) || name === "Set" || name === "Map") {
    return `Show a list with :for, or join it to a text: {[...${code}].join(", ")}.`;
  }
  if (type.getCallSignatures().length > 0) return `It is a function: call it, {${code}()}.`;
  const shown = type
    .getProperties()
    .filter((property) => isText(ts, checker.getTypeOfSymbol(property)))
    .slice(0, MAX_LISTED / 2)
    .map((property) => `{${code}.${property.name}}`);
  return shown.length === 0 || !/^[\w$.?!]+$/.test(code) ? undefined : `Show one of its properties: ${shown.join(", ")}.`;
}

function isText(ts: TypeScript, type: ts.Type): boolean {
  const flags = ts.TypeFlags.StringLike | ts.TypeFlags.NumberLike | ts.TypeFlags.BigIntLike;
  return type.isUnion() ? type.types.every((part) => isText(ts, part)) : (type.flags & flags) !== 0;
}

/** A value that cannot be gone over. */
function listHint(ts: TypeScript, checker: ts.TypeChecker, node: ts.Node): string {
  const type = checker.getNonNullableType(checker.getTypeAtLocation(node));
  const code = node.getText();
  const known = "A :for goes over arrays, sets, maps and whatever else is iterable.";
  if ((type.flags & ts.TypeFlags.NumberLike) !== 0) return `${known} To count, use Array(${code}).keys().`;
  if ((type.flags & ts.TypeFlags.Object) !== 0) return `${known} Of an object, take Object.entries(${code}).`;
  return known;
}
