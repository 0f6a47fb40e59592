/** What is clicked, focused and opened. */
import { isElementName } from "../html/vocabulary.ts";
import type { Element } from "../tree.ts";
import { ownRole } from "./aria.ts";
import { attributeOf, isCustom, isHtml, mayHave, type Rule, staticValue } from "./rule.ts";

/** Elements that take focus and answer the keyboard by themselves. */
const INTERACTIVE: ReadonlySet<string> = new Set(
  "audio button details dialog embed iframe input label object option select summary textarea video".split(" "),
);
/**
 * Roles whose element takes focus itself; those that are chosen inside another (`option`, `tab`) may leave it to that
 * one.
 */
const FOCUSED_ROLES: ReadonlySet<string> = new Set("button checkbox combobox link searchbox slider spinbutton switch textbox".split(" "));

export const worksWithKeyboard: Rule = (element, { facts }, reporter) => {
  const { name, nameSpan } = element;
  if (!isHtml(element) || !isElementName(name) || isCustom(element) || isInteractive(element) || mayHave(element, "contenteditable"))
    return;
  const binding = (event: string): string => `${facts.prefix}${event}`;
  const click = attributeOf(element, binding("click"));
  const role = staticValue(element, "role");
  if (click !== undefined) {
    const missing = [
      ...(attributeOf(element, "role") === undefined ? ['role="button"'] : []),
      ...(attributeOf(element, "tabindex") === undefined ? ['tabindex="0"'] : []),
      ...(mayHave(element, binding("keydown"), binding("keyup")) ? [] : [`${binding("keydown")}="…"`]),
    ];
    if (missing.length === 0) return;
    const last = missing.length > 1 ? ` and ${missing.at(-1)}` : "";
    const added = `${missing.length > 1 ? missing.slice(0, -1).join(", ") : missing[0]}${last}`;
    reporter.report("LC5107", click.nameSpan, {
      what: `This <${name}> is clicked, but`,
      fix: `Use a <button>, or add ${added}.`,
    });
  } else if (role !== undefined && FOCUSED_ROLES.has(role) && !mayHave(element, "tabindex", "disabled", "aria-disabled")) {
    reporter.report("LC5107", nameSpan, {
      what: `This <${name}> has the role "${role}", but`,
      fix: 'Use the element that has this role by itself, or add tabindex="0".',
    });
  }
};

export const tabOrder: Rule = (element, _place, reporter) => {
  const tabindex = attributeOf(element, "tabindex");
  const value = staticValue(element, "tabindex");
  if (tabindex !== undefined && value !== undefined && Number(value) > 0) reporter.report("LC5104", tabindex, { value });
};

export const roleAddsMeaning: Rule = (element, _place, reporter) => {
  const role = attributeOf(element, "role");
  const written = staticValue(element, "role");
  if (role === undefined || written === undefined || !isHtml(element) || ownRole(element) !== written) return;
  reporter.report("LC5105", role, { tag: element.name, role: written });
};

export const newTabIsAlone: Rule = (element, _place, reporter) => {
  const { name } = element;
  if (!isHtml(element) || !(name === "a" || name === "area" || name === "form")) return;
  const target = attributeOf(element, "target");
  if (target === undefined || staticValue(element, "target")?.toLowerCase() !== "_blank" || mayHave(element, "rel")) return;
  if (leadsAway(element, name === "form" ? "action" : "href")) reporter.report("LC5201", target, {});
};

/** A whole URL, or one that is not known. */
function leadsAway(element: Element, attribute: string): boolean {
  const value = attributeOf(element, attribute)?.value;
  if (value === undefined || value === true) return false;
  if (typeof value === "string") return /^\s*(?:https?:)?\/\//i.test(value);
  if ("code" in value) return true;
  const [first] = value;
  return typeof first !== "string" || /^\s*(?:https?:)?\/\//i.test(first);
}

function isInteractive(element: Element): boolean {
  return INTERACTIVE.has(element.name) || ((element.name === "a" || element.name === "area") && mayHave(element, "href"));
}
