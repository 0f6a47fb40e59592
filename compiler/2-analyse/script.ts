/** What the script block brings into the template. */
import { TEMPLATE_TYPES, type TemplateType } from "../surroundings.ts";
import type { Script, Span } from "../tree.ts";
import { boundNames, childAt, children, childrenAt, type Node, nodeOf } from "./ast.ts";
import { declaredNames } from "./free.ts";

export interface ScriptNames {
  /** Values that are imported or declared at the top; types are none of an expression's names. */
  readonly names: ReadonlySet<string>;
  /** Where an imported name comes from, as written: `./badge.live.js`. */
  readonly imports: ReadonlyMap<string, string>;
  /** Every identifier in the script that is no member: generated names keep clear of them. */
  readonly identifiers: ReadonlySet<string>;
  readonly hasAssigns: boolean;
  /** True where the script says what its slots hand back. */
  readonly hasSlots: boolean;
  /** Which of these an inline template has from the file around it. */
  readonly outerTypes: readonly TemplateType[];
  /** Those that the script only hands on from another module: `export type { Assigns } from "./types.js"`. */
  readonly handedOn: readonly HandedOn[];
  /** A default export, which the template itself is to be. */
  readonly defaultExport: Span | undefined;
}

/** A type under the name that the script exports it by. */
export interface HandedOn {
  readonly type: TemplateType;
  /** Its name in the other module. */
  readonly imported: string;
  readonly source: string;
}

/** @param outer what the file around an inline template declares for it; the script goes before it */
export function scriptNames(script: Script | undefined, outer: ReadonlySet<TemplateType> = new Set()): ScriptNames {
  const names = new Set<string>();
  const types = new Set<string>();
  const imports = new Map<string, string>();
  const identifiers = new Set<string>();
  const handedOn: HandedOn[] = [];
  let defaultExport: Span | undefined;
  if (script !== undefined) {
    const program = nodeOf(script.ast);
    for (const statement of childrenAt(program, "body")) {
      for (const name of valueNames(statement)) names.add(name);
      for (const name of typeNames(statement)) types.add(name);
      if (isDefaultExport(statement)) defaultExport ??= statement;
      const source = childAt(statement, "source")?.["value"];
      if (statement.type === "ExportNamedDeclaration" && typeof source === "string") handedOn.push(...typesHandedOn(statement, source));
      if (statement.type === "ImportDeclaration" && typeof source === "string") {
        for (const name of valueNames(statement)) imports.set(name, source);
      }
    }
    collectIdentifiers(program, identifiers);
  }
  const declares = (type: TemplateType): boolean => types.has(type) || imports.has(type) || handedOn.some((handed) => handed.type === type);
  const outerTypes = [...outer].filter((type) => !declares(type));
  const has = (type: TemplateType): boolean => declares(type) || outer.has(type);
  return { names, imports, identifiers, hasAssigns: has("Assigns"), hasSlots: has("Slots"), outerTypes, handedOn, defaultExport };
}

function typesHandedOn(statement: Node, source: string): readonly HandedOn[] {
  return childrenAt(statement, "specifiers").flatMap((specifier) => {
    const [exported, imported] = [childAt(specifier, "exported"), childAt(specifier, "local")];
    const type = TEMPLATE_TYPES.find((name) => name === exported?.["name"]);
    return type === undefined || imported === undefined ? [] : [{ type, imported: String(imported["name"] ?? imported["value"]), source }];
  });
}

function isDefaultExport(statement: Node): boolean {
  if (statement.type === "ExportDefaultDeclaration") return true;
  return childrenAt(statement, "specifiers").some((specifier) => {
    const exported = childAt(specifier, "exported");
    return exported?.["name"] === "default" || exported?.["value"] === "default";
  });
}

function valueNames(statement: Node): readonly string[] {
  switch (statement.type) {
    case "ImportDeclaration":
      return childrenAt(statement, "specifiers").flatMap((specifier) =>
        isTypeImport(statement, specifier) ? [] : localName(specifier, "local"),
      );
    case "ExportNamedDeclaration":
      return declarationOf(statement).flatMap(valueNames);
    case "TSDeclareFunction":
    case "TSImportEqualsDeclaration":
      return localName(statement, "id");
    default:
      return declaredNames(statement);
  }
}

function typeNames(statement: Node): readonly string[] {
  switch (statement.type) {
    case "ImportDeclaration":
      return childrenAt(statement, "specifiers").flatMap((specifier) =>
        isTypeImport(statement, specifier) ? localName(specifier, "local") : [],
      );
    case "ExportNamedDeclaration":
      return declarationOf(statement).flatMap(typeNames);
    case "TSInterfaceDeclaration":
    case "TSTypeAliasDeclaration":
    case "ClassDeclaration":
      return localName(statement, "id");
    default:
      return [];
  }
}

function isTypeImport(statement: Node, specifier: Node): boolean {
  return statement["importKind"] === "type" || specifier["importKind"] === "type";
}

function declarationOf(statement: Node): readonly Node[] {
  const declaration = childAt(statement, "declaration");
  return declaration === undefined ? [] : [declaration];
}

function localName(node: Node, key: string): readonly string[] {
  const local = childAt(node, key);
  return local === undefined ? [] : boundNames(local);
}

function collectIdentifiers(node: Node, found: Set<string>): void {
  if (node.type === "Identifier") found.add(String(node["name"]));
  const member = node["computed"] === true ? undefined : (node["property"] ?? (node["shorthand"] === true ? undefined : node["key"]));
  for (const child of children(node)) if (child !== member) collectIdentifiers(child, found);
}
