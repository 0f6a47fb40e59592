/**
 * Views and components that a TypeScript or JavaScript module defines, given names for development: when the module is
 * evaluated again, what it defines takes the place of what it defined before.
 */
import { parseProgram } from "./1-parse/typescript.ts";
import { childAt, childrenAt, type Node, nodeOf, unwrap } from "./2-analyse/ast.ts";

export interface NamedDefinitions {
  /** The module with a name around each definition; lines stay as they are. */
  readonly code: string;
  /**
   * True where all that the module exports at run time is views and components: who imports it need not be evaluated
   * again when it changes.
   */
  readonly replaceable: boolean;
}

const SERVER = "livec/server";
const DEFINERS: ReadonlySet<unknown> = new Set(["defineView", "defineComponent"]);
const HOT = "__livecHot";

/**
 * Names what a module defines; nothing where it defines no view or component, or cannot be parsed.
 *
 * @param name of the module, which no other has: definitions are `name#default`, `name#Row`
 * @example nameDefinitions(source, "/app/counter.ts")?.code
 */
export function nameDefinitions(source: string, name: string): NamedDefinitions | undefined {
  if (!source.includes(SERVER) || !/\bdefine(?:View|Component)\b/.test(source)) return undefined;
  const program = parsed(source);
  if (program === undefined) return undefined;
  const statements = childrenAt(program, "body");
  const definers = new Set(statements.flatMap(importedDefiners));
  const definitions = statements.flatMap((statement) => definitionsIn(statement, definers));
  if (definitions.length === 0) return undefined;
  const defined = new Set(definitions.map(({ key }) => key));
  let code = "";
  let from = 0;
  for (const { key, call } of definitions) {
    code += `${source.slice(from, call.start)}${HOT}(${JSON.stringify(`${name}#${key}`)}, ${source.slice(call.start, call.end)})`;
    from = call.end;
  }
  code += `${source.slice(from)}\nimport { hot as ${HOT} } from "livec/template";\n`;
  return { code, replaceable: statements.every((statement) => exportsOnly(statement, defined)) };
}

function parsed(source: string): Node | undefined {
  try {
    return nodeOf(parseProgram(source));
  } catch (error) {
    // Who runs it says what is wrong.
    if (error instanceof SyntaxError || error instanceof RangeError) return undefined;
    throw error;
  }
}

function importedDefiners(statement: Node): readonly string[] {
  if (statement.type !== "ImportDeclaration" || childAt(statement, "source")?.["value"] !== SERVER) return [];
  return childrenAt(statement, "specifiers").flatMap((specifier) => {
    const local = childAt(specifier, "local")?.["name"];
    return DEFINERS.has(childAt(specifier, "imported")?.["name"]) && typeof local === "string" ? [local] : [];
  });
}

interface Definition {
  /** `default`, or the name of the variable. */
  readonly key: string;
  readonly call: Node;
}

function definitionsIn(statement: Node, definers: ReadonlySet<string>): readonly Definition[] {
  const isDefiner = (call: Node): boolean => call.type === "CallExpression" && definers.has(String(childAt(call, "callee")?.["name"]));
  const declaration = statement.type.startsWith("Export") ? childAt(statement, "declaration") : statement;
  if (declaration === undefined) return [];
  if (statement.type === "ExportDefaultDeclaration") {
    const call = unwrap(declaration);
    return isDefiner(call) ? [{ key: "default", call }] : [];
  }
  if (declaration.type !== "VariableDeclaration" || declaration["kind"] !== "const") return [];
  return childrenAt(declaration, "declarations").flatMap((declarator) => {
    const [id, init] = [childAt(declarator, "id"), childAt(declarator, "init")];
    const call = init && unwrap(init);
    return id?.type === "Identifier" && call !== undefined && isDefiner(call) ? [{ key: String(id["name"]), call }] : [];
  });
}

/** Whether what a statement exports, if anything, is types and definitions. */
function exportsOnly(statement: Node, defined: ReadonlySet<unknown>): boolean {
  if (!statement.type.startsWith("Export") || statement["exportKind"] === "type") return true;
  const declaration = childAt(statement, "declaration");
  const isDefined = (node: Node | undefined): boolean => defined.has(node?.["name"]);
  if (statement.type === "ExportDefaultDeclaration") return defined.has("default") || isDefined(declaration && unwrap(declaration));
  if (declaration?.type === "VariableDeclaration")
    return childrenAt(declaration, "declarations").every((declarator) => isDefined(childAt(declarator, "id")));
  if (declaration !== undefined) return /^TS(?:Interface|TypeAlias)/.test(declaration.type);
  const isOwn = statement.type === "ExportNamedDeclaration" && childAt(statement, "source") === undefined;
  return (
    childrenAt(statement, "specifiers").every(
      (specifier) => specifier["exportKind"] === "type" || (isOwn && isDefined(childAt(specifier, "local"))),
    ) && statement.type !== "ExportAllDeclaration"
  );
}
