/** Mistakes of views against their templates, which TypeScript tells by spelling out the types of the whole view. */
import type ts from "typescript";
import { nearest } from "../../protocol/suggest.ts";
import { around, nodeAt, propertyNamed } from "./syntax.ts";
import type { TypeScript } from "./typescript.ts";

export interface ViewMistake {
  readonly message: string;
  readonly fix: string;
  /** Names in the modules of templates that ask for what is missing, with what to say of them. */
  readonly asked: readonly { readonly name: ts.Node; readonly message: string }[];
}

/** What an error in a view is about, where that is a handler or an assign that its template asks for; `undefined` for any other error. */
export function viewMistake(ts: TypeScript, checker: ts.TypeChecker, diagnostic: ts.Diagnostic): ViewMistake | undefined {
  const { file, start = 0, length = 0 } = diagnostic;
  if (file === undefined) return undefined;
  const node = nodeAt(ts, file, start, length);
  const call = around(node, (outer): outer is ts.CallExpression => isDefinition(ts, outer));
  const [definition] = call?.arguments ?? [];
  if (definition === undefined || !ts.isObjectLiteralExpression(definition)) return undefined;
  const words = ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n");
  if (/\bHandlers<|Property 'events' is missing/.test(words)) return missingHandlers(ts, checker, definition);
  const mount = propertyNamed(ts, definition, "mount");
  const inMount = mount !== undefined && start >= mount.getStart() && start < mount.end;
  return inMount && /is missing in type|is missing the following/.test(words) ? missingAssigns(ts, checker, definition, words) : undefined;
}

function missingHandlers(ts: TypeScript, checker: ts.TypeChecker, definition: ts.ObjectLiteralExpression): ViewMistake | undefined {
  const sent = templateTypes(ts, checker, definition)?.events ?? [];
  const events = propertyNamed(ts, definition, "events");
  const handled =
    events === undefined
      ? []
      : checker
          .getTypeAtLocation(events)
          .getProperties()
          .map(({ name }) => name);
  const missing = sent.filter(({ name }) => !handled.includes(name));
  const [first] = missing;
  if (first === undefined) return undefined;
  const unsent = handled.filter((name) => !sent.some((event) => event.name === name));
  const misspelt = nearest(first.name, unsent);
  return {
    message: `The view has no handler for ${listed(missing)}, which its template sends.`,
    fix:
      misspelt === undefined
        ? `Add ${missing.length === 1 ? "it" : "them"} to events.`
        : `Did you mean “${first.name}” where it says “${misspelt}”?`,
    asked: missing.flatMap((event) => asked(ts, event, "is bound here")),
  };
}

function missingAssigns(
  ts: TypeScript,
  checker: ts.TypeChecker,
  definition: ts.ObjectLiteralExpression,
  words: string,
): ViewMistake | undefined {
  const [, one, more = ""] = /Property '([^']+)' is missing in type|missing the following properties from type .+?: (.+)/.exec(words) ?? [];
  const names = one === undefined ? more.split(", ") : [one];
  const missing = (templateTypes(ts, checker, definition)?.assigns ?? []).filter(({ name }) => names.includes(name));
  if (missing.length === 0) return undefined;
  return {
    message: `mount returns no ${listed(missing)}, which the view's template needs.`,
    fix: `Return ${missing.length === 1 ? "it" : "them"}, or declare ${missing.length === 1 ? "it" : "them"} optional in the template's Assigns.`,
    asked: missing.flatMap((assign) => asked(ts, assign, "is declared here")),
  };
}

function listed(symbols: readonly ts.Symbol[]): string {
  return symbols.map(({ name }) => `“${name}”`).join(", ");
}

function asked(ts: TypeScript, { name, declarations = [] }: ts.Symbol, what: string): ViewMistake["asked"] {
  return declarations
    .filter(ts.isPropertySignature)
    .slice(0, 1)
    .map((declaration) => ({ name: declaration.name, message: `“${name}” ${what}` }));
}

function isDefinition(ts: TypeScript, node: ts.Node): boolean {
  return ts.isCallExpression(node) && /(^|\.)define(View|Component)$/.test(node.expression.getText());
}

/** What the template of a definition asks for: its type is `Template<Assigns, Events>`. */
function templateTypes(
  ts: TypeScript,
  checker: ts.TypeChecker,
  definition: ts.ObjectLiteralExpression,
): { readonly assigns: readonly ts.Symbol[]; readonly events: readonly ts.Symbol[] } | undefined {
  const template = propertyNamed(ts, definition, "template");
  const type = template && checker.getTypeAtLocation(template);
  if (type === undefined || !isReference(ts, type)) return undefined;
  const [assigns, events] = checker.getTypeArguments(type);
  return { assigns: assigns?.getProperties() ?? [], events: events?.getProperties() ?? [] };
}

function isReference(ts: TypeScript, type: ts.Type): type is ts.TypeReference {
  return (type.flags & ts.TypeFlags.Object) !== 0 && ((type as ts.ObjectType).objectFlags & ts.ObjectFlags.Reference) !== 0;
}
