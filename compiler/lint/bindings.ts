/** Bindings that are reserved, and values that are not what they seem: written without harm, and without effect. */
import { activeBindings } from "../../protocol/bindings.ts";
import { bindingName, isKnown } from "../2-analyse/bindings.ts";
import type { Attribute, Span } from "../tree.ts";
import { attributeOf, type Rule } from "./rule.ts";

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

/** Keys with a name, as `KeyboardEvent.key` calls them; of letters the small one is what is pressed alone. */
const KEYS: ReadonlyMap<string, string> = new Map(
  (
    "Enter Escape Tab Backspace Delete Insert Home End PageUp PageDown ArrowUp ArrowDown ArrowLeft ArrowRight Shift Control Alt Meta CapsLock " +
    "ContextMenu F1 F2 F3 F4 F5 F6 F7 F8 F9 F10 F11 F12"
  )
    .split(" ")
    .map((key) => [key.toLowerCase(), key]),
);

/** A key in other capitals than it has: it means what was meant, but not only that. */
export const keyCase: Rule = (element, { facts }, reporter) => {
  const attribute = attributeOf(element, `${facts.prefix}key`);
  const key = attribute?.value;
  if (attribute === undefined || typeof key !== "string") return;
  const name = KEYS.get(key.toLowerCase()) ?? (key.length === 1 ? key.toLowerCase() : key);
  if (name !== key) reporter.report("LC5203", attribute.nameSpan, { key, name });
};

/** `href="/items/${id}"`, as in a template literal of JavaScript. In texts a $ before a number is money. */
export const dollarSign: Rule = (element, _place, reporter) => {
  for (const attribute of element.attributes) {
    if (attribute.kind === "spread" || typeof attribute.value !== "object" || "code" in attribute.value) continue;
    for (const [index, part] of attribute.value.entries()) {
      const before = attribute.value[index - 1];
      if (typeof part === "string" || typeof before !== "string" || !before.endsWith("$")) continue;
      // The place of an expression is that of its code; before it are the brace and the sign.
      reporter.report("LC5009", dollarBefore(part, attribute), { name: attribute.name });
    }
  }
};

function dollarBefore({ start }: Span, { valueSpan, nameSpan }: Attribute): Span {
  return { start: Math.max(start - 2, (valueSpan ?? nameSpan).start), end: start - 1 };
}
