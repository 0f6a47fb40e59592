/** Control flow: `:if` chains and `:for` become nodes, groups vanish, components and outlets get their own kinds. */
import { Namespace } from "../../../protocol/slots.ts";
import type { Reporter } from "../../diagnostics.ts";
import type { Child } from "../../tree.ts";
import type { ExpressionParser } from "../expression.ts";
import { isBlank, type RawChild, type RawElement } from "../raw.ts";
import { chainFrom, choiceOf, refuseOrphan } from "./chains.ts";
import { componentOf, outletOf } from "./components.ts";
import { controlNameOf, controlOf, isGroup } from "./control.ts";
import { isFill, slotAttribute } from "./fills.ts";
import { loopOf } from "./loops.ts";
import type { Resolution } from "./resolution.ts";
import { DirectiveReader } from "./values.ts";

/** Makes control flow of directives. `prefix` is that of bindings. */
export function resolveDirectives(
  children: readonly RawChild[],
  expressions: ExpressionParser,
  reporter: Reporter,
  prefix: string,
): Child[] {
  const resolution: Resolution = {
    reporter,
    prefix,
    values: new DirectiveReader(expressions, reporter),
    children: (raw) => resolveChildren(raw, resolution),
    body: (element) => resolveBody(element, resolution),
  };
  return resolution.children(children);
}

function resolveChildren(raw: readonly RawChild[], resolution: Resolution): Child[] {
  const resolved: Child[] = [];
  const add = (nodes: readonly Child[]): void => {
    for (const node of nodes) resolved.push(node);
  };
  let before: RawChild | undefined;
  let at = 0;
  for (let child = raw[at]; child !== undefined; child = raw[at]) {
    at++;
    if (child.kind === "tag") {
      const head = child;
      const control = controlOf(head, resolution.reporter, resolution.prefix);
      refuseOrphan(control, before, resolution);
      if (control.if !== undefined && control.for === undefined) {
        const belongs = (element: RawElement): boolean => isFill(element) === isFill(head);
        const { links, next } = chainFrom(head, raw, at, control.if, belongs, resolution);
        resolved.push(choiceOf(links, resolution));
        at = next;
      } else if (control.for === undefined) add(resolution.body(head));
      else add(loopOf(head, control, control.for, resolution.body(head), resolution));
    } else resolved.push(child);
    const last = raw[at - 1];
    if (last !== undefined && !isBlank(last)) before = last;
  }
  return resolved;
}

function resolveBody(element: RawElement, resolution: Resolution): Child[] {
  const { reporter, values } = resolution;
  const slot = isFill(element) ? slotAttribute(element) : undefined;
  if (slot !== undefined) {
    reporter.report("LC2012", slot, { name: typeof slot.value === "string" ? slot.value : "…" });
    return [];
  }
  if (isGroup(element)) return groupOf(element, resolution);
  if (element.component) return componentOf(element, resolution);
  if (element.name === "slot") return [outletOf(element, resolution)];
  if (element.name === "template" && element.namespace === Namespace.html) refuseLiveContent(element.children, reporter);
  const { name, nameSpan, namespace, attributes, void: isVoid, start, end } = element;
  values.refuseNames(element, name);
  const children = resolution.children(element.children);
  const directives = values.kept(element);
  return [{ kind: "element", name, nameSpan, namespace, attributes, directives, children, void: isVoid, start, end }];
}

function groupOf(element: RawElement, { reporter, children }: Resolution): Child[] {
  const directive = controlNameOf(element) ?? "if";
  for (const attribute of element.attributes) {
    const name = attribute.kind === "spread" ? "{...}" : attribute.name;
    reporter.report("LC2016", attribute, { name, directive });
  }
  return children(element.children);
}

/** A plain `<template>` is inert in the browser: nothing in it can be live. */
function refuseLiveContent(children: readonly RawChild[], reporter: Reporter): void {
  for (const child of children) {
    if (child.kind === "interpolation") reporter.report("LC2015", child, { what: "an expression" });
    if (child.kind !== "tag") continue;
    const live = child.attributes.find(
      (attribute) => attribute.kind === "spread" || (attribute.value !== true && typeof attribute.value !== "string"),
    );
    if (child.component) reporter.report("LC2015", child.startTag, { what: `<${child.name}>` });
    else if (live !== undefined) reporter.report("LC2015", live, { what: "an expression" });
    else if (child.directives.length > 0) reporter.report("LC2015", child.startTag, { what: "a directive" });
    else refuseLiveContent(child.children, reporter);
  }
}
