/** Views without a handler for an event that their templates send. */
import type ts from "typescript";
import { nearest } from "../../protocol/suggest.ts";
import { around, nodeAt, propertyNamed } from "./syntax.ts";
import type { TypeScript } from "./typescript.ts";

export interface MissingHandlers {
  /** Events without a handler, each with the declarations of its name in the modules of templates. */
  readonly events: readonly { readonly name: string; readonly declarations: readonly ts.Node[] }[];
  /** A handler that no template names, and that seems to be meant for the first event. */
  readonly misspelt: string | undefined;
}

/**
 * What an error in a view is about, when it is about handlers that are missing; `undefined` for any other error. TypeScript's own words for it
 * spell out the types of the whole view.
 */
export function missingHandlers(ts: TypeScript, checker: ts.TypeChecker, diagnostic: ts.Diagnostic): MissingHandlers | undefined {
  const { file, start = 0, length = 0 } = diagnostic;
  const words = file === undefined ? "" : ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n");
  if (file === undefined || !/Handlers<|Property 'events' is missing/.test(words)) return undefined;
  const call = around(nodeAt(ts, file, start, length), (node): node is ts.CallExpression => isDefineView(ts, node));
  const [definition] = call?.arguments ?? [];
  if (definition === undefined || !ts.isObjectLiteralExpression(definition)) return undefined;
  const sent = sentEvents(ts, checker, definition);
  const handlers = propertyNamed(ts, definition, "events");
  const handled =
    handlers === undefined
      ? []
      : checker
          .getTypeAtLocation(handlers)
          .getProperties()
          .map(({ name }) => name);
  const events = sent.filter(({ name }) => !handled.includes(name)).map(({ name, declarations = [] }) => ({ name, declarations }));
  const [first] = events;
  if (first === undefined) return undefined;
  const unsent = handled.filter((name) => !sent.some((event) => event.name === name));
  return { events, misspelt: nearest(first.name, unsent) };
}

function isDefineView(ts: TypeScript, node: ts.Node): boolean {
  return ts.isCallExpression(node) && /(^|\.)define(View|Component)$/.test(node.expression.getText());
}

/** The events of the template that a definition names: its type is `Template<Assigns, Events>`. */
function sentEvents(ts: TypeScript, checker: ts.TypeChecker, definition: ts.ObjectLiteralExpression): readonly ts.Symbol[] {
  const template = propertyNamed(ts, definition, "template");
  if (template === undefined) return [];
  const type = checker.getTypeAtLocation(template);
  const [, events] = isReference(ts, type) ? checker.getTypeArguments(type) : [];
  return events?.getProperties() ?? [];
}

function isReference(ts: TypeScript, type: ts.Type): type is ts.TypeReference {
  return (type.flags & ts.TypeFlags.Object) !== 0 && ((type as ts.ObjectType).objectFlags & ts.ObjectFlags.Reference) !== 0;
}
