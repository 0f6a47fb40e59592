/**
 * Mistakes of views and components against their templates, which TypeScript tells by spelling out the types of the
 * whole definition.
 */
import type ts from "typescript";
import { nearest } from "../../base/suggest.ts";
import { around, nodeAt, propertyNamed } from "./syntax.ts";
import type { TypeScript } from "./typescript.ts";

/** Of a component. */
const options = ["template", "mount", "update", "updateMany", "terminate", "events"] as const;

export interface ViewMistake {
  readonly message: string;
  readonly fix: string;
  /** Names in the modules of templates that ask for what is missing, with what to say of them. */
  readonly asked: readonly { readonly name: ts.Node; readonly message: string }[];
}

/**
 * What an error in a view or a component is about, where that is a handler or an assign that its template asks for;
 * `undefined` for any other error.
 */
export function viewMistake(ts: TypeScript, checker: ts.TypeChecker, diagnostic: ts.Diagnostic): ViewMistake | undefined {
  const { file, start = 0, length = 0 } = diagnostic;
  if (file === undefined) return undefined;
  const node = nodeAt(ts, file, start, length);
  const call = definitionAround(ts, node);
  const [definition] = call?.arguments ?? [];
  if (call === undefined || definition === undefined || !ts.isObjectLiteralExpression(definition)) return undefined;
  const kind = call.expression.getText().endsWith("Component") ? "component" : "view";
  const words = ts.flattenDiagnosticMessageText(diagnostic.messageText, "\n");
  if (/\bHandlers<|Property 'events' is missing/.test(words) || isAbout(ts, definition, "events", diagnostic))
    return missingHandlers(ts, checker, definition, kind);
  if (/"There is no such option."/.test(words)) return unknownOption(ts, node, kind);
  if (kind === "view" && isAbout(ts, definition, "template", diagnostic)) return takenFromComponent(ts, checker, definition);
  const mount = propertyNamed(ts, definition, "mount");
  const inMount = mount !== undefined && start >= mount.getStart() && start < mount.end;
  return inMount && /is missing in type|is missing the following/.test(words)
    ? missingAssigns(ts, checker, definition, kind, words)
    : undefined;
}

/** True for an error that stands at the name of an option. */
function isAbout(ts: TypeScript, definition: ts.ObjectLiteralExpression, option: string, { start }: ts.Diagnostic): boolean {
  return propertyNamed(ts, definition, option)?.getStart() === start;
}

type Kind = "view" | "component";

function missingHandlers(
  ts: TypeScript,
  checker: ts.TypeChecker,
  definition: ts.ObjectLiteralExpression,
  kind: Kind,
): ViewMistake | undefined {
  const types = templateTypes(ts, checker, definition);
  const sent = (kind === "view" ? types?.events : types?.aimed) ?? [];
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
    message: `The ${kind} has no handler for ${listed(missing)}, which its template ${kind === "view" ? "sends" : "aims at `myself`"}.`,
    fix:
      misspelt === undefined
        ? `Add ${missing.length === 1 ? "it" : "them"} to events.`
        : `Did you mean \`${first.name}\` where it says \`${misspelt}\`?`,
    asked: missing.flatMap((event) => asked(ts, event, "is bound here")),
  };
}

function unknownOption(ts: TypeScript, node: ts.Node, kind: Kind): ViewMistake | undefined {
  if (!ts.isIdentifier(node)) return undefined;
  const near = nearest(node.text, options);
  return {
    message: `A ${kind} has no option \`${node.text}\`.`,
    fix: near === undefined ? `The options are ${options.join(", ")}.` : `Did you mean \`${near}\`?`,
    asked: [],
  };
}

/** What the template of a view takes, and only a component has: `myself`, or an `id` that is not declared. */
function takenFromComponent(ts: TypeScript, checker: ts.TypeChecker, definition: ts.ObjectLiteralExpression): ViewMistake | undefined {
  const { taken = [], module } = templateTypes(ts, checker, definition) ?? {};
  const [first] = taken;
  if (first === undefined) return undefined;
  return {
    message: `The view's template uses ${listed(taken)}, which only a component has.`,
    fix:
      first.name === "myself"
        ? "Without live-target={myself} the event goes to the view."
        : `Add \`${first.name}\` to the template's Assigns, or show it by defineComponent.`,
    asked: taken.flatMap((fact) => {
      const use = module && firstUse(ts, module, fact.name);
      return use === undefined ? [] : [{ name: use, message: `\`${fact.name}\` is used here` }];
    }),
  };
}

