/** The directives of one tag that decide whether and how often it is there. */
import { directives } from "../../../protocol/bindings.ts";
import type { Reporter } from "../../diagnostics.ts";
import type { RawDirective } from "../attributes.ts";
import type { RawElement } from "../raw.ts";
import { suggestDirective } from "../suggest.ts";

export interface Control {
  readonly if?: RawDirective;
  readonly "else-if"?: RawDirective;
  readonly else?: RawDirective;
  readonly for?: RawDirective;
  readonly key?: RawDirective;
}
type ControlName = keyof Control;

const KNOWN: ReadonlySet<string> = new Set(directives);

/** Pairs that exclude each other, and what to do instead; the first is kept. */
const EXCLUSIVE: readonly (readonly [first: ControlName, second: ControlName, fix: string])[] = [
  ["if", "else-if", "Keep one of them."],
  ["if", "else", "Write :else-if for a further condition."],
  ["else-if", "else", "Keep one of them."],
  ["for", "else-if", "Put the :for on an element inside a <template :else-if={…}>."],
  ["for", "else", "Put the :for on an element inside a <template :else>."],
];

/** The control directives of a tag; those that exclude each other are reported, and so are unknown ones. */
export function controlOf(element: RawElement, reporter: Reporter, prefix: string): Control {
  const control: { -readonly [Name in ControlName]?: RawDirective } = {};
  for (const directive of element.directives) {
    const { name } = directive;
    if (isControl(name)) control[name] = directive;
    else if (!KNOWN.has(name)) {
      reporter.report("LC2001", directive.nameSpan, { name, fix: suggestDirective(name, prefix, directive.value) });
    }
  }
  for (const [first, second, fix] of EXCLUSIVE) {
    const one = control[first];
    const other = control[second];
    if (one === undefined || other === undefined) continue;
    reporter.report("LC2005", other, { first, second, fix }, [{ span: one, message: `:${first} is here` }]);
    delete control[second];
  }
  if (control.key !== undefined && control.for === undefined) reporter.report("LC2006", control.key, {});
  return control;
}

/** The directive that makes a tag part of control flow, as it is written first. */
export function controlNameOf({ directives }: RawElement): string | undefined {
  return directives.find(({ name }) => isControl(name) && name !== "key")?.name;
}

export function isControl(name: string): name is ControlName {
  return name === "if" || name === "else-if" || name === "else" || name === "for" || name === "key";
}

/** `<template :if>`, which leaves no element behind. */
export function isGroup(element: RawElement): boolean {
  return !element.component && element.name === "template" && controlNameOf(element) !== undefined;
}

/**
 * `:else` and `:else-if`, unless something on the same tag makes them invalid; then the tag is looked at on its own.
 */
export function followsChain(element: RawElement): boolean {
  return (
    element.directives.some(({ name }) => name === "else" || name === "else-if") &&
    !element.directives.some(({ name }) => name === "if" || name === "for")
  );
}
