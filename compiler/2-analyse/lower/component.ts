/** The tag of a component, or of a nested view. */
import { nearest } from "../../../base/suggest.ts";
import { isComponentName } from "../../1-parse/names.ts";
import { componentAdvice, isElementName } from "../../html/vocabulary.ts";
import type { Component } from "../../tree.ts";
import { readsOf, type Slot } from "../blocks.ts";
import { minimal } from "../reads.ts";
import type { Context, Scope } from "../scope.ts";
import { updateOf } from "../update.ts";
import { contentsOf } from "./content.ts";
import type { Lowering } from "./lowering.ts";
import { propOf, readsOfProps } from "./props.ts";

export function componentSlot(node: Component, scope: Scope, lowering: Lowering): Slot {
  const { context, reporter, prefix } = lowering;
  const update = updateOf(node.directives, node.props, prefix);
  if (update !== undefined) reporter.report("LC4011", update, { prefix, what: `<${node.name}>`, why: "is a component" });
  if (node.name === "LiveView" && !scope.isScriptName(node.name)) return viewSlot(node, scope, lowering);
  const [name = node.name] = node.name.split(".");
  if (!scope.isScriptName(name)) {
    reporter.report("LC4002", node.nameSpan, { tag: node.name, name, fix: missingComponent(name, context) });
  }
  lowering.components.add(node.name);
  const props = node.props.map(propOf);
  const own = readsOfProps(props, scope);
  const contents = contentsOf(node.fills, scope, lowering);
  const conditions = node.fills.flatMap(({ when = [] }) => when.flatMap(({ test }) => (test === null ? [] : scope.reads(test))));
  const inside = readsOf(contents.map(({ block }) => block)).filter(
    ({ source }) => !contents.some(({ parts }) => parts.some((part) => part.let === source)),
  );
  const reads = minimal([...own, ...conditions, ...inside]);
  const isAlone = reads.every(({ source, path }) => own.some((read) => read.source === source && read.path === path));
  const ownAlone = own.length === 0 || isAlone ? undefined : minimal(own);
  return { kind: "component", name: node.name, nameSpan: node.nameSpan, props, contents, own: ownAlone, reads };
}

/** `<LiveView view={Clock} id="clock"/>`. Its content is the view's own. */
function viewSlot(node: Component, scope: Scope, { reporter }: Lowering): Slot {
  const [fill] = node.fills;
  if (fill !== undefined) reporter.report("LC4007", fill, {});
  const names = new Set(node.props.map((prop) => (prop.kind === "attribute" ? prop.name : "...")));
  const missing = ["view", "id"].filter((name) => !names.has(name) && !names.has("..."));
  if (missing.length > 0) reporter.report("LC4008", node.nameSpan, { missing: missing.map((name) => `\`${name}\``).join(" and ") });
  const props = node.props.map(propOf);
  return { kind: "view", nameSpan: node.nameSpan, props, reads: minimal(readsOfProps(props, scope)) };
}

/** What to do about a component that is not in scope: a slip, an element in capitals, or a missing import. */
function missingComponent(name: string, { script, surroundings }: Context): string {
  if (surroundings?.values.has(name) === true) {
    return `The names of the file around it are not the template's: import it in a <script lang="ts"> at the start of the template.`;
  }
  const near = nearest(name, [...[...script.names].filter(isComponentName), "LiveScripts"]);
  if (near !== undefined) return `Did you mean <${near}>?`;
  const advice = componentAdvice(name);
  if (advice !== undefined) return advice;
  const element = name.toLowerCase();
  if (isElementName(element)) return `For the HTML element, write <${element}>. A component is imported in the script.`;
  return `Import it in the script: import ${name} from "./${kebab(name)}.live.js";`;
}

function kebab(name: string): string {
  return name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, "-").toLowerCase();
}
