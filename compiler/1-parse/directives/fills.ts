/**
 * What fills the slots of a component: each `<template slot>` directly in it, and all the rest for the default slot.
 */
import type { Attribute, Branch, Fill } from "../../tree.ts";
import { isBlank, type RawChild, type RawElement } from "../raw.ts";
import { chainFrom, type Link, refuseOrphan } from "./chains.ts";
import { controlOf } from "./control.ts";
import { loopOf } from "./loops.ts";
import type { Resolution } from "./resolution.ts";

/** `<template slot="header">` directly in a component. */
export function isFill(element: RawChild): element is RawElement {
  return element.kind === "tag" && !element.component && element.name === "template" && slotAttribute(element) !== undefined;
}

export function slotAttribute({ attributes }: RawElement): Attribute | undefined {
  return attributes.find((attribute): attribute is Attribute => attribute.kind === "attribute" && attribute.name === "slot");
}

export function fillsOf(component: RawElement, resolution: Resolution): readonly Fill[] {
  const named = namedFills(component.children, resolution);
  const names = resolution.values.names(component);
  const rest = unnamed(component.children);
  const children = resolution.children(component.children.some(isFill) && rest.every(isBlank) ? [] : rest);
  const { nameSpan } = component;
  const { start = nameSpan.end } = children[0] ?? {};
  const { end = start } = children.at(-1) ?? {};
  const own: Fill[] = children.length === 0 ? [] : [{ name: "default", nameSpan, let: names, children, when: undefined, start, end }];
  return [...own, ...named];
}

/** All that is for the default slot. Texts that only a filled slot keeps apart are one. */
function unnamed(children: readonly RawChild[]): readonly RawChild[] {
  const rest: RawChild[] = [];
  for (const child of children) {
    const last = rest.at(-1);
    if (isFill(child)) continue;
    if (child.kind === "text" && last?.kind === "text") rest.splice(-1, 1, { ...last, value: last.value + child.value, end: child.end });
    else rest.push(child);
  }
  return rest;
}

/** Each `<template slot>` among the children of a component, with its control flow. */
function namedFills(raw: readonly RawChild[], resolution: Resolution): readonly Fill[] {
  const fills: Fill[] = [];
  for (let at = 0, before: RawChild | undefined; at < raw.length; ) {
    const child = raw[at++];
    if (child !== undefined && isFill(child)) {
      const control = controlOf(child, resolution.reporter, resolution.prefix);
      refuseOrphan(control, before, resolution);
      if (control.if !== undefined && control.for === undefined) {
        const { links, next } = chainFrom(child, raw, at, control.if, isFill, resolution);
        fills.push(...chosenFills(links, resolution));
        at = next;
      } else {
        const fill = fillOf(child, resolution);
        const { for: loop } = control;
        if (fill !== undefined && loop === undefined) fills.push(fill);
        else if (fill !== undefined && loop !== undefined) {
          fills.push({ ...fill, children: loopOf(child, control, loop, fill.children, resolution) });
        }
      }
    }
    const last = raw[at - 1];
    if (last !== undefined && !isBlank(last)) before = last;
  }
  return fills;
}

/**
 * A chain of fills: for each slot in it, a choice between what the chain has for that slot, and nothing where it has
 * something for another.
 */
function chosenFills(links: readonly Link[], resolution: Resolution): readonly Fill[] {
  const branches = links.flatMap(({ element, test }) => {
    const fill = isFill(element) ? fillOf(element, resolution) : undefined;
    return fill === undefined || test === undefined ? [] : [{ fill, test, slot: `${fill.name} ${fill.let?.code ?? ""}` }];
  });
  return [...new Map(branches.map((branch) => [branch.slot, branch.fill]))].map(([slot, fill]): Fill => {
    const last = branches.findLastIndex((branch) => branch.slot === slot);
    const parts = branches.slice(0, last + 1);
    const chosen = parts.map(({ fill: { children, start, end }, test, slot: other }): Branch => {
      return { test, children: other === slot ? children : [], start, end };
    });
    const { start = fill.start } = chosen[0] ?? {};
    const always = parts.every((branch) => branch.slot === slot) && parts.at(-1)?.test === null;
    const when = always ? undefined : parts.map((branch) => ({ test: branch.test, shown: branch.slot === slot }));
    return { ...fill, children: [{ kind: "if", branches: chosen, start, end: fill.end }], when, start };
  });
}

function fillOf(element: RawElement, { reporter, values, children }: Resolution): Fill | undefined {
  const slot = slotAttribute(element);
  if (slot === undefined) return undefined;
  for (const attribute of element.attributes) {
    if (attribute === slot) continue;
    const found = attribute.kind === "spread" ? "{...}" : attribute.name;
    const reason = `\`${found}\` has no effect: <template slot> leaves no element behind.`;
    reporter.report("LC2013", attribute, { reason, fix: "Put it on an element inside." });
  }
  values.refuseKept(element, "template slot", "Put it on an element inside.");
  const names = values.names(element);
  const content = children(element.children);
  const { start, end } = element;
  const nameSpan = slot.valueSpan ?? slot.nameSpan;
  if (typeof slot.value === "string" && slot.value !== "") {
    return { name: slot.value, nameSpan, let: names, children: content, when: undefined, start, end };
  }
  refuseSlotName(slot, '<template slot="header">', { reporter });
  return undefined;
}

/** Reports a slot's name that is not a plain text; `example` has one that is. */
export function refuseSlotName(attribute: Attribute, example: string, { reporter }: Pick<Resolution, "reporter">): void {
  reporter.report("LC2013", attribute, { reason: "The name of a slot is a plain text.", fix: `Write ${example}.` });
}
