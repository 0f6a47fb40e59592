/** Assigns that nobody reads, and expressions that read them all. */
import { nearest } from "../../base/suggest.ts";
import type { Analysis } from "../2-analyse/analyse.ts";
import { childAt, childrenAt, type Node, nodeOf } from "../2-analyse/ast.ts";
import { freeReads } from "../2-analyse/free.ts";
import type { Reporter } from "../diagnostics.ts";
import type { Expression, Script, Template } from "../tree.ts";

/** Read by the server itself, which sets the page's title to it. */
const READ_ELSEWHERE: ReadonlySet<string> = new Set(["pageTitle"]);

/** An expression, and whether it is what a component is spread with, prop by prop. */
export interface Use {
  readonly expression: Expression;
  readonly spreadsOnComponent: boolean;
}

export function checkAssigns(template: Template, analysis: Analysis, uses: readonly Use[], reporter: Reporter): void {
  const { script } = template;
  const read = new Set(analysis.assignNames.keys());
  let whole = false;
  if (analysis.usesAssigns && !analysis.localNames.has("assigns")) {
    for (const { expression, spreadsOnComponent } of uses) {
      if (!expression.code.includes("assigns")) continue;
      for (const { name, path, node } of freeReads(nodeOf(expression.ast)).reads) {
        if (name !== "assigns") continue;
        const [first] = path;
        if (first !== undefined) read.add(first);
        else {
          whole = true;
          if (!spreadsOnComponent || expression.code !== "assigns") reporter.report("LC5003", node, {});
        }
      }
    }
  }
  if (whole || script === undefined) return;
  const declared = declaredAssigns(script);
  const undeclared = [...read].filter((name) => !declared.some((member) => member.name === name));
  for (const { name, node } of declared) {
    if (read.has(name) || READ_ELSEWHERE.has(name)) continue;
    const near = nearest(name, undeclared);
    const fix = near === undefined ? "Remove it, or read it." : `Did you mean it where the template reads \`${near}\`?`;
    reporter.report("LC5004", node, { name, fix });
  }
}

interface Member {
  readonly name: string;
  readonly node: Node;
}

/** The members of `Assigns`, where the script itself says them all. */
function declaredAssigns({ ast }: Script): readonly Member[] {
  for (const statement of childrenAt(nodeOf(ast), "body")) {
    const declaration = statement.type === "ExportNamedDeclaration" ? childAt(statement, "declaration") : statement;
    if (declaration === undefined || childAt(declaration, "id")?.["name"] !== "Assigns") continue;
    if (declaration.type === "TSInterfaceDeclaration") {
      const body = childAt(declaration, "body");
      return childrenAt(declaration, "extends").length > 0 || body === undefined ? [] : members(childrenAt(body, "body"));
    }
    if (declaration.type === "TSTypeAliasDeclaration") {
      const type = childAt(declaration, "typeAnnotation");
      return type?.type === "TSTypeLiteral" ? members(childrenAt(type, "members")) : [];
    }
  }
  return [];
}

function members(nodes: readonly Node[]): readonly Member[] {
  return nodes.flatMap((node) => {
    const key = node["computed"] === true ? undefined : childAt(node, "key");
    const name = key?.["name"] ?? key?.["value"];
    return key !== undefined && typeof name === "string" ? [{ name, node: key }] : [];
  });
}
