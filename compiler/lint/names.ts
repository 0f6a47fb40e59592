/** Names of elements, attributes, roles and ARIA attributes that do not exist. */
import { Namespace } from "../../protocol/slots.ts";
import { nearest } from "../../protocol/suggest.ts";
import { namespaceOf } from "../1-parse/names.ts";
import { attributes, currentElements, elementAlias, isElementName } from "../1-parse/vocabulary.ts";
import { ariaAttributes, isAriaAttribute, isRole, roles } from "./aria.ts";
import { attributeOf, isCustom, isHtml, type Rule, staticValue } from "./rule.ts";

/** Attributes by the names that other systems have for them. */
const ATTRIBUTE_ALIASES: ReadonlyMap<string, string> = new Map([
  ["classname", "class"],
  ["htmlfor", "for"],
]);
/** Shorter names are near to too many. */
const MIN_LENGTH = 3;

export const knownElement: Rule = (element, { facts }, reporter) => {
  const { name, nameSpan } = element;
  if (!isHtml(element) || isElementName(name)) return;
  const open = { namespace: Namespace.html, open: true };
  const component = [...facts.script.names].find((known) => known.toLowerCase() === name);
  const shape = namespaceOf(name, open) === Namespace.svg;
  const near = component ?? elementAlias(name) ?? nearest(name, currentElements, name.length < 5 ? 1 : 2);
  const fix =
    shape && component === undefined
      ? "It is one of SVG's: put it into an <svg>."
      : near !== undefined
        ? `Did you mean <${near}>?`
        : "A component begins with a capital, an element of your own has a dash in its name.";
  reporter.report("LC5001", nameSpan, { tag: name, fix });
};

export const knownAttributes: Rule = (element, { facts }, reporter) => {
  if (!isHtml(element) || isCustom(element) || !isElementName(element.name)) return;
  for (const attribute of element.attributes) {
    if (attribute.kind === "spread") continue;
    const { name, nameSpan } = attribute;
    if (name.startsWith("aria-")) {
      if (isAriaAttribute(name)) continue;
      const near = nearest(name, ariaAttributes);
      const fix = near === undefined ? "A name of your own begins with data-." : `Did you mean \`${near}\`?`;
      reporter.report("LC5106", nameSpan, { what: "attribute", name, fix });
    } else if (!attributes.has(name) && name.length >= MIN_LENGTH && /^[a-z]+$/.test(name) && !name.startsWith(facts.prefix)) {
      const near = ATTRIBUTE_ALIASES.get(name) ?? nearest(name, attributes, name.length < 6 ? 1 : 2);
      if (near !== undefined) reporter.report("LC5002", nameSpan, { name, near });
    }
  }
};

export const knownRole: Rule = (element, _place, reporter) => {
  const role = attributeOf(element, "role");
  const name = staticValue(element, "role")?.trim().toLowerCase();
  if (role === undefined || name === undefined || name === "") return;
  // Several roles are a list of fallbacks.
  const unknown = name.split(/\s+/).find((one) => !isRole(one));
  if (unknown === undefined) return;
  const near = nearest(unknown, roles);
  const fix = near === undefined ? "Use one of ARIA's roles, or none." : `Did you mean "${near}"?`;
  reporter.report("LC5106", role, { what: "role", name: unknown, fix });
};