/** Where a module first uses a name that is no declaration. */
function firstUse(ts: TypeScript, module: ts.SourceFile, name: string): ts.Node | undefined {
  const find = (node: ts.Node): ts.Node | undefined => {
    const isUse = ts.isIdentifier(node) && node.text === name && !ts.isBindingElement(node.parent) && !ts.isPropertySignature(node.parent);
    return isUse ? node : ts.forEachChild(node, find);
  };
  return find(module);
}

function missingAssigns(
  ts: TypeScript,
  checker: ts.TypeChecker,
  definition: ts.ObjectLiteralExpression,
  kind: Kind,
  words: string,
): ViewMistake | undefined {
  const [, one, more = ""] = /Property '([^']+)' is missing in type|missing the following properties from type .+?: (.+)/.exec(words) ?? [];
  const names = one === undefined ? more.split(", ") : [one];
  const missing = (templateTypes(ts, checker, definition)?.assigns ?? []).filter(({ name }) => names.includes(name));
  if (missing.length === 0) return undefined;
  return {
    message: `mount returns no ${listed(missing)}, which the ${kind}'s template needs.`,
    fix: `Return ${missing.length === 1 ? "it" : "them"}, or declare ${missing.length === 1 ? "it" : "them"} optional in the template's Assigns.`,
    asked: missing.flatMap((assign) => asked(ts, assign, "is declared here")),
  };
}

function listed(symbols: readonly ts.Symbol[]): string {
  return symbols.map(({ name }) => `\`${name}\``).join(", ");
}

function asked(ts: TypeScript, { name, declarations = [] }: ts.Symbol, what: string): ViewMistake["asked"] {
  return declarations
    .filter(ts.isPropertySignature)
    .slice(0, 1)
    .map((declaration) => ({ name: declaration.name, message: `\`${name}\` ${what}` }));
}

/** The call of `defineView` or `defineComponent` that a node is in. */
export function definitionAround(ts: TypeScript, node: ts.Node): ts.CallExpression | undefined {
  return around(node, (outer): outer is ts.CallExpression => isDefinition(ts, outer));
}

function isDefinition(ts: TypeScript, node: ts.Node): boolean {
  return ts.isCallExpression(node) && /(^|\.)define(View|Component)$/.test(node.expression.getText());
}

interface Asked {
  readonly assigns: readonly ts.Symbol[];
  readonly events: readonly ts.Symbol[];
  /** Of a component: its own facts that the template does not declare, and the events that it aims at itself. */
  readonly taken: readonly ts.Symbol[];
  readonly aimed: readonly ts.Symbol[];
  /** The template's. */
  readonly module: ts.SourceFile | undefined;
}

/** What the template of a definition asks for: its type is `Template<Assigns, Events, Slots, BuiltIns>`. */
function templateTypes(ts: TypeScript, checker: ts.TypeChecker, definition: ts.ObjectLiteralExpression): Asked | undefined {
  const template = propertyNamed(ts, definition, "template");
  const type = template && checker.getTypeAtLocation(template);
  if (type === undefined || !isReference(ts, type)) return undefined;
  const [assigns, events, , builtIns] = checker.getTypeArguments(type);
  const taken = builtIns?.getProperties() ?? [];
  const myself = taken.find(({ name }) => name === "myself");
  // Myself<Events>
  const [aimed] = (myself && checker.getTypeOfSymbol(myself).aliasTypeArguments) ?? [];
  return {
    assigns: assigns?.getProperties() ?? [],
    events: events?.getProperties() ?? [],
    taken,
    aimed: aimed?.getProperties() ?? [],
    module: builtIns?.aliasSymbol?.declarations?.[0]?.getSourceFile(),
  };
}

function isReference(ts: TypeScript, type: ts.Type): type is ts.TypeReference {
  return (type.flags & ts.TypeFlags.Object) !== 0 && ((type as ts.ObjectType).objectFlags & ts.ObjectFlags.Reference) !== 0;
}
