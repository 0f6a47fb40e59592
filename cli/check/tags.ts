/**
 * What TypeScript says of a component's tag or a slot, as a person says it: props and values that are missing, content
 * that has no slot.
 */
import type ts from "typescript";
import { nearest } from "../../base/suggest.ts";
import type { CheckDiagnostic } from "./diagnostic.ts";
import { around, nameText } from "./syntax.ts";
import type { TypeScript } from "./typescript.ts";

type Words = Pick<CheckDiagnostic, "message" | "fix">;

/**
 * The arguments of `r.component` and its halves `r.props` and `r.filled`, and the type arguments of `livec.template`.
 */
const [TYPE, PROPS, CONTENTS, SLOTS] = [1, 2, 3, 2];

/**
 * The mistake at a node of a generated module, where it is one in what a component is handed, or what a slot hands
 * back.
 *
 * @param lines what TypeScript says
 */
export function tagMistake(ts: TypeScript, checker: ts.TypeChecker, node: ts.Node, lines: readonly string[]): Words | undefined {
  const call = around(node, ts.isCallExpression);
  if (call === undefined || !ts.isPropertyAccessExpression(call.expression)) return undefined;
  const method = call.expression.name;
  // Not what is wrong inside of a value.
  if (method.text === "outlet") return node === method || node.parent === call ? outletMistake(ts, checker, call) : undefined;
  if (!["component", "props", "filled"].includes(method.text)) return undefined;
  const { [PROPS]: props, [CONTENTS]: contents } = call.arguments;
  if (node === props) return missingProps(lines);
  const slot = node.parent;
  if (contents === undefined || slot?.parent !== contents || !ts.isPropertyAssignment(slot) || slot.name !== node) return undefined;
  return lostContent(checker, call, nameText(ts, slot.name) ?? "");
}

function missingProps(lines: readonly string[]): Words | undefined {
  for (const line of lines) {
    const [, one, more] =
      /Property '(.+)' is missing in type .+ but required in|missing the following properties from type .+?: (.+)/.exec(line) ?? [];
    if (one !== undefined) return { message: `The prop \`${one}\` is missing.` };
    if (more !== undefined) return { message: `These props are missing: ${more}.` };
  }
  return undefined;
}

function lostContent(checker: ts.TypeChecker, call: ts.CallExpression, slot: string): Words | undefined {
  const contents = checker.getResolvedSignature(call)?.parameters[CONTENTS];
  const slots = contents === undefined ? [] : propertiesOf(checker, checker.getTypeOfSymbolAtLocation(contents, call));
  const names = slots.map(({ name }) => name);
  if (names.includes(slot)) return undefined;
  const fix = suggestion(slot, names) ?? (names.length === 0 ? "It takes no content." : `Its slots are ${names.join(", ")}.`);
  const outlet = slot === "default" ? "<slot/>" : `<slot name="${slot}"/>`;
  return { message: `<${call.arguments[TYPE]?.getText()}> has no ${outlet}: this content would not be shown.`, fix };
}

/** What a slot hands back is less than its template's `Slots` says, or it is not among them. */
function outletMistake(ts: TypeScript, checker: ts.TypeChecker, call: ts.CallExpression): Words | undefined {
  const [, name, , given] = call.arguments;
  const template = around(call, (node): node is ts.CallExpression => ts.isCallExpression(node) && node.typeArguments !== undefined);
  const declared = template?.typeArguments?.[SLOTS];
  if (declared === undefined || name === undefined || !ts.isStringLiteral(name)) return undefined;
  const slots = propertiesOf(checker, checker.getTypeFromTypeNode(declared));
  const slot = slots.find((each) => each.name === name.text);
  if (slot === undefined) {
    const names = slots.map((each) => each.name);
    return { message: `Slots declares no \`${name.text}\`.`, fix: suggestion(name.text, names) ?? `Add \`${name.text}\` to Slots.` };
  }
  const values = given !== undefined && ts.isObjectLiteralExpression(given) ? given.properties : [];
  if (values.some(ts.isSpreadAssignment)) return undefined;
  const written = new Set(values.map((value) => value.name && nameText(ts, value.name)));
  const wanted = propertiesOf(checker, checker.getTypeOfSymbolAtLocation(slot, call));
  const missing = wanted.filter(({ name: value, flags }) => (flags & ts.SymbolFlags.Optional) === 0 && !written.has(value));
  if (missing.length === 0) return undefined;
  const list = missing.map(({ name: value }) => `\`${value}\``).join(" and ");
  const attributes = missing.map(({ name: value }) => ` ${value}={…}`).join("");
  const tag = name.text === "default" ? "<slot" : `<slot name="${name.text}"`;
  return { message: `The slot \`${name.text}\` does not hand back ${list}, as Slots declares.`, fix: `Write ${tag}${attributes}/>.` };
}

function propertiesOf(checker: ts.TypeChecker, type: ts.Type): readonly ts.Symbol[] {
  return checker.getPropertiesOfType(checker.getApparentType(checker.getNonNullableType(type)));
}

function suggestion(name: string, names: readonly string[]): string | undefined {
  const near = nearest(name, names);
  return near === undefined ? undefined : `Did you mean \`${near}\`?`;
}
