/** Names for what has none: images, controls, frames, headings, links, buttons, the page itself. */
import type { Child, Element } from "../tree.ts";
import { attributeOf, isCustom, isHtml, isInside, mayHave, type Rule, staticValue } from "./rule.ts";

const NAMING = ["aria-label", "aria-labelledby", "title"] as const;
const CONTROLS: ReadonlySet<string> = new Set(["button", "input", "meter", "output", "progress", "select", "textarea"]);
/** Types of inputs that show their own name, or nothing. */
const SELF_NAMED: ReadonlySet<string> = new Set(["button", "hidden", "image", "reset", "submit"]);
const HEADINGS: ReadonlySet<string> = new Set(["h1", "h2", "h3", "h4", "h5", "h6"]);

export const imageHasAlt: Rule = (element, _place, reporter) => {
  const { name, nameSpan } = element;
  if (!isHtml(element) || mayHave(element, "alt", "aria-label", "aria-labelledby")) return;
  if (staticValue(element, "aria-hidden") === "true" || isPresentation(element)) return;
  const image = name === "img" || (name === "area" && mayHave(element, "href"));
  if (image || (name === "input" && staticValue(element, "type")?.toLowerCase() === "image")) {
    reporter.report("LC5101", nameSpan, { tag: name });
  }
};

export const labelHasControl: Rule = (element, _place, reporter) => {
  if (element.name !== "label" || !isHtml(element) || mayHave(element, "for")) return;
  if (!contains(element, (inner) => CONTROLS.has(inner.name) || isCustom(inner))) reporter.report("LC5102", element.nameSpan, {});
};

export const controlHasLabel: Rule = (element, { around, facts }, reporter) => {
  const { name, nameSpan } = element;
  if (!isHtml(element) || !(name === "input" || name === "select" || name === "textarea") || around === undefined) return;
  if (mayHave(element, ...NAMING) || isHidden(element)) return;
  const type = attributeOf(element, "type");
  const known = staticValue(element, "type")?.toLowerCase();
  if (name === "input" && type !== undefined && (known === undefined || SELF_NAMED.has(known))) return;
  const id = attributeOf(element, "id");
  const named = staticValue(element, "id");
  const labelled = id !== undefined && (named === undefined || facts.labelled === undefined || facts.labelled.has(named));
  if (!labelled && !isInside(around, (outer) => outer.name === "label")) reporter.report("LC5103", nameSpan, { tag: name });
};

export const hasContent: Rule = (element, _place, reporter) => {
  const { name, nameSpan } = element;
  if (!isHtml(element) || !(HEADINGS.has(name) || name === "button" || (name === "a" && attributeOf(element, "href") !== undefined)))
    return;
  if (mayHave(element, ...NAMING) || isHidden(element) || isReadable(element)) return;
  reporter.report("LC5108", nameSpan, { tag: name });
};

export const pageHasLanguage: Rule = (element, _place, reporter) => {
  if (element.name === "html" && isHtml(element) && !mayHave(element, "lang")) reporter.report("LC5109", element.nameSpan, {});
};

export const frameHasTitle: Rule = (element, _place, reporter) => {
  if (element.name !== "iframe" || !isHtml(element) || isHidden(element) || mayHave(element, ...NAMING)) return;
  reporter.report("LC5110", element.nameSpan, {});
};

function isHidden(element: Element): boolean {
  return attributeOf(element, "hidden") !== undefined || staticValue(element, "aria-hidden") === "true";
}

function isPresentation(element: Element): boolean {
  const role = staticValue(element, "role");
  return role === "none" || role === "presentation";
}

/** Whether some descendant is accepted; what other templates contribute could be anything. */
function contains(element: Element, accepts: (element: Element) => boolean): boolean {
  const search = (children: readonly Child[]): boolean =>
    children.some((child) => {
      switch (child.kind) {
        case "element":
          return accepts(child) || hasInnerHtml(child) || search(child.children);
        case "if":
          return child.branches.some((branch) => search(branch.children));
        case "for":
          return search(child.children);
        case "component":
        case "outlet":
          return true;
        default:
          return false;
      }
    });
  return hasInnerHtml(element) || search(element.children);
}

/** Whether an element has content that is read out. */
function isReadable(element: Element): boolean {
  const own = element.children.some(isText);
  return own || contains(element, (inner) => inner.children.some(isText) || speaks(inner));
}

/** Texts, also where control flow stands between them and the element. */
function isText(child: Child): boolean {
  switch (child.kind) {
    case "text":
      return child.value.trim() !== "";
    case "interpolation":
      return true;
    case "if":
      return child.branches.some((branch) => branch.children.some(isText));
    case "for":
      return child.children.some(isText);
    default:
      return false;
  }
}

/** An element that is announced without text of its own. */
function speaks(element: Element): boolean {
  if (mayHave(element, ...NAMING)) return true;
  if (CONTROLS.has(element.name) || isCustom(element)) return true;
  return element.name === "img" && mayHave(element, "alt") && staticValue(element, "alt") !== "";
}

function hasInnerHtml(element: Element): boolean {
  return element.directives.some(({ name }) => name === "html");
}
