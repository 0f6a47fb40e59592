/** The script block: what is declared there lives as long as the module, and belongs to all visitors. */
import { boundNames, childAt, childrenAt, type Node, nodeOf } from "../2-analyse/ast.ts";
import type { Reporter } from "../diagnostics.ts";
import type { Script } from "../tree.ts";

/** Reports variables that can change: no page would show it. */
export function checkScript(script: Script | undefined, reporter: Reporter): void {
  if (script === undefined) return;
  for (const statement of childrenAt(nodeOf(script.ast), "body")) {
    const isExported = statement.type === "ExportNamedDeclaration";
    const declaration = isExported ? childAt(statement, "declaration") : statement;
    if (declaration !== undefined && isVariable(declaration)) report(declaration, isExported, reporter);
  }
}

function isVariable({ type, kind, declare }: Node): boolean {
  return type === "VariableDeclaration" && (kind === "let" || kind === "var") && declare !== true;
}

function report(declaration: Node, isExported: boolean, reporter: Reporter): void {
  const [first] = childrenAt(declaration, "declarations");
  const pattern = first && childAt(first, "id");
  const name = pattern && boundNames(pattern)[0];
  if (pattern === undefined || name === undefined) return;
  const fix = isExported
    ? `For an input of the template, write export interface Assigns { ${name}: … }.`
    : "Make it an assign, which the view sets; or write const.";
  reporter.report("LC5008", { start: declaration.start, end: pattern.start + name.length }, { name, fix });
}
