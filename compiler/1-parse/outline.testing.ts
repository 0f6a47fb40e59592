/** Helpers of this folder's tests: trees and diagnostics in one line each. */
import type { Attribute, Child, Directive, Expression, Fill, Spread } from "../tree.ts";
import { parse } from "./parse.ts";

/** The tree in a compact notation; throws when there is an error. */
export function outline(source: string): string {
  const { template, diagnostics } = parse(source, "test.live.html");
  const error = diagnostics.find((diagnostic) => diagnostic.severity === "error");
  if (error !== undefined) throw new Error(`${error.code} at ${error.line}:${error.column}: ${error.message}`);
  return template.children.map(show).join(" ");
}

/** What is reported: `LC1030 1:5 <p> is never closed.` */
export function problems(source: string): string[] {
  return parse(source, "test.live.html").diagnostics.map(({ code, line, column, message }) => `${code} ${line}:${column} ${message}`);
}

function show(child: Child): string {
  switch (child.kind) {
    case "text":
      return JSON.stringify(child.value);
    case "interpolation":
      return `{${child.expression.code}}`;
    case "element": {
      const prefix = ["", "svg:", "math:"][child.namespace] ?? "";
      return `${prefix}${child.name}${names([...child.attributes, ...child.directives])}${block(child.children)}`;
    }
    case "component":
      return `${child.name}${names([...child.props, ...child.directives])}${child.fills.map(fill).join("")}`;
    case "if":
      return `if(${child.branches.map((branch) => `${branch.test?.code ?? "else"}${block(branch.children)}`).join(" ")})`;
    case "for": {
      const index = child.index === undefined ? "" : `, ${child.index.code}`;
      const key = child.key === undefined ? "" : ` key ${child.key.code}`;
      const where = child.where === undefined ? "" : ` where ${child.where.code}`;
      return `for(${child.item.code}${index} of ${child.list.code}${key}${where}${block(child.children)})`;
    }
    case "outlet":
      return `slot:${child.name}${names(child.values)}${block(child.children)}`;
    case "live-scripts":
      return "live-scripts";
  }
}

/** The default slot's content without its name. */
function fill(one: Fill): string {
  const content = `[${one.children.map(show).join(" ")}]`;
  const pattern = one.let === undefined ? "" : `(${one.let.code})`;
  return one.name === "default" ? pattern + content : `.${one.name}${pattern}${content}`;
}

function block(children: readonly Child[]): string {
  return children.length === 0 ? "" : `[${children.map(show).join(" ")}]`;
}

function names(all: readonly (Attribute | Spread | Directive)[]): string {
  const shown = all.map((one) => {
    if ("kind" in one && one.kind === "spread") return `{...${one.expression.code}}`;
    return `${"kind" in one ? "" : ":"}${one.name}${value(one.value)}`;
  });
  return shown.length === 0 ? "" : `(${shown.join(" ")})`;
}

function value(of: Attribute["value"] | Directive["value"]): string {
  const part = (piece: string | Expression): string => (typeof piece === "string" ? piece : `{${piece.code}}`);
  if (of === true) return "";
  if (typeof of === "string") return `="${of}"`;
  return "code" in of ? `={${of.code}}` : `="${of.map(part).join("")}"`;
}
