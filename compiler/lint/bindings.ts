/** Bindings that are reserved: written without harm, and without effect. */
import { activeBindings } from "../../protocol/bindings.ts";
import { bindingName, isKnown } from "../2-analyse/bindings.ts";
import type { Rule } from "./rule.ts";

const ACTIVE: ReadonlySet<string> = new Set(activeBindings);

function isActive(name: string): boolean {
  return ACTIVE.has(name) || name.startsWith("value-");
}

export const activeBinding: Rule = (element, { facts }, reporter) => {
  for (const attribute of element.attributes) {
    const name = attribute.kind === "attribute" ? bindingName(attribute.name, facts.prefix) : undefined;
    if (attribute.kind !== "attribute" || name === undefined || !isKnown(name) || isActive(name)) continue;
    reporter.report("LC5202", attribute.nameSpan, { name: attribute.name });
  }
};
