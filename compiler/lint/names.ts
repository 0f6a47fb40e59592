/** Names of elements, attributes, roles and ARIA attributes that do not exist. */

import { nearest } from "../../base/suggest.ts";
import { BINDING_PREFIX } from "../../protocol/bindings.ts";
import { booleanAttributes } from "../../protocol/keywords.ts";
import { Namespace } from "../../protocol/slots.ts";
import { bindingName, isKnown } from "../2-analyse/bindings.ts";
import { namespaceOf } from "../html/namespaces.ts";
import { attributes, currentElements, elementAlias, isElementName } from "../html/vocabulary.ts";
import type { Attribute, Element } from "../tree.ts";
import { ariaAttributes, isAriaAttribute, isRole, roles } from "./aria.ts";
import { attributeOf, isCustom, isHtml, type Rule, staticValue } from "./rule.ts";

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
    } else if (!name.startsWith(facts.prefix)) {
      const tag = element.name;
      const aimed = name === "target" && isMyself(attribute);
      const near = aimed ? `${facts.prefix}target` : (bareBinding(name, element, facts.prefix) ?? nearAttribute(name));
      if (near !== undefined) reporter.report("LC5002", nameSpan, { tag, name: aimed ? "target={myself}" : name, near });
    }
  }
};

function nearAttribute(name: string): string | undefined {
  if (attributes.has(name) || name.length < MIN_LENGTH || !/^(?!on)[a-z]+$/.test(name)) return undefined;
  return nearest(name, attributes, name.length < 6 ? 1 : 2);
}

/** Elements that open another page, and may say where. */
const TARGETING: ReadonlySet<string> = new Set(["a", "area", "base", "form", "link"]);

function isMyself({ value }: Attribute): boolean {
  return typeof value === "object" && "code" in value && value.code === "myself";
}

/** The binding that an attribute is called like without its prefix, or with the usual one. */
function bareBinding(name: string, element: Element, prefix: string): string | undefined {
  const usual = bindingName(name, BINDING_PREFIX);
  if (usual !== undefined && isKnown(usual)) return `${prefix}${name.slice(BINDING_PREFIX.length)}`;
  if (name === "target") return TARGETING.has(element.name) ? undefined : `${prefix}target`;
  // RDFa has one of the same name.
  if (attributes.has(name) || !isKnown(name) || name === "prefix") return undefined;
  const pressed = attributeOf(element, `${prefix}keydown`) ?? attributeOf(element, `${prefix}keyup`);
  // Without keys that are pressed it is the one of lists.
  return name === "key" && pressed === undefined ? ":key" : `${prefix}${name}`;
}

/** Attributes that are on as soon as they are there. */
export const booleanText: Rule = (element, _place, reporter) => {
  if (!isHtml(element) || isCustom(element)) return;
  for (const attribute of element.attributes) {
    if (attribute.kind === "spread" || !booleanAttributes.has(attribute.name)) continue;
    const { name, value } = attribute;
    if (typeof value === "string" && /^(?:false|no|off|0)$/i.test(value)) reporter.report("LC5007", attribute, { name, value });
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
